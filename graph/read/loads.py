"""Loads that were cut off, and have not been finished since.

What always holds here: while such a load is on record, an answer may rest on half of a dataset, and
says so. Which later load finishes one, the loaders say, and put it on record.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from graphq.graph.records import Row
from graphq.graph.store import Store

COPY: Final = "a copy of a graph"
"""The dataset on the record of a copy onto a server that has not ended; its file is the place that
is copied. When the copy is whole the record goes."""

UNFINISHED: Final = ("running", "interrupted")
"""States of a load that has not ended; one that a later load has made good is `resumed`."""

_UNFINISHED: Final = """
MATCH (run:IngestRun)
WHERE run.state IN $states
RETURN DISTINCT run.dataset AS dataset, run.file AS file
ORDER BY dataset, file
"""

_ENDED: Final = """
MATCH (run:IngestRun)
WHERE run.state IN ['finished', 'resumed']
RETURN DISTINCT run.dataset AS dataset
ORDER BY dataset
"""
_LAST: Final = """
MATCH (run:IngestRun)
RETURN run.dataset AS dataset, run.startedAt AS startedAt, run.finishedAt AS finishedAt,
  run.state AS state, run.created AS created, run.updated AS changed,
  run.unchanged AS unchanged, run.retired AS retired, run.importerVersion AS version
ORDER BY startedAt DESC, dataset
LIMIT 20
"""


class CutOff(NamedTuple):
    """A load that has not ended: of which dataset, and which file or folder."""

    dataset: str
    file: str

    def __str__(self) -> str:
        """Both in words, or the dataset alone where the file has its name."""
        return self.dataset if self.file == self.dataset else f"{self.dataset} ({self.file})"


def cut_off(store: Store) -> list[CutOff]:
    """The loads that have not ended."""
    rows = store.read(_UNFINISHED, {"states": list(UNFINISHED)})
    return [CutOff(str(row["dataset"]), str(row["file"] or row["dataset"])) for row in rows]


def loaded(store: Store) -> list[str]:
    """The datasets of the loads that have ended, in alphabetical order."""
    return [str(row["dataset"]) for row in store.read(_ENDED)]


def cut_off_note(load: CutOff) -> str:
    """What to say of such a load."""
    if load.dataset == COPY:
        return (
            f"A copy of {load.file} into this place has not ended, so this may rest on half of it. "
            "Copy it again."
        )
    return (
        f"A load of {load} has not ended, so this may rest on half of it. Load it again, and after "
        "it any newer file."
    )


def last_loads(store: Store) -> list[Row]:
    """The last twenty loads, the last first: when, what of, how it ended, and what it changed."""
    return store.read(_LAST)
