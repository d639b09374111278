"""What is exported for Neo4j's importer is the whole graph, proved by Neo4j's own importer.

The importer and the server are those of `tests/neo4j/pom.xml`. What is imported is held against the
graph it came from, read through the same store as everywhere else.
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pytest

from graphq.graph.errors import GraphqError, StoreError, UsageError
from graphq.graph.export.neo4j_admin import export
from graphq.graph.export.neo4j_texts import COMMAND_FILE, INDEX_FILE
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import property_types
from graphq.graph.model.own import BOOKKEEPING
from graphq.graph.model.relationships import PledgedTo
from graphq.graph.model.schema import definitions
from graphq.graph.model.values import PartialDate
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.graph.write.writer import prepare
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.cli.run import graphq
from tests.graph.make import allied, called, change, entered, everything, group, node, state
from tests.neo4j.provide import Neo4jAddress
from tests.neo4j.server import Neo4jServer, missing_programs
from tests.neo4j_fixture import skip_or_fail
from tests.stores_fixture import options_for

TYPES = {
    "text": "STRING NOT NULL",
    "integer": "INTEGER NOT NULL",
    "number": "FLOAT NOT NULL",
    "true or false": "BOOLEAN NOT NULL",
    "date": "DATE NOT NULL",
    "list of text": "LIST<STRING NOT NULL> NOT NULL",
}
ODD = [
    'He said "no", twice: ""',
    "one line\nand another\r\nand a third\rand its end",
    "نصرة الإسلام والمسلمين",
    "=SUM(A1:A9)",
    "  blanks around ",
    "a, b; c | d \t e",
    "ends with a backslash \\",
    '"',
    "'single' and `back` quotes",
    "-",
    "2012-01-01",
    "true",
    "null",
    "𐎀 beyond the basic plane, and é",
    "",
]


def odd_facts() -> list[Any]:
    """Facts whose texts, lists and days are the ones that tables get wrong."""
    groups = [
        group(f"odd-{number}", name=f"Odd {number}", un_list_ref=text, full_name=text or "none")
        for number, text in enumerate(ODD)
    ]
    day = PartialDate.parse("2013-02-01").span
    return [
        *groups,
        group("lists", countries=("ML",)),
        group("more-lists", countries=tuple(text for text in ODD if text)),
        group("states", kind="state-force", sources=()),
        change("the-change", "merger", "2017-03-02", summary='A "merger"\nof two'),
        entered("odd-0", "the-change", confidence=ODD[1]),
        allied("odd-1", "odd-2", valid_to="", confidence=ODD[0], disputed_by=("a;b", '"')),
        PledgedTo(
            id="pledged",
            start="odd-1",
            end="odd-2",
            valid_from="2013-02",
            valid_from_first=day.first,
            valid_from_last=day.last,
            inferred=False,
        ),
        *called("odd-2", ODD[2]),
    ]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The jnim dossier and the odd facts, in a folder."""
    folder = tmp_path_factory.mktemp("source") / "graph"
    with open_store(folder, "write") as store:
        load(Dossier.find("jnim"), store, "test")
        state(store, "dossier:odd", odd_facts())
    with open_store(folder) as reading:
        yield reading


