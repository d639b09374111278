"""Which entity a publisher's record is, and when: looked up, and kept up to date in the graph.

What always holds here: nothing is joined by name. An `IDENTIFIED_AS` says that a record is an
entity, in a time; where none covers the day, or several do, the record stands in for itself. A
relationship that came through a record keeps the record's id, so that it can be moved when what is
known of the record changes: the order in which datasets are loaded makes no difference.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any, Final, Literal

from graphq.graph.model.declared import RELATIONSHIPS
from graphq.graph.model.facts import as_written
from graphq.graph.model.kinds import Kind
from graphq.graph.model.own import GRAPH_INFO
from graphq.graph.model.schema import upsert_relationships
from graphq.graph.model.values import DatePrecision
from graphq.graph.records import Row
from graphq.graph.store import Step, Store
from graphq.graph.write.owed import owing_of

ENTITY_LABELS: Final = ("Group", "Person", "Target")
"""What a record can be a record of."""

Undated = Literal["last", "none"]
"""Which of several identities holds for what has no date."""

_UNDATED: Final[dict[str, Undated]] = {"NAMES": "last"}
"""A publisher's names are those of today, whatever the time. Of anything else without a date it
cannot be told which of several identities it belongs to."""

_BATCH: Final = 2_000

_CURRENT: Final = """
MATCH (record:Record)-[is:IDENTIFIED_AS]->(entity)
RETURN record.scheme + ':' + record.externalId AS record, entity.id AS entity,
  is.validFromFirst AS fromFirst, is.validFromLast AS fromLast,
  is.validToFirst AS toFirst, is.validToLast AS toLast
ORDER BY record, entity, fromFirst
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """A record is the entity from one day to another, both counted, as far as they are known."""

    record: str
    entity: str
    from_first: Day | None = None
    from_last: Day | None = None
    to_first: Day | None = None
    to_last: Day | None = None

    def possible(self, day: Day) -> bool:
        """Whether it can have held on the day."""
        return (self.from_first or day) <= day <= (self.to_last or day)

    def certain(self, day: Day) -> bool:
        """Whether it surely held on the day."""
        return (self.from_last or day) <= day <= (self.to_first or day)

    def to_text(self) -> str:
        """The identity as text, the same for the same identity."""
        days = (self.from_first, self.from_last, self.to_first, self.to_last)
        return json.dumps([self.record, self.entity, *(str(day) if day else None for day in days)])

    @classmethod
    def from_text(cls, text: str) -> Identity:
        """Read back what `to_text` wrote."""
        record, entity, *days = json.loads(text)
        return cls(record, entity, *(Day.fromisoformat(day) if day else None for day in days))


@dataclass(slots=True)
class Identities:
    """Every identity that is stated, by record."""

    by_record: dict[str, list[Identity]] = field(default_factory=dict)

    def entity(self, record: str, day: Day | None, undated: Undated = "none") -> str:
        """The id of the entity that the record is on the day; the record's own where none is told.

        Where two identities can hold on the day, the one that surely does is meant.
        """
        found = self.by_record.get(record)
        if not found:
            return record
        if day is None:
            last = max(one.to_last or Day.max for one in found)
            of_last = [one for one in found if (one.to_last or Day.max) == last]
            chosen = of_last if undated == "last" or len(found) == 1 else []
        else:
            chosen = [one for one in found if one.possible(day)]
            if len(chosen) > 1:
                chosen = [one for one in chosen if one.certain(day)]
        entities = {one.entity for one in chosen}
        return entities.pop() if len(entities) == 1 else record

    def of(self, record: str) -> list[str]:
        """The ids of all that the record may be: itself, and who it is identified with."""
        return sorted({record, *(one.entity for one in self.by_record.get(record, ()))})

    def texts(self) -> list[str]:
        """All of them as texts, in order."""
        return sorted(one.to_text() for found in self.by_record.values() for one in found)

    @classmethod
    def from_texts(cls, texts: list[str]) -> Identities:
        """Those of the texts."""
        found: dict[str, list[Identity]] = {}
        for text in texts:
            one = Identity.from_text(text)
            found.setdefault(one.record, []).append(one)
        return cls(found)


def current(store: Store) -> Identities:
    """The identities that the graph states now."""
    found = Identities()
    for row in store.read(_CURRENT):
        days = (_day(row[key]) for key in ("fromFirst", "fromLast", "toFirst", "toLast"))
        one = Identity(str(row["record"]), str(row["entity"]), *days)
        found.by_record.setdefault(one.record, []).append(one)
    return found


def applied(store: Store) -> Identities:
    """The identities by which the relationships of the graph were last attached."""
    rows = store.read(f"MATCH (info:{GRAPH_INFO}) RETURN info.identities AS texts")
    return Identities.from_texts(list(rows[0]["texts"] or []) if rows else [])


