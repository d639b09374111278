"""A graph opened in a program: asked by name, in Python's words, and never written to."""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, assert_type

import numpy as np
import pandas as pd
import pytest

import graphq
from graphq.cypher.ask.catalog import questions
from graphq.cypher.ask.parameters import python_name
from graphq.rows import LineageRow, TargetHistoryRow
from tests.cypher.write_expected import as_json, cases

CASES = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name in questions()
    for number, case in enumerate(cases(name))
]


@pytest.fixture(scope="module")
def graph(jnim_folder: Path) -> Any:
    with graphq.open(jnim_folder) as opened:
        yield opened


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_program_is_given_the_rows_that_the_command_prints(
    graph: Any, name: str, case: dict[str, Any]
) -> None:
    given = {python_name(key): value for key, value in case["parameters"].items()}
    assert [as_json(row) for row in graph.ask(name, **given).rows] == case["rows"]


def test_rows_and_parameters_are_typed_for_the_editor(jnim_folder: Path) -> None:
    with graphq.open(jnim_folder) as opened:
        lineage = opened.ask("lineage", group="JNIM", as_of=date(2019, 8, 31))
        assert_type(lineage, graphq.Answer[LineageRow])
        assert_type(lineage.rows[0]["from"], str | None)
        assert_type(lineage[0]["sources"], list[str])
        struck = opened.ask("target-history", target="Gao airport", as_of="2019")
        assert_type(struck, graphq.Answer[TargetHistoryRow])
        assert {row["attribution"] for row in struck} == {"claimed"}


def test_every_question_is_known_by_name_and_title() -> None:
    assert {name: found.title for name, found in questions().items()} == graphq.QUESTIONS


def test_a_day_may_be_given_as_a_day_or_as_far_as_it_is_known(graph: Any) -> None:
    by_day = graph.ask("lineage", group="jnim", as_of=date(2016, 12, 31))
    by_year = graph.ask("lineage", group="jnim", as_of="2016")
    assert by_day.rows == by_year.rows


@pytest.mark.parametrize(
    "given",
    [datetime(2019, 8, 31, 12), pd.Timestamp("2019-08-31"), np.datetime64("2019-08-31")],
    ids=["datetime", "pandas", "numpy"],
)
def test_a_moment_means_its_day(graph: Any, given: Any) -> None:
    by_day = graph.ask("leaders", group="jnim", as_of=date(2019, 8, 31))
    by_moment = graph.ask("leaders", group="jnim", as_of=given)
    assert by_moment.rows == by_day.rows
    assert by_moment.heading == by_day.heading


def test_no_day_of_pandas_is_told(graph: Any) -> None:
    with pytest.raises(graphq.UsageError, match="'NaT' is not a date"):
        graph.ask("leaders", group="jnim", as_of=pd.NaT)


def test_what_a_table_holds_can_be_given_to_questions_and_statements(graph: Any) -> None:
    table = graph.ask("incidents", group="jnim", as_of="2019").to_pandas()
    statement = "MATCH (i:Incident) WHERE i.id IN $ids RETURN i.id AS id"
    assert len(graph.cypher(statement, ids=table["incidentId"])) == len(table)
    assert len(graph.cypher(statement, ids=set(table["incidentId"]))) == len(table)
    words = table["attribution"].unique()
    assert len(graph.ask("incidents", group="jnim", attribution=words, as_of="2019")) == len(table)
    assert len(graph.ask("incidents", group="jnim", limit=np.int64(3))) == 3


def test_a_value_that_nothing_can_be_compared_with_is_refused(graph: Any) -> None:
    statement = "MATCH (i:Incident) WHERE i.firstDay = $day RETURN i.id AS id"
    day = date(2019, 8, 19)
    assert graph.cypher(statement, day=day)
    with pytest.raises(graphq.UsageError, match=r"give day=….date\(\)"):
        graph.cypher(statement, day=pd.Timestamp(day))
    with pytest.raises(graphq.UsageError, match="day is a object, which no statement can take"):
        graph.cypher(statement, day=[object()])
    assert graph.cypher("RETURN $statement AS told", statement="x") == [{"told": "x"}]


