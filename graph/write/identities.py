"""Which entity a record is, and when: looked up, and kept up to date in the graph.

What always holds here: nothing is joined by name. An `IDENTIFIED_AS`, or a `Declaration`, says that
a record is an entity, in a time; where none covers the day, or one dossier names several, the
record stands in for itself. Of several dossiers the one that is heard first decides. What a record
is may be a record too, and is followed on. A relationship that came through a record keeps the
record's id, so that it can be moved when what is known of the record changes: the order in which
datasets are loaded makes no difference.
"""

from __future__ import annotations

import itertools
import json
import operator
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from typing import Any, Final, Literal

from graphq.graph.model.declared import RELATIONSHIPS
from graphq.graph.model.facts import Relationship, as_written
from graphq.graph.model.kinds import Kind
from graphq.graph.model.own import GRAPH_INFO
from graphq.graph.model.relationships import Lasting
from graphq.graph.model.schema import upsert_relationships
from graphq.graph.model.values import DatePrecision
from graphq.graph.records import Row
from graphq.graph.store import Step, Store
from graphq.graph.write.owed import owing_of
from graphq.graph.write.statements import DOSSIER_PREFIX, precedence

ENTITY_LABELS: Final = ("Group", "Person", "Target")
"""What a record can be a record of."""

Undated = Literal["last", "none"]
"""Which of several identities holds for what has no date."""

_UNDATED: Final[dict[str, Undated]] = {"NAMES": "last", "IDENTIFIED_AS": "last"}
"""A publisher's names are those of today, whatever the time; who else is a record is told of whom
it was last. Of anything else without a date it cannot be told which of several identities it
belongs to."""

_BATCH: Final = 2_000

