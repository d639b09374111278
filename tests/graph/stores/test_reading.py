"""Statements that read files are refused, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphq.graph.errors import ReadOnlyError, StoreError
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.neo4j.store import BoltStore
from graphq.graph.stores.reading import refuse_files

READING_FILES = [
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "load\tcsv with headers from 'http://example.org' as l return l",
    "LOAD/* a comment */CSV FROM 'x' AS l RETURN l",
    "LOAD // a comment\nCSV FROM 'x' AS l RETURN l",
    "RETURN 'it\\'s' AS a UNION LOAD CSV FROM 'x' AS a RETURN a",
    "\\u004cOAD CSV FROM 'x' AS l RETURN l",
    "WITH '\\u0027' AS a LOAD CSV FROM 'file:///x' AS l RETURN l //'",
    'WITH "//" AS a LOAD CSV FROM "x" AS l RETURN l',
    "WITH 1 AS `a//` LOAD CSV FROM 'x' AS l RETURN l",
]
READING_THE_GRAPH = [
    "RETURN 'LOAD CSV FROM x' AS a",
    'RETURN "it\\"s LOAD CSV" AS a',
    "MATCH (n:Group) RETURN n.name AS a // LOAD CSV FROM 'x'",
    "/* LOAD CSV */ RETURN 1 AS a",
    "RETURN 1 AS `LOAD CSV`",
    "WITH 1 AS load, 2 AS csv RETURN load, csv",
    "WITH 1 AS reload RETURN reload AS csv",
    "RETURN 'util.sleep(9)' AS a",
]


@pytest.mark.parametrize("statement", READING_FILES)
def test_a_statement_that_reads_files_is_refused(statement: str) -> None:
    with pytest.raises(ReadOnlyError, match=r"^LOAD CSV reads files and web pages, not the graph"):
        refuse_files(statement)


@pytest.mark.parametrize(
    "statement", ["RETURN util.sleep(9) AS x", "return `util` . /**/ `Sleep`(9)"]
)
def test_a_statement_that_only_waits_is_refused(statement: str) -> None:
    with pytest.raises(ReadOnlyError, match="waits and reads nothing"):
        refuse_files(statement)


@pytest.mark.parametrize("statement", READING_THE_GRAPH)
def test_a_statement_that_reads_the_graph_is_let_through(statement: str) -> None:
    refuse_files(statement)


def test_both_engines_refuse_to_read_files(empty_store: Store, tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("secret\n", encoding="utf-8")
    with pytest.raises(ReadOnlyError):
        empty_store.read(f"LOAD CSV FROM '{file.as_uri()}' AS line RETURN line")
    assert empty_store.read("RETURN 'LOAD CSV' AS a") == [{"a": "LOAD CSV"}]


def test_a_server_is_not_even_asked() -> None:
    nobody: Any = None
    with pytest.raises(ReadOnlyError):
        BoltStore("bolt://nowhere", nobody, None, "").read("LOAD CSV FROM 'x' AS l RETURN l")


def refused(self: Path, *given: object, **more: object) -> Any:
    raise PermissionError(13, "Permission denied", str(self))


@pytest.mark.parametrize("step", ["exists", "read_text"])
def test_a_folder_that_may_not_be_looked_at_is_a_sentence(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = GraphFolder(tmp_path)
    folder.mark("an engine")
    monkeypatch.setattr(Path, step, refused)
    with pytest.raises(StoreError, match=r"cannot be (looked at|read) \(.*Permission denied.*\)"):
        folder.exists()


def test_a_lock_that_may_not_be_opened_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert not GraphFolder(file).being_written()
    with pytest.raises(StoreError, match="cannot be written to"):
        GraphFolder(file).lock("a command")


def test_a_folder_that_cannot_be_signed_is_not_kept_locked(tmp_path: Path) -> None:
    folder = GraphFolder(tmp_path)
    (tmp_path / "writer.json").mkdir()
    with pytest.raises(StoreError, match="cannot be written to"):
        folder.lock("a command")
    assert not folder.being_written()


def test_a_path_through_a_file_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    for mode in ("read", "write"):
        with pytest.raises(StoreError):
            open_store(file / "graph", "read" if mode == "read" else "write")
