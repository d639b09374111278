"""Whom an incident harmed, as far as it is told of whom."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graphq.cypher.ask.catalog import question
from graphq.graph.model.nodes import Casualties
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest.said import said_of
from tests.ingest.tables import Row, facts_of, good, incident, write_dossier

STRIKE: Final = "inc-2019-07-22-gao"
KILLED: Final[Row] = {
    "incident_id": STRIKE,
    "harm": "killed",
    "of_whom": "civilians",
    "low": "2",
    "best": "4",
    "high": "6",
    "sources": "press",
    "note": "Counted twice.",
}
ROWS: Final = {"casualties": [KILLED]}
_IN_ALL: Final = {"fatalities_best": "3"}
COUNTER_EXAMPLES: Final = {
    "casualties": {
        "At least one of low": [{"casualties": {"low": "", "best": "", "high": ""}}],
        "low is at most best": [
            {"casualties": {"low": "5"}},
            {"casualties": {"high": "3"}},
            {"casualties": {"best": "", "low": "7"}},
        ],
        "How many were killed in all": [{"casualties": {"of_whom": "all"}}],
        "Those killed of one kind": [
            {"casualties": {"low": "4"}, "incidents": _IN_ALL},
            {"casualties": {"low": "", "best": "4"}, "incidents": _IN_ALL},
        ],
    },
}


def test_a_figure_is_told_with_its_own_sources(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, good() | ROWS)
    (found,) = (node for node in facts.nodes.values() if isinstance(node, Casualties))
    assert (found.low, found.best, found.high, found.sources) == (2, 4, 6, ("press",))
    assert said_of(facts, found.id) == "Counted twice."


def test_only_what_fits_is_answered_and_attackers_may_be_more_than_the_dead(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = good() | {
        "incidents": [incident(STRIKE, fatalities_best="3", facility_id="fac-camp")],
        "casualties": [
            KILLED | {"of_whom": "attackers"},
            KILLED | {"of_whom": "civilians", "low": "2", "best": "", "high": "", "note": ""},
            KILLED | {"harm": "abducted", "of_whom": "all", "low": "", "note": ""},
        ],
    }
    load(Dossier(write_dossier(tmp_path / "mine", rows)), empty_store, "test")

    def told(**asked: object) -> list[tuple[object, ...]]:
        found = question("casualties").ask(empty_store, {"asOf": "2024", **asked}).rows
        return [tuple(row[name] for name in ("harm", "ofWhom", "low", "best")) for row in found]

    abducted = "abducted", "all", None, 4
    attackers = "killed", "attackers", 2, 4
    civilians = "killed", "civilians", 2, None
    assert told() == [abducted, attackers, civilians]
    assert told(harm=["killed"], ofWhom=["civilians"]) == [civilians]
    assert told(group="reds", harm=["abducted"]) == [abducted]
    assert told(toDate="2018") == told(country="BF") == told(asOf="2019-07-21") == []
    assert told(limit=1) == [abducted]
    (history,) = (
        question("target-history").ask(empty_store, {"target": "fac-camp", "asOf": "2024"}).rows
    )
    assert [one["text"] for one in history["casualties"]] == [
        "abducted all: 4 (at most 6)",
        "killed attackers: 4 (2 to 6)",
        "killed civilians: at least 2",
    ]