def pending(store: Store) -> dict[str, set[str]]:
    """Records of which the identities have changed since, each with the entities to look at."""
    before, after = applied(store).by_record, current(store).by_record
    return {
        record: {record} | {one.entity for one in (*before.get(record, ()), *after.get(record, ()))}
        for record in sorted(before.keys() | after.keys())
        if {one.to_text() for one in before.get(record, ())}
        != {one.to_text() for one in after.get(record, ())}
    }


def reattach(store: Store, changed: Mapping[str, set[str]]) -> int:
    """Move what came through the records to the entities that they are now; how many moved.

    The nodes that stand in for the records have to be there. Can be repeated after it was cut off.
    """
    identities = current(store)
    pairs = [
        {"record": record, "entity": entity}
        for record, entities in changed.items()
        for entity in sorted(entities)
    ]
    moved = 0
    for kind in _attached_kinds() if pairs else ():
        moves = [row for row in _attached(store, kind, pairs) if _misplaced(kind, row, identities)]
        for start in range(0, len(moves), _BATCH):
            batch = moves[start : start + _BATCH]
            drawn = Kind((kind.start, kind.end), kind.type)
            store.write([*owing_of(store, drawn, batch), *_moves(kind, batch)])
        moved += len(moves)
    store.write(
        [
            (
                f"MATCH (info:{GRAPH_INFO}) SET info.identities = $texts",
                {"texts": identities.texts() or None},
            )
        ]
    )
    return moved


@dataclass(frozen=True, slots=True)
class _Attached:
    """Relationships of one type between two labels, one end of which came through a record."""

    type: str
    start: str
    end: str
    side: Literal["start", "end"]

    @property
    def undated(self) -> Undated:
        return _UNDATED.get(self.type, "none")


def undated_rule(kind: str) -> Undated:
    """Which of several identities holds for a relationship of the type that has no date."""
    return _UNDATED.get(kind, "none")


def known_day(first_day: Day | None, precision: str | None) -> Day | None:
    """The day by which it is told which entity a record was when something happened."""
    return None if precision == DatePrecision.UNKNOWN.value else first_day


def _attached_kinds() -> Iterator[_Attached]:
    for found in RELATIONSHIPS.values():
        if found.TYPE in ("IDENTIFIED_AS", "SUCCEEDED_BY", "DESCENDS_FROM"):
            continue
        for start, end in itertools.product(found.START, found.END):
            if end in ENTITY_LABELS:
                yield _Attached(found.TYPE, start, end, "end")
            if start in ENTITY_LABELS:
                yield _Attached(found.TYPE, start, end, "start")


def _attached(store: Store, kind: _Attached, pairs: list[dict[str, str]]) -> list[Row]:
    """What is attached at an entity through a record, with the day of the event it belongs to."""
    event = {"Incident": "a", "ChangeEvent": "a"}.get(kind.start) or (
        "b" if kind.end == "ChangeEvent" else ""
    )
    day = f"{event}.firstDay AS day, {event}.datePrecision AS precision" if event else "null AS day"
    # The embedded engine begins where the pattern does, and of events there are many more.
    pattern = (
        f"(b:{kind.end} {{id: pair.entity}})<-[r:{kind.type}]-(a:{kind.start})"
        if kind.side == "end"
        else f"(a:{kind.start} {{id: pair.entity}})-[r:{kind.type}]->(b:{kind.end})"
    )
    return store.read(
        f"UNWIND $pairs AS pair MATCH {pattern} WHERE r.{kind.side}Record = pair.record "
        f"RETURN r.id AS id, a.id AS start, b.id AS end, pair.record AS record, {day}, "
        "properties(r) AS properties ORDER BY id",
        {"pairs": pairs},
    )


def _misplaced(kind: _Attached, row: Row, identities: Identities) -> bool:
    day = known_day(_day(row["day"]), row.get("precision"))
    right = identities.entity(str(row["record"]), day, kind.undated)
    if row[kind.side] == right:
        return False
    row["new"] = right
    return True


def _moves(kind: _Attached, rows: list[Row]) -> list[Step]:
    """Steps that draw the relationships anew at their right ends."""
    delete = (
        f"UNWIND $rows AS row MATCH (:{kind.start} {{id: row.start}})-[r:{kind.type} "
        "{id: row.id}]->() DELETE r"
    )
    made: list[dict[str, Any]] = [
        {
            "id": row["id"],
            "start": row["start"],
            "end": row["end"],
            "properties": as_written(RELATIONSHIPS[kind.type], row["properties"]),
            kind.side: row["new"],
        }
        for row in rows
    ]
    old = [{"id": row["id"], "start": row["start"]} for row in rows]
    return [
        (delete, {"rows": old}),
        (upsert_relationships(kind.type, kind.start, kind.end), {"rows": made}),
    ]


def _day(value: Any) -> Day | None:
    if value is None or isinstance(value, Day):
        return value
    return Day.fromisoformat(str(value))
