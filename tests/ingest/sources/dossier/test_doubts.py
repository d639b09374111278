"""What looks wrong in a dossier is told where it stands, and of what is in order nothing is told.

What always holds: every doubt has rows that raise it, with what is told, and rows beside them that
do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from graphq.ingest.files.problems import Doubt
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.dossier.doubts import DOUBTS
from tests.ingest import tables
from tests.ingest.tables import Row, Tables, good, write_dossier

Rows = Mapping[str, Sequence[Row]]

ROWS: Final[Tables] = {
    "meant": [
        {"table": "sources", "row": "press", "doubt": "unused-source", "why": "For later."},
    ]
}
COUNTER_EXAMPLES: Final = {
    "meant": {
        "row is a row": [
            {"meant": {"row": "nobody"}},
            {"meant": {"table": "groups"}},
            {"meant": {"table": "papers"}},
        ]
    }
}

ALONE: Final[Rows] = {"changes": [], "change_parties": []}
ENDED: Final = tables.group("reds", dissolved="2019-06")
POINT: Final = {"coord_source": "press", "geo_precision": "near"}


def doubts(folder: Path, rows: Rows, beside: Tables | None = None) -> list[Doubt]:
    """What is told of the dossier in order with these rows in place of its own."""
    facts, problems = Dossier(write_dossier(folder, {**good(), **(beside or {}), **rows})).check({})
    assert problems == []
    return facts.doubts


def told(folder: Path, rows: Rows) -> list[str]:
    return [f"{doubt.kind} {doubt.problem}" for doubt in doubts(folder, rows)]


def joined(**cells: str) -> Row:
    return tables.party("reds", "predecessor", **cells)


def struck(key: str, dead: str, **cells: str) -> Row:
    return tables.incident(key, fatalities_best=dead, **cells)


def dated(published: str, kind: str = "news") -> list[Row]:
    return [tables.source(published_on=published, kind=kind)]


TOLD: Final[Mapping[str, Sequence[tuple[Rows, str]]]] = {
    "outside-life": [
        (
            {"groups": [ENDED, tables.group("blues")]},
            "incidents.csv:2: perpetrator_group_id: 2019-07-22 is after 'reds' was dissolved "
            "(2019-06)",
        ),
        (
            {"groups": [tables.group("reds", founded="2019-08"), tables.group("blues")], **ALONE},
            "incidents.csv:2: perpetrator_group_id: 2019-07-22 is before 'reds' was founded "
            "(2019-08)",
        ),
        (
            {"change_parties": [joined(continues="false"), tables.party("blues", "result")]},
            "incidents.csv:2: perpetrator_group_id: 2019-07-22 is after 'reds' ended with "
            "chg-merger (2017-03-02)",
        ),
        (
            {
                "groups": [tables.group("reds"), tables.group("blues")],
                "incidents": [
                    tables.incident("inc-2016-05-gao", date="2016-05", date_precision="month"),
                    tables.incident(
                        "inc-2016-06-gao", date="2016-06", date_precision="month",
                        perpetrator_group_id="blues",
                    ),
                ],
                "claims": [],
                "counted_in": [],
                "matches": [],
            },
            "incidents.csv:3: perpetrator_group_id: 2016-06-01 to 2016-06-30 is before 'blues' "
            "came out of chg-merger (2017-03-02)",
        ),
        (
            {
                "groups": [ENDED, tables.group("blues")],
                "incidents": [
                    tables.incident(
                        perpetrator_group_id="blues", attribution="claimed",
                        claimed_by_ids="blues;reds", sources="daily",
                    )
                ],
                "claims": [],
                "sources": [tables.source(), tables.source("daily", published_on="2019-07-25")],
            },
            "incidents.csv:2: claimed_by_ids: 2019-07-22 to 2019-07-25 is after 'reds' was "
            "dissolved (2019-06)",
        ),
        (
            {
                "groups": [tables.group("reds"), tables.group("blues", dissolved="2019")],
                "claims": [tables.claim("blues", kind="denied", date="2020-01")],
            },
            "claims.csv:2: group_id: 2020-01-01 to 2020-01-31 is after 'blues' was dissolved "
            "(2019)",
        ),
        (
            {
                "groups": [tables.group("reds"), tables.group("blues", dissolved="2018")],
                "claims": [tables.claim("blues", kind="denied", no_later_than="2019-08")],
                "forces": [],
            },
            "claims.csv:2: group_id: 2019-07-22 to 2019-08-31 is after 'blues' was dissolved "
            "(2018)",
        ),
        (
            {
                "groups": [tables.group("reds"), tables.group("blues", dissolved="2018")],
                "claims": [],
            },
            "forces.csv:2: force_id: 2019-01-01 to 2019-12-31 is after 'blues' was dissolved "
            "(2018)",
        ),
        (
            {
                "groups": [tables.group("reds"), tables.group("blues", dissolved="2018")],
                "claims": [], "forces": [], "tallies": [tables.tally(group_id="blues")],
            },
            "tallies.csv:2: group_id: 2019-01-01 to 2019-12-31 is after 'blues' was dissolved "
            "(2018)",
        ),
        (
            {"groups": [tables.group("reds", dissolved="2016"), tables.group("blues")],
             "incidents": [tables.incident(perpetrator_group_id="")]},
            "change_parties.csv:2: group_id: chg-merger (2017-03-02) is after 'reds' was dissolved "
            "(2016)",
        ),
        (
            {"groups": [tables.group("reds"), tables.group("blues", founded="2018")]},
            "change_parties.csv:3: group_id: chg-merger (2017-03-02) is before 'blues' was "
            "founded (2018)",
        ),
        (
            {"relations": [tables.relation("reds", "blues", valid_from="2016")]},
            "relations.csv:2: valid_from: 2016 is before 'blues' came out of chg-merger "
            "(2017-03-02)",
        ),
        (
            {
                "groups": [tables.group("reds", dissolved="2020"), tables.group("blues")],
                "relations": [tables.relation("blues", "reds", valid_to="2021-05")],
            },
            "relations.csv:2: valid_to: 2021-05 is after 'reds' was dissolved (2020)",
        ),
        (
            {
                "groups": [tables.group("reds", dissolved="2020"), tables.group("blues")],
                "users": [
                    {"facility_id": "fac-camp", "user": "reds", "valid_from": "2021",
                     "sources": "press"}
                ],
            },
            "users.csv:2: valid_from: 2021 is after 'reds' was dissolved (2020)",
        ),
        (
            {
                "groups": [tables.group("reds", dissolved="2020"), tables.group("blues")],
                "roles": [tables.role("boss", "reds", valid_to="2021")],
            },
            "roles.csv:2: valid_to: 2021 is after 'reds' was dissolved (2020)",
        ),
        (
            {
                "people": [tables.person("boss", died="2018-02-14")],
                "roles": [tables.role("boss", "reds", valid_from="2018-03")],
            },
            "roles.csv:2: valid_from: 2018-03 is after 'boss' died (2018-02-14)",
        ),
        (
            {
                "people": [tables.person("boss", born="1978")],
                "roles": [tables.role("boss", "reds", valid_from="1977", valid_to="2000")],
            },
            "roles.csv:2: valid_from: 1977 is before 'boss' was born (1978)",
        ),
    ],
    "counted-twice": [
        (
            {"incidents": [struck("inc-2019-07-22-gao", "8"), struck("inc-2019-07-22-gao-b", "8")]},
            "incidents.csv:3: fatalities_best: 8 dead on the same days as in inc-2019-07-22-gao on "
            "line 2",
        ),
        (
            {
                "incidents": [
                    struck("inc-2019-07-22-gao", "8"),
                    struck("inc-2019-07-23-ber", "8", date="2019-07-23", location_name="Ber"),
                ]
            },
            "incidents.csv:3: fatalities_best: 8 dead on the same days as in inc-2019-07-22-gao on "
            "line 2",
        ),
        (
            {
                "incidents": [
                    struck("inc-2019-07-22-gao", "1"),
                    struck(
                        "inc-2019-07-22-gao-b", "8",
                        conflicts_note="Eight soldiers dead at both sites; others say nine.",
                    ),
                ]
            },
            "incidents.csv:3: fatalities_best: 8 dead here and 1 in inc-2019-07-22-gao on line 2; "
            "'Eight soldiers dead at both sites'",
        ),
        (
            {
                "tallies": [
                    tables.tally(unit="killed"),
                    tables.tally("tal-2", unit="Killed", date_from="2019-03", date_to="2019-05"),
                ]
            },
            "tallies.csv:3: count: the same source counts it on line 2 (tal-1)",
        ),
        (
            {
                "incidents": [struck("inc-2019-07-22-gao", "8")],
                "tallies": [
                    tables.tally(
                        unit="killed", count="8", date_from="2019-07-22", date_to="2019-07-22"
                    )
                ],
            },
            "tallies.csv:2: count: 8 dead, which inc-2019-07-22-gao has by the same source",
        ),
        (
            {
                "incidents": [struck("inc-2019-07-22-gao", "8", facility_id="fac-camp")],
                "tallies": [
                    tables.tally(unit="deaths", count="8", dimension="target", value="fac-camp")
                ],
            },
            "tallies.csv:2: count: 8 dead, which inc-2019-07-22-gao has by the same source",
        ),
        (
            {
                "incidents": [struck("inc-2019-07-22-gao", "8")],
                "tallies": [tables.tally(unit="killed", count="7")],
            },
            "tallies.csv:2: count: 7, and counted_in.csv says yes of 8 dead",
        ),
        (
            {"tallies": [tables.tally(count="0")]},
            "tallies.csv:2: count: 0, and counted_in.csv says yes of 1 attacks",
        ),
        (
            {
                "tallies": [
                    tables.tally("tal-1", dimension="country", value="ML"),
                    tables.tally("tal-2", dimension="country", value="BF"),
                ],
                "counted_in": [
                    {"incident_id": "inc-2019-07-22-gao", "tally_id": key, "certainty": "yes"}
                    for key in ("tal-1", "tal-2")
                ],
            },
            "counted_in.csv:3: tally_id: counted in tal-1 on line 2 too, by the same source",
        ),
    ],
    "coordinate": [
        (
            {"incidents": [tables.incident(lat="13.51", lon="2.11", **POINT)]},
            "incidents.csv:2: lat: 13.51, 2.11 lies 200 km outside ML, in NE",
        ),
        (
            {"incidents": [tables.incident(lat="16.27", lon="3.95", country_iso2="BF", **POINT)]},
            "incidents.csv:2: lat: 16.27, 3.95 lies 426 km outside BF, in ML",
        ),
        (
            {"incidents": [tables.incident(lat="12.65", lon="8.0", **POINT)]},
            "incidents.csv:2: lat: 12.65, 8.0 lies 564 km outside ML, in NG; with lon the other "
            "way, it lies in ML",
        ),
        (
            {"incidents": [tables.incident(lat="-0.05", lon="16.27", **POINT)]},
            "incidents.csv:2: lat: -0.05, 16.27 lies 2,225 km outside ML, in CG; with lat and lon "
            "exchanged, it lies in ML",
        ),
        (
            {
                "facilities": [
                    tables.facility(
                        lat="16.25", lon="-0.01", coord_source="press", coord_precision_m="500"
                    )
                ],
                "incidents": [tables.incident(lat="17.25", lon="-0.01", **POINT)],
            },
            "incidents.csv:2: lat: 17.25, -0.01 lies 111 km from Gao as in facilities.csv:2",
        ),
        (
            {
                "incidents": [
                    tables.incident(f"inc-{n}", location_name=place, lat=lat, lon=lon, **POINT)
                    for n, place, lat, lon in (
                        (1, "Gao", "16.27", "-0.04"),
                        (2, "Ber", "16.90", "-0.50"),
                        (3, "Kita", "13.03", "-9.49"),
                    )
                ],
                "claims": [], "counted_in": [], "matches": [],
            },
            "incidents.csv:4: lat: 13.03, -9.49 lies 1,057 km from what is nearest in Gao, "
            "incidents.csv:3",
        ),
        (
            {
                "incidents": [
                    tables.incident(
                        f"inc-{n}", location_name=place, admin1=unit, lat=lat, lon=lon, **POINT
                    )
                    for n, place, unit, lat, lon in (
                        (1, "Gao", "Gao", "16.27", "-0.04"),
                        (2, "Konna", "Mopti", "14.94", "-3.89"),
                        (3, "Labbezanga", "Gao", "14.95", "-3.80"),
                    )
                ],
                "claims": [], "counted_in": [], "matches": [],
            },
            "incidents.csv:4: lat: 14.95, -3.8 lies 10 km from incidents.csv:3, in Mopti, and "
            "429 km from what is nearest in Gao",
        ),
    ],
    "older-source": [
        (
            {"sources": dated("2019-07-21"), "tallies": [], "counted_in": [], "forces": [],
             "assessments": [], "ratings": [], "remarks": [], "claims": []},
            "incidents.csv:2: sources: 'press' came out 2019-07-21, and this is of 2019-07-22",
        ),
        (
            {
                "sources": [tables.source(), tables.source("daily", published_on="2017-02")],
                "changes": [tables.change(sources="press;daily")],
            },
            "changes.csv:2: sources: 'daily' came out 2017-02, and this is of 2017-03-02",
        ),
        (
            {
                "sources": [tables.source(), tables.source("daily", published_on="2016")],
                "change_parties": [joined(sources="daily"), tables.party("blues", "result")],
            },
            "change_parties.csv:2: sources: 'daily' came out 2016, and this is of 2017-03-02",
        ),
    ],
    "unused-source": [
        (
            {"sources": [tables.source(), tables.source("daily")]},
            "sources.csv:3: id: nothing in the dossier cites this source",
        ),
        (
            {"sources": [
                tables.source(), tables.source("daily", note="Old.", note_sources="daily"),
            ]},
            "sources.csv:3: id: nothing in the dossier cites this source",
        ),
    ],
    "other-date": [
        (
            {"incidents": [tables.incident(date="2019-07-23")]},
            "incidents.csv:2: id: 'inc-2019-07-22-gao' carries 2019-07-22, and date is 2019-07-23",
        ),
        (
            {
                "changes": [tables.change("chg-2016")],
                "change_parties": [
                    tables.party("reds", "predecessor", "chg-2016"),
                    tables.party("blues", "result", "chg-2016"),
                ],
            },
            "changes.csv:2: id: 'chg-2016' carries 2016, and date is 2017-03-02",
        ),
    ],
}  # fmt: skip
CASES: Final = [(kind, rows, reason) for kind, cases in TOLD.items() for rows, reason in cases]


def test_every_doubt_is_tried() -> None:
    assert set(TOLD) == set(DOUBTS)


def test_a_dossier_in_order_raises_no_doubt(tmp_path: Path) -> None:
    assert doubts(tmp_path, {}) == []


def test_the_bundled_dossier_raises_no_doubt() -> None:
    facts, _ = Dossier.find("jnim").check({})
    assert facts.doubts == []


@pytest.mark.parametrize(("kind", "rows", "reason"), CASES)
def test_what_looks_wrong_is_told(kind: str, rows: Rows, reason: str, tmp_path: Path) -> None:
    assert told(tmp_path, rows) == [f"{kind} {reason}"]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("claims", {"claims": [tables.claim("blues", kind="denied", sources="daily")]}),
        ("roles", {"roles": [tables.role("boss", "reds", valid_from="2012", sources="daily")]}),
        (
            "relations",
            {"relations": [tables.relation("reds", "blues", valid_from="2018", sources="daily")]},
        ),
        (
            "identities",
            {"identities": [tables.identity("reds", valid_from="2012", sources="daily")]},
        ),
        (
            "same_as",
            {"same_as": [tables.same_as("reds", "jnim/jnim", valid_from="2012", sources="daily")]},
        ),
        (
            "users",
            {"users": [{"facility_id": "fac-camp", "user": "un", "valid_from": "2012",
                        "sources": "daily"}]},
        ),
        ("tallies", {"tallies": [tables.tally(source="daily")]}),
        ("assessments", {"assessments": [tables.assessment(sources="daily")]}),
        ("people", {"people": [tables.person("boss", died="2012", sources="daily")]}),
        (
            "groups",
            {"groups": [tables.group("reds", founded="2012", sources="daily"),
                        tables.group("blues")]},
        ),
        ("remarks", {"remarks": [tables.remark("reds", sources="daily")]}),
        (
            "people",
            {"people": [tables.person("boss", note="Ill.", note_on="2012", note_sources="daily")]},
        ),
    ],
)  # fmt: skip
def test_in_every_table_a_source_is_held_against_what_it_states(
    table: str, rows: Rows, tmp_path: Path
) -> None:
    sources = [tables.source(), tables.source("daily", published_on="2011")]
    found = doubts(tmp_path / "old", {"sources": sources, **rows})
    assert [(doubt.kind, doubt.problem.file) for doubt in found] == [
        ("older-source", f"{table}.csv")
    ]
    sources = [tables.source(), tables.source("daily", published_on="2020")]
    assert doubts(tmp_path / "new", {"sources": sources, **rows}) == []


OLD: Final = {
    "groups": [ENDED, tables.group("blues")],
    "roles": [tables.role("boss", "reds", valid_from="2017", valid_to="2020")],
}


def test_what_is_meant_is_told_no_more(tmp_path: Path) -> None:
    first, second = doubts(tmp_path / "before", OLD)
    assert (first.row, second.row) == ("boss reds emir 2017", "inc-2019-07-22-gao")
    meant = [
        {"table": "roles", "row": first.row, "doubt": "outside-life", "why": "In exile."},
        {"table": "incidents", "row": second.row, "doubt": "outside-life", "why": "A remnant."},
    ]
    assert doubts(tmp_path / "after", OLD, {"meant": meant}) == []
    # It is said of this doubt alone.
    other = [one | {"doubt": "older-source"} for one in meant]
    left = [doubt.kind for doubt in doubts(tmp_path / "other", OLD, {"meant": other})]
    assert left == ["outside-life", "outside-life", "meant", "meant"]


def test_a_whole_table_can_be_meant(tmp_path: Path) -> None:
    rows = {"sources": [tables.source(), tables.source("one"), tables.source("two")]}
    assert len(doubts(tmp_path / "before", rows)) == 2
    meant = [{"table": "sources", "row": "", "doubt": "unused-source", "why": "A reading list."}]
    assert doubts(tmp_path / "after", rows, {"meant": meant}) == []


def test_what_is_meant_and_not_doubted_is_told(tmp_path: Path) -> None:
    (found,) = doubts(tmp_path, {}, ROWS)
    assert (found.kind, str(found.problem)) == (
        "meant",
        "meant.csv:2: row: nothing of the kind is told of it; take the row out",
    )