def test_a_graph_can_be_opened_and_closed_twice(jnim_folder: Path) -> None:
    first, second = graphq.open(jnim_folder), graphq.open(jnim_folder)
    answer = first.ask("leaders", group="jnim", as_of="2019-08-31")
    first.close()
    first.close()
    assert second.ask("leaders", group="jnim", as_of="2019-08-31").rows == answer.rows
    second.close()
    assert answer.to_dict()["rows"]
    for use in (answer.picture, answer.to_networkx, lambda: first.ask("leaders", group="jnim")):
        with pytest.raises(graphq.StoreError, match="was closed; open it again"):
            use()


def test_a_checker_of_types_reads_what_is_installed() -> None:
    # Without the mark, mypy takes everything of an installed package for Any.
    assert files("graphq").joinpath("py.typed").is_file()


def test_several_words_may_be_given_in_any_collection(graph: Any) -> None:
    asked = [
        graph.ask("incidents", group="jnim", attribution=given, as_of="2019").rows
        for given in (["claimed"], ("claimed",), {"claimed"})
    ]
    assert asked[0]
    assert asked[0] == asked[1] == asked[2]


def test_what_is_misspelt_is_told_in_a_sentence(graph: Any) -> None:
    with pytest.raises(graphq.UsageError, match="There is no question 'linage'"):
        graph.ask("linage", group="jnim")
    with pytest.raises(graphq.UsageError, match=r"has no parameter asOf; it has group, as_of"):
        graph.ask("lineage", group="jnim", asOf="2019")
    with pytest.raises(graphq.UsageError, match="needs group"):
        graph.ask("lineage")
    with pytest.raises(graphq.UnknownNameError) as told:
        graph.ask("lineage", group="Ansar Din")
    assert "ansar-dine" in {key for key, _, _ in told.value.candidates}


def test_any_statement_that_reads_can_be_run_and_none_that_writes(graph: Any) -> None:
    rows = graph.cypher("MATCH (g:Group {id: $id}) RETURN g AS g, g.name AS name", id="jnim")
    assert rows[0]["name"] == "JNIM"
    assert isinstance(rows[0]["g"], graphq.NodeRecord)
    with pytest.raises(graphq.ReadOnlyError):
        graph.cypher("CREATE (:Group {id: 'x'})")


def test_an_entity_is_shown_with_its_sources(graph: Any) -> None:
    found = graph.show("Gao airport")
    assert found.id == "fac-apt-gao"
    assert found.sources


def test_a_graph_says_where_it_is(graph: Any, jnim_folder: Path) -> None:
    assert str(jnim_folder) in repr(graph)
    assert graph.info.engine == "ArcadeDB"


def test_a_dossier_is_loaded_and_asked_in_a_program(tmp_path: Path) -> None:
    place = tmp_path / "graph"
    summary = graphq.load("jnim", into=place)
    assert summary.counts.created == summary.facts
    again = graphq.load("jnim", into=place)
    assert (again.counts.created, again.counts.updated) == (0, 0)
    with graphq.open(place) as opened:
        assert len(opened.ask("leaders", group="JNIM", as_of="2019-08-31")) == 4


def test_a_gazetteer_and_a_file_are_loaded_with_the_options_of_the_command(tmp_path: Path) -> None:
    place = tmp_path / "graph"
    with pytest.raises(graphq.UsageError, match="needs --country"):
        graphq.load("places", into=place)
    assert graphq.load("airports", into=place, country="ML").counts.created > 10
    listed = tmp_path / "rejects.csv"
    file = Path(__file__).parents[1] / "data" / "ucdp" / "ged191_excerpt.csv"
    summary = graphq.load(file, into=place, form="ucdp-ged", rejects=listed)
    assert summary.rows > 10
    with pytest.raises(graphq.UsageError, match="There is no format gde"):
        graphq.load(file, into=place, form="gde")


def test_where_there_is_no_graph_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "nothing"
    with pytest.raises(graphq.StoreError, match=f"no graph in {place} yet.*jnim --db {place}$"):
        graphq.open(place)
    monkeypatch.setenv("GRAPHQ_DB", str(tmp_path / "named"))
    with pytest.raises(graphq.StoreError, match="named"):
        graphq.open()


def test_the_whole_graph_is_a_networkx_graph(graph: Any) -> None:
    found = graph.to_networkx()
    assert found.nodes["jnim"]["name"] == "JNIM"
    counted = graph.cypher("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
    assert found.number_of_edges() == counted
