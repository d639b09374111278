"""What a load would change, fact by fact, for who asks before loading.

What always holds here: what the writer keeps for itself, and what is worked out after a load, is no
change; a fact that other datasets state goes from none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from graphq.graph.model.facts import FactClass, as_written
from graphq.graph.model.kinds import Kind
from graphq.graph.model.own import BOOKKEEPING
from graphq.graph.records import Row
from graphq.graph.store import Store

_NOT_STATED: Final = {*BOOKKEEPING, "tellingOf", "id"}
"""Of an incident, which event it tells of is worked out once everything is loaded."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A fact that a load would make, change, or no longer state."""

    change: Literal["new", "changed", "gone"]
    kind: str
    """The label of a node, the type of a relationship."""
    id: str
    name: str = ""
    values: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """What it says before and after, by property; None where it says nothing."""
    others: tuple[str, ...] = ()
    """The datasets that go on stating what this one would no longer state."""


def made(kind: Kind, key: str, properties: Mapping[str, Any]) -> Foreseen:
    """A fact that would be new."""
    return Foreseen("new", kind.type or kind.labels[0], key, str(properties.get("name") or ""))


def changed(kind: Kind, before: Row, after: Mapping[str, Any]) -> Foreseen:
    """A fact that would say something else."""
    values = differences(kind.model, before, after)
    name = str(after.get("name") or "")
    return Foreseen("changed", kind.type or kind.labels[0], str(before["id"]), name, values)


def gone(kind: Kind, before: Row, dataset: str) -> Foreseen:
    """A fact that the dataset would no longer state."""
    others = tuple(name for name in before.get("statedBy") or () if name != dataset)
    label = kind.type or kind.labels[0]
    return Foreseen("gone", label, str(before["id"]), str(before.get("name") or ""), {}, others)


def differences(
    model: FactClass, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """What is stated before and after, by the properties in which the two differ."""
    earlier, later = _stated(as_written(model, before)), _stated(after)
    return {
        name: (earlier.get(name), later.get(name))
        for name in dict.fromkeys([*later, *earlier])
        if earlier.get(name) != later.get(name)
    }


def properties_of(store: Store, kind: Kind, facts: Iterable[Row]) -> Iterator[Row]:
    """The properties of those of the facts (`id`, `start`) that are in the graph."""
    rows = [{"id": str(fact["id"]), "start": str(fact.get("start", ""))} for fact in facts]
    if rows:
        statement = f"UNWIND $rows AS row MATCH {kind.pattern_of('row')} RETURN properties(f) AS f"
        for found in store.read(statement, {"rows": rows}):
            yield found["f"]


def _stated(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in properties.items()
        if name not in _NOT_STATED and value is not None
    }
