"""GeoJSON, validated and read back by the geojson library, and KML, by fastkml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import fastkml
import geojson
import pytest
from fastkml.enums import DateTimeResolution

from graphq.graph.export.form import form, write
from graphq.graph.model.looks import NODE_LOOKS
from graphq.graph.read.part import Gathered
from tests.graph.export.conftest import PARTS_WITH_PLACES
from tests.graph.export.parts import HOSTILE, incident, part_of_facts


def placed(part: Gathered) -> dict[str, tuple[float, float]]:
    return {
        key: (node.properties["longitude"], node.properties["latitude"])
        for key, node in part.by_id.items()
        if "latitude" in node.properties
    }


def features(part: Gathered, place: Path) -> dict[str, Any]:
    done = write(form("geojson"), part, place)
    found = geojson.loads(place.read_text(encoding="utf-8"))
    assert found.is_valid, found.errors()
    assert done.nodes == len(found["features"])
    return {feature["id"]: feature for feature in found["features"]}


def placemarks(part: Gathered, place: Path) -> dict[str, Any]:
    done = write(form("kml"), part, place)
    document = read_back(place)
    found = {said(mark)["id"]: mark for folder in document.features for mark in folder.features}
    assert done.nodes == len(found)
    return found


def read_back(place: Path) -> Any:
    # One of the two XML parsers that it may use takes no text that declares an encoding.
    declaration, _, text = place.read_text(encoding="utf-8").partition("?>")
    assert declaration.startswith("<?xml")
    return fastkml.KML.from_string(text).features[0]


def said(mark: Any) -> dict[str, str]:
    return {data.name: data.value or "" for data in mark.extended_data.elements}


@pytest.mark.parametrize("name", PARTS_WITH_PLACES)
def test_everything_with_coordinates_is_a_point_where_its_source_puts_it(
    name: str, parts: dict[str, Gathered], tmp_path: Path
) -> None:
    part = parts[name]
    found = features(part, tmp_path / "out.geojson")
    points = {key: tuple(one["geometry"]["coordinates"]) for key, one in found.items()}
    assert points == placed(part)
    marks = placemarks(part, tmp_path / "out.kml")
    assert {key: (mark.geometry.x, mark.geometry.y) for key, mark in marks.items()} == points


def test_a_feature_says_who_did_it_who_claimed_it_and_who_says_so(
    parts: dict[str, Gathered], tmp_path: Path
) -> None:
    found = features(parts["whole"], tmp_path / "out.geojson")["inc-2008-08-19-issers"]
    properties = found["properties"]
    assert properties["attributedTo"] == ["Al-Qaida in the Islamic Maghreb (AQIM)"]
    assert properties["claimedBy"] == properties["attributedTo"]
    assert properties["struck"] == ["Gendarmerie school of Issers"]
    assert (properties["date"], properties["geoPrecision"]) == ("2008-08-19", "exact")
    first = properties["sources"][0]
    assert first["title"].startswith("Attentat des Issers")
    assert first["url"].startswith("https://")
    assert properties["labels"] == ["Incident"]


def test_a_placemark_says_on_whose_word_an_incident_is_attributed(
    parts: dict[str, Gathered], tmp_path: Path
) -> None:
    marks = placemarks(parts["whole"], tmp_path / "out.kml")
    told = marks["inc-2016-02-12-kidal"].description
    assert "Attribution: suspected\nAttributed to: Ansar Dine\n" in told


@pytest.mark.parametrize("name", ["geojson", "kml"])
def test_what_is_not_on_the_map_is_counted(
    name: str, parts: dict[str, Gathered], tmp_path: Path
) -> None:
    part = parts["whole"]
    done = write(form(name), part, tmp_path / "out")
    without = sum(
        "Incident" in node.labels and "latitude" not in node.properties
        for node in part.by_id.values()
    )
    assert without
    told = " ".join(done.told)
    assert f"{without} of the label Incident are not on the map" in told
    assert f"Of {len(part.links):,} relationships, {done.relationships:,} are on the map" in told


@pytest.mark.parametrize("name", ["geojson", "kml"])
def test_the_same_part_gives_the_same_file(
    name: str, parts: dict[str, Gathered], tmp_path: Path
) -> None:
    part = parts["whole"]
    write(form(name), part, tmp_path / "one")
    back = Gathered(
        dict(reversed(part.by_id.items())),
        dict(reversed(part.links.items())),
    )
    write(form(name), back, tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_time_span_is_as_exact_as_the_date(parts: dict[str, Gathered], tmp_path: Path) -> None:
    marks = placemarks(parts["hostile"], tmp_path / "out.kml")
    month = marks["i-here"].times
    assert month.begin.resolution is month.end.resolution is DateTimeResolution.year_month
    assert str(month.begin) == "2019-07"
    days = marks["i-long"].times
    assert (days.begin.dt, days.end.dt) == (date(2019, 7, 1), date(2019, 7, 5))
    assert marks["t-odd"].times is None


def test_an_unknown_end_is_left_open(parts: dict[str, Gathered], tmp_path: Path) -> None:
    text = tmp_path / "out.kml"
    write(form("kml"), parts["hostile"], text)
    for sentinel in ("9999", "9998", "1900", "1970", "1946"):
        assert sentinel not in text.read_text(encoding="utf-8")


def test_the_colours_of_the_placemarks_are_those_of_the_pages(
    parts: dict[str, Gathered], tmp_path: Path
) -> None:
    place = tmp_path / "out.kml"
    write(form("kml"), parts["whole"], place)
    document = read_back(place)
    for style in document.styles:
        shown = style.styles[0].color
        red, green, blue = (NODE_LOOKS[style.id].colour[at : at + 2].lower() for at in (1, 3, 5))
        assert shown == f"ff{blue}{green}{red}"
    used = {mark.style_url.url for folder in document.features for mark in folder.features}
    assert used == {f"#{style.id}" for style in document.styles}


def test_no_text_is_markup_to_google_earth(parts: dict[str, Gathered], tmp_path: Path) -> None:
    mark = placemarks(parts["hostile"], tmp_path / "out.kml")["i-here"]
    assert "<" not in mark.description
    assert "‹script›" in mark.description
    assert not any("<" in value for value in said(mark).values())
    summary = features(parts["hostile"], tmp_path / "o")["i-here"]["properties"]["summary"]
    assert summary == HOSTILE[0]


def test_coordinates_off_the_globe_are_on_no_map(tmp_path: Path) -> None:
    there = incident("there", "2019", latitude=1.0, longitude=2.0)
    part = part_of_facts([there, incident("off", "2019"), incident("none", "2019")])
    part.by_id["off"].properties.update(latitude=91.0, longitude=2.0)
    part.by_id["none"].properties.update(latitude=1.0, longitude=float("nan"))
    assert set(features(part, tmp_path / "out")) == {"there"}
    told = write(form("kml"), part, tmp_path / "kml").told
    assert "2 of the label Incident are not on the map" in " ".join(told)
