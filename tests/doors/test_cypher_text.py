"""What becomes a part of a statement: on both engines it is what it was, and nothing more."""

from __future__ import annotations

from pathlib import Path

from graphq.graph.cypher_text import literal, quoted
from graphq.graph.export.form import form, write
from graphq.graph.opening import open_store
from graphq.graph.read.part import Whole
from graphq.graph.store import Store
from tests.doors import hostile_graph
from tests.doors.nasty import NASTY, raw
from tests.figures import tried
from tests.graph.export.test_cypher_script import statements
from tests.graph.make import differing, everything

TEXTS = [text for text in NASTY if "\ud800" not in text]
NAMES = [*(text for text in TEXTS if "\x00" not in text), "a`b", "\\", "``", "`"]
NUMBERED = [
    *("x" + "\\" * backslashes + "u0060y" for backslashes in range(1, 6)),
    "\\\\u0060",
    "\\u005cu0060",
    "\\\\x\\\\\\u",
]
"""Names with what Neo4j takes for the number of a letter."""


def test_a_text_is_what_it_was(empty_store: Store) -> None:
    written = literal({"texts": TEXTS, "one": TEXTS[0]})
    assert raw(written, but="") == set()
    assert empty_store.read(f"RETURN {written} AS found") == [
        {"found": {"texts": TEXTS, "one": TEXTS[0]}}
    ]
    tried("texts in a statement", len(TEXTS), len(TEXTS))


def test_a_name_is_what_it_was(empty_store: Store) -> None:
    is_neo4j = "://" in empty_store.info().place
    names = [name for name in NAMES if "\\u" not in name] + (NUMBERED if is_neo4j else [])
    found = [list(empty_store.read(f"RETURN 1 AS {quoted(name)}")[0]) for name in names]
    assert found == [[name] for name in names]
    tried("names in a statement", len(names), len(names))


def test_a_script_of_a_hostile_graph_makes_it_anew(tmp_path: Path) -> None:
    with open_store(hostile_graph.make(tmp_path)) as store:
        write(form("cypher"), Whole(store, own=True), tmp_path / "all.cypher")
        before = everything(store)
    assert raw((tmp_path / "all.cypher").read_text(encoding="utf-8")) == set()
    with open_store(tmp_path / "anew", "write") as made:
        for statement in statements(tmp_path / "all.cypher"):
            if statement.startswith("CREATE "):
                made.define([statement])
            else:
                made.write([(statement, {})])
        assert differing(everything(made), before) == []
