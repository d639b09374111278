"""Airports are records under the code that their gazetteer keeps them by, each where it lies."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import airportsdata
import pytest

from graphq.graph.errors import UsageError
from graphq.graph.model.nodes import Location, Name, Record, Source
from graphq.graph.model.relationships import LocatedIn, Names
from graphq.graph.read.countries import country_names
from graphq.graph.store import Store
from graphq.ingest.facts import Facts
from graphq.ingest.places.tree import PlaceTree
from graphq.ingest.sources.airports import SOURCE, Airports
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.dossier.read import read_dossier
from tests.distances import distance_km

NO_STORE = cast(Store, None)
"""Airports are told without asking a store."""

GAO_TOWN = (16.2717, -0.0447)


@pytest.fixture(scope="module")
def world() -> Facts:
    return Airports().facts(NO_STORE)


@pytest.fixture(scope="module")
def records(world: Facts) -> dict[str, Record]:
    return records_of(world)


def records_of(facts: Facts) -> dict[str, Record]:
    """The records by the publisher's id, which is also what their relationships are drawn from."""
    found = [node for node in facts.nodes.values() if isinstance(node, Record)]
    by_key = {f"{record.scheme}:{record.external_id}": record for record in found}
    assert {f"record:{key}" for key in by_key} == {record.id for record in found}
    return by_key


def names_of(facts: Facts, record: str) -> dict[str, str]:
    links = [link for link in facts.relationships.values() if isinstance(link, Names)]
    names = [facts.nodes[link.start] for link in links if link.end == record]
    return {name.text: name.quality for name in names if isinstance(name, Name)}


def test_every_airport_of_the_package_becomes_one_record(records: dict[str, Record]) -> None:
    told = airportsdata.load("ICAO")
    assert len(records) == len(told)
    assert {record.external_id for record in records.values()} == told.keys()


@pytest.mark.parametrize("code_type", ["IATA", "LID"])
def test_an_airport_that_the_package_lists_under_another_code_is_there_too(
    records: dict[str, Record], code_type: airportsdata.CodeType
) -> None:
    codes = {record.external_id for record in records.values()}
    elsewhere = airportsdata.load(code_type)
    assert elsewhere
    assert {entry["icao"] for entry in elsewhere.values()} <= codes


def test_gao_airport_lies_at_gao(records: dict[str, Record]) -> None:
    gao = records["icao:GAGO"]
    assert gao.latitude == pytest.approx(GAO_TOWN[0], abs=0.1)
    assert gao.longitude == pytest.approx(GAO_TOWN[1], abs=0.1)
    assert (gao.icao, gao.iata, gao.country, gao.admin1) == ("GAGO", "GAQ", "ML", "Gao")
    assert (gao.entity_label, gao.target_type) == ("Target", "airport")
    assert gao.coordinate_source == "airportsdata:GAGO"
    assert gao.sources == (SOURCE,)


def test_only_four_letters_are_an_icao_location_indicator(records: dict[str, Record]) -> None:
    small_field = records["airportsdata:00AA"]
    assert (small_field.scheme, small_field.icao) == ("airportsdata", None)
    assert "icao:00AA" not in records
    for record in records.values():
        is_indicator = re.fullmatch(r"[A-Z]{4}", record.external_id) is not None
        assert (record.scheme == "icao") is is_indicator
        assert record.icao == (record.external_id if is_indicator else None)


def test_every_airport_lies_in_a_country_that_is_known(records: dict[str, Record]) -> None:
    codes = {record.country for record in records.values()}
    assert None not in codes
    assert [code for code in codes if code and not country_names(code)] == []


def test_every_code_is_a_name_of_the_airport(world: Facts, records: dict[str, Record]) -> None:
    codes = {
        (link.end, name.text)
        for link in world.relationships.values()
        if isinstance(link, Names)
        and isinstance(name := world.nodes[link.start], Name)
        and name.quality == "code"
    }
    for key, record in records.items():
        if not record.external_id.startswith("_"):
            assert (key, record.external_id) in codes
        assert record.iata is None or (key, record.iata) in codes