@pytest.fixture(scope="module")
def tables(source: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their tables."""
    folder = tmp_path_factory.mktemp("tables") / "for neo4j's importer"
    export(source, folder)
    return folder


@pytest.fixture(scope="module")
def imported(tables: Path) -> Iterator[Store]:
    """A Neo4j that began with the import of the tables, open for writing."""
    missing = missing_programs()
    if missing:
        skip_or_fail(f"Install {' and '.join(missing)} to run Neo4j's importer.")
    server = Neo4jServer()
    server.prepare()
    try:
        done = subprocess.run(
            ["sh", str(tables / COMMAND_FILE)],
            env={**os.environ, "NEO4J_ADMIN": str(server.admin_program())},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        server.restart()
        address = Neo4jAddress(server.uri, server.user, server.password, "imported")
        with open_store(server.uri, "write", options_for(address)) as store:
            text = (tables / INDEX_FILE).read_text(encoding="utf-8")
            store.define(part.strip() for part in text.split(";\n") if part.strip())
            yield store
    finally:
        server.stop()


@pytest.mark.neo4j
@pytest.mark.slow
def test_everything_comes_back_from_neo4j_as_it_was(source: Store, imported: Store) -> None:
    before, after = everything(source), everything(imported)
    assert after[0] == before[0]
    assert after[1] == before[1]
    assert len(before[0]) > 1000
    assert node(imported, "more-lists")["countries"][:5] == ODD[:5]
    assert node(imported, "lists")["countries"] == ["ML"]
    assert "sources" not in node(imported, "states")


@pytest.mark.neo4j
@pytest.mark.slow
def test_empty_text_and_no_text_stay_two_things(imported: Store) -> None:
    empty = f"odd-{ODD.index('')}"
    rows = imported.read(
        "MATCH (g:Group) WHERE g.id IN [$empty, 'lists'] RETURN g.id AS id, g.unListRef AS ref",
        {"empty": empty},
    )
    assert {row["id"]: row["ref"] for row in rows} == {empty: "", "lists": None}


@pytest.mark.neo4j
@pytest.mark.slow
def test_every_property_has_the_type_that_the_model_gives_it(imported: Store) -> None:
    for pattern, name, declared in [
        *((f"(f:{label})", label, property_types(fact)) for label, fact in NODES.items()),
        *(
            (f"()-[f:{kind}]->()", kind, property_types(fact))
            for kind, fact in RELATIONSHIPS.items()
        ),
    ]:
        found = imported.read(
            f"MATCH {pattern} UNWIND keys(f) AS key RETURN DISTINCT key, valueType(f[key]) AS type"
        )
        for row in found:
            word = {**declared, **BOOKKEEPING}[row["key"]]
            assert row["type"] == TYPES[word], f"{name}.{row['key']}"


@pytest.mark.neo4j
@pytest.mark.slow
def test_the_imported_database_is_a_graph_that_can_be_loaded_into(
    source: Store, imported: Store
) -> None:
    check_version(imported)
    runs = "MATCH (run:IngestRun) RETURN properties(run) AS run ORDER BY run.id"
    assert imported.read(runs) == source.read(runs) != []
    constraints = imported.read("SHOW CONSTRAINTS YIELD labelsOrTypes AS on RETURN on")
    told = set(re.findall(r"FOR \(n:(\w+)\) REQUIRE", "\n".join(definitions())))
    assert {label for row in constraints for label in row["on"]} == told > set(NODES)
    before = everything(imported)
    again = load(Dossier.find("jnim"), imported, "test")
    assert again.counts.changed == 0
    assert everything(imported) == before


def test_every_column_has_its_type_in_a_header_of_its_own(tables: Path) -> None:
    header = (tables / "nodes-Incident.header.csv").read_text(encoding="utf-8")
    assert "," not in header.split(":ID(Incident),")[0]
    for column in ("firstDay:date", "latitude:double", "cell:long", "tactics:string[]"):
        assert column in header.strip().split(",")
    ends = (tables / "relationships-PREDECESSOR_IN-Group-ChangeEvent.header.csv").read_text()
    assert ends.startswith(":START_ID(Group),:END_ID(ChangeEvent),id:string,")


def test_each_combination_of_labels_has_a_table(tables: Path) -> None:
    assert {file.name for file in tables.glob("nodes-Group*[!r].csv")} >= {
        "nodes-Group.ArmedGroup.csv",
        "nodes-Group.StateForce.csv",
    }
    command = (tables / COMMAND_FILE).read_text(encoding="utf-8")
    for file in tables.glob("*.csv"):
        assert file.name in command


def test_lines_within_fields_are_announced_only_where_there_are_some(
    tables: Path, tmp_path: Path
) -> None:
    assert "--multiline-fields=true" in (tables / COMMAND_FILE).read_text()
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
        state(store, "dossier:plain", [group("one")])
        export(store, tmp_path / "out")
    assert "--multiline-fields" not in (tmp_path / "out" / COMMAND_FILE).read_text()


def test_a_folder_with_something_in_it_is_left_alone(source: Store, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="is not empty"):
        export(source, tmp_path)
    with pytest.raises(UsageError, match=r"letter\.txt cannot be written"):
        export(source, tmp_path / "letter.txt")
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("number", "says"), [(errno.ENOSPC, "disk of .* is full"), (errno.EACCES, "cannot be written")]
)
def test_what_the_disk_refuses_is_told_and_nothing_is_left(
    source: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    real: Callable[..., TextIO] = Path.open

    def refuse(path: Path, *given: Any, **more: Any) -> TextIO:
        if path.name.startswith("relationships-LED"):
            raise OSError(number, "refused", str(path))
        return real(path, *given, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(GraphqError, match=says):
        export(source, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").mkdir()
    with pytest.raises(GraphqError, match=says):
        export(source, tmp_path / "mine")
    assert list(tmp_path.rglob("*")) == [tmp_path / "mine"]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("MATCH (g:Group {id: 'one'}) SET g.mood = 'grim'", "Group 'one' has properties that"),
        ("MATCH (g:Group {id: 'one'}) SET g.countries = ['a\x1fb']", "U\\+001F"),
        ("MATCH (g:Group {id: 'one'}) SET g.countries = ['a', '']", "empty text in a list"),
        ("CREATE (:Stranger {id: 'x'})", r"holds \d+ nodes and 0 relationships, and \d+ and 0"),
    ],
)
def test_what_cannot_be_carried_over_is_told_and_nothing_is_left(
    tmp_path: Path, statement: str, says: str
) -> None:
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
        state(store, "dossier:one", [group("one")])
        store.write([(statement, {})])
        with pytest.raises(StoreError, match=says):
            export(store, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_progress_adds_up_to_what_was_written(source: Store, tmp_path: Path) -> None:
    totals: list[int] = []
    done: list[int] = []

    def begin(total: int) -> Callable[[int], None]:
        totals.append(total)
        return done.append

    written = export(source, tmp_path / "out", begin)
    assert totals == [written.nodes + written.relationships] == [sum(done)]


def test_the_command_says_what_it_wrote_and_what_to_do(tmp_path: Path) -> None:
    nothing = graphq("export", "neo4j-admin", str(tmp_path / "out"), db=tmp_path / "graph")
    assert (nothing.code, nothing.out) == (1, "")
    assert "There is no graph in" in nothing.err
    graphq("load", "jnim", db=tmp_path / "graph")
    ran = graphq("export", "neo4j-admin", str(tmp_path / "out"), db=tmp_path / "graph")
    assert (ran.code, ran.err) == (0, "")
    assert "relationships written to" in ran.out
    assert COMMAND_FILE in ran.out
    again = graphq("export", "neo4j-admin", str(tmp_path / "out"), db=tmp_path / "graph")
    assert again.code == 2
    assert "is not empty" in again.err


@pytest.mark.neo4j
def test_a_server_gives_the_same_tables_as_a_folder(
    neo4j_address: Neo4jAddress, tmp_path: Path
) -> None:
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
        state(store, "dossier:odd", odd_facts())
        export(store, tmp_path / "folder")
    with open_store(neo4j_address.uri, "write", options_for(neo4j_address)) as store:
        store.write([("MATCH (n) DETACH DELETE n", {})])
        prepare(store)
        state(store, "dossier:odd", odd_facts())
        export(store, tmp_path / "server")
        store.write([("MATCH (n) DETACH DELETE n", {})])
    assert _lines(tmp_path / "server") == _lines(tmp_path / "folder")


def _lines(folder: Path) -> dict[str, list[bytes]]:
    """The lines of every file, in an order of their own: that of the rows is the engine's."""
    return {file.name: sorted(file.read_bytes().split(b"\r\n")) for file in folder.iterdir()}
