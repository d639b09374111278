"""Read, transform, write, retire, derive: the way of every source into the graph.

What always holds here: a source is read and checked whole before anything is written; a load that
was cut off is finished by loading again; each load leaves an `IngestRun` that says how it ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from uuid import uuid4

from graph.derived import derive
from graph.nodes import IngestRun
from graph.schema import upsert_nodes
from graph.store import Store
from graph.writer import Counts, Writer, prepare
from ingest.facts import Facts


class Source(Protocol):
    """Something that can be loaded."""

    @property
    def dataset(self) -> str:
        """The name under which its facts are kept."""
        ...

    @property
    def origin(self) -> str:
        """The file or folder, for the record of the load."""
        ...

    @property
    def importer(self) -> str:
        """Which module reads it."""
        ...

    def fingerprint(self) -> str:
        """A hash of what is read."""
        ...

    def facts(self, store: Store) -> Facts:
        """Every fact. Raises SourceRefusedError with all problems when some row is wrong."""
        ...


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load did."""

    dataset: str
    facts: int
    counts: Counts
    derived: Counts
    seconds: float
    interrupted_before: int


Stage = Callable[[str, int], Callable[[int], None]]
"""Called with what begins now and how many facts it has; returns what to call as they are done."""


def _quiet(stage: str, total: int) -> Callable[[int], None]:
    return lambda done: None


def load(source: Source, store: Store, version: str, stage: Stage = _quiet) -> Summary:
    """Load a source into a store opened for writing. Raises SourceRefusedError, StoreError."""
    began = time.monotonic()
    prepare(store)
    facts = source.facts(store)
    interrupted = _close_interrupted(store, source.dataset)
    run = IngestRun(
        id=f"run:{source.dataset}:{uuid4()}",
        name=source.dataset[:30],
        dataset=source.dataset,
        file=source.origin,
        file_hash=source.fingerprint(),
        importer=source.importer,
        importer_version=version,
        started_at=_now(),
        state="running",
    )
    _record(store, run)
    writer = Writer(store, source.dataset, stage(f"Loading {source.dataset}", len(facts)))
    writer.write(facts.nodes.values())
    writer.write(facts.relationships.values())
    writer.retire()
    derived = derive(store)
    counts = writer.counts
    _record(
        store,
        run.model_copy(
            update={
                "finished_at": _now(),
                "state": "finished",
                "created": counts.created,
                "updated": counts.updated,
                "unchanged": counts.unchanged,
                "retired": counts.retired,
            }
        ),
    )
    seconds = time.monotonic() - began
    return Summary(source.dataset, len(facts), counts, derived, seconds, interrupted)


def _now() -> str:
    return datetime.now(UTC).isoformat("T", "seconds")


def _record(store: Store, run: IngestRun) -> None:
    row = {"id": run.id, "properties": run.properties()}
    store.write([(upsert_nodes(run.labels), {"rows": [row]})])


def _close_interrupted(store: Store, dataset: str) -> int:
    """Mark earlier loads of the dataset that never ended; how many there were."""
    pattern = "MATCH (run:IngestRun {dataset: $dataset, state: 'running'})"
    parameters = {"dataset": dataset}
    rows = store.read(f"{pattern} RETURN count(run) AS n", parameters)
    if rows[0]["n"]:
        store.write([(f"{pattern} SET run.state = 'interrupted'", parameters)])
    return int(rows[0]["n"])