def test_a_key_that_the_package_makes_up_is_no_code_of_the_airport(world: Facts) -> None:
    assert names_of(world, "airportsdata:_AYM") == {
        "Yas Island Seaplane Base": "own",
        "AYM": "code",
    }


def test_an_airport_has_no_name_that_its_gazetteer_does_not_give(world: Facts) -> None:
    assert names_of(world, "icao:GAGO") == {"Gao Airport": "own", "GAGO": "code", "GAQ": "code"}
    assert names_of(world, "icao:GAKL") == {"Kidal Airport": "own", "GAKL": "code"}


def test_a_name_and_a_place_are_told_of_whatever_the_record_is_identified_with(
    world: Facts, records: dict[str, Record]
) -> None:
    assert not [node for node in world.nodes.values() if node.LABEL == "Target"]
    placed = set()
    for link in world.relationships.values():
        if isinstance(link, Names) and link.end in records:
            assert (link.end_record, link.end_label) == (link.end, "Target")
        if isinstance(link, LocatedIn) and link.start in records:
            assert (link.start_record, link.start_label) == (link.start, "Target")
            assert isinstance(world.nodes[link.end], Location)
            placed.add(link.start)
    assert placed == records.keys()


def test_an_airport_lies_in_its_unit_or_in_the_country_where_none_is_told() -> None:
    facts = Airports("BF").facts(NO_STORE)
    where = {
        link.start: link.end
        for link in facts.relationships.values()
        if isinstance(link, LocatedIn) and link.start_label == "Target"
    }
    tree = PlaceTree()
    # The same unit, however it is hyphenated.
    assert where["icao:DFCG"] == tree.unit("BF", "Centre-Nord", "")
    assert where["icao:DFFD"] == tree.country("BF")


def test_the_airports_of_a_country_are_a_part_of_the_world_and_their_own_dataset(
    records: dict[str, Record],
) -> None:
    mali = Airports("ml")
    found = records_of(mali.facts(NO_STORE))
    assert found == {key: record for key, record in records.items() if record.country == "ML"}
    assert found
    # Else loading a country would take the rest of the world back.
    assert (mali.dataset, Airports().dataset) == ("airports:ML", "airports")
    assert mali.fingerprint() != Airports("NE").fingerprint()
    assert mali.fingerprint() == Airports("ML").fingerprint()


def test_a_word_that_is_no_country_is_refused() -> None:
    with pytest.raises(UsageError, match="no country 'Mali'"):
        Airports("Mali")


def test_a_country_without_an_airport_is_told_and_not_loaded_empty() -> None:
    with pytest.raises(UsageError, match="no airport in VA"):
        Airports("VA").facts(NO_STORE)


def bundled_dossier() -> Path:
    return Dossier.find("jnim").folder


def test_the_source_agrees_with_the_one_that_the_bundled_dossier_cites(world: Facts) -> None:
    tables, _ = read_dossier(bundled_dossier())
    (row,) = [row for row in tables["sources"] if row["id"] == SOURCE]
    source = world.nodes[SOURCE]
    assert isinstance(source, Source)
    for field in ("publisher", "url", "kind", "reliability"):
        assert getattr(source, field) == row[field]


def test_a_facility_of_the_bundled_dossier_has_the_codes_and_the_place_of_its_record(
    records: dict[str, Record],
) -> None:
    tables, _ = read_dossier(bundled_dossier())
    airports = [row for row in tables["facilities"] if row["icao"]]
    assert airports
    for row in airports:
        record = records[f"icao:{row['icao']}"]
        assert (record.iata, record.country) == (row["iata"], row["country_iso2"])
        assert record.latitude is not None
        assert record.longitude is not None
        here = (record.latitude, record.longitude)
        assert distance_km(here, (row["lat"], row["lon"])) < 5
