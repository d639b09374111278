"""A question starts without what it does not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.run import ROOT

HEAVY = {"numpy", "pydantic", "yaml", "typer", "networkx", "pandas", "neo4j", "openpyxl", "babel"}
ON_A_PAGE_OF_HELP = {*HEAVY, "arcadedb", "rich"} - {"typer"}

RUN = """
import sys
from graphq.cli.main import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def imported(*arguments: str) -> set[str]:
    """The modules and packages that a run of the command imports."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stderr.split())


def test_a_question_imports_only_what_it_uses(jnim_folder: Path) -> None:
    found = imported("lineage", "jnim", "--db", str(jnim_folder))
    assert {"arcadedb", "rich"} <= found
    assert not found & HEAVY
    assert not imported("counts", "jnim", "-f", "json", "--db", str(jnim_folder)) & {*HEAVY, "rich"}


def test_a_page_of_help_imports_no_engine() -> None:
    assert not imported("--help") & ON_A_PAGE_OF_HELP
