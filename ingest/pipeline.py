"""Read, transform, write, retire, derive: the way of every source into the graph.

What always holds here: a source is read and checked whole before anything is written; a load that
was cut off is finished by loading again; each load leaves an `IngestRun` that says how it ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol
from uuid import uuid4

from graph.derived import derive
from graph.errors import StatementError, StoreError, UsageError
from graph.nodes import IngestRun
from graph.schema import upsert_nodes
from graph.store import Store
from graph.writer import Counts, Writer, prepare
from ingest.facts import Facts

_RETIRED_UNASKED: Final = 20
"""As many facts, and more than half of a dataset, are retired only where it is asked for."""


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


def load(
    source: Source, store: Store, version: str, stage: Stage = _quiet, *, replace: bool = False
) -> Summary:
    """Load a source into a store opened for writing.

    Raises SourceRefusedError, StoreError, and UsageError when it would retire most of what its
    dataset stated before; `replace` says that this is meant.
    """
    began = time.monotonic()
    prepare(store)
    facts = source.facts(store)
    writer = Writer(store, source.dataset)
    if not replace:
        _refuse_another_source(writer, source, facts)
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
    writer.progress = stage(f"Loading {source.dataset}", len(facts))
    try:
        writer.write(facts.nodes.values())
        writer.write(facts.relationships.values())
        writer.retire()
        derived = derive(store)
    except StatementError as error:
        # The rest of the text is the statement, which is nothing the analyst wrote.
        reason = str(error).splitlines()[0].rstrip(".")
        raise StoreError(
            f"The load of {source.origin} stopped: {reason}; what was committed is intact, load "
            "again once it is mended."
        ) from error
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


def _refuse_another_source(writer: Writer, source: Source, facts: Facts) -> None:
    """Raise UsageError when this looks like another source under the name of an earlier one."""
    left_out, stated = writer.left_out(facts.nodes.keys() | facts.relationships.keys())
    if left_out >= _RETIRED_UNASKED and left_out > stated / 2:
        raise UsageError(
            f"Loading {source.origin} would retire {left_out:,} of the {stated:,} facts that "
            f"{source.dataset} stated before, so it looks like another source under the same "
            "name; nothing was loaded. Rename the folder, or give --replace if this is meant."
        )


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
