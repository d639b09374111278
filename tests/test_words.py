"""A word means one thing: no two classes that others use bear one name."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.cli.run import ROOT

TWICE = {
    "Source": "the node of who states something, and the protocol of what is loaded (CONTRIBUTING)",
}


def test_no_two_public_classes_bear_one_name() -> None:
    found = defaultdict(list)
    for room in ("graph", "cypher", "ingest", "cli", "graphq"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for made in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(made, ast.ClassDef) and not made.name.startswith("_"):
                    found[made.name].append(str(file.relative_to(ROOT)))
    twice = {name: files for name, files in found.items() if len(files) > 1}
    assert twice.keys() == TWICE.keys(), twice
