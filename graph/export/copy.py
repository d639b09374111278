"""A whole graph from one place into another: from a folder onto a server, back, or into a folder.

What always holds here: everything goes along, with the records of loads and what the writer keeps
for itself, into a place that is empty; there it is counted anew before it is said to be whole. Only
some thousand rows are in memory at a time. In a folder all of it is there at the end, or nothing;
on a server a copy that is cut off is on record until it is made again, and whatever reads it says
so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from graphq.graph.errors import StoreError, UsageError
from graphq.graph.export.readings import (
    Rows,
    Scan,
    check_all_was_read,
    readings,
    size_of_graph,
)
from graphq.graph.model import schema
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.own import GRAPH_INFO, OWN_NODES
from graphq.graph.opening import folder_path, is_server
from graphq.graph.read.holdings import Size, numbers, numbers_of_types, size
from graphq.graph.read.loads import COPY
from graphq.graph.read.part import properties_of
from graphq.graph.records import Row
from graphq.graph.store import Bulk, Mode, Step, Store

_MARK: Final = f"run:{COPY}"
_MARKED: Final = "IngestRun"
_RUNS: Final = f"MATCH (run:{_MARKED}) RETURN run.id AS id"
_FINISH: Final = f"MATCH (run:{_MARKED} {{id: $id}}) DELETE run"
_REMOVED: Final = ("MATCH ()-[x]->()", "MATCH (x) WHERE x.id <> $mark")
_REMOVED_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, and counted there: how many by label, and how many by type.

    A node with two labels counts with each of them.
    """

    source: str
    target: str
    nodes: int
    relationships: int
    by_label: dict[str, int]
    by_type: dict[str, int]


def copy(
    source: str,
    target: str,
    opened: Callable[[str, Mode], Store],
    begin: Callable[[int], Callable[[int], None]] = lambda total: lambda done: None,
) -> Copied:
    """Copy the graph in a place, folder or server, into another, which `opened` opens.

    `begin` is told how many nodes and relationships there are, and gives what is called with how
    many more are copied.

    Raises UsageError when the two are the same place, two servers, or the second holds something
    already; StoreError when there is no graph to copy, or it is not the same when it is counted.
    """
    _check_places(source, target)
    with opened(source, "read") as read:
        there = size_of_graph(read)
        with opened(target, "write") as written:
            _see_to_room(written, read)
            written.define(schema.definitions())
            whole = written.is_whole
            if not whole:
                written.write([_begun(source)])
            with written.bulk() as bulk:
                given = _give_all(read, bulk, begin(sum(there)))
                check_all_was_read(read, Size(given.nodes, given.by_type.total()), there)
                made = bulk.settle()
                _count_again(made, given)
                if not whole:
                    made.write([(_FINISH, {"id": _MARK})])
    return Copied(
        source,
        target,
        given.nodes,
        given.by_type.total(),
        dict(given.by_label),
        dict(given.by_type),
    )


@dataclass(slots=True)
class _Given:
    """How much was handed over."""

    nodes: int = 0
    by_label: Counter[str] = field(default_factory=Counter)
    by_type: Counter[str] = field(default_factory=Counter)


def _give_all(read: Store, bulk: Bulk, advance: Callable[[int], None]) -> _Given:
    given = _Given()
    # A relationship needs both its ends.
    for reading in sorted(readings(), key=lambda one: one.ends is not None):
        for rows in read.scan(reading.matching, reading.values):
            for labels, part in reading.by_labels(rows).items():
                made = list(_rows(reading, part))
                if reading.ends is None:
                    bulk.nodes(labels, made)
                    given.nodes += len(made)
                    given.by_label.update(dict.fromkeys(labels, len(made)))
                else:
                    bulk.relationships(reading.label, *reading.ends, made)
                    given.by_type[reading.label] += len(made)
            advance(len(rows))
    return given


def _rows(reading: Scan, rows: Rows) -> Iterator[Row]:
    """The rows as a bulk takes them: days as days, and nothing where nothing is known."""
    for row in rows:
        values = reading.known(row)
        properties = properties_of(reading.properties, values[reading.first :])
        made: Row = {"id": properties["id"], "properties": properties}
        if reading.ends is not None:
            made["start"], made["end"] = values[:2]
        yield made


def _count_again(made: Store, given: _Given) -> None:
    """Raise StoreError unless the copy holds as many of each label and type as were given."""
    mark = not made.is_whole
    expected = {**dict.fromkeys([*NODES, *OWN_NODES, *schema.kind_labels()], 0), **given.by_label}
    found = numbers(made, expected)
    found[_MARKED] -= mark
    expected |= {kind: given.by_type[kind] for kind in RELATIONSHIPS}
    found |= numbers_of_types(made, RELATIONSHIPS)
    different = [
        f"{expected[name]:,} {name} were copied and {found[name]:,} are there"
        for name in expected
        if found[name] != expected[name]
    ]
    if different:
        raise StoreError(
            f"The copy in {made.info().place} is not the graph that was copied: "
            f"{'; '.join(different[:5])}. See that nobody else writes there and that its disk is "
            "not full, and copy again."
        )


def _check_places(source: str, target: str) -> None:
    if is_server(source) and is_server(target):
        raise UsageError(
            "From one server onto another there is no copy in one step, since there is one user "
            "and one password at a time. Copy into a folder first, and from there onto the other "
            "server."
        )
    if not (is_server(source) or is_server(target)) and (
        folder_path(source).resolve() == folder_path(target).resolve()
    ):
        raise UsageError(f"{target} is the graph that is to be copied. Name another place.")


def _see_to_room(target: Store, source: Store) -> None:
    """Raise UsageError when the place holds something; what a copy left that was cut off goes."""
    held = size(target)
    if numbers(target, [GRAPH_INFO])[GRAPH_INFO] == held.nodes:
        # A load that brought nothing leaves no more than the version of the model.
        target.write([(f"MATCH (info:{GRAPH_INFO}) DELETE info", {})])
        return
    runs = {str(row["id"]) for row in target.read(_RUNS)}
    if _MARK not in runs or runs - {str(row["id"]) for row in source.read(_RUNS)} - {_MARK}:
        raise UsageError(
            f"{target.info().place} holds {held.nodes:,} nodes, and a graph is copied into an "
            "empty place only, so that two do not become one. Name another place with --to, or "
            "empty this one yourself."
        )
    for found in _REMOVED:
        while target.read(f"{found} RETURN 1 AS one LIMIT 1", {"mark": _MARK}):
            removing = f"{found} WITH x LIMIT {_REMOVED_AT_ONCE} DELETE x"
            target.write([(removing, {"mark": _MARK})])


def _begun(source: str) -> Step:
    """Puts on record that a copy of the place has begun."""
    return (
        f"MERGE (run:{_MARKED} {{id: $id}}) SET run.dataset = $dataset, run.file = $file, "
        "run.state = 'running', run.startedAt = $now",
        {
            "id": _MARK,
            "dataset": COPY,
            "file": source,
            "now": datetime.now(UTC).isoformat("T", "seconds"),
        },
    )
