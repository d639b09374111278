"""A pattern with one known end begins at it.

The embedded engine begins where a pattern does. `(event:Incident)-[…]->(:Group {id: $id})` goes
through all incidents for one group: on 96,000 of them, loading a dossier took 150 seconds, and 4
once it began at the group.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FROM_ALL = re.compile(
    r"MATCH \(\w*:[A-Z]\w*\)"  # any node of a label
    r"<?-\[[^\]]*\]->?"  # a relationship
    r"\(\w*:(?:\w+|\{\w+\}) \{{1,2}id:"  # the node of one id
)


def test_no_statement_looks_for_one_node_from_all_of_a_label() -> None:
    sources = [
        found
        for part in ("graph", "ingest", "cypher", "cli")
        for kind in ("*.py", "*.cypher")
        for found in (ROOT / part).rglob(kind)
    ]
    assert len(sources) > 100
    assert [
        f"{found.relative_to(ROOT)}: {pattern}"
        for found in sources
        for pattern in FROM_ALL.findall(found.read_text("utf-8"))
    ] == []


def test_such_a_statement_is_found() -> None:
    assert FROM_ALL.search("MATCH (a:Name)-[r:NAMES]->(:Group {id: pair.entity})")
    assert FROM_ALL.search("MATCH (spelling:Name)-[:NAMES]->(:{label} {{id: $id}})")
    assert FROM_ALL.search("MATCH (:Group {id: $id})<-[r:NAMES]-(a:Name)") is None
