"""Which datasets can tell of what is asked, and that several of them take no more reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphq.cypher.ask.catalog import Inquiry, question, questions
from graphq.graph.model.coverage import Coverage
from tests.cypher.build import Build
from tests.noting import Noting

HERE, TODAY = (16.0, 0.0), date(2026, 1, 1)


@pytest.fixture
def several(build: Build) -> Build:
    """Two datasets that tell of one country, of which one has the group, and a third."""
    build.incident("a", "2024-05-02", "A", at=HERE, dataset="dossier:mine")
    build.incident("b", "2022-05-02", "B", at=HERE, dataset="ucdp-ged", country="ML")
    build.incident("c", "2020-05-02", "B", dataset="acled", country="NE", admin1="South")
    build.target("airport", at=HERE)
    for key, name in (("loc-ml", "Mali"), ("loc-ne", "Niger")):
        build.location(key, name, "country", key[-2:].upper())
        build.named(key, "Location", name)
    build.reach("dossier:mine")
    build.reach("ucdp-ged")
    build.reach("acled")
    return build


def reach(build: Build, name: str, **given: Any) -> dict[str, date]:
    found = question(name).ask(build.store, given, TODAY).reach
    return {one.dataset: one.last for one in found.datasets}


def test_the_datasets_that_can_tell_of_it_are_named(several: Build) -> None:
    mine, ged, acled = (
        {"dossier:mine": date(2024, 5, 2)},
        {"ucdp-ged": date(2022, 5, 2)},
        {"acled": date(2020, 5, 2)},
    )
    assert reach(several, "incidents") == mine | ged | acled
    assert reach(several, "incidents", group="A") == mine
    assert reach(several, "counts", group="B") == ged | acled
    assert reach(several, "incidents", group="B", country="Mali") == ged
    assert reach(several, "incidents", country="Niger") == acled
    assert reach(several, "nearby", target="airport") == mine | ged
    assert reach(several, "incidents", dataset="acled") == acled
    assert reach(several, "incidents", dataset="nobody's") == {}


def test_as_of_a_day_the_record_reaches_to_that_day(several: Build) -> None:
    # What began to be recorded after the day is not told of.
    assert reach(several, "incidents", asOf="2022-12-31") == {
        "ucdp-ged": date(2022, 5, 2),
        "acled": date(2020, 5, 2),
    }
    several.incident("older", "2019-01-01", "A", at=HERE, dataset="dossier:mine")
    several.reach("dossier:mine")
    assert reach(several, "incidents", group="A", asOf="2022-12-31") == {
        "dossier:mine": date(2022, 12, 31)
    }


def test_a_country_of_which_another_reach_is_stated_has_that_one(build: Build) -> None:
    build.incident("a", "2013-05-02", "A", country="DZ")
    build.incident("b", "2024-05-02", "A")
    build.location("loc-dz", "Algeria", "country", "DZ")
    build.named("loc-dz", "Location", "Algeria")
    stated = [
        Coverage(date(2010, 1, 1), date(2014, 12, 31), ("DZ",)),
        Coverage(date(2012, 1, 1), date(2024, 12, 31), ("ML",)),
    ]
    build.reach(covers=stated)
    assert reach(build, "incidents") == {"hand": date(2024, 12, 31)}
    assert reach(build, "incidents", country="DZ") == {"hand": date(2014, 12, 31)}


def test_what_is_stated_of_all_countries_is_stated_of_each(build: Build) -> None:
    build.incident("a", "2013-05-02", "A")
    build.location("loc-ml", "Mali", "country", "ML")
    build.named("loc-ml", "Location", "Mali")
    stated = [
        Coverage(None, date(2020, 12, 31)),
        Coverage(date(2021, 1, 1), date(2024, 12, 31), ("ML",)),
    ]
    build.reach(covers=stated)
    (found,) = question("incidents").ask(build.store, {"country": "ML"}, TODAY).reach.datasets
    assert (found.first, found.last) == (date(2013, 5, 2), date(2024, 12, 31))


@pytest.mark.parametrize("name", questions())
def test_with_several_datasets_a_question_takes_six_reads_at_most(
    name: str, several: Build
) -> None:
    asked, names = question(name), {"group": "B", "target": "airport", "entity": "B"}
    given = {
        key: names[parameter.type]
        for key, parameter in asked.header.parameters.items()
        if parameter.required
    }
    store: Any = Noting(several.store)
    asked.ask(store, given, TODAY)
    assert len(store.reads) <= 6


def test_what_is_held_against_a_year_before_ends_with_the_record(several: Build) -> None:
    answer = question("exposure").ask(several.store, {"target": "airport"}, TODAY)
    assert answer.parameters["asOf"] == date(2024, 5, 2)
    (everyone,) = (
        row for row in answer.rows if (row["scope"], row["lineage"]) == ("near", "everyone")
    )
    assert everyone["incidents"] == 1
    assert any("where the record ends" in note for note in answer.notes)


def test_months_of_which_there_is_no_record_are_no_rows(several: Build) -> None:
    rows = question("tempo").ask(
        several.store, {"fromDate": "2019", "toDate": "2025"}, TODAY
    ).rows  # fmt: skip
    assert (rows[0]["month"], rows[-1]["month"]) == ("2020-05", "2024-05")
    assert question("tempo").ask(several.store, {"fromDate": "2025"}, TODAY).rows == []


def test_several_questions_read_once_what_is_on_record(several: Build) -> None:
    store: Any = Noting(several.store)
    inquiry = Inquiry(store, TODAY)
    inquiry.ask(question("incidents"), {"group": "B"})
    before = len(store.reads)
    inquiry.record.reached(question("counts").header, {"group": "B", "asOf": TODAY})
    assert len(store.reads) == before


def test_what_a_dataset_says_of_one_country_says_nothing_of_another(build: Build) -> None:
    build.incident("a", "2020-05-02", "A", dataset="dossier:mine")
    build.incident("b", "2021-05-02", "A", dataset="dossier:mine", country="NE", admin1="South")
    for key, name in (("loc-ml", "Mali"), ("loc-ne", "Niger")):
        build.location(key, name, "country", key[-2:].upper())
        build.named(key, "Location", name)
    build.reach("dossier:mine", [Coverage(None, date(2024, 12, 31), ("ML",))])

    def told(**given: Any) -> list[tuple[date, str]]:
        found = question("incidents").ask(build.store, given, TODAY).reach
        return [(one.last, one.by) for one in found.datasets]

    assert told(country="Mali") == [(date(2024, 12, 31), "its own statement")]
    assert told(country="Niger") == [(date(2021, 5, 2), "its last incident")]
    assert told() == [(date(2024, 12, 31), "its own statement of ML alone")]


def test_a_unit_is_told_with_its_country_unless_that_was_given(build: Build) -> None:
    build.incident("a", "2020-05-02", "A")
    build.location("loc-ml", "Mali", "country", "ML")
    build.named("loc-ml", "Location", "Mali")
    build.named("loc-ml-north", "Location", "North")
    build.write()
    asked = question("counts")
    assert asked.ask(build.store, {"admin1": "North"}).names["admin1"] == "North (ML)"
    given = {"admin1": "loc-ml-north", "country": "Mali"}
    assert asked.ask(build.store, given).names["admin1"] == "North"
