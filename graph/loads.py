"""Loads that were cut off, and have not been finished since.

What always holds here: while such a load is on record, an answer may rest on half of a dataset, and
says so.
"""

from __future__ import annotations

from typing import Final

from graph.store import Store

_UNFINISHED: Final = """
MATCH (run:IngestRun)
WHERE run.state <> 'finished' AND NOT EXISTS {
  MATCH (later:IngestRun {dataset: run.dataset, state: 'finished'})
  WHERE later.startedAt > run.startedAt
}
RETURN DISTINCT run.dataset AS dataset
ORDER BY dataset
"""


def cut_off(store: Store) -> list[str]:
    """The datasets whose last load has not ended."""
    return [str(row["dataset"]) for row in store.read(_UNFINISHED)]


def cut_off_note(dataset: str) -> str:
    """What to say of such a dataset."""
    return f"A load of {dataset} has not ended, so this may rest on half of it. Load it again."
