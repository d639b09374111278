"""What can be right raises no doubt: dates not wholly known, two tolls of a day, a border town."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.ingest import tables
from tests.ingest.sources.dossier.test_doubts import ALONE, POINT, Rows, joined, struck, told

IN_ORDER: Final[Mapping[str, Rows]] = {
    "an end in the month of the act": {
        "groups": [tables.group("reds", dissolved="2019-07"), tables.group("blues")]
    },
    "a beginning in the year of the act": {
        "groups": [tables.group("reds", founded="2019"), tables.group("blues")], **ALONE
    },
    "a group that is there again": {
        "changes": [
            tables.change(),
            tables.change("chg-back", kind="rename", date="2019-07", date_precision="month"),
        ],
        "change_parties": [
            joined(continues="false"),
            tables.party("blues", "result"),
            tables.party("blues", "predecessor", "chg-back", continues="false"),
            tables.party("reds", "result", "chg-back"),
        ],
        "forces": [],
    },
    "a part in a change that is disputed": {
        "change_parties": [
            joined(continues="false", disputed_by="press"),
            tables.party("blues", "result"),
        ]
    },
    "a group that took part in something before": {
        "changes": [tables.change(), tables.change("chg-old", kind="pledge", date="2012-01-01")],
        "change_parties": [
            joined(),
            tables.party("blues", "result"),
            tables.party("blues", "predecessor", "chg-old"),
            tables.party("reds", "result", "chg-old"),
        ],
        "relations": [tables.relation("blues", "reds", valid_from="2012")],
    },
    "a role without an end": {
        "people": [tables.person("boss", died="2018")],
        "roles": [tables.role("boss", "reds", valid_from="2012", valid_to="")],
    },
    "two tolls of one day": {
        "incidents": [
            struck("inc-2019-07-22-gao", "12"),
            struck(
                "inc-2019-07-22-gao-b", "11", conflicts_note="In all 23 killed in both attacks."
            ),
        ]
    },
    "two figures that are told apart": {
        "incidents": [
            struck("inc-2019-07-22-gao", "15"),
            struck("inc-2019-07-22-ber", "49", location_name="Ber"),
            struck(
                "inc-2019-07-22-bamba", "3", location_name="Bamba", sources="daily",
                conflicts_note="49 and 15 for both together.",
            ),
        ],
        "sources": [tables.source(), tables.source("daily")],
    },
    "alike on two days": {
        "incidents": [
            struck("inc-2019-07-22-gao", "8"),
            struck("inc-2019-07-26-gao", "8", date="2019-07-26"),
        ]
    },
    "counts of two sources": {
        "sources": [tables.source(), tables.source("daily")],
        "tallies": [tables.tally(), tables.tally("tal-2", source="daily")],
    },
    "the counts of two years": {
        "tallies": [tables.tally(), tables.tally("tal-2", date_from="2018", date_to="2018")]
    },
    "a town at the border": {
        "incidents": [
            tables.incident(
                location_name="Labbezanga", lat="14.96", lon="0.70", country_iso2="NE", **POINT
            )
        ]
    },
    "a point of a unit": {
        "incidents": [
            tables.incident("inc-1", lat="16.27", lon="-0.04", **POINT),
            tables.incident("inc-2", lat="18.9", lon="1.4", **POINT | {"geo_precision": "admin1"}),
        ],
        "claims": [], "counted_in": [], "matches": [],
    },
    "two villages of one name": {
        "incidents": [
            tables.incident("inc-1", admin2="Ansongo", lat="15.6", lon="0.5", **POINT),
            tables.incident("inc-2", admin2="Bourem", lat="17.4", lon="-0.3", **POINT),
        ],
        "claims": [], "counted_in": [], "matches": [],
    },
    "a source of the same month": {
        "sources": [tables.source(), tables.source("daily", published_on="2019-07")],
        "incidents": [tables.incident(sources="daily")],
    },
    "what is kept up to date": {
        "sources": [tables.source(), tables.source("list", published_on="2001", kind="dataset")],
        "incidents": [tables.incident(sources="list")],
    },
    "what was announced": {
        "sources": [tables.source(), tables.source("daily", published_on="2017-02-28")],
        "changes": [tables.change(announced_on="2017-02-27", sources="daily")],
    },
    "an end that is announced": {
        "sources": [tables.source(), tables.source("daily", published_on="2019-03")],
        "relations": [
            tables.relation(
                "reds", "blues", valid_from="2018", valid_to="2019-12-31", sources="daily"
            )
        ],
    },
    "an old source beside a new one": {
        "sources": [
            tables.source("old", published_on="2010"),
            tables.source("new", published_on="2018"),
            tables.source(),
        ],
        "people": [tables.person("boss", died="2018", sources="old;new")],
    },
    "a source of a coordinate": {
        "sources": [tables.source(), tables.source("map", kind="gazetteer")],
        "incidents": [
            tables.incident(
                lat="16.27", lon="-0.04", coord_source="map:1", geo_precision="near"
            )
        ],
    },
    "an id that says less": {"incidents": [tables.incident("inc-2019-gao")], "claims": [],
                             "counted_in": [], "matches": []},
    "an id with another number": {"incidents": [tables.incident("inc-camp-2085")], "claims": [],
                                  "counted_in": [], "matches": []},
    "the first day of the calendar, and a number without end": {
        "incidents": [
            tables.incident(
                "inc-first", date="0001-01-01", fatalities_best="8",
                conflicts_note=f"Both together: {'9' * 5_000}.",
            ),
            tables.incident("inc-last", date="9998-12-31", fatalities_best="8"),
        ],
        "claims": [], "counted_in": [], "matches": [],
    },
    "an id with its last day": {
        "incidents": [tables.incident(date="2019-07-20", end_date="2019-07-22")]
    },
}  # fmt: skip


@pytest.mark.parametrize("why", IN_ORDER)
def test_of_what_can_be_right_nothing_is_told(why: str, tmp_path: Path) -> None:
    assert told(tmp_path, IN_ORDER[why]) == []
