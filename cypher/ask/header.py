"""The header of a saved question: a strict declaration, in YAML in the file's first comments.

What always holds here: a header that misspells a word, or forgets a column's meaning, is an error;
so a question cannot drift from its command, its page or its test.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from graphq.graph.errors import GraphqError

ParameterType = Literal[
    "group", "person", "target", "location", "tally", "entity", "target-type", "tactic", "country",
    "choice", "date", "integer", "number", "text", "flag",
]  # fmt: skip
ColumnType = Literal["text", "date", "integer", "number", "flag", "list", "facts", "sources"]

PREFIX: Final = "//"
STRICT: Final = {"extra": "forbid"}
"""How a part of a header is read: a word that it does not know is an error."""
CITED: Final = "cited"
"""The parameter of a question of numbers that says how many incidents a row names at most."""
BEHIND: Final = ("of", "sources")
"""Columns of such a question that are asked for apart, for the rows that are shown."""
NEWEST: Final = "incidentIds"
"""The column in which its statement names the newest of the incidents that it counted in a row."""


@dataclass(frozen=True)
class Parameter:
    """One parameter: what it is, and what it means."""

    __pydantic_config__ = STRICT

    type: ParameterType
    help: str
    option: str = ""
    """Its option's name, if it is not made from its own."""
    argument: bool = False
    """Given without an option's name."""
    required: bool = False
    default: Any = None
    many: bool = False
    """May be given several times; an empty list is all."""
    choices: tuple[str, ...] = ()
    """For a choice: the words allowed."""
    levels: tuple[str, ...] = ()
    """For a location: place, admin2, admin1, country."""
    edge: Literal["first", "last"] = "last"
    """For a date not wholly known: which of its days is meant."""
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class ReturnedColumn:
    """One returned column: what it means, and how it is shown.

    `sources` is a list of source ids; `facts` is a list of maps with `id`, `text` and `sources`.
    """

    __pydantic_config__ = STRICT

    help: str
    type: ColumnType = "text"
    title: str = ""
    """Heading in a table; the name if blank."""
    hidden: bool = False
    """Kept out of tables; always in JSON and CSV."""
    usual: str = ""
    """Kept out of a table in which every row says only this."""
    below: str = ""
    """Told under the rows, each by the value of this column."""


@dataclass(frozen=True)
class Kept:
    """When a question can be answered from the sums that are kept, by `<name>.kept.cypher`."""

    __pydantic_config__ = STRICT

    takes: tuple[str, ...]
    """The parameters that may be given; of every other one it is what goes without saying."""
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a parameter: the values that the sums can be asked by."""
    whole_months: bool = False
    """Whether dates are months from beginning to end, as the sums are."""
    dated: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a parameter: the values that go with a date."""
    claims: bool = False
    """Whether claims are in the sums, which have to have been made by the day asked for."""


@dataclass(frozen=True)
class Header:
    """What a question says of itself."""

    __pydantic_config__ = STRICT

    answers: str
    parameters: dict[str, Parameter]
    columns: dict[str, ReturnedColumn]
    examples: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """Said with every answer."""
    one_above_zero: tuple[str, ...] = ()
    """Parameters of which at least one must be above 0, such as weights."""
    shape: Literal["table", "tree"] = "table"
    then: str = ""
    """The module of graphq.cypher.reckon that works the answer out of what is read."""
    reads: dict[str, str] = field(default_factory=dict)
    """With then: the columns that the Cypher returns, with their meaning."""
    counted: str = ""
    """For numbers of incidents: the column by which a row is told from others."""
    until_the_record_ends: bool = False
    """Whether it holds the last days against others: they are the last that the record covers."""
    kept: Kept | None = None
    """When the same can be read from the sums that are kept."""

    @property
    def returned(self) -> dict[str, str]:
        """The columns that the Cypher itself returns, with their meaning."""
        if self.reads:
            return self.reads
        asked_apart = BEHIND if self.counted else ()
        return {
            name: column.help for name, column in self.columns.items() if name not in asked_apart
        }


class QuestionError(GraphqError):
    """A question's file is not as it has to be."""


def split(text: str) -> tuple[str, str, str]:
    """A file's title, its header as YAML, and its statement."""
    lines = text.splitlines()
    comments = 0
    while comments < len(lines) and lines[comments].startswith(PREFIX):
        comments += 1
    bare = [line.removeprefix(PREFIX).removeprefix(" ") for line in lines[:comments]]
    statement = "\n".join(lines[comments:]).strip()
    return (bare[0].strip() if bare else ""), "\n".join(bare[1:]), statement
