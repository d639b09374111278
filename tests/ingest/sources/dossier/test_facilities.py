"""Facilities: which airport one is by its code, and where one lies of which a unit is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import questions
from graphq.graph.model.nodes import Target
from graphq.graph.model.relationships import IdentifiedAs, LocatedIn
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.source import Source
from graphq.ingest.sources.airports import Airports
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest import tables
from tests.ingest.sources.dossier.test_tidy import facts_in
from tests.ingest.tables import Row, Tables, write_dossier

AIRPORT = tables.facility(
    "fac-apt", name="The airport of Maiduguri", short_name="Maiduguri airport",
    facility_type="airport", icao="DNMA", admin1="Borno", country_iso2="NG",
    location_name="Maiduguri",
)  # fmt: skip


def rows(*facilities: Row, **more: list[Row]) -> Tables:
    return {"sources": [tables.source()], "facilities": list(facilities), **more}


@pytest.mark.parametrize("first", ["airports", "dossier"])
def test_an_airport_of_which_the_code_stands_in_facilities_is_there_once(
    empty_store: Store, tmp_path: Path, first: str
) -> None:
    dossier = Dossier(write_dossier(tmp_path / "mine", rows(AIRPORT)))
    sources: list[Source] = [Airports("NG"), dossier]
    for source in sources if first == "airports" else sources[::-1]:
        load(source, empty_store, "test")
    found = empty_store.read(
        "MATCH (t:Target) WHERE t.icao = 'DNMA' RETURN t.id AS id, t.iata AS iata, t.cell AS cell"
    )
    assert [row["id"] for row in found] == ["mine/fac-apt"]
    assert found[0]["iata"] == "MIU"
    assert found[0]["cell"], "what the dossier leaves blank the gazetteer tells"


def test_identities_say_of_a_code_from_when_to_when_it_is_whose(tmp_path: Path) -> None:
    identity = tables.identity(
        "fac-apt", scheme="icao", external_id="DNMA", name="Maiduguri", valid_to="2011"
    )
    facts = facts_in(write_dossier(tmp_path / "mine", rows(AIRPORT, identities=[identity])))
    (told,) = [one for one in facts.relationships.values() if isinstance(one, IdentifiedAs)]
    assert told.valid_to == "2011"


def test_another_scheme_of_the_same_number_is_another_record(tmp_path: Path) -> None:
    identity = tables.identity("fac-apt", scheme="wikidata", external_id="DNMA", name="M")
    facts = facts_in(write_dossier(tmp_path / "mine", rows(AIRPORT, identities=[identity])))
    told = [one.start for one in facts.relationships.values() if isinstance(one, IdentifiedAs)]
    assert sorted(told) == ["record:icao:DNMA", "record:wikidata:DNMA"]


def base(key: str, **cells: str) -> Row:
    place = {"admin1": "Borno", "country_iso2": "NG", "location_name": ""}
    return tables.facility(key, **{**place, **cells})


@pytest.mark.parametrize(
    ("cells", "lies_in"),
    [
        ({}, "loc-ng-borno"),
        ({"location_name": "Borno State"}, "loc-ng-borno"),
        ({"admin2": "Gwoza"}, "loc-ng-borno-unit-gwoza"),
        ({"admin2": "Gwoza", "location_name": "Borno"}, "loc-ng-borno-unit-gwoza"),
        ({"admin2": "Gwoza", "location_name": "Gwoza"}, "loc-ng-borno-place-gwoza"),
        ({"admin2": "Gwoza", "location_name": "Pulka"}, "loc-ng-borno-place-pulka"),
        # A town may be called as its unit is.
        ({"location_name": "Borno"}, "loc-ng-borno-place-borno"),
    ],
)
def test_a_facility_lies_in_its_unit_where_no_town_is_known(
    tmp_path: Path, cells: Row, lies_in: str
) -> None:
    facts = facts_in(write_dossier(tmp_path / "mine", rows(base("fac-base", **cells))))
    (told,) = [
        one.end
        for one in facts.relationships.values()
        if isinstance(one, LocatedIn) and one.start_label == "Target"
    ]
    assert told == lies_in
    (target,) = [one for one in facts.nodes.values() if isinstance(one, Target)]
    assert target.admin1_id == "loc-ng-borno"
    assert (target.admin2, target.admin2_id) == (
        ("Gwoza", "loc-ng-borno-unit-gwoza") if "admin2" in cells else (None, None)
    )


def test_bases_of_which_only_the_unit_is_known_are_no_neighbours(
    empty_store: Store, tmp_path: Path
) -> None:
    bases = [
        base("fac-a"), base("fac-b"), base("fac-c", location_name="Borno State"),
        base("fac-d", admin2="Gwoza"), base("fac-e", admin2="Gwoza"),
        base("fac-f", location_name="Pulka"), base("fac-g", location_name="Pulka"),
    ]  # fmt: skip
    load(Dossier(write_dossier(tmp_path / "mine", rows(*bases))), empty_store, "test")
    near = {
        row["id"]: [
            found["targetId"]
            for found in questions()["nearby"].ask(empty_store, {"target": row["id"]}).rows
        ]
        for row in empty_store.read("MATCH (t:Target) RETURN t.id AS id")
    }
    assert {key: found for key, found in near.items() if found} == {
        "mine/fac-f": ["mine/fac-g"], "mine/fac-g": ["mine/fac-f"],
    }  # fmt: skip
