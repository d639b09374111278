"""The record that every load leaves: begun, and how it ended.

What always holds here: a load that is going on, or was cut off, is on record as `running` until the
next load of the same dataset closes it as `interrupted`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from graph.errors import StatementError, StoreError
from graph.nodes import IngestRun
from graph.schema import upsert_nodes
from graph.store import Store
from graph.writer import Counts


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load did, or would do."""

    dataset: str
    facts: int
    counts: Counts
    derived: Counts
    seconds: float
    interrupted_before: int = 0
    rows: int = 0
    """Rows read, of a source that is a table of events; its counts are of rows then."""
    rejected: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    """Rows in order that are nothing for the graph, by the reason."""
    kept: int = 0
    """What the dataset stated before and does not state now, kept as nobody asked to replace it."""
    beyond: int = 0
    """What it stated before of countries or a time that the file is not about; it is kept."""
    not_there: int = 0
    """Of a list of events that their publisher has withdrawn: those that are not in the graph."""
    dry_run: bool = False


def begin(
    store: Store, dataset: str, origin: str, fingerprint: str, importer: str, version: str
) -> IngestRun:
    """Put on record that a load begins."""
    run = IngestRun(
        id=f"run:{dataset}:{uuid4()}",
        name=dataset[:30],
        dataset=dataset,
        file=origin,
        file_hash=fingerprint,
        importer=importer,
        importer_version=version,
        started_at=_now(),
        state="running",
    )
    _record(store, run)
    return run


def finish(store: Store, run: IngestRun, counts: Counts) -> None:
    """Put on record that it ended, and what it did."""
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


def close_interrupted(store: Store, dataset: str) -> int:
    """Mark earlier loads of the dataset that never ended; how many there were."""
    pattern = "MATCH (run:IngestRun {dataset: $dataset, state: 'running'})"
    parameters = {"dataset": dataset}
    rows = store.read(f"{pattern} RETURN count(run) AS n", parameters)
    if rows and rows[0]["n"]:
        store.write([(f"{pattern} SET run.state = 'interrupted'", parameters)])
        return int(rows[0]["n"])
    return 0


@contextlib.contextmanager
def stopping_told(origin: str) -> Iterator[None]:
    """Turn a failing statement into a sentence that says what became of the load."""
    try:
        yield
    except StatementError as error:
        # The rest of the text is the statement, which is nothing the analyst wrote.
        reason = str(error).splitlines()[0].rstrip(".")
        raise StoreError(
            f"The load of {origin} stopped: {reason}; what was committed is intact, load "
            "again once it is mended."
        ) from error


def _now() -> str:
    # So fine that a load that begins when another has just ended is later than that one.
    return datetime.now(UTC).isoformat("T", "microseconds")


def _record(store: Store, run: IngestRun) -> None:
    row = {"id": run.id, "properties": run.properties()}
    store.write([(upsert_nodes(run.labels), {"rows": [row]})])
