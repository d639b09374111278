"""What the parts of the benchmark have measured, each under a name, for the table at the end.

What always holds here: a part prints what it measures; where `everything` has named a file for it,
it is noted there too.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

VARIABLE: Final = "GRAPHQ_BENCH_NOTES"
"""Names the file, one measurement a line."""


def note(name: str, value: float) -> None:
    """Note a measurement, in the unit that its name ends with."""
    if file := os.environ.get(VARIABLE):
        with Path(file).open("a", encoding="utf-8") as opened:
            opened.write(json.dumps([name, value]) + "\n")


def noted(file: Path) -> dict[str, float]:
    """What is noted in the file, the last of each name."""
    if not file.exists():
        return {}
    return dict(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
