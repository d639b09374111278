"""Runs the notebook and writes what its cells show: `python -m tools.notebook`.

With `--check` nothing is written, and a cell that shows something else makes the exit code 1.
What always holds here: a cell tagged `not-kept` shows a page too large to keep in the file; it is
run all the same. What is kept is what an answer shows, never a path of the machine it ran on.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient import NotebookClient

FILE: Final = Path(__file__).parents[1] / "docs" / "report.ipynb"
NOT_KEPT: Final = "not-kept"
_SECONDS: Final = 300


def run() -> Any:
    """The notebook with what its cells show now. Raises CellExecutionError."""
    notebook = nbformat.read(FILE, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(FILE.parents[1])}},
        record_timing=False,
    )
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type == "code" and NOT_KEPT in cell.metadata.get("tags", []):
            cell.outputs = []
    notebook.metadata.pop("language_info", None)
    return notebook


def shown(notebook: Any) -> list[list[dict[str, Any]]]:
    """What each cell shows, without what differs from one run to the next."""
    return [
        [
            {key: value for key, value in output.items() if key != "execution_count"}
            for output in cell.get("outputs", [])
        ]
        for cell in notebook.cells
    ]


def main(arguments: list[str]) -> int:
    """Write the notebook, or check it; returns the exit code."""
    made = run()
    if "--check" not in arguments:
        nbformat.write(made, FILE)  # type: ignore[no-untyped-call]
        return 0
    kept = nbformat.read(FILE, as_version=4)  # type: ignore[no-untyped-call]
    if shown(made) == shown(kept):
        return 0
    print("docs/report.ipynb shows something else now: run python -m tools.notebook")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
