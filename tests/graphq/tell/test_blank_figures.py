"""A figure that nobody gives is blank in every form of an answer, and what is reported is told."""

from __future__ import annotations

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.store import Store
from graphq.tell.answer import document_of, table_of
from tests.cypher.build import Build


@pytest.mark.parametrize("name", ["counts", "tempo", "hotspots", "top-groups"])
def test_a_figure_that_nobody_gives_is_blank(empty_store: Store, name: str) -> None:
    build = Build(empty_store)
    build.incident("one", "2019-01-05", "A", fatalities_low=2, fatalities_high=9)
    build.write()
    answer = question(name).ask(empty_store, {"asOf": "2030"})
    document = document_of(answer)
    (row,) = document.data()["rows"]
    assert row["fatalities"] is None
    header, line = document.lines()
    assert line[header.index("fatalities")] is None
    table = table_of(answer)
    assert "killed (best)" not in [column.title for column in table.columns]
    assert "1: 2 to 9 reported" in [cell.text for cell in table.lines[0].each()]
