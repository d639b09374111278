"""A made-up dossier of another region that clashes with jnim in every way that two dossiers can.

What always holds: what it tells of is its own, though its ids, its names, its sources' ids and the
publishers' numbers that it writes down are also those of other things in the dossier jnim.
"""

from __future__ import annotations

from tests.ingest import tables
from tests.ingest.tables import Tables

NAME = "lakechad"
INCIDENT, CHANGE, TALLY = "inc-2019-07-22-gao-a", "chg-jnim-2017", "tal-001"
"""Ids of other things in the dossier jnim."""


def second(*, shared: bool = False) -> Tables:
    """Its rows; `shared` has it declare one group and one facility to be those of jnim."""
    rows: Tables = {
        # Ids of sources there, of which one is cited there and unlike this one.
        "sources": [tables.source(), tables.source("airportsdata", kind="gazetteer")],
        "groups": [
            tables.group("jas", name="Jamaa of the Lake (JAS)"),
            # Ids of other groups there, their names, and a number that another has there.
            tables.group("jnim", name="JNIM of the Lake (JNIM)", ucdp_actor_id="1076"),
            tables.group("aqim", name="Men of the East", kind="state-force"),
            tables.group("isgs", name="Wing of the Lake"),
            # The same group as there, under another id.
            tables.group("maghreb", name="Al-Qaida in the Maghreb", un_list_ref="QDe.014"),
        ],
        "aliases": [tables.alias("jas", "Boko Haram"), tables.alias("jas", "Ansar Dine")],
        "changes": [
            # A wing of one goes to another, which passes on as a whole.
            tables.change(CHANGE, kind="split", date="2015-03-07"),
            tables.change("chg-rename", kind="rename", date="2019-05-01"),
        ],
        "change_parties": [
            tables.party("jas", "predecessor", CHANGE, extent="part", component="a wing"),
            tables.party("isgs", "result", CHANGE),
            tables.party("isgs", "predecessor", "chg-rename", continues="false"),
            tables.party("jnim", "result", "chg-rename"),
        ],
        "people": [tables.person("p-ag-ghali", name="Iyad of the Lake", un_ref="QDi.316")],
        "roles": [tables.role("p-ag-ghali", "jnim", valid_from="2019")],
        "relations": [tables.relation("jnim", "aqim", valid_from="2018")],
        # A publisher's number that is another thing's there.
        "identities": [tables.identity("aqim", external_id="539", name="Men of the East")],
        "facilities": [
            tables.facility(
                "fac-apt-gao", name="Airport of the Lake", short_name="Gao airport",
                facility_type="airport", icao="GAGO", location_name="Gao", lat="16.25",
                lon="-0.01", coord_precision_m="100", coord_source="airportsdata:GAGO",
            ),
            tables.facility("fac-lake", name="A camp on the Lake", admin1="Borno",
                country_iso2="NG", location_name="Baga"),
        ],
        "users": [
            {"facility_id": "fac-apt-gao", "user": "aqim", "valid_from": "2018", "sources": "press"}
        ],
        "incidents": [
            tables.incident(
                INCIDENT, facility_id="fac-apt-gao", perpetrator_group_id="jnim",
                attribution="claimed", claimed_by_ids="jnim", fatalities_best="70", lat="16.25",
                lon="-0.01", geo_precision="exact", coord_source="airportsdata:GAGO",
            ),
            tables.incident(
                "inc-2014-baga", date="2014-01-03", perpetrator_group_id="jas", admin1="Borno",
                country_iso2="NG", location_name="Baga", facility_id="fac-lake",
                fatalities_best="100",
            ),
            tables.incident(
                "inc-2016-east", date="2016-02-02", perpetrator_group_id="maghreb",
                admin1="Borno", country_iso2="NG", location_name="Baga",
            ),
        ],
        "claims": [
            tables.claim("jas", incident_id=INCIDENT, kind="denied", denies_group_id="isgs")
        ],
        "matches": [
            tables.match(incident_id="inc-2014-baga", other_id=INCIDENT, verdict="different")
        ],
        "tallies": [tables.tally(TALLY, group_id="jnim", count="99")],
        "counted_in": [{"incident_id": INCIDENT, "tally_id": TALLY, "certainty": "yes"}],
        "forces": [
            {
                "force_id": "aqim", "name": "Men", "headcount": "100", "as_of": "2019",
                "sources": "press",
            }
        ],
        "assessments": [tables.assessment("asm-ctg-2019")],
        "ratings": [tables.rating("asm-ctg-2019", "fac-apt-gao")],
        "remarks": [
            tables.remark("jnim"),
            tables.remark(f"perpetrated-by:{INCIDENT}>jnim", "So it is told there."),
        ],
    }  # fmt: skip
    if shared:
        rows["same_as"] = [
            tables.same_as("maghreb", "jnim/aqim", valid_from="2007-01-24"),
            tables.same_as("fac-apt-gao", "jnim/fac-apt-gao"),
            tables.same_as("jnim", "jnim/jnim", "different"),
        ]
    return rows
