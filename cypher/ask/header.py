"""The header of a saved question: a strict declaration, in YAML in the file's first comments.

What always holds here: a header that misspells a word, or forgets a column's meaning, is an error;
so a question cannot drift from its command, its page or its test.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from graphq.graph.errors import GraphqError

ParameterType = Literal[
    "group", "person", "target", "location", "tally", "entity", "target-type", "tactic", "country",
    "choice", "date", "integer", "number", "text", "flag",
]  # fmt: skip
ColumnType = Literal["text", "date", "integer", "number", "flag", "list", "facts", "sources"]

PREFIX: Final = "//"
CITED: Final = "cited"
"""The parameter of a question of numbers that says how many incidents a row names at most."""
BEHIND: Final = ("of", "incidentIds", "sources")
"""Columns of such a question that are asked for apart, for the rows that are shown."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(_Strict):
    """One parameter: what it is, and what it means."""

    type: ParameterType
    help: str
    option: str = Field("", description="its option's name, if it is not made from its own")
    argument: bool = Field(False, description="given without an option's name")
    required: bool = False
    default: Any = None
    many: bool = Field(False, description="may be given several times; an empty list is all")
    choices: tuple[str, ...] = Field((), description="for a choice: the words allowed")
    levels: tuple[str, ...] = Field(
        (), description="for a location: place, admin2, admin1, country"
    )
    edge: Literal["first", "last"] = Field(
        "last", description="for a date not wholly known: which of its days is meant"
    )
    minimum: float | None = None
    maximum: float | None = None


class ReturnedColumn(_Strict):
    """One returned column: what it means, and how it is shown.

    `sources` is a list of source ids; `facts` is a list of maps with `id`, `text` and `sources`.
    """

    help: str
    type: ColumnType = "text"
    title: str = Field("", description="heading in a table; the name if blank")
    hidden: bool = Field(False, description="kept out of tables; always in JSON and CSV")
    usual: str = Field("", description="kept out of a table in which every row says only this")
    below: str = Field("", description="told under the rows, each by the value of this column")


class Header(_Strict):
    """What a question says of itself."""

    answers: str
    parameters: dict[str, Parameter]
    columns: dict[str, ReturnedColumn]
    examples: tuple[str, ...]
    notes: tuple[str, ...] = Field((), description="said with every answer")
    one_above_zero: tuple[str, ...] = Field(
        (), description="parameters of which at least one must be above 0, such as weights"
    )
    shape: Literal["table", "tree"] = "table"
    then: str = Field(
        "",
        pattern=r"^([a-z]+(-[a-z]+)*)?$",
        description="the module of graphq.cypher.reckon that works the answer out of what is read",
    )
    reads: dict[str, str] = Field(
        {}, description="with then: the columns that the Cypher returns, with their meaning"
    )

    counted: str = Field(
        "",
        description="for numbers of incidents: the column by which a row is told from others; the "
        "statement's lines before the one that says Numbers bind it, and each incident as event",
    )

    @model_validator(mode="after")
    def _counted_is_a_column(self) -> Self:
        """What is counted says how much it rests on, and on what."""
        lacking = [name for name in (self.counted, *BEHIND) if name not in self.columns]
        if self.counted and (lacking or CITED not in self.parameters):
            raise ValueError(f"with counted it needs the parameter {CITED} and {', '.join(lacking)}")
        return self

    @model_validator(mode="after")
    def _reads_what_is_worked_with(self) -> Self:
        """Whoever pastes the Cypher is told what it returns where that is not the answer."""
        if bool(self.then) != bool(self.reads):
            raise ValueError("then and reads are given together or not at all")
        return self

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


def parse(file: Path, header: str) -> Header:
    """The header. Raises QuestionError that names the file and everything wrong in it."""
    try:
        loaded = yaml.load(header, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return Header.model_validate(loaded)
    except yaml.YAMLError as error:
        raise QuestionError(f"{file.name}: its header is not YAML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}"
            for found in error.errors()
        )
        raise QuestionError(f"{file.name}: its header is wrong: {wrong}") from error
