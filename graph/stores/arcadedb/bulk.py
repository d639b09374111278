"""Many new facts into a folder at once, by the engine's own batch writer.

The batch writer is fast since it keeps no log of what it does, so a database on which it was killed
is lost. Here that is the draft, which then never takes the place of the graph.

What always holds here: the engine is used in one background thread alone, since its transactions
belong to threads; a relationship is written only when both its ends are known. In the end
everything is counted anew, since the batch writer may lose what does not fit on the disk without a
word.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from graphq.graph.errors import GraphqError, StoreError
from graphq.graph.records import Row
from graphq.graph.store import NodeRows, RelationshipRows, Store
from graphq.graph.stores.arcadedb import native
from graphq.graph.stores.arcadedb.draft import Draft
from graphq.graph.stores.arcadedb.totals import Totals, totals
from graphq.graph.stores.background import Background

ROWS: Final = 5_000
"""Relationships of one job: what waits in the queue is a few times this."""

_OPTIONS: Final[dict[str, Any]] = {
    "use_wal": False,
    "bidirectional": True,
    "max_deferred_incoming_edges": 1_000_000,
    "chunk_cache_capacity": 200_000,
}
"""How the batch writer is set; the values were measured."""

_AT_ONCE: Final = 1_000
"""Nodes of one job, which the batch writer makes one transaction."""

_REMEMBERED: Final = 100_000
"""New nodes of a label of which it is known where they are; where older ones are is asked for. So
memory does not grow with the load."""

_DUPLICATED: Final = re.compile(r"(?<=key )\[.*?\] found on index '.*?'")
"""What the engine says of two nodes with one id, as far as it means something to a reader."""

Reopened = Callable[[], Store]
"""Opens the draft again, for writing."""

Failed = Callable[[Exception], GraphqError]
"""Makes a sentence of what the engine raised."""


@contextlib.contextmanager
def into(draft: Draft, engine: Any, reopened: Reopened, failed: Failed) -> Iterator[EmbeddedBulk]:
    """Load into the closed draft.

    `reopened` opens it again, once everything new is in it. Raises StoreError for an end that is
    missing, a node that is there already, and a disk that is full.
    """
    background = Background("graphq bulk load")
    bulk = EmbeddedBulk(draft, engine, reopened, failed, background)
    try:
        background.give(bulk.begin)
        yield bulk
        bulk.hand_over()
        background.give(bulk.flush)
        background.finish()
    finally:
        background.stop()
        bulk.close()


class EmbeddedBulk:
    """Nodes and relationships on their way into the draft."""

    def __init__(
        self, draft: Draft, engine: Any, reopened: Reopened, failed: Failed, background: Background
    ) -> None:
        """Use `into` instead."""
        self._draft, self._engine, self._failed = draft, engine, failed
        self._reopened = reopened
        self._background = background
        self._database: Any = None
        self._batch: Any = None
        self._types: set[str] = set()
        self._made: dict[str, dict[str, str]] = {}
        """By label and id, where the nodes are that were made or met last."""
        self._expected = Totals(0, 0, 0)
        self._nodes_waiting: dict[tuple[str, ...], _Waiting] = {}
        self._relationships_waiting: dict[tuple[str, str, str], _Waiting] = {}

    def nodes(self, labels: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Create a node of each row; see `graphq.graph.store.Bulk`."""
        self._background.check()
        for part in _parts(rows, _AT_ONCE):
            waiting = self._nodes_waiting.setdefault(labels, _Waiting())
            waiting.add(part)
            if len(waiting.ids) >= _AT_ONCE:
                self._hand_over_nodes(labels)

    def relationships(
        self, kind: str, start_label: str, end_label: str, rows: Sequence[Row]
    ) -> None:
        """Create a relationship of each row; see `graphq.graph.store.Bulk`."""
        self._background.check()
        for part in _parts(rows, ROWS):
            key = (kind, start_label, end_label)
            waiting = self._relationships_waiting.setdefault(key, _Waiting())
            waiting.add(part, with_ends=True)
            if len(waiting.ids) >= ROWS:
                self._hand_over_relationships(key)

    def together(self, nodes: NodeRows, relationships: RelationshipRows) -> None:
        """Create what belongs together; see `graphq.graph.store.Bulk`. Here it all does."""
        for labels, rows in nodes.items():
            self.nodes(labels, rows)
        for kind, rows in relationships.items():
            self.relationships(*kind, rows)

    def settle(self) -> Store:
        """Write all that was given, and open the draft to end the load on it."""
        self.hand_over()
        self._background.give(self.flush)
        self._background.drain()
        return self._reopened()

    def hand_over(self) -> None:
        """Give the thread what has been gathered and is less than a job by itself."""
        for labels in list(self._nodes_waiting):
            self._hand_over_nodes(labels)
        for key in list(self._relationships_waiting):
            self._hand_over_relationships(key)

    def _hand_over_nodes(self, labels: tuple[str, ...]) -> None:
        given = self._nodes_waiting.pop(labels).together()
        self._background.give(functools.partial(self._nodes, labels, given))

    def _hand_over_relationships(self, key: tuple[str, str, str]) -> None:
        # Their ends may be among the nodes that were given before them, and wait as well.
        for labels in list(self._nodes_waiting):
            self._hand_over_nodes(labels)
        waiting, (kind, start_label, end_label) = self._relationships_waiting.pop(key), key
        start, end = _End(start_label, waiting.starts), _End(end_label, waiting.ends)
        given = waiting.together()
        self._background.give(functools.partial(self._relationships, kind, start, end, given))

    def begin(self) -> None:
        """Open the draft, in the background thread."""
        with self._told():
            self._database = self._engine.open_database(str(self._draft.path))
            self._expected = totals(self._database)
            self._batch = self._database.graph_batch(**_OPTIONS)

    def flush(self) -> None:
        """Write what is held back and see that it is all there, in the background thread."""
        batch, self._batch = self._batch, None
        if batch is not None:
            with self._told():
                batch.close()
                self.close()
                self._check()
                self._draft.check_room()

    def close(self) -> None:
        """Close the draft if it is open here."""
        self._batch = None
        database, self._database = self._database, None
        if database is not None:
            database.close()

    def _nodes(self, labels: tuple[str, ...], given: _Encoded) -> None:
        made = self._made.setdefault(labels[0], {})
        with self._told():
            kind = self._node_type(labels)
            done = native.give(self._batch, "create_vertices", type=kind, rows=given.properties)
        made.update(zip(given.ids, done["rids"], strict=True))
        self._expected += Totals(len(given.ids), 0, 0)
        if len(made) > _REMEMBERED:
            for key in list(itertools.islice(made, len(made) - _REMEMBERED // 2)):
                del made[key]
        self._draft.check_room()

    def _relationships(self, kind: str, start: _End, end: _End, given: _Encoded) -> None:
        with self._told():
            self._edge_type(kind)
            starts, ends = self._find(start, given.ids), self._find(end, given.ids)
            properties = given.properties
            native.give(self._batch, "new_edges", src=starts, type=kind, dst=ends, props=properties)
        self._expected += Totals(0, len(given.ids), len(given.ids))
        self._draft.check_room()

    def _find(self, end: _End, relationships: Sequence[str]) -> list[str]:
        """The engine's ids of the nodes at one end. Raises StoreError if one lacks."""
        made = self._made.setdefault(end.label, {})
        try:
            return [made[key] for key in end.ids]
        except KeyError:
            self._look_up(end.label, {key for key in end.ids if key not in made})
        for key, relationship in zip(end.ids, relationships, strict=True):
            if key not in made:
                raise StoreError(
                    f"{relationship}: {end.label} '{key}' is not in the graph, so nothing of this "
                    "load was kept. Load what it belongs to first, or mend the row."
                )
        return [made[key] for key in end.ids]

    def _look_up(self, label: str, ids: set[str]) -> None:
        """Find out where these nodes are, as far as they are in the graph."""
        found = self._database.query(
            "opencypher",
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
            "RETURN n.id AS id, toString(elementId(n)) AS record",
            {"ids": sorted(ids)},
        )
        self._made[label].update((row["id"], row["record"]) for row in found.to_list())
        found.close()

    def _node_type(self, labels: tuple[str, ...]) -> str:
        """The type of nodes of these labels, made as the engine's Cypher makes it."""
        parts = sorted(set(labels))
        name = "~".join(parts)
        if name not in self._types:
            for part in parts:
                self._sql(f"CREATE VERTEX TYPE `{part}` IF NOT EXISTS")
            if len(parts) > 1:
                of = ", ".join(f"`{part}`" for part in parts)
                self._sql(f"CREATE VERTEX TYPE `{name}` IF NOT EXISTS EXTENDS {of}")
            self._types.add(name)
        return name

    def _edge_type(self, kind: str) -> None:
        if kind not in self._types:
            self._sql(f"CREATE EDGE TYPE `{kind}` IF NOT EXISTS")
            self._types.add(kind)

    def _check(self) -> None:
        """Open the draft again, and raise StoreError unless it holds what was written into it."""
        with self._engine.open_database(str(self._draft.path)) as database:
            found = totals(database)
        if found != self._expected:
            raise StoreError(
                f"{self._expected} were written, and {found} could be read back, so nothing of "
                f"this load was kept. See whether the disk of {self._draft.path} is full or "
                "failing, and load again."
            )

    def _sql(self, statement: str) -> None:
        self._database.command("sql", statement)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._engine.ArcadeDBError as error:
            if "DuplicatedKeyException" in str(error):
                key = (_DUPLICATED.search(str(error)) or [""])[0]
                raise StoreError(
                    f"A node is in the graph already, or twice in what is loaded ({key}), so "
                    "nothing of this load was kept. Mend the rows, and load again."
                ) from error
            raise self._failed(error) from error


@dataclass(frozen=True, slots=True)
class _End:
    """The label and the ids of the nodes at one end of some relationships."""

    label: str
    ids: list[str]


@dataclass(frozen=True, slots=True)
class _Encoded:
    """Some rows, encoded where they are made: the thread that writes has enough to do."""

    ids: list[str]
    properties: orjson.Fragment

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Encoded:
        return cls([row["id"] for row in rows], native.encoded([_known(row) for row in rows]))


@dataclass(slots=True)
class _Waiting:
    """Rows of one kind, gathered until they are a job, whoever gives how many at once.

    They are encoded as they come, since many maps that wait are what Python's garbage collector
    goes through in vain.
    """

    ids: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    encoded: list[bytes] = field(default_factory=list)
    """JSON lists."""

    def add(self, rows: Sequence[Row], *, with_ends: bool = False) -> None:
        """Encode rows."""
        given = _Encoded.of(rows)
        self.ids += given.ids
        self.encoded.append(orjson.dumps(given.properties))
        if with_ends:
            self.starts += [row["start"] for row in rows]
            self.ends += [row["end"] for row in rows]

    def together(self) -> _Encoded:
        """All rows as one list."""
        inside = b",".join(text[1:-1] for text in self.encoded)
        return _Encoded(self.ids, orjson.Fragment(b"[%b]" % inside))


def _parts(rows: Sequence[Row], size: int) -> Iterable[Sequence[Row]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _known(row: Row) -> Row:
    """The properties of a row; one without a value is none, as in Cypher."""
    properties: Row = row["properties"]
    if None in properties.values():
        return {key: value for key, value in properties.items() if value is not None}
    return properties
