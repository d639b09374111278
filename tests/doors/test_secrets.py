"""A password stands in no message, and in no file of a graph or beside it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from graphq.cli.main import _run
from graphq.cli.opening import store_options
from tests.figures import tried

SECRETS: Final = {"NEO4J_PASSWORD": "pass-of-neo4j-77", "GRAPHQ_SERVE_PASSWORD": "pass-of-serve-88"}
NOBODY: Final = "bolt://127.0.0.1:9"
COMMANDS: Final = (
    ("status",), ("status", "-f", "json"), ("doctor",), ("show", "jnim"), ("lineage", "nobody"),
    ("cypher", "RETURN 1 AS a"), ("cypher", "CREATE (:X)"), ("cypher", "RETURN $p AS a"),
    ("load", "jnim"), ("export", "jsonl", "all.jsonl"), ("brief", "jnim", "-o", "jnim.html"),
    ("assess", "Gao airport", "--assessor", "A B", "--effect", "3", "--yes"),
    ("browser-kit", "kit"),
    ("status", "--db", NOBODY), ("doctor", "--db", NOBODY), ("load", "jnim", "--db", NOBODY),
    ("status", "--db", f"bolt://neo4j:{SECRETS['NEO4J_PASSWORD']}@127.0.0.1:9"),
    ("doctor", "--db", f"neo4j+s://neo4j:{SECRETS['NEO4J_PASSWORD']}@127.0.0.1:9"),
    ("serve", "--db", NOBODY), ("mcp", "--db", f"http://x:{SECRETS['NEO4J_PASSWORD']}@127.0.0.1"),
)  # fmt: skip


def test_a_password_is_told_and_kept_nowhere(
    jnim_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    graph = shutil.copytree(jnim_folder, tmp_path / "graph")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHQ_DB", str(graph))
    monkeypatch.setenv("GRAPHQ_WAIT", "0.1")
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    lost = []
    for arguments in COMMANDS:
        monkeypatch.setattr("sys.argv", ["graphq", *arguments])
        capfd.readouterr()
        _run()
        told = "".join(capfd.readouterr())
        files = [file for file in tmp_path.rglob("*") if file.is_file()]
        lost += [
            (arguments, where)
            for secret in SECRETS.values()
            for where, content in [("told", told.encode()), *((f, f.read_bytes()) for f in files)]
            if secret.encode() in content
        ]
    tried("commands with a password around them", len(COMMANDS), len(COMMANDS) - len(lost))
    assert lost == []
    monkeypatch.setattr("sys.argv", ["graphq"])
    assert not [secret for secret in SECRETS.values() if secret in repr(store_options(SECRETS))]
