"""Two incidents side by side: what one of them does not tell is blank."""

from __future__ import annotations

from graphq.document.document import Table
from graphq.graph.store import Store
from graphq.tell.pair import pair_told
from tests.cypher.build import Build


def test_what_is_not_told_is_blank(empty_store: Store) -> None:
    build = Build(empty_store)
    build.incident("one", "2019-01-05", "A", fatalities_low=2, fatalities_high=9)
    build.incident("other", "2019-01-05", "A")
    build.write()
    pair = {"incidentId": "one", "otherId": "other", "reasons": ["the same day"]}
    table, _ = pair_told(pair, empty_store)
    assert isinstance(table, Table)
    told = {
        name: cells
        for name, *cells in ([cell.text for cell in line.each()] for line in table.lines)
    }
    assert told["killed"] == ["2 / ? / 9", ""]
    assert told["day"] == ["2019-01-05 (told to the day)"] * 2
    assert "summary" not in told
