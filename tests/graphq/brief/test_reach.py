"""A brief ends where the record does, and counts one dataset at a time."""

from __future__ import annotations

from datetime import date

import pytest

from graphq.brief.compose import brief_of
from graphq.document.html import as_html
from graphq.document.printed.md import as_markdown
from graphq.graph.model.coverage import Coverage
from graphq.graph.model.nodes import Source
from graphq.graph.model.relationships import AlliedWith
from tests.cypher.build import Build
from tests.graphq.brief.by_hand import section, written

TODAY = date(2026, 11, 30)
HERE = (16.0, 0.0)


@pytest.fixture
def ended(build: Build) -> Build:
    """A record of which the last incident, near an airport, was in September 2024."""
    build.target("airport", at=HERE)
    for month in ("2023-05", "2023-12", "2024-05", "2024-06", "2024-07"):
        build.incident(f"i{month}", f"{month}-02", "A", at=HERE)
    build.incident("last", "2024-09-17", "A", struck="airport", at=HERE)
    build.reach()
    return build


def test_the_year_told_ends_with_the_record(ended: Build) -> None:
    brief = written(ended, "A", TODAY)
    told = section(brief, "Tempo")
    assert "In the year to 17 September 2024, where the record ends, there were five" in told
    assert "2026" not in told.replace("--as-of 2026-11-30", "")
    for text in (as_markdown(brief), as_html(brief)):
        assert "Record to 17 September 2024 (hand, by its last incident)." in text


def test_a_year_that_the_record_does_not_cover_is_not_compared(ended: Build) -> None:
    told = section(written(ended, "A", TODAY), "Tempo")
    assert "the record begins on 2 May 2023, so there is no year before to compare." in told
    assert "in the year before" not in told
    ended.reach(covers=[Coverage(date(2010, 1, 1), date(2024, 9, 17))])
    told = section(written(ended, "A", TODAY), "Tempo")
    assert "there were five, in the year before one" in told


def test_what_happened_near_a_target_is_counted_until_the_record_ends(ended: Build) -> None:
    told = section(written(ended, "airport", TODAY), "Near it and on its like")
    assert "within 50 km | everyone | 5 |" in told


def test_a_target_in_a_country_that_nothing_tells_of_is_not_told_to_be_quiet(ended: Build) -> None:
    ended.target("elsewhere", at=(10.0, 10.0), country="NG")
    brief = written(ended, "elsewhere", TODAY)
    assert "What happened near elsewhere is not known" in section(brief, "What is not known")
    assert "no dataset has an incident in Nigeria" in section(brief, "What is not known")


@pytest.fixture
def told_twice(build: Build) -> Build:
    """Two incidents of one dataset, and the same and another one of a second that goes further."""
    for key in ("a", "b"):
        build.incident(key, "2019-05-02", "A", at=HERE, dataset="dossier:mine")
    for key, day in (("x", "2019-05-02"), ("y", "2019-05-02"), ("z", "2020-03-04")):
        build.incident(key, day, "A", at=HERE, dataset="ucdp-ged")
    build.target("airport", at=HERE)
    build.reach("dossier:mine")
    build.reach("ucdp-ged")
    return build


def test_what_two_datasets_tell_of_a_group_is_not_added_up(told_twice: Build) -> None:
    brief = written(told_twice, "A", TODAY)
    short, tempo = section(brief, "In short"), section(brief, "Tempo")
    assert "2 incidents attributed to it are on record" in short
    assert "These are the incidents of dossier:mine alone: ucdp-ged has some as well" in short
    assert "In the year to 2 May 2019, where the record ends, there were two" in tempo
    assert "The dataset ucdp-ged has 3 incidents attributed to it" in tempo
    assert "In the year to 4 March 2020, where the record ends, there were three" in tempo
    assert "graphq hotspots A --dataset dossier:mine" in as_markdown(brief)
    assert "5 incidents" not in as_markdown(brief)


def test_the_dataset_that_is_asked_for_is_counted(told_twice: Build) -> None:
    told_twice.write()
    brief = brief_of(told_twice.store, "A", TODAY, TODAY, dataset="ucdp-ged")
    assert "3 incidents attributed to it are on record" in section(brief, "In short")
    assert "dossier:mine" not in as_markdown(brief)


def test_what_struck_a_target_is_told_of_each_dataset_and_only_what_is_told(
    told_twice: Build,
) -> None:
    brief = written(told_twice, "airport", TODAY)
    assert "ucdp-ged has some as well, told below" in section(brief, "In short")
    told_twice.incident("s", "2019-05-02", "A", "airport", dataset="ucdp-ged", telling_of="e")
    told_twice.incident("t", "2019-05-02", "A", "airport", dataset="dossier:mine", telling_of="e")
    told_twice.incident("u", "2020-01-02", "A", "airport", dataset="ucdp-ged")
    struck = section(written(told_twice, "airport", TODAY), "What struck it")
    assert "One incident that struck it is on record." in struck
    assert "The dataset ucdp-ged has two incidents that struck it" in struck
    told_twice.target("mine", "mine", at=(40.0, 40.0))
    assert "told below" not in section(written(told_twice, "mine", TODAY), "In short")


def test_what_two_datasets_tell_near_a_target_is_not_added_up(told_twice: Build) -> None:
    told = section(written(told_twice, "airport", TODAY), "Near it and on its like").splitlines()
    near = [line.split(" | ")[2] for line in told if line.startswith("within 50 km | everyone")]
    assert near == ["2", "3"]


def test_what_lasts_is_told_as_of_its_newest_source(build: Build) -> None:
    for key, day in (("old", "2017-01"), ("new", "2019-03"), ("later", "2023")):
        build.add(
            Source(
                id=key, name=key, title=key, publisher=key, published_on=day, kind="news",
                reliability="C",
            )
        )  # fmt: skip
    build.leader("X", "A", "2016")
    build.relation(AlliedWith, "A", "B", "2016")
    build.target("camp", users=[("A", "2016", ""), ("B", "2016", "2018"), "civil"])
    for key, link in list(build.links.items()):
        build.links[key] = link.model_copy(update={"sources": ("old", "later", "new")})
    brief = written(build, "A", date(2020, 12, 31))
    assert "It is led by X (emir), as last reported in March 2019." in section(brief, "In short")
    assert "was led" not in as_markdown(brief)
    assert "| March 2019" in section(brief, "Leaders")
    assert "It is allied with B (since 2016), as last reported in March 2019." in section(
        brief, "Relations"
    )
    told = section(written(build, "camp", date(2020, 12, 31)), "What it is and who uses it")
    assert "A (since 2016, last reported March 2019)" in told
    assert "It was used by B (from 2016 until 2018)." in told
