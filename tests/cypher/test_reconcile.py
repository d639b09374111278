"""Published counts against the record: UCDP's yearly tables, and dossiers beside them.

The tables are read by their formats; the events stand in the graph as those of UCDP GED do. All of
them are made up.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.model.nodes import Group, Record, Source, Tally
from graphq.graph.model.relationships import Counts, IdentifiedAs, Involved, PerpetratedBy
from graphq.graph.model.values import Attribution, Reliability
from graphq.graph.store import Store
from graphq.graph.write.identities import Identities
from graphq.graph.write.writer import Writer
from graphq.ingest.attach import attach
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.recognise import recognise
from graphq.ingest.whole import WholeFile
from tests.cypher.build import SOURCES, Build, Rows, dated

STATE, REDS, BLUES = "ucdp:actor:1", "ucdp:actor:2", "ucdp:actor:3"
GED = "ucdp-ged"


class Graph:
    """Tables and events, each in a few words."""

    def __init__(self, build: Build, folder: Path) -> None:
        self.build, self.folder = build, folder
        self.datasets: set[str] = set()
        build.add(
            Source(
                id=GED, name="UCDP GED", title="UCDP GED", publisher="UCDP", kind="dataset",
                reliability=Reliability.A,
            ),
            *(
                Group(id=key, name=name, full_name=name, kind="group", sources=(GED,))
                for key, name in ((STATE, "State"), (REDS, "Reds"), (BLUES, "Blues"))
            ),
        )  # fmt: skip

    def event(self, key: str, day: str, deaths: int | None, **more: Any) -> None:
        """An event between the state and the Reds (dyad 12 in conflict 10), unless told."""
        violence = more.setdefault("violence", "state-based")
        sides = more.pop("sides", (STATE, REDS))
        more = {"dyad": "12", "conflict": "10", "active_year": True, "country": "ML", **more}
        until = more.pop("until", "")
        self.build.incident(key, day, until=until, fatalities_best=deaths, **more)
        node = self.build.nodes[key]
        self.build.nodes[key] = node.model_copy(
            update={"dataset": GED, "sources": (GED,), **dated(day, until)}
        )
        for side, record in zip("ab", sides, strict=False):
            ends = {"start": key, "end": record, "end_record": record, "sources": (GED,)}
            self.build.add(
                PerpetratedBy(id=f"by:{key}", attribution=Attribution.ASSESSED, **ends)
                if violence == "one-sided"
                else Involved(id=f"side:{key}:{side}", side=side, **ends)
            )

    def load(self, *rows: dict[str, Any]) -> str:
        """A yearly table; the format that it is recognised as."""
        path = self.folder / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as opened:
            table = csv.DictWriter(opened, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        with InputFile.open(str(path)) as file:
            source = recognise(file).source(file, Rejects(path.with_suffix(".rejects.csv")))
            assert isinstance(source, WholeFile)
            facts = source.facts(self.build.store)
        assert not source.rejects.count
        attach(facts, Identities())
        writer = Writer(self.build.store, source.dataset)
        writer.write(facts.nodes.values())
        writer.write(self.build.nodes[key] for key in (STATE, REDS, BLUES))
        writer.write(facts.relationships.values())
        return source.dataset

    def ask(self, **given: Any) -> Rows:
        return self.build.ask("reconcile", **given)

    def numbers(self, **given: Any) -> dict[str, tuple[int | None, int]]:
        """Published and counted, by what is counted."""
        return {row["counts"]: (row["published"], row["counted"]) for row in self.ask(**given)}


@pytest.fixture
def graph(build: Build, tmp_path: Path) -> Graph:
    return Graph(build, tmp_path)


def battle(year: int, best: int, **more: Any) -> dict[str, Any]:
    """A row of the dyad-year version of UCDP Battle-Related Deaths."""
    return {
        "conflict_id": 10, "dyad_id": 12, "side_a": "State", "side_a_id": 1, "side_b": "Reds",
        "side_b_id": 2, "year": year, "bd_best": best, "bd_low": best - 5, "bd_high": best + 10,
        "battle_location": "Mali", "version": "24.1", **more,
    }  # fmt: skip


def feud(year: int, best: int, **more: Any) -> dict[str, Any]:
    """A row of UCDP Non-State Conflict."""
    return {
        "conflict_id": 30, "dyad_id": 32, "org": 1, "side_a_name": "Reds", "side_a_id": 2,
        "side_b_name": "Blues", "side_b_id": 3, "year": year, "best_fatality_estimate": best,
        "low_fatality_estimate": best, "high_fatality_estimate": best, "location": "Mali",
        "version": "24.1", **more,
    }  # fmt: skip


def massacre(year: int, best: int, **more: Any) -> dict[str, Any]:
    """A row of UCDP One-sided Violence."""
    return {
        "conflict_id": 40, "actor_id": 2, "actor_name": "Reds", "year": year,
        "best_fatality_estimate": best, "low_fatality_estimate": best,
        "high_fatality_estimate": best, "is_government_actor": 0, "location": "Mali",
        "version": "24.1", **more,
    }  # fmt: skip


FEUD = {"violence": "non-state", "dyad": "32", "conflict": "30", "sides": (REDS, BLUES)}
MASSACRE = {"violence": "one-sided", "dyad": "42", "conflict": "40", "sides": (REDS,)}
DYAD_2018 = "deaths, state-based, dyad-year State - Reds, 2018"


def test_a_dyad_in_a_year_is_held_against_its_events(graph: Graph) -> None:
    graph.load(battle(2018, 40), battle(2019, 30))
    graph.event("a", "2018-01-01", 25)
    graph.event("b", "2018-12-31", 15)
    graph.event("c", "2019-01-01", 28)
    graph.event("of another dyad", "2018-06-01", 90, dyad="13")
    graph.event("of unknown number", "2018-06-02", None)
    first, second = graph.ask()
    assert (first["tallyId"], first["counts"]) == ("ucdp-brd:12:2018", DYAD_2018)
    assert (first["published"], first["counted"], first["difference"]) == (40, 40, 0)
    assert (first["low"], first["high"]) == (35, 50)
    assert first["explanation"] is None
    assert (second["published"], second["counted"], second["difference"]) == (30, 28, -2)
    assert second["explanation"] == "within the published range"
    assert (first["publishedIn"], first["sources"]) == (["ucdp-brd:24.1"], ["ucdp-brd:24.1", GED])
    assert [row["tallyId"] for row in graph.ask(differing=True)] == ["ucdp-brd:12:2019"]


def test_the_three_kinds_of_violence_are_counted_apart(graph: Graph) -> None:
    graph.load(battle(2018, 40))
    graph.load(feud(2018, 26))
    graph.load(massacre(2018, 31))
    graph.event("battle", "2018-01-01", 40)
    graph.event("feud", "2018-01-02", 27, **FEUD)
    graph.event("massacre", "2018-01-03", 33, **MASSACRE)
    assert graph.numbers() == {
        DYAD_2018: (40, 40),
        "deaths, non-state, dyad-year Reds - Blues, 2018": (26, 27),
        "deaths, one-sided, actor-year Reds, 2018": (31, 33),
    }


def test_an_actor_is_told_by_its_record_whatever_dyad_ids_its_events_have(graph: Graph) -> None:
    graph.load(massacre(2018, 31))
    graph.event("one", "2018-01-03", 10, **MASSACRE)
    graph.event("two", "2018-01-04", 20, **{**MASSACRE, "dyad": "43"})
    graph.event("without", "2018-01-05", 1, **{**MASSACRE, "dyad": None})
    graph.event("by another", "2018-01-06", 50, **{**MASSACRE, "dyad": "44", "sides": (BLUES,)})
    assert graph.numbers() == {"deaths, one-sided, actor-year Reds, 2018": (31, 31)}
    assert graph.ask(tally="ucdp-onesided:2:2018")[0]["incidentIds"] == ["one", "two", "without"]


def test_events_of_other_datasets_are_not_counted(graph: Graph) -> None:
    graph.load(battle(2018, 40))
    graph.event("ged", "2018-01-01", 30)
    graph.build.incident(
        "hand", "2018-01-02", fatalities_best=10, violence="state-based", dyad="12"
    )
    assert graph.numbers() == {DYAD_2018: (40, 30)}


def test_a_conflict_adds_up_its_dyads_without_those_under_25_deaths(graph: Graph) -> None:
    name = graph.load(battle(2018, 70, dyad_id="12, 13", side_b="Reds, Blues", side_b_id="2, 3"))
    assert name == "ucdp-brd-conflict"
    graph.event("of one dyad", "2018-01-01", 30)
    graph.event("of the other", "2018-01-02", 40, dyad="13")
    graph.event("of a small one", "2018-01-03", 4, dyad="14", active_year=False)
    graph.event("of it, later", "2018-01-04", 3, dyad="14", active_year=False)
    (row,) = graph.ask()
    assert (row["counts"], row["counted"], row["difference"]) == (
        "deaths, state-based, conflict-year State - Reds, Blues, 2018", 70, 0,
    )  # fmt: skip
    assert row["explanation"] == (
        "not counted: 7 deaths in events that UCDP marks as of a dyad or actor under 25 deaths, "
        "which the table leaves out"
    )
    (row,) = graph.ask(tally=row["tallyId"])
    assert row["incidentIds"] == ["of one dyad", "of the other"]


def test_why_nothing_is_counted_is_told_as_far_as_the_record_shows_it(graph: Graph) -> None:
    graph.load(
        battle(2018, 40),
        battle(2018, 50, dyad_id=13),
        battle(2018, 60, dyad_id=14, battle_location="Mali, Niger, Togo"),
    )
    graph.event("in another year", "2017-01-01", 25)
    assert {row["tallyId"]: row["explanation"] for row in graph.ask()} == {
        "ucdp-brd:12:2018": "the events of this dyad on record here are of other years",
        "ucdp-brd:13:2018": "no event of this dyad is on record here",
        "ucdp-brd:14:2018": "no event of this dyad is on record here; "
        "no event in NE, TG is on record here",
    }


def test_an_event_over_the_turn_of_the_year_is_told_in_both_and_counted_in_the_first(
    graph: Graph,
) -> None:
    graph.load(battle(2018, 40), battle(2019, 40))
    graph.event("long", "2018-12-30", 9, until="2019-01-02")
    graph.event("short", "2018-12-30", 1, until="2018-12-31")
    first, second = graph.ask()
    assert (first["counted"], second["counted"]) == (10, 0)
    told = {
        "id": "long", "sources": [GED],
        "text": "long: 2018-12-30 to 2019-01-02, 9 killed, counted here in 2018",
    }  # fmt: skip
    assert first["acrossYears"] == second["acrossYears"] == [told]
    assert graph.ask(tally="ucdp-brd:12:2019")[0]["acrossYears"] == [told]
    assert second["explanation"] == "the events of this dyad on record here are of other years"


def test_what_a_table_leaves_out_is_listed_where_it_is_asked_for(graph: Graph) -> None:
    graph.load(battle(2016, 40), battle(2019, 40))
    graph.event("small", "2017-01-01", 24, active_year=False)
    graph.event("large", "2018-01-01", 25, active_year=False)
    graph.event("marked", "2018-01-01", 3, dyad="13", sides=(STATE, BLUES))
    graph.event("not marked", "2018-01-01", 3, dyad="14", active_year=None, sides=())
    graph.event("before the table", "2015-01-01", 5, active_year=False)
    graph.event("after the table", "2020-01-01", 5, active_year=False)
    graph.event("of no table", "2018-01-01", 5, **FEUD)
    assert len(graph.ask()) == 2
    missing = [row for row in graph.ask(missing=True) if row["tallyId"] is None]
    assert {row["counts"]: row["explanation"] for row in missing} == {
        "deaths, state-based, dyad-year State - Reds (12), 2017": "under 25 deaths, which the "
        "table leaves out",
        "deaths, state-based, dyad-year State - Reds (12), 2018": "UCDP marks the events as of a "
        "year that the table leaves out, although they add up to 25 deaths or more",
        "deaths, state-based, dyad-year State - Blues (13), 2018": "UCDP marks the events as of a "
        "year of 25 deaths or more, and the table has no row",
        "deaths, state-based, dyad-year 14, 2018": "under 25 deaths, which the table leaves out",
    }
    assert [(row["published"], row["difference"]) for row in missing] == [(None, None)] * 4
    assert sorted(row["counted"] for row in missing) == [3, 3, 24, 25]
    assert {tuple(row["sources"]) for row in missing} == {(GED,)}


def test_only_counts_about_a_group_and_what_is_missing_of_it(graph: Graph) -> None:
    graph.load(battle(2018, 40), battle(2018, 50, dyad_id=13, side_b="Blues", side_b_id=3))
    graph.load(massacre(2018, 31))
    graph.event("reds", "2018-01-01", 38)
    graph.event("blues", "2018-01-01", 49, dyad="13", sides=(STATE, BLUES))
    graph.event("massacre", "2018-01-01", 31, **MASSACRE)
    graph.event("reds elsewhere", "2018-01-01", 5, dyad="15", active_year=False)
    graph.event("blues elsewhere", "2018-01-01", 6, dyad="16", sides=(STATE, BLUES))
    reds = {DYAD_2018: (40, 38), "deaths, one-sided, actor-year Reds, 2018": (31, 31)}
    graph.build.named(REDS, "Group", "Reds")
    assert graph.numbers(group="Reds") == reds
    assert graph.numbers(group="Reds", missing=True) == {
        **reds, "deaths, state-based, dyad-year State - Reds (15), 2018": (None, 5),
    }  # fmt: skip
    assert {row["tallyId"]: row["incidentIds"] for row in graph.ask(group="Reds")} == {
        "ucdp-brd:12:2018": ["reds"], "ucdp-onesided:2:2018": ["massacre"],
    }  # fmt: skip
    assert {tuple(row["incidentIds"]) for row in graph.ask()} == {()}


def test_an_actor_counts_for_the_group_that_it_is_in_that_year(graph: Graph) -> None:
    record = f"record:{REDS}"
    graph.load(massacre(2016, 30), massacre(2018, 31))
    graph.build.groups("old", "new")
    graph.build.named("new", "Group", "Newcomers")
    graph.build.add(
        Record(
            id=record, name="Reds", scheme="ucdp:actor", external_id="2", entity_label="Group",
            full_name="Reds", sources=SOURCES,
        ),
        IdentifiedAs(
            id="is", start=record, end="new", end_label="Group", valid_from="2017",
            valid_from_first=date(2017, 1, 1), valid_from_last=date(2017, 12, 31),
            sources=SOURCES,
        ),
        IdentifiedAs(
            id="was", start=record, end="old", end_label="Group", valid_to="2016",
            valid_to_first=date(2016, 1, 1), valid_to_last=date(2016, 12, 31), sources=SOURCES,
        ),
    )  # fmt: skip
    graph.event("then", "2016-01-01", 30, **MASSACRE)
    graph.event("now", "2018-01-01", 31, **MASSACRE)
    (row,) = graph.ask(group="Newcomers")
    assert (row["tallyId"], row["counted"]) == ("ucdp-onesided:2:2018", 31)


def test_only_the_counts_of_a_dataset_or_only_one(graph: Graph) -> None:
    graph.load(battle(2018, 40), battle(2019, 40))
    graph.load(feud(2018, 26))
    graph.event("battle", "2018-01-01", 40)
    graph.event("feud", "2018-01-02", 27, **FEUD)
    assert [row["tallyId"] for row in graph.ask(dataset="ucdp-nonstate")] == [
        "ucdp-nonstate:32:2018"
    ]
    assert len(graph.ask(dataset="ucdp-brd")) == 2
    (row,) = graph.ask(tally="ucdp-brd:12:2018")
    assert (row["counted"], row["incidentIds"]) == (40, ["battle"])


def test_only_what_had_happened_by_the_day_is_counted(graph: Graph) -> None:
    graph.load(battle(2018, 40))
    graph.event("before", "2018-03-01", 12)
    graph.event("after", "2018-08-01", 28)
    # The release that has the count is of 2024.
    assert graph.ask(asOf="2023-12-31") == []
    (row,) = graph.ask(asOf="2024-06-30")
    assert (row["tallyId"], row["counted"], row["explanation"]) == ("ucdp-brd:12:2018", 40, None)


def test_a_dossiers_count_is_held_against_the_dossier_and_not_against_what_ged_tells_as_well(
    graph: Graph,
) -> None:
    build = graph.build
    build.groups("A")
    build.add(
        Tally(
            id="attacks", name="attacks", dimension="total", value="all", count=2, unit="attacks",
            date_from="2018", date_to="2018", sources=SOURCES,
        ),
        Counts(id="counts", start="attacks", end="A", sources=SOURCES),
    )  # fmt: skip
    build.incident("told by the dossier", "2018-05-01", "A")
    graph.event("told by GED", "2018-05-01", 3, **{**MASSACRE, "sides": ("A",)})
    graph.load(massacre(2018, 31))
    first, second = graph.ask()
    assert (first["tallyId"], first["counted"], first["difference"]) == ("attacks", 1, -1)
    assert (first["low"], first["explanation"], first["acrossYears"]) == (None, None, [])
    assert second["tallyId"] == "ucdp-onesided:2:2018"
    assert [row["tallyId"] for row in graph.ask(group="A")] == ["attacks"]
    assert [row["tallyId"] for row in graph.ask(dataset="hand")] == ["attacks"]
    assert [row["tallyId"] for row in graph.ask(dataset="ucdp-onesided")] == [second["tallyId"]]
    assert (second["claimed"], second["marked"]) == (None, None)


@pytest.mark.parametrize(
    ("unit", "figure"), [("killed", "fatalities_best"), ("wounded", "wounded")]
)
def test_a_toll_of_which_nothing_is_on_record_is_blank_and_not_none(
    graph: Graph, unit: str, figure: str
) -> None:
    build = graph.build
    build.groups("A")
    build.incident("i", "2018-05-01", "A")
    toll: dict[str, Any] = {figure: 4}
    build.incident("j", "2019-05-01", "A", **toll)
    build.incident("k", "2019-06-01", "A")
    for year in ("2018", "2018-12", "2019", "2020"):
        build.add(
            Tally(
                id=year, name=year, dimension="total", value="all", count=4, unit=unit,
                date_from=year, date_to=year, sources=SOURCES,
            ),
            Counts(id=f"counts:{year}", start=year, end="A", sources=SOURCES),
        )  # fmt: skip
    build.write()
    asked = {row["tallyId"]: row["counted"] for row in build.ask("reconcile", group="A")}
    # Within the record nothing happened; of what lies after it nothing is known.
    assert asked == {"2018": None, "2018-12": 0, "2019": 4, "2020": None}
    differing = [row["tallyId"] for row in build.ask("reconcile", group="A", differing=True)]
    assert differing == ["2018", "2018-12", "2020"]


def told_by_its_parts(row: dict[str, Any], about: str) -> str:
    """What is counted, put together from the columns that have its parts."""
    kind = f", {row['violence']}, " if row["violence"] else f" by {about}, "
    until = "" if row["dateTo"] == row["dateFrom"] else f" to {row['dateTo']}"
    return f"{row['unit']}{kind}{row['dimension']} {row['value']}, {row['dateFrom']}{until}"


def test_what_a_yearly_table_counts_is_told_in_its_parts_too(graph: Graph) -> None:
    graph.load(battle(2018, 40), battle(2020, 30))
    graph.load(feud(2018, 30))
    graph.event("a", "2018-01-01", 25)
    graph.event("b", "2019-01-01", 25)
    graph.event("c", "2018-02-01", 30, **FEUD)
    rows = graph.ask(missing=True)
    assert {(row["violence"], row["dateFrom"]) for row in rows} == {
        ("state-based", "2018"), ("state-based", "2019"), ("state-based", "2020"),
        ("non-state", "2018"),
    }  # fmt: skip
    assert [row["counts"] for row in rows] == [told_by_its_parts(row, "") for row in rows]


def test_what_a_dossier_counts_is_told_in_its_parts_too(jnim_store: Store) -> None:
    rows = question("reconcile").ask(jnim_store, {"group": "jnim"}).rows
    assert {row["dimension"] for row in rows} >= {"total", "country", "month", "tactic"}
    assert [row["counts"] for row in rows] == [told_by_its_parts(row, "JNIM") for row in rows]