_CURRENT: Final = """
MATCH (record:Record)-[is:IDENTIFIED_AS]->(entity)
WHERE is.via IS NULL
RETURN substring(record.id, size('record:')) AS record, coalesce(is.endRecord, entity.id) AS entity,
  is.validFromFirst AS fromFirst, is.validFromLast AS fromLast,
  is.validToFirst AS toFirst, is.validToLast AS toLast, head(is.statedBy) AS onWordOf
UNION ALL
MATCH (declared:Declaration {relation: 'same'})
RETURN declared.mine AS record, declared.theirs AS entity,
  declared.validFromFirst AS fromFirst, declared.validFromLast AS fromLast,
  declared.validToFirst AS toFirst, declared.validToLast AS toLast,
  head(declared.statedBy) AS onWordOf
"""
_THERE: Final = "UNION ALL".join(
    f"\nUNWIND $ids AS id MATCH (n:{label} {{id: {key}}}) RETURN id\n"
    for label, key in (*((label, "id") for label in ENTITY_LABELS), ("Record", "'record:' + id"))
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A record is the entity from one day to another, both counted, as far as they are known."""

    record: str
    entity: str
    from_first: Day | None = None
    from_last: Day | None = None
    to_first: Day | None = None
    to_last: Day | None = None
    on_word_of: str = ""
    """The dataset that says so."""
    unless_told: bool = False
    """Whether it holds only where nobody tells who the record is."""

    @property
    def place(self) -> tuple[bool, bool, tuple[int, str]]:
        """In which order it is heard among what is said of the record."""
        return self.is_of_a_number, self.unless_told, precedence(self.on_word_of)

    @property
    def is_of_a_number(self) -> bool:
        """Whether it says which publisher's number a dossier's own has."""
        return is_publishers(self.entity) and not is_publishers(self.record)

    @property
    def turned(self) -> Identity:
        """That what is declared to be the entity is what the entity is, unless others tell."""
        return replace(self, record=self.entity, entity=self.record, unless_told=True)

    def possible(self, day: Day) -> bool:
        """Whether it can have held on the day."""
        return (self.from_first or day) <= day <= (self.to_last or day)

    def certain(self, day: Day) -> bool:
        """Whether it surely held on the day."""
        return (self.from_last or day) <= day <= (self.to_first or day)

    def to_text(self) -> str:
        """The identity as text, the same for the same identity."""
        days = (self.from_first, self.from_last, self.to_first, self.to_last)
        told = (str(day) if day else None for day in days)
        said = (self.record, self.entity, self.on_word_of, self.unless_told)
        return json.dumps([*said, *told])

    @classmethod
    def from_text(cls, text: str) -> Identity:
        """Read back what `to_text` wrote."""
        record, entity, on_word_of, unless_told, *days = json.loads(text)
        found = cls._of(record, entity, map(as_day, days), on_word_of)
        return replace(found, unless_told=unless_told)

    @classmethod
    def of_row(cls, row: Row) -> Identity:
        """The identity that a row of the graph tells."""
        days = (as_day(row[key]) for key in ("fromFirst", "fromLast", "toFirst", "toLast"))
        return cls._of(str(row["record"]), str(row["entity"]), days, str(row["onWordOf"]))

    @classmethod
    def _of(cls, record: str, entity: str, days: Iterable[Day | None], on_word_of: str) -> Identity:
        from_first, from_last, to_first, to_last = days
        return cls(record, entity, from_first, from_last, to_first, to_last, on_word_of)


@dataclass(slots=True)
class Identities:
    """Every identity that is stated, by record."""

    by_record: dict[str, list[Identity]] = field(default_factory=dict)

    def add(self, one: Identity) -> None:
        """Add one more."""
        self.by_record.setdefault(one.record, []).append(one)

    def entity(self, record: str, day: Day | None, undated: Undated = "none") -> str:
        """The id of the entity that the record is on the day; the record's own where none is told.

        Where two identities can hold on the day, the one that surely does is meant.
        """
        if record not in self.by_record:
            return record
        return self._followed(record, day, undated, ())

    def _followed(
        self, record: str, day: Day | None, undated: Undated, met: tuple[str, ...]
    ) -> str:
        """What the record is, and what that is in turn."""
        if record in met:
            # Each is said to be the other: they are what is heard first.
            return min(met[met.index(record) :], key=_heard)
        said = _chosen(self.by_record.get(record, ()), day, undated)
        ends = {self._followed(one, day, undated, (*met, record)) for one in said}
        elsewhere = ends - {record}
        return elsewhere.pop() if len(elsewhere) == 1 else record

    def of(self, record: str) -> list[str]:
        """The ids of all that the record may be: itself, and who it is identified with."""
        return sorted({record, *(one.entity for one in self.reached(record))})

    def reached(self, record: str) -> list[Identity]:
        """Every identity by which it is told what the record is."""
        found: dict[str, list[Identity]] = {}
        ahead = [record]
        while ahead:
            if (key := ahead.pop()) not in found:
                found[key] = self.by_record.get(key, [])
                ahead += [one.entity for one in found[key]]
        return [one for ones in found.values() for one in ones]

    def texts(self) -> list[str]:
        """All of them as texts, in order."""
        return sorted(one.to_text() for found in self.by_record.values() for one in found)

    @classmethod
    def from_texts(cls, texts: list[str]) -> Identities:
        """Those of the texts."""
        found = cls()
        for text in texts:
            found.add(Identity.from_text(text))
        return found


def is_publishers(key: str) -> bool:
    """Whether the id is a publisher's, such as ucdp:actor:539, and not that of a dossier's own."""
    return ":" in key


def _heard(key: str) -> tuple[bool, tuple[int, str], str]:
    """In which order it is heard what an id stands for: dossiers by name, then publishers."""
    dossier, slash, _ = key.partition("/")
    place = precedence(f"{DOSSIER_PREFIX}{dossier}") if slash else (0, "")
    return is_publishers(key), place, key


def _chosen(found: Sequence[Identity], day: Day | None, undated: Undated) -> set[str]:
    """The entities that the record is on the day, by who is heard first and says something."""
    place = operator.attrgetter("place")
    for _, heard in itertools.groupby(sorted(found, key=place), key=place):
        chosen = _on_the_day(list(heard), day, undated)
        if chosen:
            return {one.entity for one in chosen}
    return set()


def _on_the_day(found: list[Identity], day: Day | None, undated: Undated) -> list[Identity]:
    if day is None:
        last = max(one.to_last or Day.max for one in found)
        of_last = [one for one in found if (one.to_last or Day.max) == last]
        return of_last if undated == "last" or len(found) == 1 else []
    chosen = [one for one in found if one.possible(day)]
    return [one for one in chosen if one.certain(day)] if len(chosen) > 1 else chosen


def current(store: Store, gone: Collection[str] = ()) -> Identities:
    """The identities that the graph states now, of what is there and is not about to be `gone`."""
    stated = sorted(map(Identity.of_row, store.read(_CURRENT)), key=Identity.to_text)
    ids = sorted({one.entity for one in stated if not one.is_of_a_number})
    there = {str(row["id"]) for row in store.read(_THERE, {"ids": ids})} if ids else set()
    there.difference_update(gone)
    found = Identities()
    for one in stated:
        if one.is_of_a_number:
            # What a dossier's own is declared to be may be nobody's yet: then it is the dossier's.
            found.add(one.turned)
        if one.is_of_a_number or one.entity in there:
            found.add(one)
    return found


def applied(store: Store) -> Identities:
    """The identities by which the relationships of the graph were last attached."""
    rows = store.read(f"MATCH (info:{GRAPH_INFO}) RETURN info.identities AS texts")
    return Identities.from_texts(list(rows[0]["texts"] or []) if rows else [])


def pending(store: Store, gone: Collection[str] = ()) -> dict[str, set[str]]:
    """Records of which the identities have changed since, each with the entities to look at."""
    before, after = applied(store), current(store, gone)
    return {
        record: {*before.of(record), *after.of(record)}
        for record in sorted(before.by_record.keys() | after.by_record.keys())
        if {one.to_text() for one in before.reached(record)}
        != {one.to_text() for one in after.reached(record)}
    }


def reattach(store: Store, changed: Mapping[str, set[str]], gone: Collection[str] = ()) -> int:
    """Move what came through the records to the entities that they are now; how many moved.

    The nodes that stand in for the records have to be there. Can be repeated after it was cut off.
    """
    identities = current(store, gone)
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

    @property
    def lasts(self) -> bool:
        return issubclass(RELATIONSHIPS[self.type], Lasting) and self.type not in _UNDATED


def undated_rule(kind: str) -> Undated:
    """Which of several identities holds for a relationship of the type that has no date."""
    return _UNDATED.get(kind, "none")


def lasting_day(found: Relationship) -> Day | None:
    """The day by which it is told which entity a record was when what lasted began."""
    if not isinstance(found, Lasting) or found.TYPE in _UNDATED:
        return None
    return found.valid_from_first or found.valid_to_first


def known_day(first_day: Day | None, precision: str | None) -> Day | None:
    """The day by which it is told which entity a record was when something happened."""
    return None if precision == DatePrecision.UNKNOWN.value else first_day


def _attached_kinds() -> Iterator[_Attached]:
    for found in RELATIONSHIPS.values():
        if found.TYPE in ("SUCCEEDED_BY", "DESCENDS_FROM"):
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
    if kind.lasts:
        day = "coalesce(r.validFromFirst, r.validToFirst) AS day"
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
    day = known_day(as_day(row["day"]), row.get("precision"))
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


def as_day(value: Any) -> Day | None:
    """A day as either engine gives it back."""
    if value is None or isinstance(value, Day):
        return value
    return Day.fromisoformat(str(value))
