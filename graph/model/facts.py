"""What every node and relationship has in common, and how a declaration is read.

What always holds here: a fact has a deterministic `id` and carries `sources`; what is not known is
left out of the graph, never written as an empty value.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import date as Day
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

NAME_LENGTH: Final = 30
"""The longest name that a picture shows whole."""


class Fact(BaseModel):
    """What nodes and relationships have in common."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )
    NOT_STORED: ClassVar[frozenset[str]] = frozenset()

    id: str = Field(description="unique and deterministic, made from what its source calls it")
    sources: tuple[str, ...] = Field((), description="ids of the sources that state it")
    inferred: bool | None = Field(None, description="true when it follows from other facts")

    def properties(self) -> dict[str, Any]:
        """The stored properties, by their name in the graph; what is not known is left out."""
        return {
            name: _stored(value)
            for field, name in _stored_fields(type(self))
            if (value := getattr(self, field)) is not None and value != ()
        }


@cache
def _stored_fields(fact: type[Fact]) -> tuple[tuple[str, str], ...]:
    """The fields that are stored, each with its name in the graph."""
    return tuple(
        (field, to_camel(field)) for field in fact.model_fields if field not in fact.NOT_STORED
    )


def _stored(value: Any) -> Any:
    if type(value) is str:
        return value
    if isinstance(value, StrEnum):
        return value.value
    return [_stored(item) for item in value] if isinstance(value, tuple) else value


class Node(Fact):
    """A node: `LABEL` names it, `labels` adds a second label where its kind has one.

    `KIND` names the property that says of which kind it is.
    """

    LABEL: ClassVar[str]
    KIND: ClassVar[str] = "kind"
    KIND_LABELS: ClassVar[dict[str, str]] = {}

    name: Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)] = Field(
        description="short name, as analysts say it; the caption in every picture"
    )

    @property
    def labels(self) -> tuple[str, ...]:
        """The label, and the label of its kind if the class declares one."""
        extra = self.KIND_LABELS.get(getattr(self, self.KIND, ""))
        return (self.LABEL, extra) if extra else (self.LABEL,)


class Relationship(Fact):
    """A relationship between two nodes, found by their ids."""

    TYPE: ClassVar[str]
    START: ClassVar[tuple[str, ...]]
    END: ClassVar[tuple[str, ...]]
    NOT_STORED: ClassVar[frozenset[str]] = frozenset({"start", "end", "start_label", "end_label"})

    start: str = Field(description="id of the node it goes out from")
    end: str = Field(description="id of the node it comes in to")
    start_record: str | None = Field(
        None, description="the publisher's id by which its source names the start: ucdp:actor:539"
    )
    end_record: str | None = Field(
        None, description="the publisher's id by which its source names the end: ucdp:actor:539"
    )
    start_label: str = ""
    end_label: str = ""

    def model_post_init(self, context: Any, /) -> None:
        """Fill in the labels of the ends where the type leaves no choice, and check them."""
        for side, allowed in (("start_label", self.START), ("end_label", self.END)):
            given = getattr(self, side)
            if not given and len(allowed) == 1:
                object.__setattr__(self, side, allowed[0])
            elif given not in allowed:
                raise ValueError(f"{self.TYPE}: {side} '{given}' is not one of {allowed}")


FactClass = type[Fact]


_WORDS = {str: "text", int: "integer", float: "number", bool: "true or false", Day: "date"}


@cache
def property_types(fact: type[Fact]) -> Mapping[str, str]:
    """The stored properties of a class: name in the graph to text, integer, number, date, …"""
    hints = typing.get_type_hints(fact)
    return {name: _word(hints[field]) for field, name in _stored_fields(fact)}


def _word(hint: Any) -> str:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(arm for arm in typing.get_args(hint) if arm is not type(None))
    if typing.get_origin(hint) is tuple:
        return "list of text"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "text"
    return _WORDS[hint]


def as_written(fact: type[Fact], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties read from a graph as they were written: a text that reads as a day is a text."""
    declared = property_types(fact)
    return {
        key: value if declared.get(key) == "date" else _as_text(value)
        for key, value in properties.items()
    }


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, Day) else value
