"""CSV tables, read back by pandas and by Python's own reader; JSON lines, by Python's."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.export.cells import FORMULA_STARTS, formula_safe
from graphq.graph.export.csv_tables import export as export_tables
from graphq.graph.export.form import form, write
from graphq.graph.export.texts import Printable
from graphq.graph.read.part import Gathered
from tests.graph.export.parts import part_of_facts
from tests.graph.make import group

RUN = re.compile(rf"\s*[{re.escape(FORMULA_STARTS)}]|[\t\r\n]")


def tables_of(part: Gathered, folder: Path) -> dict[str, list[dict[str, str]]]:
    done = write(form("csv"), part, folder)
    assert (done.nodes, done.relationships) == (len(part.by_id), len(part.links))
    found = {}
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            found[file.name] = list(csv.DictReader(opened, strict=True))
    assert done.files == len(found) + 2
    return found


def test_a_note_on_what_is_written_stands_in_the_folder(part: Gathered, tmp_path: Path) -> None:
    written = write(form("csv"), part, tmp_path / "tables", notes=["Half of it lacks."])
    assert written.told[0] == "Half of it lacks."
    text = (tmp_path / "tables" / "README.txt").read_text(encoding="utf-8")
    assert text.endswith("Half of it lacks.\n")
    # What is listed is the file with the note.
    write(form("csv"), part, tmp_path / "tables", overwrite=True)


def test_every_node_and_relationship_is_a_row_of_its_table(part: Gathered, tmp_path: Path) -> None:
    tables = tables_of(part, tmp_path / "out")
    assert all(tables.values())
    rows = {
        row["id"].removeprefix("'"): (name, row) for name, found in tables.items() for row in found
    }
    assert len(rows) == len(part.by_id) + len(part.links)
    for key, node in part.by_id.items():
        name, _ = rows[key]
        label = "sources" if "Source" in node.labels else name.removeprefix("nodes-")
        assert label.removesuffix(".csv") in {*node.labels, "sources"}
    for key, link in part.links.items():
        name, row = rows[key]
        assert name == f"relationships-{link.type}.csv"
        assert (row["start"], row["end"]) == (link.start, link.end)


def test_pandas_reads_the_tables_with_their_types(
    parts: dict[str, Gathered], tmp_path: Path
) -> None:
    write(form("csv"), parts["whole"], tmp_path / "out")
    targets = pd.read_csv(tmp_path / "out" / "nodes-Target.csv", index_col="id")
    assert targets.loc["fac-apt-gao", "latitude"] == 16.2484
    uses = pd.read_csv(tmp_path / "out" / "relationships-USED_BY.csv", index_col="start")
    assert set(uses.loc[["fac-apt-gao"], "end"]) == {
        "user:civil", "minusma", "barkhane", "fama", "wagner",
    }  # fmt: skip
    incidents = pd.read_csv(tmp_path / "out" / "nodes-Incident.csv", parse_dates=["firstDay"])
    assert len(incidents) == sum("Incident" in n.labels for n in parts["whole"].by_id.values())
    assert incidents["firstDay"].dt.year.between(2007, 2024).all()
    # A number may begin with a minus: it is no formula.
    assert targets.loc["fac-apt-gao", "longitude"] == -0.00546


def test_no_cell_can_be_run_as_a_formula(parts: dict[str, Gathered], tmp_path: Path) -> None:
    for name, rows in tables_of(parts["hostile"], tmp_path / "out").items():
        numbers = {"latitude", "longitude"} if name.startswith("nodes-") else set()
        for row in rows:
            for column, cell in row.items():
                if column not in numbers:
                    pieces = re.split(r"[;\t\r\n]", cell)
                    assert not [one for one in pieces if RUN.match(one)], (name, column)


@given(st.text())
def test_a_text_is_changed_only_by_an_apostrophe_and_only_where_it_could_be_run(text: str) -> None:
    safe = formula_safe(text)
    assert not [piece for piece in re.split(r"[;\t\r\n]", safe) if RUN.match(piece)]
    assert safe.replace("'", "") == text.replace("'", "")
    if not {*FORMULA_STARTS, "\t", "\r", "\n"} & set(text):
        assert safe == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1", "'=1"),
        (" =1", "' =1"),
        ("a;=1", "a;'=1"),
        ("a\n@x; -2", "a\n'@x;' -2"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        ("a - b = c; d", "a - b = c; d"),
    ],
)
def test_an_apostrophe_stands_where_a_formula_would_begin(text: str, safe: str) -> None:
    assert formula_safe(text) == safe


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"])), min_size=1, max_size=5)
)
def test_any_text_comes_back_from_its_cell(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("cells") / "out"
    facts = [group(f"g{at}", "name", full_name=text) for at, text in enumerate(texts)]
    export_tables(part_of_facts(facts), folder)
    with (folder / "nodes-Group.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [row["fullName"] for row in csv.DictReader(file, strict=True)]
    assert found == [formula_safe(Printable(seen=True)(text)) for text in texts]


def test_what_is_not_in_the_cells_as_it_was_is_told(
    parts: dict[str, Gathered], tmp_path: Path
) -> None:
    told = " ".join(write(form("csv"), parts["hostile"], tmp_path / "out").told)
    assert "apostrophe" in told
    assert "control characters" in told
    assert "lists have items with ;" in told
    assert write(form("csv"), parts["whole"], tmp_path / "plain").told == ()


def test_an_unknown_date_is_an_empty_cell(parts: dict[str, Gathered], tmp_path: Path) -> None:
    changes = {row["id"]: row for row in tables_of(parts["hostile"], tmp_path / "o")[_CHANGES]}
    assert (changes["undated"]["firstDay"], changes["undated"]["lastDay"]) == ("", "")
    assert changes["some-year"]["lastDay"] == "2013-12-31"


_CHANGES = "nodes-ChangeEvent.csv"


def test_the_folder_explains_itself(parts: dict[str, Gathered], tmp_path: Path) -> None:
    tables = tables_of(parts["lineage"], tmp_path / "out")
    text = (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    for name in tables:
        assert name in text


def test_the_byte_order_mark_can_be_left_out(tmp_path: Path) -> None:
    export_tables(part_of_facts([group("one")]), tmp_path / "out", bom=False)
    assert (tmp_path / "out" / "nodes-Group.csv").read_bytes().startswith(b"id,name")


def lines_of(part: Gathered, place: Path) -> list[dict[str, Any]]:
    done = write(form("jsonl"), part, place)
    found = [json.loads(line) for line in place.read_bytes().splitlines()]
    assert (done.nodes, done.relationships) == (len(part.by_id), len(part.links))
    return found


def test_each_line_of_json_is_a_node_or_a_relationship(part: Gathered, tmp_path: Path) -> None:
    found = lines_of(part, tmp_path / "out.jsonl")
    nodes = {line["id"]: line for line in found if line["kind"] == "node"}
    links = {line["id"]: line for line in found if line["kind"] == "relationship"}
    assert len(nodes) + len(links) == len(found)
    assert {key: line["labels"] for key, line in nodes.items()} == {
        key: list(node.labels) for key, node in part.by_id.items()
    }
    assert {key: (line["type"], line["start"], line["end"]) for key, line in links.items()} == {
        key: (link.type, link.start, link.end) for key, link in part.links.items()
    }
    for key, node in part.by_id.items():
        for name, value in nodes[key]["properties"].items():
            held = node.properties[name]
            assert value == (held.isoformat() if hasattr(held, "isoformat") else held)


def test_json_leaves_out_only_days_that_nobody_states(
    parts: dict[str, Gathered], tmp_path: Path
) -> None:
    found = {line["id"]: line["properties"] for line in lines_of(parts["hostile"], tmp_path / "o")}
    for key, node in parts["hostile"].by_id.items():
        missing = set(node.properties) - set(found[key])
        assert missing == ({"firstDay", "lastDay"} if key == "undated" else set())
