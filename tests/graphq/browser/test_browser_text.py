"""Only parameters are written over, each by a value of its true type."""

from __future__ import annotations

from datetime import date

from graphq.browser.statements import parameter_lines, parameters_in, with_values
from graphq.graph.cypher_text import literal


def test_only_parameters_are_written_over() -> None:
    statement = (
        "MATCH (n:`$group` {id: $group}) // $group\n"
        "WHERE n.name <> '$group' AND n.x <> \"it's $group\" /* $group */\n"
        "  AND n.y <> 'a\\'$group' AND n.z = $groups RETURN n"
    )
    assert with_values(statement, {"group": "jnim"}) == statement.replace(
        "{id: $group}", "{id: 'jnim'}"
    )
    assert parameters_in(statement) == {"group", "groups"}


def test_a_parameter_without_a_value_stays_one() -> None:
    assert with_values("RETURN $a + $b", {"a": 1}) == "RETURN 1 + $b"


def test_a_parameter_line_is_one_line_with_the_true_type() -> None:
    assert parameter_lines({"day": date(2019, 8, 31), "text": "a\nb"}) == [
        ":param day => date('2019-08-31')",
        ":param text => 'a\\nb'",
    ]
    assert literal([1, None, "x"]) == "[1, null, 'x']"
