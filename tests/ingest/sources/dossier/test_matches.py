"""Judgements: which two incidents tell one event, by whom, when and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from graphq.graph.model.nodes import Judgement
from tests.ingest import tables
from tests.ingest.tables import facts_of, good, problems_in, write_dossier

MATCH: Final = tables.match()
DIFFERENT: Final = tables.match(other_id="ucdp-ged:2", verdict="different")
COUNTER_EXAMPLES: Final = {
    "matches": {
        "The two are different": [{"matches": {"other_id": "ucdp-ged:1"}}],
        "A pair is judged once": [
            {
                "matches": [
                    MATCH,
                    tables.match(incident_id=MATCH["other_id"], other_id="ucdp-ged:1"),
                ]
            }
        ],
        "judged_by is the name": [{"matches": {"judged_by": "anonymous"}}],
        "No two are judged different": [
            {"matches": [MATCH, tables.match(incident_id="ucdp-ged:2"), DIFFERENT]},
            {
                "incidents": [tables.incident(), tables.incident("inc-other")],
                "matches": [
                    tables.match(),
                    tables.match(other_id="inc-other"),
                    tables.match(
                        incident_id="inc-other", other_id="inc-2019-07-22-gao", verdict="different"
                    ),
                ],
            },
        ],
        "No text": [{"matches": {"why": "Both tell of the outer wall."}}],
    }
}


def test_a_judgement_names_the_two_the_lesser_first_and_needs_neither(tmp_path: Path) -> None:
    (found,) = [
        node for node in facts_of(tmp_path, good()).nodes.values() if isinstance(node, Judgement)
    ]
    assert found.pair == ("inc-2019-07-22-gao", "ucdp-ged:1")
    assert (found.verdict, found.judged_by, found.judged_on, found.why) == (
        "same",
        "Jane Doe",
        date(2024, 5, 1),
        "One day, one town.",
    )


def test_a_contradiction_names_every_link_of_the_chain(tmp_path: Path) -> None:
    rows = {**good(), "matches": [MATCH, tables.match(incident_id="ucdp-ged:2"), DIFFERENT]}
    (problem,) = problems_in(write_dossier(tmp_path, rows))
    assert problem.reason == (
        "says different, but by other rows they are one: "
        "ucdp-ged:1 = inc-2019-07-22-gao = ucdp-ged:2"
    )


def test_what_an_incident_names_of_publishers_is_kept_with_it(tmp_path: Path) -> None:
    rows = {**good(), "incidents": [tables.incident(publisher_ids="ucdp:event:1;acled:MLI1234")]}
    found = facts_of(tmp_path, rows).nodes["inc-2019-07-22-gao"]
    assert found.properties()["publisherIds"] == ["ucdp:event:1", "acled:MLI1234"]
