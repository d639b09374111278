"""Who did it, who claims it and who denies it, as a dossier's tables tell it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphq.graph.model.relationships import ClaimedBy, DeniedBy, PerpetratedBy
from tests.ingest import tables
from tests.ingest.said import said_of
from tests.ingest.tables import facts_of, good, of_type


def test_an_incident_that_nobody_is_named_for_has_no_perpetrator(tmp_path: Path) -> None:
    rows = good()
    rows["incidents"] = [tables.incident(perpetrator_group_id="", attribution="suspected")]
    facts = facts_of(tmp_path, rows)
    assert of_type(facts, PerpetratedBy) == []
    assert of_type(facts, ClaimedBy) == []


def test_a_claim_is_no_perpetration(tmp_path: Path) -> None:
    rows = good()
    rows["incidents"] = [
        tables.incident(perpetrator_group_id="", attribution="claimed", claimed_by_ids="blues;reds")
    ]
    facts = facts_of(tmp_path, rows)
    assert of_type(facts, PerpetratedBy) == []
    assert [link.end for link in of_type(facts, ClaimedBy)] == ["blues", "reds"]


def test_a_claim_of_which_more_is_known_is_told_once_with_its_own_sources(tmp_path: Path) -> None:
    rows = good()
    rows["sources"].append(tables.source("daily"))
    rows["incidents"] = [tables.incident(attribution="claimed", claimed_by_ids="blues;reds")]
    rows["claims"] = [
        tables.claim("reds", date="2019-07-23", sources="daily", note="By radio."),
    ]
    facts = facts_of(tmp_path, rows)
    bare, told = of_type(facts, ClaimedBy)
    assert (bare.end, bare.claimed_on, bare.claimed_on_last, bare.sources) == (
        "blues", None, None, ("press",),
    )  # fmt: skip
    assert (told.end, told.claimed_on, told.sources, said_of(facts, told.id)) == (
        "reds", "2019-07-23", ("daily",), "By radio.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "text", "first", "last"),
    [
        ({}, None, None, None),
        ({"date": "2019-07-23"}, "2019-07-23", date(2019, 7, 23), date(2019, 7, 23)),
        ({"date": "2019-08"}, "2019-08", date(2019, 8, 1), date(2019, 8, 31)),
        ({"no_later_than": "2019-08-02"}, "by 2019-08-02", None, date(2019, 8, 2)),
        ({"no_later_than": "2019-08"}, "by 2019-08", None, date(2019, 8, 31)),
        (
            {"date": "2019-07-24", "no_later_than": "2019-07-25"},
            "2019-07-24 to 2019-07-25", date(2019, 7, 24), date(2019, 7, 25),
        ),
    ],
)  # fmt: skip
def test_a_claim_and_a_denial_are_dated_as_far_as_it_is_known(
    tmp_path: Path, cells: dict[str, str], text: str | None, first: date | None, last: date | None
) -> None:
    rows = good()
    rows["incidents"] = [tables.incident(claimed_by_ids="reds")]
    rows["claims"] = [
        tables.claim("reds", **cells),
        tables.claim("blues", kind="denied", **cells),
    ]
    facts = facts_of(tmp_path, rows)
    (claim,) = of_type(facts, ClaimedBy)
    (denial,) = of_type(facts, DeniedBy)
    found = (claim.claimed_on, claim.claimed_on_first, claim.claimed_on_last)
    assert found == (text, first, last)
    assert (denial.denied_on, denial.denied_on_first, denial.denied_on_last) == found


def test_a_denial_is_neither_a_claim_nor_a_perpetration(tmp_path: Path) -> None:
    rows = good()
    rows["incidents"] = [tables.incident(attribution="disputed")]
    rows["claims"] = [
        tables.claim("reds", kind="denied"),
        tables.claim("blues", kind="denied", denies_group_id="reds"),
    ]
    facts = facts_of(tmp_path, rows)
    assert of_type(facts, ClaimedBy) == []
    assert [link.end for link in of_type(facts, PerpetratedBy)] == ["reds"]
    assert [(link.end, link.denies) for link in of_type(facts, DeniedBy)] == [
        ("blues", "reds"),
        ("reds", "reds"),
    ]
