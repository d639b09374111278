"""Every saved question says truly what it takes and gives, and refuses what it cannot take."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import FOLDER, Question, question, questions
from graphq.cypher.ask.header import QuestionError, split
from graphq.cypher.reckon import reckoner
from graphq.graph.errors import GraphqError, UnknownNameError, UsageError
from graphq.graph.store import Store
from tests.cypher.build import Build

NAMES = list(questions())
NOT_PORTABLE = {
    "APOC": r"\bapoc\.",
    "GDS": r"\bgds\.",
    "elementId": r"\belementId\s*\(",
    "id()": r"(?<![\w.])id\s*\(",
    "LOAD CSV": r"\bLOAD\s+CSV\b",
    "CALL IN TRANSACTIONS": r"\bIN\s+TRANSACTIONS\b",
    "SHORTEST": r"\bSHORTEST\s+\d|\bANY\s+SHORTEST\b|\bALL\s+SHORTEST\b",
    "quantified path": r"\)\s*\{\s*\d*\s*,\s*\d*\s*\}|[->]\([^()]*\)\s*\)\s*[+*]|->\s*[+*{]",
    "unbounded *": r"\[[^\]]*\*\s*(\d+\s*\.\.\s*)?[\]{]|\*\s*\.\.",
    "COLLECT {}": r"\bCOLLECT\s*\{",
    "point.distance": r"\bpoint\.",
    "block comment": r"/\*",
    "CYPHER prefix": r"^\s*CYPHER\s+\d",
    "writing": r"(?i)\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP)\b",
}  # fmt: skip


def parameters_of(statement: str) -> set[str]:
    return set(re.findall(r"\$(\w+)", statement))


def required(name: str) -> dict[str, str]:
    """What has to be given, by the type of it."""
    return {
        key: parameter.type
        for key, parameter in question(name).header.parameters.items()
        if parameter.required
    }


def reckoned_with(name: str) -> set[str]:
    """The parameters that the answer is worked out with, besides those of the statement."""
    then = question(name).header.then
    reckon = reckoner(then) if then else None
    if reckon is None:
        return set()
    text = Path(reckon.__code__.co_filename).read_text(encoding="utf-8")
    return set(re.findall(r'parameters\["(\w+)"\]', text))


def returned(statement: str) -> list[str]:
    """The names of the columns that the last RETURN gives, told apart at the outer commas."""
    last = re.split(r"\bRETURN\b", statement)[-1].split("ORDER BY")[0]
    depth, parts = 0, [""]
    for letter in last:
        depth += letter in "([{"
        depth -= letter in ")]}"
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [re.split(r"\bAS\b", part)[-1].strip() for part in parts]


def test_there_are_so_many_questions_in_alphabetical_order() -> None:
    assert len(NAMES) == 27
    assert sorted(NAMES) == NAMES
    files = {file.stem for file in FOLDER.glob("*.cypher") if file.name.count(".") == 1}
    assert set(NAMES) == files


@pytest.mark.parametrize("name", NAMES)
def test_a_file_begins_with_its_title(name: str) -> None:
    text = question(name).file.read_text(encoding="utf-8")
    title = question(name).title
    assert text.startswith(f"// {title}\n")
    assert re.match(r"[A-Z][a-z -]+: \S", title)
    assert title.split(":")[0].lower().replace(" ", "-") == name


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_declared_and_used(name: str) -> None:
    header = question(name).header
    used = parameters_of(question(name).statement)
    assert used <= set(header.parameters)
    assert used | reckoned_with(name) == set(header.parameters)
    assert "asOf" in header.parameters


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_declared_in_the_order_in_which_it_is_returned(name: str) -> None:
    found = question(name)
    assert returned(found.statement) == list(found.header.returned)
    assert "sources" in question(name).header.columns


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_explained(name: str) -> None:
    header = question(name).header
    assert header.answers.strip()
    helps = [part.help for part in header.parameters.values()]
    helps += [part.help for part in header.columns.values()]
    helps += header.returned.values()
    assert all(text.strip() for text in helps)
    assert header.examples
    for example in header.examples:
        assert re.match(rf"graphq {re.escape(name)}(\s|$)", example)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", NOT_PORTABLE)
def test_a_statement_keeps_to_what_both_engines_take(name: str, what: str) -> None:
    statement = question(name).statement
    assert re.search(NOT_PORTABLE[what], statement, re.MULTILINE) is None


@pytest.mark.parametrize(
    ("what", "statement"),
    [
        ("id()", "RETURN id(n)"),
        ("unbounded *", "MATCH (a)-[:T*]->(b)"),
        ("unbounded *", "MATCH (a)-[:T*1..]->(b)"),
        ("unbounded *", "MATCH (a)-[:T*..3]->(b)"),
        ("quantified path", "MATCH ((a)-[:T]->(b)){1,3}"),
        ("quantified path", "MATCH ((a)-[:T]->(b))+"),
        ("quantified path", "MATCH (a)-[:T]->+(b)"),
        ("writing", "MATCH (n) DETACH DELETE n"),
    ],
)
def test_the_patterns_above_find_what_they_look_for(what: str, statement: str) -> None:
    assert re.search(NOT_PORTABLE[what], statement)


def test_on_an_empty_graph_every_question_is_answered_with_no_rows(build: Build) -> None:
    build.groups("A")
    build.target("here")
    given = {"group": "A", "target": "here", "entity": "press"}
    for name in NAMES:
        rows = build.ask(name, **{key: given[kind] for key, kind in required(name).items()})
        if name != "sources":
            assert rows == [], name


def test_every_row_has_exactly_the_declared_columns(build: Build) -> None:
    build.change("merger", "merger", "2017", ["A", "B"], ["C"])
    build.target("here", at=(16.0, 0.0))
    build.target("there", at=(16.0, 0.1))
    build.leader("chief", "A")
    build.incident("one", "2019-01-01", "A", "here", at=(16.0, 0.0), place="Gao")
    build.incident("two", "2019-01-01", "B", "there", at=(16.0, 0.1), place="Kidal")
    build.incident("old", "2016-01-01", "A", "there", fatalities_civilians=1)
    build.rating("here", "Jane Doe", "2020", criticality=3)
    given: dict[str, dict[str, Any]] = {
        "lineage": {"group": "C"}, "changes": {"group": "C"}, "predecessor-strikes": {"group": "C"},
        "leaders": {"group": "A"}, "co-location": {"group": "A"}, "sources": {"id": "merger"},
        "target-history": {"target": "here"}, "nearby": {"target": "here"},
        "similar-targets": {"target": "here"}, "counts": {}, "incidents": {}, "same-day": {},
        "tempo": {}, "top-groups": {}, "hotspots": {}, "near-repeat": {"group": "A"},
        "exposure": {"target": "here"}, "warn": {"target": "here"},
        "casualties": {}, "assessments": {}, "claims": {}, "claim-list": {"group": "A"},
    }  # fmt: skip
    assert set(given) == set(NAMES) - {
        "affiliations", "reconcile", "identities", "matches", "figures",
    }  # fmt: skip
    for name, parameters in given.items():
        rows = build.ask(name, **parameters)
        assert rows, name
        for row in rows:
            assert list(row) == list(question(name).header.columns), name
            assert isinstance(row["sources"], list), name


def test_an_unknown_question_is_refused_with_the_list_of_them() -> None:
    with pytest.raises(UsageError, match=r"no question 'linage'\. There are: affiliations"):
        question("linage")


HEADER = """// Title: of it
// answers: what it answers
// parameters:
//   group: {type: group, help: the group}
// columns:
//   id: {help: id}
// examples: [graphq made]
RETURN 1 AS id
"""


def made(folder: Path, old: str = "", new: str = "") -> Question:
    file = folder / "made.cypher"
    file.write_text(HEADER.replace(old, new) if old else HEADER, encoding="utf-8")
    return Question(file)


def test_a_header_is_read_from_the_comments(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert (found.title, found.statement) == ("Title: of it", "RETURN 1 AS id")
    assert list(found.header.parameters) == ["group"]
    assert split("RETURN 1") == ("", "", "RETURN 1")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("answers:", "anwsers:", "anwsers"),
        ("type: group", "tipe: group", "parameters.group.tipe"),
        ("type: group", "type: grupo", "parameters.group.type"),
        ("{help: id}", "{help: id, widht: 3}", "columns.id.widht"),
        ("{help: id}", "{title: id}", "columns.id.help"),
        ("// examples: [graphq made]\n", "", "examples"),
        ("help: the group}", "help: the group", "its header is not YAML"),
    ],
)
def test_a_misspelt_header_names_its_file_and_what_is_wrong(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    with pytest.raises(QuestionError, match=rf"made\.cypher: .*{re.escape(place)}"):
        _ = made(tmp_path, old, new).header


WRONG: list[tuple[str, dict[str, Any], str]] = [
    (
        "lineage",
        {"group": "jnim", "grupo": "x"},
        "lineage has no parameter grupo; it has group, asOf",
    ),
    ("lineage", {}, "lineage needs group: the group."),
    ("lineage", {"group": None}, "lineage needs group"),
    ("lineage", {"group": "jnim", "asOf": "soon"}, "--as-of: 'soon' is not a date: write YYYY"),
    ("lineage", {"group": "jnim", "asOf": "2019-02-30"}, "--as-of: .* exists in the calendar"),
    ("incidents", {"fromDate": "2019/01"}, "--from: '2019/01' is not a date"),
    ("counts", {"by": "weekday"}, "--by: 'weekday' is not one of total, year, month"),
    ("incidents", {"attribution": ["claimed", "sure"]}, "--attribution: 'sure' is not one of"),
    ("nearby", {"target": "GAGO", "km": "nan"}, "--km: 'nan' is not a number to count with"),
    ("nearby", {"target": "GAGO", "km": "inf"}, "--km: 'inf' is not a number to count with"),
    ("nearby", {"target": "GAGO", "km": "ten"}, "--km: 'ten' is not a number"),
    ("nearby", {"target": "GAGO", "km": -1}, "--km: -1 is not between 0"),
    ("nearby", {"target": "GAGO", "km": 1001}, "--km: 1001 is not between 0"),
    ("same-day", {"places": 0}, "--places: 0 is not between 1"),
    ("same-day", {"places": "2.5"}, "--places: '2.5' is not a number"),
    ("same-day", {"places": 2.5}, "--places: '2.5' is not a whole number"),
    ("same-day", {"places": float("inf")}, "--places: 'inf' is not a"),
    ("same-day", {"places": float("nan")}, "--places: 'nan' is not a"),
    ("same-day", {"places": 10**30}, "--places: 10+ is not between 1 and"),
    ("similar-targets", {"target": "GAGO", "usersWeight": -0.1}, "--users-weight: -0.1 is not"),
    ("counts", {"withPredecessors": "perhaps"}, "--with-predecessors: 'perhaps' is neither"),
]


@pytest.mark.parametrize(("name", "given", "told"), WRONG)
def test_what_cannot_be_meant_is_refused_by_the_options_name(
    jnim: Store, name: str, given: dict[str, Any], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        question(name).ask(jnim, given)


@pytest.mark.parametrize(
    ("name", "given", "told", "candidate"),
    [
        ("lineage", {"group": "JNM"}, "No group is called 'JNM'", "jnim"),
        ("nearby", {"target": "Gao airprt"}, "No target is called", "fac-apt-gao"),
        ("incidents", {"country": "Atlantis"}, "No location is called 'Atlantis'", None),
        ("incidents", {"tactic": "sabotage"}, "No tactic is called 'sabotage'", "ied"),
        ("incidents", {"targetType": "castle"}, "No target type is called", "airport"),
        ("counts", {"countedIn": "tal-999"}, "No tally has the id 'tal-999'", None),
        ("sources", {"id": "inc-none"}, "Nothing has the id or the name 'inc-none'", None),
        ("incidents", {"admin1": "Soum"}, "No location is called 'Soum'", None),
    ],
)
def test_a_name_that_nothing_bears_is_refused_with_the_nearest(
    jnim: Store, name: str, given: dict[str, Any], told: str, candidate: str | None
) -> None:
    with pytest.raises(UnknownNameError, match=told) as unknown:
        question(name).ask(jnim, given)
    assert isinstance(unknown.value, GraphqError)
    if candidate:
        assert candidate in [found[0] for found in unknown.value.candidates]


def resolved(store: Store, name: str, parameter: str, text: Any) -> Any:
    return question(name).ask(store, {parameter: text}).parameters[parameter]


@pytest.mark.parametrize("word", ["airport", "airports", "Airport", "AIRPORTS", " airport "])
def test_a_kind_of_target_may_be_written_in_any_form(jnim: Store, word: str) -> None:
    assert resolved(jnim, "incidents", "targetType", word) == ["airport"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Suicide vehicle bomb", "suicide-vehicle-bomb"),
        ("suicide-vehicle-bombs", "suicide-vehicle-bomb"),
        ("IEDs", "ied"),
        ("HOSTAGE_TAKING", "hostage-taking"),
    ],
)
def test_a_tactic_may_be_written_in_any_form(jnim: Store, text: str, word: str) -> None:
    assert resolved(jnim, "incidents", "tactic", text) == [word]
    assert resolved(jnim, "incidents", "tactic", [text, "complex"]) == [word, "complex"]


@pytest.mark.parametrize(("text", "code"), [("Ghana", "GH"), ("gh", "GH"), ("Suède", "SE")])
@pytest.mark.parametrize("name", ["counts", "incidents", "tempo", "claims"])
def test_a_country_in_which_nothing_happened_is_an_empty_answer(
    jnim: Store, name: str, text: str, code: str
) -> None:
    answer = question(name).ask(jnim, {"country": text})
    assert (answer.rows, answer.parameters["country"]) == ([], code)
    assert f"Nothing on record lies in {answer.names['country']}." in answer.notes


def test_a_unit_is_looked_for_in_the_country_that_is_given(jnim: Store) -> None:
    given = {"country": "Niger", "admin1": "Gao"}
    with pytest.raises(UnknownNameError, match="Nothing in Niger is called 'Gao'") as caught:
        question("counts").ask(jnim, given)
    assert [key for key, _, _ in caught.value.candidates] == ["loc-ml-gao"]
    # An id is exact: what contradicts it finds nothing.
    assert question("counts").ask(jnim, {**given, "admin1": "loc-ml-gao"}).rows == []


@pytest.mark.parametrize("name", NAMES)
def test_where_something_is_goes_from_the_large_to_the_small(name: str) -> None:
    order = [
        key for key in question(name).header.parameters if key in ("country", "admin1", "admin2")
    ]
    assert order == sorted(order, key=("country", "admin1", "admin2").index)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Algeria", "DZ"), ("Algérie", "DZ"), ("algerie", "DZ"), ("الجزائر", "DZ"), ("dz", "DZ"),
     ("Côte d'Ivoire", "CI"), ("Cote d’Ivoire", "CI"), ("Burkina Faso", "BF"), ("ML", "ML")],
)  # fmt: skip
def test_a_country_may_be_named_in_english_french_arabic_or_by_code(
    jnim: Store, text: str, code: str
) -> None:
    assert resolved(jnim, "incidents", "country", text) == code


@pytest.mark.parametrize(
    ("parameter", "text", "day"),
    [
        ("asOf", "2019", date(2019, 12, 31)), ("asOf", "2019-02", date(2019, 2, 28)),
        ("asOf", "2019-02-03", date(2019, 2, 3)), ("asOf", date(2019, 2, 3), date(2019, 2, 3)),
        ("fromDate", "2019", date(2019, 1, 1)), ("fromDate", "2019-02", date(2019, 2, 1)),
        ("toDate", "2020-02", date(2020, 2, 29)),
    ],
)  # fmt: skip
def test_a_date_not_wholly_known_is_its_first_or_its_last_day(
    jnim: Store, parameter: str, text: Any, day: date
) -> None:
    assert resolved(jnim, "incidents", parameter, text) == day


def test_what_is_left_out_takes_its_default(jnim: Store) -> None:
    answer = question("incidents").ask(jnim, {"tactic": [], "group": None}, today=date(2019, 8, 31))
    assert answer.parameters["asOf"] == date(2019, 8, 31)
    assert (answer.parameters["group"], answer.parameters["tactic"]) == (None, [])
    assert answer.parameters["withPredecessors"] is False


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False), (False, False)])
def test_a_flag_may_be_typed(jnim: Store, text: Any, flag: bool) -> None:
    assert resolved(jnim, "incidents", "claims", text) is flag


def test_an_answer_carries_each_source_that_its_rows_name(jnim: Store) -> None:
    answer = question("lineage").ask(
        jnim, {"group": "Groupe de soutien à l'islam et aux musulmans", "asOf": "2019"}
    )
    named = {key for row in answer.rows for key in [*row["sources"], *row["disputedBy"]]}
    named |= {key for row in answer.rows for one in row["note"] for key in one["sources"]}
    assert set(answer.sources) == named
    assert answer.sources["un-qde-159"]["reliability"] == "B"
    assert answer.sources["un-qde-159"]["seenAt"] == "the repository johnfkraus/aq-list-viz"
    assert answer.names == {"group": "JNIM"}
    assert list(answer.columns) == list(answer.rows[0])


def test_every_source_of_every_declared_column_is_in_the_answer(jnim: Store) -> None:
    for name, given in (
        ("reconcile", {}),
        ("similar-targets", {"target": "fac-apt-mopti"}),
        ("predecessor-strikes", {"group": "jnim"}),
    ):
        answer = question(name).ask(jnim, given)
        named = set[str]()
        for column, declared in question(name).header.columns.items():
            for row in answer.rows:
                if declared.type == "sources":
                    named |= set(row[column])
                if declared.type == "facts":
                    named |= {source for fact in row[column] for source in fact["sources"]}
        assert named
        assert named == set(answer.sources)
