"""What is said of published counts is true of the record: what was published is in both or only
there, and each count that was published by the day is in one of the two questions.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.model.values import PartialDate
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest.tables import good, write_dossier

DAYS = ("2017-03-01", "2019-02-01", "2019-08-31", "2026-01-01")


def ask(store: Store, name: str, as_of: str = "2026-01-01") -> dict[str, Row]:
    rows = question(name).ask(store, {"asOf": as_of}).rows
    return {str(row["tallyId"]).rpartition("/")[2]: row for row in rows}


def dossier(folder: Path, name: str, *tallies: dict[str, str], **tables: list[Row]) -> Dossier:
    rows = good() | {"tallies": list(tallies), "counted_in": [], "matches": [], "claims": []}
    return Dossier(write_dossier(folder / name, rows | tables))


def test_what_was_published_is_in_both_or_only_there(jnim_store: Store) -> None:
    for day in DAYS:
        for name in ("reconcile", "figures"):
            for found in ask(jnim_store, name, day).values():
                if found["marked"] is None or found["published"] is None:
                    assert found["onlyThere"] is None
                    continue
                assert found["published"] == found["marked"] + found["onlyThere"]
                assert 0 <= found["marked"] <= (found["counted"] or 0)
                assert found["onlyThere"] >= 0
                if name == "reconcile":
                    assert found["counted"] == found["marked"] + len(found["onlyHere"])


def published_from(count: Row, printed: dict[str, str]) -> date:
    """The first day on which one of its sources can have printed it: none before its time."""
    # An engine may give a text that reads as a day as that day.
    days = [printed[key] for key in count["sources"] if key in printed]
    until = PartialDate.parse(str(count["dateTo"])).span
    earliest = min((PartialDate.parse(day).span.first for day in days), default=until.last)
    return max(earliest, until.first)


@pytest.mark.parametrize("as_of", DAYS)
def test_every_count_published_by_the_day_is_in_one_of_the_two_questions(
    jnim_store: Store, as_of: str
) -> None:
    every = jnim_store.read(
        "MATCH (t:Tally) WHERE t.datasetCounted IS NULL "
        "RETURN t.id AS id, t.dateTo AS dateTo, t.sources AS sources"
    )
    printed = {
        row["id"]: str(row["day"])
        for row in jnim_store.read(
            "MATCH (s:Source) WHERE s.publishedOn IS NOT NULL "
            "RETURN s.id AS id, s.publishedOn AS day"
        )
    }
    day = date.fromisoformat(as_of)
    by_then = {count["id"] for count in every if published_from(count, printed) <= day}
    reconciled, others = ask(jnim_store, "reconcile", as_of), ask(jnim_store, "figures", as_of)
    assert not reconciled.keys() & others.keys()
    assert reconciled.keys() | others.keys() == by_then
    assert len(every) > 50
