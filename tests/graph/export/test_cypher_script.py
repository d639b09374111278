"""The Cypher script, run in a real Neo4j and held against the graph it was made from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphq.graph.cypher_text import literal, quoted
from graphq.graph.export.cypher_script import AT_ONCE
from graphq.graph.export.form import form, write
from graphq.graph.opening import open_store
from graphq.graph.read.part import Gathered, Whole
from tests.graph.export.parts import HOSTILE, part_of_facts
from tests.graph.make import differing, everything, group
from tests.neo4j.provide import Neo4jAddress
from tests.stores_fixture import options_for

RUNS = "MATCH (run:IngestRun) RETURN properties(run) AS run ORDER BY run.id"
ANY_TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\\'u0027\"`\n\r{};/"))
)


def statements(script: Path) -> list[str]:
    """The statements of a script: each ends in ; at the end of a line, as cypher-shell sees it."""
    lines = script.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    kept = [line for line in lines if not line.startswith("//")]
    assert all(line.endswith(";") for line in kept)
    return [line.removesuffix(";") for line in kept]


@pytest.fixture
def driver(neo4j_address: Neo4jAddress) -> Iterator[neo4j.Driver]:
    """A driver for a real Neo4j that is empty, before and afterwards."""
    auth = (neo4j_address.user, neo4j_address.password)
    with neo4j.GraphDatabase.driver(neo4j_address.uri, auth=auth) as opened:
        opened.execute_query("MATCH (n) DETACH DELETE n")
        yield opened
        opened.execute_query("MATCH (n) DETACH DELETE n")


def run(driver: neo4j.Driver, script: Path) -> None:
    for statement in statements(script):
        driver.execute_query(statement)


@pytest.mark.neo4j
def test_the_script_makes_the_whole_graph_anew(
    driver: neo4j.Driver, neo4j_address: Neo4jAddress, jnim_folder: Path, tmp_path: Path
) -> None:
    with open_store(jnim_folder) as store:
        done = write(form("cypher"), Whole(store, own=True), tmp_path / "all.cypher")
        before = everything(store)
        write(form("jsonl"), Whole(store), tmp_path / "folder.jsonl")
        loaded = store.read(RUNS)
    lines = sorted((tmp_path / "folder.jsonl").read_bytes().splitlines())
    assert done.told == ()
    run(driver, tmp_path / "all.cypher")
    with open_store(neo4j_address.uri, "write", options_for(neo4j_address)) as made:
        assert differing(everything(made), before) == []
        assert made.read(RUNS) == loaded != []
        write(form("jsonl"), Whole(made), tmp_path / "server.jsonl")
    assert sorted((tmp_path / "server.jsonl").read_bytes().splitlines()) == lines


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["lineage", "hostile"])
def test_the_script_of_a_part_makes_just_that_part(
    driver: neo4j.Driver, parts: dict[str, Gathered], tmp_path: Path, name: str
) -> None:
    part = parts[name]
    done = write(form("cypher"), part, tmp_path / "part.cypher")
    assert (done.nodes, done.relationships) == (len(part.by_id), len(part.links))
    assert "graphq can ask what this one makes" in done.told[0]
    assert any("halves of characters" in told for told in done.told) == (name == "hostile")
    run(driver, tmp_path / "part.cypher")
    nodes = driver.execute_query(
        "MATCH (n) WHERE NOT n:GraphInfo RETURN labels(n) AS labels, properties(n) AS properties"
    ).records
    assert {row["properties"]["id"]: (set(row["labels"]), native(row)) for row in nodes} == {
        key: (set(node.labels), whole_texts(node.properties)) for key, node in part.by_id.items()
    }
    links = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, properties(r) AS "
        "properties"
    ).records
    assert {
        row["properties"]["id"]: (row["type"], row["a"], row["b"], native(row)) for row in links
    } == {
        key: (link.type, link.start, link.end, whole_texts(link.properties))
        for key, link in part.links.items()
    }


def native(row: neo4j.Record) -> dict[str, Any]:
    return {
        key: value.to_native() if isinstance(value, neo4j.time.Date) else value
        for key, value in row["properties"].items()
    }


def whole_texts(value: Any) -> Any:
    """The value with � for half a character, which Neo4j cannot keep."""
    if isinstance(value, dict):
        return {key: whole_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [whole_texts(item) for item in value]
    return value.replace("\ud800", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


@pytest.mark.neo4j
def test_neo4j_reads_any_text_as_it_was_written(driver: neo4j.Driver) -> None:
    with driver.session() as session:

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(ANY_TEXT, max_size=20))
        def read(texts: list[str]) -> None:
            given = [*texts, *(text for text in HOSTILE if "\ud800" not in text)]
            record = session.run(f"RETURN {literal(given)} AS found").single(strict=True)
            assert record["found"] == given

        read()


@given(ANY_TEXT)
def test_a_text_cannot_end_its_literal_nor_its_line(text: str) -> None:
    written = literal(text)
    assert not {"\n", "\r", "\u2028"} & set(written)
    assert read_back(written) == whole_texts(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_cannot_end_its_literal(text: str) -> None:
    assert read_back(literal(text)) == whole_texts(text)


def read_back(written: str) -> Any:
    """Python reads these literals as Cypher does, but for the pieces that + joins."""
    read = ast.literal_eval(written.replace("\\\\' + 'u", "\\\\' 'u"))
    # Python leaves apart the two halves by which a letter is written.
    return read.encode("utf-16", "surrogatepass").decode("utf-16")


def test_a_strange_label_is_quoted() -> None:
    assert quoted("Group") == "Group"
    assert quoted("x`) DETACH DELETE n //") == "`x``) DETACH DELETE n //`"


def test_many_facts_are_written_some_at_a_time(tmp_path: Path) -> None:
    part = part_of_facts(group(f"g{at}", full_name="x") for at in range(AT_ONCE + 1))
    write(form("cypher"), part, tmp_path / "many.cypher")
    made = [text for text in statements(tmp_path / "many.cypher") if "CREATE (f:Group" in text]
    assert [text.count("'G") for text in made] == [AT_ONCE, 1]


def test_constraints_come_first(jnim_folder: Path, tmp_path: Path) -> None:
    with open_store(jnim_folder) as store:
        write(form("cypher"), Whole(store), tmp_path / "all.cypher")
    kinds = [text.split()[0] for text in statements(tmp_path / "all.cypher")]
    assert kinds == sorted(kinds, key=["CREATE", "WITH"].index)
