"""What goes wrong outside the graph's own words: places, permissions, dates, empty graphs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from graphq.cli.load import load
from graphq.cli.main import _level
from graphq.graph.errors import UsageError
from graphq.graph.opening import open_store
from graphq.graph.write.writer import prepare
from tests.cli.run import graphq


@pytest.mark.parametrize("option", ["--as-of=9999", "--as-of=9999-12-31", "--as-of=9999-12"])
def test_a_year_that_cannot_be_counted_with_is_refused(option: str, jnim_folder: Path) -> None:
    ran = graphq("lineage", "jnim", option, db=jnim_folder)
    assert ran.code == 2
    assert "is too late: the last year that can be counted with is 9998" in ran.err
    assert graphq("lineage", "jnim", "--as-of", "9998-12-31", db=jnim_folder).code == 0


@pytest.mark.parametrize("question", ["incidents", "counts", "co-location jnim"])
def test_a_period_that_ends_before_it_begins_is_wrong_use(question: str, jnim_folder: Path) -> None:
    ran = graphq(*question.split(), "--from", "2020", "--to", "2019", db=jnim_folder)
    assert (ran.code, ran.out) == (2, "")
    assert "--from 2020-01-01 is after --to 2019-12-31" in ran.err
    assert graphq(*question.split(), "--from", "2020", "--to", "2020", db=jnim_folder).code == 0


@pytest.mark.parametrize("question", ["lineage jnim", "show jnim", "incidents --tactic ambush"])
def test_an_empty_graph_is_named_as_the_reason(question: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
    ran = graphq(*question.split(), db=tmp_path / "graph")
    assert ran.code == 1
    place = tmp_path / "graph"
    assert f"The graph in {place} is empty. Load one: graphq load jnim --db {place}" in ran.err


@pytest.mark.parametrize(
    "command",
    [
        "lineage jnim", "show jnim", "brief jnim", "status", "doctor", "export gexf all.gexf",
        "export neo4j-admin all", "view lineage jnim", "serve", "cypher RETURN+1",
        "assess gao --criticality 4 --assessor me",
    ],
)  # fmt: skip
def test_where_there_is_no_graph_the_place_is_named_and_how_one_comes_there(
    command: str, tmp_path: Path
) -> None:
    ran = graphq(*command.split(), "--db", "no where", cwd=tmp_path)
    place = tmp_path / "no where"
    assert ran.code == 1
    assert (
        f"There is no graph in {place} yet. Load one: graphq load jnim --db '{place}'"
    ) in " ".join((ran.out + ran.err).split())
    assert not place.exists()


def test_what_is_advised_where_there_is_no_graph_is_true_when_typed(tmp_path: Path) -> None:
    advised = graphq("status", "--db", "no where", cwd=tmp_path).err.split("Load one: graphq ")[1]
    assert graphq(*shlex.split(advised), db=tmp_path / "elsewhere").code == 0
    assert graphq("status", "--db", "no where", cwd=tmp_path).code == 0


def test_a_dossier_that_cannot_be_written_is_a_sentence_with_the_path(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    for place in (file / "below", tmp_path / ("long" * 100)):
        ran = graphq("new-dossier", str(place))
        assert ran.code == 2
        assert str(place) in ran.err
        assert re.search(r"cannot be written( \(|: the name is too long)", ran.err)


def test_a_dossier_that_cannot_be_read_is_a_sentence_with_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "groups.csv").write_text("id\n", encoding="utf-8")

    def refused(self: Path, *given: object, **more: object) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_dir", refused)
    with pytest.raises(UsageError, match=r"cannot be read \(Permission denied\)\. Name a place"):
        load(str(tmp_path), db=str(tmp_path / "graph"))


@pytest.mark.parametrize(
    "arguments",
    [["load", "~no-such-user-here/x"], ["new-dossier", "~no-such-user-here/x"], ["status"]],
)
def test_a_home_of_nobody_is_a_sentence(arguments: list[str]) -> None:
    ran = graphq(*arguments, db="~no-such-user-here/graph")
    assert ran.code == 2
    assert "there is no such user here" in ran.err


@pytest.mark.parametrize("url", ["bolt://localhost:notaport", "neo4j://", "bolt://:7687"])
def test_an_address_of_no_server_is_wrong_use(url: str) -> None:
    ran = graphq("status", db=url, NEO4J_PASSWORD="not-a-secret")
    assert ran.code == 2
    assert url in ran.err
    assert "neo4j://localhost:7687" in ran.err


def test_places_of_one_name_are_told_apart_by_their_level(jnim_folder: Path) -> None:
    ran = graphq("show", "Gao", db=jnim_folder)
    assert ran.err.splitlines()[1:] == [
        "  loc-ml-gao  Gao, admin1",
        "  loc-ml-gao-place-gao  Gao, place",
        "  loc-ml-gao-unit-gao  Gao, admin2",
    ]


@pytest.mark.parametrize(
    ("key", "level"),
    [
        ("loc-ml", "country"),
        ("loc-ml-gao", "admin1"),
        ("loc-ml-gao-unit-ansongo", "admin2"),
        ("loc-ml-gao-place-gao", "place"),
        ("loc-ml-place-somewhere", "place"),
        ("jnim", ""),
    ],
)
def test_an_id_tells_the_level_of_a_place(key: str, level: str) -> None:
    assert _level(key) == level


def test_a_dossier_without_rows_is_told_so(tmp_path: Path) -> None:
    graphq("new-dossier", str(tmp_path / "mine"))
    ran = graphq("load", str(tmp_path / "mine"), db=tmp_path / "graph")
    assert ran.code == 0
    assert ran.out.startswith("mine: it has no rows yet")


@pytest.mark.parametrize(
    "statement",
    ["LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "load /* */ csv from 'x' as l return l"],
)
def test_files_are_not_read(statement: str, jnim_folder: Path) -> None:
    ran = graphq("cypher", statement, db=jnim_folder)
    assert (ran.code, ran.out) == (2, "")
    assert "LOAD CSV reads files and web pages, not the graph" in ran.err
