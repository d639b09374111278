"""What is said of published counts is true of the record: what was published is in both or only
there, and each count is in one of the two questions.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest.tables import good, write_dossier

DAYS = ("2017-03-01", "2019-02-01", "2019-08-31", "2026-01-01")


def ask(store: Store, name: str, as_of: str = "2026-01-01") -> dict[str, Row]:
    rows = question(name).ask(store, {"asOf": as_of}).rows
    return {row["tallyId"]: row for row in rows}


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


@pytest.mark.parametrize("as_of", DAYS)
def test_every_count_is_in_one_of_the_two_questions(jnim_store: Store, as_of: str) -> None:
    every = {
        str(row["id"])
        for row in jnim_store.read(
            "MATCH (t:Tally) WHERE t.datasetCounted IS NULL "
            "AND left(t.dateFrom, 10) <= left($day, size(t.dateFrom)) RETURN t.id AS id",
            {"day": as_of},
        )
    }
    reconciled, others = ask(jnim_store, "reconcile", as_of), ask(jnim_store, "figures", as_of)
    assert not reconciled.keys() & others.keys()
    assert reconciled.keys() | others.keys() >= every
