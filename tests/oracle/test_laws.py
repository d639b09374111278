"""Laws that hold for every question, whatever it is given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphq.cypher.ask.catalog import Question
from graphq.cypher.ask.part import part_of
from graphq.document.cells import jsonable
from graphq.graph.opening import open_store
from graphq.graph.read.held import HeldOn
from graphq.graph.read.part import Whole, declared_label
from graphq.graph.store import Store
from graphq.graph.write.writer import prepare
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.mcp.tools import as_structure
from graphq.opened import Graph
from graphq.page.compose import page_of
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.tables import write_dossier
from tests.oracle.laws import asking, later, told
from tests.oracle.world import DAYS, World, worlds

TODAY = date(2026, 1, 1)
FEW = settings(
    max_examples=4,
    deadline=None,
    # The same worlds in every run.
    derandomize=True,
    # Making a failing world smaller takes minutes, and a world is small as it is.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def graph_of(world: World, order: tuple[str, ...] = ("one", "two", "ged")) -> Iterator[Store]:
    """A graph in a folder of its own, loaded in that order."""
    with TemporaryDirectory() as name, open_store(Path(name) / "graph", "write") as store:
        prepare(store)
        for part in order:
            if part == "ged" and world.ged:
                load_file(write_rows(Path(name) / "ged.csv", world.ged), store)
            elif part in world.dossiers:
                folder = write_dossier(Path(name) / part, world.dossiers[part])
                load(Dossier(folder), store, "test")
        yield store


def answers(store: Store, asked: list[tuple[Question, dict[str, Any]]]) -> dict[str, Any]:
    """The rows and the sources of each question."""
    found = {}
    for question, given_values in asked:
        answer = question.ask(store, given_values, TODAY)
        found[f"{question.name} {given_values}"] = (answer.rows, answer.sources)
    return found


@FEW
@given(world=worlds().map(told), asked=asking())
def test_the_order_of_loading_changes_no_answer(world: World, asked: list[Any]) -> None:
    with graph_of(world) as one, graph_of(world, ("ged", "two", "one")) as other:
        assert answers(one, asked) == answers(other, asked)


@FEW
@given(world=worlds().map(told), data=st.data())
def test_what_came_later_changes_no_answer_as_of_a_day(world: World, data: st.DataObject) -> None:
    day = data.draw(st.sampled_from(DAYS), "day")
    asked = data.draw(asking(day))
    with graph_of(world) as by_then, graph_of(later(world, day)) as since:
        assert answers(since, asked) == answers(by_then, asked)


ALWAYS_THERE = {"Group", "Name", "Source", "Location"}
"""Labels of what has no day, and is there on any."""
NAMING = {"NAMES", "REPORTED_BY", "LOCATED_IN", "DERIVED_FROM"}
"""Relationships of these alone."""


@FEW
@given(world=worlds().map(told), day=st.sampled_from(DAYS))
def test_what_came_later_changes_no_export_as_of_a_day(world: World, day: date) -> None:
    with graph_of(world) as by_then, graph_of(later(world, day)) as since:
        before, after = (HeldOn(Whole(store), day) for store in (by_then, since))
        nodes, more = ({node.id: node for node in part.nodes()} for part in (before, after))
        assert {key: more[key] for key in nodes} == nodes
        assert {declared_label(more[key].labels) for key in more.keys() - nodes} <= ALWAYS_THERE
        links, more_links = (
            {str(link.properties["id"]): link for link in part.relationships()}
            for part in (before, after)
        )
        assert {key: more_links[key] for key in links} == links
        assert {more_links[key].type for key in more_links.keys() - links} <= NAMING


@FEW
@given(world=worlds().map(told), day=st.sampled_from(DAYS))
def test_what_came_later_changes_no_brief_as_of_a_day(world: World, day: date) -> None:
    with graph_of(world) as by_then, graph_of(later(world, day)) as since:
        for subject in ("one-reds", "one-blues", "one-camp", "one-port"):
            # The heading says which datasets tell of the country, and how far: of the record.
            before, after = (
                Graph(store).brief(subject, as_of=day).to_markdown().partition("## ")[2]
                for store in (by_then, since)
            )
            assert after == before


@FEW
@given(world=worlds().map(told), asked=asking())
def test_the_page_and_an_assistant_are_told_the_rows_of_the_answer(
    world: World, asked: list[tuple[Question, dict[str, Any]]]
) -> None:
    with graph_of(world) as store:
        for question, values in asked:
            answer = question.ask(store, values, TODAY)
            page = page_of(store, answer, part_of(store, question, answer))
            assert len(page["table"]["rows"]) == len(answer.rows)
            told_assistant = as_structure(answer, 0)
            assert told_assistant["rows"] == [
                {key: jsonable(value) for key, value in row.items()} for row in answer.rows
            ]


OF_THE_FIRST = ["affiliations", "changes", "leaders", "lineage", "target-history", "sources"]
"""Questions that name what they are about, and so need no dataset."""


@FEW
@given(world=worlds().map(told), asked=asking())
def test_a_second_dataset_changes_nothing_about_the_first(
    world: World, asked: list[tuple[Question, dict[str, Any]]]
) -> None:
    # Where the first dossier identifies an actor of the other's, that is said to be its group, and
    # what is judged to be one event with another's is said to be so.
    world.dossiers["one"]["identities"] = []
    for tables in world.dossiers.values():
        tables["matches"] = []
    about = [
        (question, values | {"dataset": "dossier:one"} if has_dataset else values)
        for question, values in asked
        # Matches are with another dataset.
        if question.name != "matches"
        and (
            (has_dataset := "dataset" in question.header.parameters)
            or question.name in OF_THE_FIRST
        )
    ]
    with graph_of(world, ("one",)) as alone, graph_of(world) as together:
        assert answers(together, about) == answers(alone, about)
