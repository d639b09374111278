"""What several datasets state of one fact, put together.

What always holds here: the order in which datasets were loaded makes no difference. A dossier
that comes with graphq is heard before any other, a dossier before a dataset, and among equals the
name decides; what the first leaves blank the next fills in; sources, and those who dispute, are
everyone's. Nothing a dataset stated is forgotten while another overrules it, so that each can be
taken back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import orjson

from graphq.graph.model.own import COME_WITH_GRAPHQ

DOSSIER_PREFIX: Final = "dossier:"
_IN_ORDER: Final = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
_UNITED: Final = ("sources", "disputedBy", "countries", "users", "publisherIds")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one dataset states of one fact: its properties, by their names in the graph."""

    dataset: str
    properties: Mapping[str, Any]

    def to_text(self) -> str:
        """The statement as JSON, the same text for the same statement."""
        stated = {"dataset": self.dataset, "properties": self.properties}
        return orjson.dumps(stated, _encode, _IN_ORDER).decode()

    @classmethod
    def from_text(cls, text: str) -> Statement:
        """Read back what `to_text` wrote."""
        found = orjson.loads(text)
        properties = {
            key: date.fromisoformat(value["day"]) if isinstance(value, dict) else value
            for key, value in found["properties"].items()
        }
        return cls(found["dataset"], properties)


def _encode(value: Any) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be kept in a statement")


def precedence(dataset: str) -> tuple[int, str]:
    """The order in which datasets are heard."""
    if not dataset.startswith(DOSSIER_PREFIX):
        return 2, dataset
    return int(dataset.removeprefix(DOSSIER_PREFIX) not in COME_WITH_GRAPHQ), dataset


def put_together(statements: Iterable[Statement]) -> dict[str, Any]:
    """The properties of a fact as stated, with the writer's own properties added.

    Raises ValueError when there is no statement at all.
    """
    heard = sorted(statements, key=lambda statement: precedence(statement.dataset))
    if not heard:
        raise ValueError("a fact that nobody states has no properties")
    found = dict(heard[0].properties)
    for statement in heard[1:]:
        for key, value in statement.properties.items():
            if key not in found:
                found[key] = value
            elif key in _UNITED:
                found[key] = list(dict.fromkeys([*found[key], *value]))
    texts = [statement.to_text() for statement in heard]
    found["statedBy"] = [statement.dataset for statement in heard]
    found["contentHash"] = content_hash(texts)
    if len(texts) > 1:
        found["statements"] = texts
    return found


def content_hash(texts: Iterable[str]) -> str:
    """The hash by which a later load finds the fact unchanged."""
    digest = hashlib.blake2b(digest_size=12)
    for text in texts:
        digest.update(text.encode("utf-8"))
        digest.update(b"\0")
    return digest.hexdigest()
