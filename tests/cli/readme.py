"""The examples of the README: commands with what they print.

An example is a `console` block whose first line is `$ graphq …`. A line that is only `…` stands for
any lines left out. `python -m tests.cli.readme` fills in what each command prints now.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graphq.graph.opening import open_store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.cli.run import ROOT, graphq

README = ROOT / "README.md"
LEFT_OUT = "…"
_BLOCK = re.compile(r"```console\n\$ graphq (?P<command>[^\n]+)\n(?P<printed>.*?)```", re.DOTALL)
_FOOTNOTES_SHOWN = 3


def examples() -> Iterator[tuple[str, str]]:
    """Each example: the command after `graphq`, and what it is said to print."""
    for block in _BLOCK.finditer(README.read_text(encoding="utf-8")):
        yield block["command"], block["printed"]


def printed(command: str, db: Path) -> str:
    """What the command prints, failures included."""
    ran = graphq(*shlex.split(command), db=db)
    return ran.out + ran.err


def agrees(said: str, found: str) -> bool:
    """Whether what is found is what is said, apart from the lines that are left out."""
    parts = [re.escape(part.strip("\n")) for part in re.split(rf"^{LEFT_OUT}$", said, flags=re.M)]
    return re.fullmatch(r"\n.*\n?".join(parts) + r"\n*", found, re.DOTALL) is not None


def _shortened(text: str) -> str:
    """The text with only the first footnotes."""
    lines = text.rstrip("\n").split("\n")
    notes = [index for index, line in enumerate(lines) if re.match(r" *\[\d+\] [A-F] ", line)]
    if len(notes) <= _FOOTNOTES_SHOWN + 1:
        return "\n".join(lines) + "\n"
    return "\n".join([*lines[: notes[_FOOTNOTES_SHOWN]], LEFT_OUT]) + "\n"


def main() -> None:
    """Write what each example prints into the README."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "graph"
        with open_store(folder, "write") as store:
            load(Dossier.find("jnim"), store, "readme")

        def filled(block: re.Match[str]) -> str:
            shown = _shortened(printed(block["command"], folder))
            return f"```console\n$ graphq {block['command']}\n{shown}```"

        text = README.read_text(encoding="utf-8")
        README.write_text(_BLOCK.sub(filled, text), encoding="utf-8")


if __name__ == "__main__":
    main()
