"""What is not wholly known gets the benefit of the doubt, whatever the dates are.

What always holds: a less exact date raises no doubt that an exact one does not raise, and what is
told to be outside a life is outside it on every day that its dates can mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphq.graph.model.values import DatePrecision, PartialDate, Span
from graphq.ingest.sources.dossier.doubts import DOUBTS
from graphq.ingest.sources.dossier.doubts.life import Life, Turn
from graphq.ingest.sources.dossier.doubts.named import dates_in
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows
from graphq.ingest.sources.dossier.tables import TABLES

FIRST: Final = date(2011, 11, 1)
DAYS: Final = st.integers(0, 500).map(lambda days: FIRST + timedelta(days=days))
"""A span in which a year, many months and their ends lie."""
PRECISE: Final = ("day", "month", "year")


def partial(day: date, precision: str) -> PartialDate:
    if precision == "year":
        return PartialDate(day.year)
    return PartialDate(day.year, day.month, day.day if precision == "day" else None)


DATES: Final = st.builds(partial, DAYS, st.sampled_from(PRECISE))


def coarser(given_date: PartialDate) -> PartialDate:
    if given_date.precision is DatePrecision.DAY:
        return PartialDate(given_date.year, given_date.month)
    return PartialDate(given_date.year)


def turn(span: Span) -> Turn:
    return Turn(span, "then")


@given(DATES, DATES, DATES)
def test_what_is_outside_a_life_is_so_on_every_day(
    born: PartialDate, died: PartialDate, act: PartialDate
) -> None:
    life = Life(turn(born.span), (turn(died.span),))
    can_be = max(act.span.first, born.span.first) <= min(act.span.last, died.span.last)
    sound = born.span.first <= died.span.last
    if sound:
        assert bool(life.misses(act.span)) == (not can_be)
    assert not (can_be and life.misses(act.span))


@given(DATES, DATES, DATES)
def test_who_is_there_again_acts_from_then_on(
    ended: PartialDate, again: PartialDate, act: PartialDate
) -> None:
    life = Life(None, (turn(ended.span),), (again.span,))
    if not life.misses(act.span):
        return
    assert act.span.first > ended.span.last
    assert again.span.last < ended.span.first or act.span.last < again.span.first


ROW: Final[Mapping[str, Mapping[str, Any]]] = {
    "groups": {"id": "reds"},
    "people": {"id": "boss"},
    "changes": {"kind": "merger"},
    "change_parties": {"group_id": "reds", "extent": "whole", "disputed_by": ()},
    "incidents": {
        "id": "inc-1", "date_precision": "day", "perpetrator_group_id": "reds",
        "claimed_by_ids": (), "sources": ("press",),
    },
    "roles": {"person_id": "boss", "group_id": "reds", "sources": ("press",)},
    "sources": {"id": "press", "kind": "news"},
}  # fmt: skip


def row(table: str, line: int, **cells: Any) -> DossierRow:
    blank: dict[str, Any] = {
        column.name: () if column.many else None for column in TABLES[table].columns
    }
    return DossierRow(TABLES[table], line, {**blank, **ROW[table], **cells})


PARTIES: Final = st.lists(
    st.tuples(
        DATES,
        st.sampled_from(["predecessor", "result"]),
        st.booleans(),
        st.sampled_from(["merger", "pledge", "rename"]),
    ),
    max_size=3,
)
SOMETIMES: Final = st.none() | DATES


@st.composite
def dossiers(draw: st.DrawFn) -> dict[str, list[DossierRow]]:
    parties = draw(PARTIES)
    return {name: [] for name in TABLES} | {
        "sources": [row("sources", 2, published_on=draw(SOMETIMES))],
        "groups": [row("groups", 2, founded=draw(SOMETIMES), dissolved=draw(SOMETIMES))],
        "people": [row("people", 2, born=draw(SOMETIMES), died=draw(SOMETIMES))],
        "changes": [
            row("changes", line, id=f"chg-{line}", date=day, kind=kind)
            for line, (day, _, _, kind) in enumerate(parties, 2)
        ],
        "change_parties": [
            row("change_parties", line, change_id=f"chg-{line}", role=side, continues=goes_on)
            for line, (_, side, goes_on, _) in enumerate(parties, 2)
        ],
        "incidents": [row("incidents", 2, date=draw(DATES))],
        "roles": [row("roles", 2, valid_from=draw(SOMETIMES), valid_to=draw(SOMETIMES))],
    }


DATED: Final = (
    "published_on", "founded", "dissolved", "born", "died", "date", "valid_from", "valid_to",
)  # fmt: skip


def dated_cells(tables: Mapping[str, Sequence[DossierRow]]) -> list[tuple[DossierRow, str]]:
    return [
        (found, name)
        for rows in tables.values()
        for found in rows
        for name in DATED
        if isinstance(found.cells.get(name), PartialDate)
    ]


def told(kind: str, tables: Mapping[str, Sequence[DossierRow]]) -> set[tuple[str, int, str]]:
    rows = DossierRows(tables, {})
    return {
        (problem.file, problem.line, problem.column)
        for found in tables.values()
        for one in found
        for problem in DOUBTS[kind].check(one, rows)
    }


@pytest.mark.parametrize("kind", ["outside-life", "older-source"])
@given(tables=dossiers(), data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_less_exact_date_raises_no_doubt(
    kind: str, tables: dict[str, list[DossierRow]], data: st.DataObject
) -> None:
    before = told(kind, tables)
    found, name = data.draw(st.sampled_from(dated_cells(tables)))
    found.cells[name] = coarser(found.cells[name])
    assert told(kind, tables) <= before


@given(DATES, DATES)
def test_an_id_is_right_where_one_of_its_dates_can_be_that_of_the_row(
    carried: PartialDate, happened: PartialDate
) -> None:
    assert [str(found) for found in dates_in(f"inc-{carried}-gao")] == [str(carried)]
    tables: dict[str, list[DossierRow]] = {name: [] for name in TABLES} | {
        "incidents": [row("incidents", 2, id=f"inc-{carried}-gao", date=happened)]
    }
    apart = carried.span.last < happened.span.first or happened.span.last < carried.span.first
    assert bool(told("other-date", tables)) == apart


@pytest.mark.parametrize("key", ["un-2690", "inc-camp-12", "inc-20191-x", "chg-x", "inc-2019a"])
def test_what_is_no_date_is_none(key: str) -> None:
    assert [str(found) for found in dates_in(key)] == (["2019"] if key == "inc-2019a" else [])
