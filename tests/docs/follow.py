"""Follows a page of docs/ word for word, in a copy of the project.

What always holds: a file that a page gives is written as it stands there, its `console` examples
are run as typed, its `sh` blocks have to succeed. `python -m tests.docs.follow` fills in what the
examples print, of the pages that it is given or of all.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphq.graph.opening import open_store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.cli.run import ROOT
from tests.neo4j.provide import Neo4jAddress, neo4j_for_tests

PAGES = (
    "add-a-form.md",
    "add-a-question.md",
    "add-a-source.md",
    "add-a-table.md",
    "assessments.md",
    "changes.md",
)
ON_SERVER = ("moving.md",)
"""Pages that also need a Neo4j, which has to be empty."""

ADDRESS = "neo4j://localhost:7687"
_COPIED = ("graph", "cypher", "ingest", "cli", "graphq", "docs", "tests", "tools", "requirements")
_FILES = ("conftest.py", "docker-compose.yml", "pyproject.toml", "README.md")
_BLOCK = re.compile(
    r"(?:^`(?P<file>[\w./-]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S
)
_SECONDS = re.compile(r"\(\d+\.\d s\)")


@dataclass(frozen=True)
class Step:
    """One thing that a page asks for: a file to write, or a command with what it prints."""

    file: str
    command: str
    text: str
    is_example: bool = False
    """Whether the text is what the command prints."""


def steps(page: str) -> Iterator[Step]:
    """Every step of the page, in order."""
    for block in _BLOCK.finditer(text_of(page)):
        if block["file"]:
            yield Step(block["file"], "", block["text"])
        elif block["kind"] == "console":
            first, _, printed = block["text"].partition("\n")
            yield Step("", first.removeprefix("$ "), printed, is_example=True)
        elif block["kind"] == "sh":
            yield Step("", block["text"].strip(), "")


def text_of(page: str) -> str:
    """The page."""
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


class Project:
    """A copy of the project to work in, with the jnim dossier loaded beside it."""

    def __init__(self, place: Path, server: Neo4jAddress | None = None) -> None:
        """Copy what the steps need; what was built or cached stays behind.

        The server, if there is one, stands for the one whose address the pages give.
        """
        self.root, self.graph, self.server = place / "graphq", place / "graph", server
        left = shutil.ignore_patterns("__pycache__", "node_modules", ".mypy_cache")
        for folder in _COPIED:
            shutil.copytree(ROOT / folder, self.root / folder, symlinks=True, ignore=left)
        for file in _FILES:
            shutil.copy(ROOT / file, self.root / file)
        with open_store(self.graph, "write") as store:
            load(Dossier.find("jnim"), store, "test")

    def follow(self, step: Step) -> str:
        """Do what the step says; returns what a command prints. Fails when a command fails."""
        if step.file:
            path = self.root / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
            return ""
        command, credentials = step.command, dict[str, str]()
        if self.server is not None:
            command = command.replace(ADDRESS, self.server.uri)
            credentials["NEO4J_USER"] = self.server.user
            credentials["NEO4J_PASSWORD"] = self.server.password
        for name, module in (("graphq ", "-m graphq.cli.main "), ("python ", "")):
            if command.startswith(name):
                command = f"{sys.executable} {module}{command.removeprefix(name)}"
        clean = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("GRAPHQ_", "NEO4J_", "PYTEST_"))
        }
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.root,
            env={
                **clean,
                **credentials,
                "PYTHONPATH": str(self.root),
                "PYTHONIOENCODING": "utf-8",
                "COLUMNS": "100",
                "GRAPHQ_DB": str(self.graph),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{step.command}\n{done.stdout}\n{done.stderr}"
        printed = done.stdout + done.stderr
        return printed.replace(self.server.uri, ADDRESS) if self.server else printed


def comparable(printed: str) -> str:
    """What is printed, without how long it took."""
    return _SECONDS.sub("(0.0 s)", printed)


def main() -> None:
    """Write what each example prints into the pages; into those that are named, if any are."""
    for page in sys.argv[1:] or (*PAGES, *ON_SERVER):
        with contextlib.ExitStack() as stack:
            place = stack.enter_context(tempfile.TemporaryDirectory())
            server = stack.enter_context(neo4j_for_tests()) if page in ON_SERVER else None
            project = Project(Path(place), server)
            followed = [(step, project.follow(step)) for step in steps(page)]
        # One command may stand on a page twice, and print something else the second time.
        printed = iter([text for step, text in followed if step.is_example])

        def filled(block: re.Match[str], printed: Iterator[str] = printed) -> str:
            if block["kind"] != "console":
                return block[0]
            first = block["text"].partition("\n")[0]
            return f"```console\n{first}\n{comparable(next(printed))}```"

        (ROOT / "docs" / page).write_text(_BLOCK.sub(filled, text_of(page)), encoding="utf-8")


if __name__ == "__main__":
    main()
