"""Cypher stands in `cypher/` and `graph/`: neither the command nor the library has statements."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWN = {"cli/commands.py", "cli/serve.py"}
"""Each prints one statement, as an example of what a user can type."""


def test_neither_the_command_nor_the_library_has_a_statement() -> None:
    library = [room for room in (ROOT / "graphq").iterdir() if not room.is_symlink()]
    found = [
        str(file.relative_to(ROOT))
        for room in (ROOT / "cli", *library)
        for file in ([room] if room.is_file() else sorted(room.rglob("*")))
        if file.suffix in (".py", ".cypher")
        for _ in re.findall(r"\b(?:MATCH|UNWIND|MERGE|CREATE|RETURN)\b", file.read_text("utf-8"))
    ]
    assert sorted(set(found)) == sorted(SHOWN)
    assert len(found) == 2 * len(SHOWN)


def test_the_hall_of_questions_has_nothing_but_questions() -> None:
    loose = [file.name for file in (ROOT / "cypher").iterdir() if file.is_file()]
    assert [name for name in loose if not name.endswith(".cypher")] == ["__init__.py"]
