"""A question's parameters as Neo4j Browser takes them, beside its statement or written into it.

What always holds here: a value keeps its true type; a date stays a date, which `:params {…}` would
turn into text. A text is a literal, never a part of the statement; what stands in a text, a comment
or a quoted name of the statement is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from graphq.graph.cypher_text import literal

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import Question

_TOKEN: Final = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `(?:``|[^`])*` | //[^\n]* | /\*.*?\*/
    | \$(?P<name>\w+)""",
    re.DOTALL | re.VERBOSE,
)
"""A parameter, or what may hold a `$` that is none."""


def pasted(question: Question, values: Mapping[str, Any]) -> str:
    """The statement as it is pasted into Neo4j Browser, after its parameters."""
    lines = [*parameter_lines(values), ""]
    if question.header.then:
        told = f"graphq {question.name} works its answer out of them"
        lines += [f"// This reads the facts; {told}", ""]
    return "\n".join([*lines, question.statement])


def parameter_lines(values: Mapping[str, Any]) -> list[str]:
    """One `:param` line for each parameter."""
    return [f":param {name} => {literal(value)}" for name, value in values.items()]


def with_values(
    statement: str, values: Mapping[str, Any], write: Callable[[str, Any], str] | None = None
) -> str:
    """The statement with those of its parameters that have a value written as literals.

    `write` makes the text of a parameter's name and value, where a bare literal is not wanted.
    """

    def replaced(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None or name not in values:
            return found[0]
        text = write(name, values[name]) if write else literal(values[name])
        # After a minus sign, that of a negative number would make another token of the two.
        return f"({text})" if text.startswith("-") else text

    return _TOKEN.sub(replaced, statement)


def parameters_in(statement: str) -> set[str]:
    """The names of the parameters that the statement takes."""
    return {found["name"] for found in _TOKEN.finditer(statement) if found["name"] is not None}
