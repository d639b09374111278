"""What each dataset stated when it was last loaded, kept in the graph.

What always holds here: the register holds at least what the dataset states, also after a load that
was cut off; so what a dataset no longer states is found without going through the whole graph.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final, NamedTuple

from graphq.graph.model.own import REGISTER
from graphq.graph.store import Step, Store

_CHUNK: Final = 5_000
"""Facts of one node."""

_READ: Final = (
    f"MATCH (r:{REGISTER}) WHERE r.dataset = $dataset RETURN r.id AS id, r.facts AS facts"
)
_CLEAR: Final = f"MATCH (r:{REGISTER}) WHERE r.dataset = $dataset DELETE r"
_WRITE: Final = (
    f"UNWIND $rows AS row MERGE (r:{REGISTER} {{id: row.id}}) "
    "SET r.dataset = $dataset, r.facts = row.facts"
)


class RegisterEntry(NamedTuple):
    """A fact: its label, or its type and the labels of its ends; its id; where it starts."""

    kind: str
    id: str
    start: str = ""


def read(store: Store, dataset: str) -> set[RegisterEntry]:
    """What the register holds of the dataset."""
    return {
        RegisterEntry(*text.split("\t"))
        for row in store.read(_READ, {"dataset": dataset})
        for text in row["facts"]
    }


def write(store: Store, dataset: str, entries: Iterable[RegisterEntry]) -> None:
    """Have the register hold just these facts of the dataset; nothing is written if it does."""
    texts = sorted("\t".join(entry) for entry in entries)
    rows = [
        {"id": f"register:{dataset}:{start // _CHUNK}", "facts": texts[start : start + _CHUNK]}
        for start in range(0, len(texts), _CHUNK)
    ]
    there = {str(row["id"]): row["facts"] for row in store.read(_READ, {"dataset": dataset})}
    if there == {row["id"]: row["facts"] for row in rows}:
        return
    steps: list[Step] = [(_CLEAR, {"dataset": dataset})]
    steps += [(_WRITE, {"dataset": dataset, "rows": rows})] if rows else []
    store.write(steps)


def left_out(store: Store, dataset: str, ids: Container[str]) -> tuple[int, int]:
    """How many of the facts that it holds are not among the ids, and how many it holds."""
    before = read(store, dataset)
    return sum(entry.id not in ids for entry in before), len(before)
