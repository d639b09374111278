"""Rewrites the expected rows of every saved question: ``python -m tests.cypher.write_expected``.

What always holds: the cases, with their parameters, stand in the files themselves; only the rows
are written anew, from the jnim dossier in a fresh folder. Look at the difference before keeping it:
``test_questions_against_the_tables.py`` checks the rows against the dossier's tables, but not all.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from graphq.cypher.ask.catalog import questions
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier

FOLDER = Path(__file__).parent / "expected"
Case = dict[str, Any]


def cases(question: str) -> list[Case]:
    """The cases of a question: `parameters` as typed, and the `rows` that are expected."""
    file = FOLDER / f"{question}.json"
    found: list[Case] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return found


def as_json(value: Any) -> Any:
    """The value as it stands in the files: a day is ISO text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def rows_of(store: Store, question: str, parameters: dict[str, Any]) -> list[Any]:
    """The question's rows on the store, as they stand in the files."""
    return [as_json(row) for row in questions()[question].ask(store, parameters).rows]


def as_text(written: Iterable[Case]) -> str:
    """The cases as JSON with one row a line, so that a difference can be read."""
    parts = []
    for case in written:
        lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in case["rows"])
        rows = f"[\n{lines}\n  ]" if lines else "[]"
        parameters = json.dumps(case["parameters"], ensure_ascii=False)
        parts.append(f'  {{"parameters": {parameters},\n  "rows": {rows}}}')
    return "[\n" + ",\n".join(parts) + "\n]\n"


def main() -> None:
    """Rewrite the rows of every file."""
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "graph", "write") as store:
            load(Dossier.find("jnim"), store, "test")
        with open_store(Path(folder) / "graph") as store:
            for name in questions():
                written = [
                    {**case, "rows": rows_of(store, name, case["parameters"])}
                    for case in cases(name)
                ]
                (FOLDER / f"{name}.json").write_text(as_text(written), encoding="utf-8")


if __name__ == "__main__":
    main()
