"""Roles seen once, and disputes of roles, of relations and of deaths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphq.graph.model.nodes import Person
from graphq.graph.model.relationships import AlliedWith, Led
from tests.cypher.build import Build
from tests.ingest import tables
from tests.ingest.tables import facts_of, good, of_type


def leaders(build: Build, day: str, **given: Any) -> list[tuple[str, str]]:
    rows = build.ask("leaders", group="A", asOf=day, **given)
    return [(row["person"], row["held"]) for row in rows]


@pytest.mark.parametrize(
    ("day", "held"),
    [("2019-03-01", None), ("2019-03-02", "certain"), ("2019-03-03", "possible"),
     ("2024", "possible")],
)  # fmt: skip
def test_a_role_seen_once_is_certain_on_that_day_alone(
    build: Build, day: str, held: str | None
) -> None:
    build.leader("boss", "A", seen="2019-03-02")
    assert leaders(build, day) == ([("boss", held)] if held else [])
    for row in build.ask("leaders", group="A", asOf=day):
        assert (str(row["seenOn"]), row["validFrom"], row["validTo"]) == ("2019-03-02", None, None)
    # What sources say of the person tells it from that day on too.
    facts = [row["factId"] for row in build.ask("sources", id="boss", asOf=day)]
    assert any(">" in one for one in facts) == bool(held)


def test_a_role_seen_in_a_month_is_never_certain(build: Build) -> None:
    build.leader("boss", "A", seen="2019-03")
    assert leaders(build, "2019-02-28") == []
    assert leaders(build, "2019-03-15") == leaders(build, "2019-04-15") == [("boss", "possible")]


def test_a_disputed_death_ends_no_role_for_sure(build: Build) -> None:
    build.leader("sure", "A", "2017", died="2018-05-01")
    build.leader("disputed", "A", "2017", died="2018-05-01", died_disputed_by=("press",))
    assert leaders(build, "2018-04-30") == [
        ("disputed", "no end reported"), ("sure", "no end reported"),
    ]  # fmt: skip
    assert leaders(build, "2019-01-01") == [("disputed", "possible")]
    (row,) = build.ask("leaders", group="A", asOf="2019-01-01")
    assert (str(row["died"]), row["diedDisputedBy"]) == ("2018-05-01", ["press"])
    against = {
        day: build.ask("sources", id="disputed", asOf=day)[0]["disputedBy"]
        for day in ("2018-04-30", "2019-01-01")
    }
    assert against == {"2018-04-30": [], "2019-01-01": ["press"]}
    (before, _) = build.ask("leaders", group="A", asOf="2018-04-30")
    assert (before["died"], before["diedDisputedBy"]) == (None, [])
    assert ("sure", "ended") in leaders(build, "2019-01-01", ended=True)


def test_a_disputed_role_names_who_contradicts_it(build: Build) -> None:
    build.leader("boss", "A", "2017", disputed_by=("press",))
    (row,) = build.ask("leaders", group="A", asOf="2019-01-01")
    assert row["disputedBy"] == ["press"]


def test_a_dossier_states_all_of_them(tmp_path: Path) -> None:
    rows = good()
    rows["people"] = [tables.person("boss", died="2018", died_disputed_by="press")]
    rows["roles"] = [
        tables.role("boss", "reds", seen_on="2019-03", disputed_by="press"),
        tables.role("boss", "reds", seen_on="2020-03"),
    ]
    rows["relations"] = [tables.relation("reds", "blues", disputed_by="press")]
    facts = facts_of(tmp_path, rows)
    boss = facts.nodes["boss"]
    assert isinstance(boss, Person)
    assert boss.died_disputed_by == ("press",)
    roles = {one.id: one for one in of_type(facts, Led)}
    assert roles.keys() == {
        "led:boss>reds:emir:seen-2019-03", "led:boss>reds:emir:seen-2020-03",
    }  # fmt: skip
    first = roles["led:boss>reds:emir:seen-2019-03"]
    assert (first.seen_on, str(first.seen_on_first), str(first.seen_on_last)) == (
        "2019-03", "2019-03-01", "2019-03-31",
    )  # fmt: skip
    assert first.disputed_by == ("press",)
    assert of_type(facts, AlliedWith)[0].disputed_by == ("press",)
