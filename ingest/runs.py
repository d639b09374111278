"""The record that every load leaves: begun, and how it ended.

What always holds here: a load that is going on, or was cut off, is on record as `running` until the
next load of the same dataset closes it as `interrupted`; once a load has done what it left undone,
it is `resumed`.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from graphq.graph.errors import StatementError, StoreError
from graphq.graph.model.nodes import IngestRun
from graphq.graph.model.schema import upsert_nodes
from graphq.graph.read.loads import UNFINISHED, cut_off
from graphq.graph.store import Store
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.foreseen import Foreseen
from graphq.ingest.files.problems import Doubt

_TO_RESUME: Final = (
    "MATCH (run:IngestRun {dataset: $dataset, state: 'interrupted'}) "
    "WHERE $whole OR (run.fileHash = $hash AND ($replaces OR NOT run.replaces))"
)
_RUNS: Final = """
MATCH (run:IngestRun {dataset: $dataset})
RETURN run.state AS state, run.fileHash AS hash, run.importer AS importer,
  run.importerVersion AS version, run.rows AS rows
ORDER BY run.startedAt DESC
"""
_EVENTS: Final = "MATCH (event:Incident) WHERE event.dataset = $dataset RETURN count(*) AS n"
_FINISHED: Final = (
    "MATCH (run:IngestRun {dataset: $dataset, state: 'finished'}) RETURN count(run) AS n"
)


UNREADABLE: Final = "it may be among what could not be read"
"""Why something is kept that its dataset no longer states: the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load did, or would do."""

    dataset: str
    facts: int = 0
    counts: LoadCounts = field(default_factory=LoadCounts)
    derived: LoadCounts = field(default_factory=LoadCounts)
    seconds: float = 0.0
    resumed: int = 0
    """Loads that had been cut off before, and are finished by this one."""
    rows: int = 0
    """Rows read, of a source that is a table of events; its counts are of rows then."""
    rejected: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    """Rows in order that are nothing for the graph, by the reason."""
    noted: dict[str, int] = field(default_factory=dict)
    """What was loaded and a reader should know something of, by what it is."""
    kept: int = 0
    """What the dataset stated before and does not state now, kept as nobody asked to replace it."""
    why_kept: str = ""
    """Why it was kept: the end of a sentence."""
    held: int = 0
    """What its publisher withdrew and stays, since another dataset refers to it."""
    beyond: int = 0
    """What it stated before of countries or a time that the file is not about; it is kept."""
    not_there: int = 0
    """Of a list of events that their publisher has withdrawn: those that are not in the graph."""
    told: tuple[str, ...] = ()
    """What else who loads it should know, in sentences."""
    doubts: tuple[Doubt, ...] = ()
    """What looks wrong in it and was loaded all the same."""
    dry_run: bool = False
    foreseen: tuple[Foreseen, ...] = ()
    """What a dry run would change, fact by fact; of a table of events as far as it is in the graph
    already: of one that is not there every row is new."""

    def __add__(self, more: Summary) -> Summary:
        """What two loads did together."""
        left_out = Counter(self.left_out) + Counter(more.left_out)
        noted = Counter(self.noted) + Counter(more.noted)
        return Summary(
            self.dataset,
            self.facts + more.facts,
            self.counts + more.counts,
            self.derived + more.derived,
            self.seconds + more.seconds,
            self.resumed + more.resumed,
            self.rows + more.rows,
            self.rejected + more.rejected,
            dict(left_out),
            dict(noted),
            self.kept + more.kept,
            more.why_kept or self.why_kept,
            self.held + more.held,
            self.beyond + more.beyond,
            self.not_there + more.not_there,
            (*self.told, *more.told),
            (*self.doubts, *more.doubts),
            self.dry_run or more.dry_run,
            (*self.foreseen, *more.foreseen),
        )


def new(
    dataset: str,
    origin: str,
    fingerprint: str,
    importer: str,
    version: str,
    *,
    replaces: bool = False,
) -> IngestRun:
    """A load that begins now, and is not on record yet."""
    return IngestRun(
        id=f"run:{dataset}:{uuid4()}",
        name=dataset[:30],
        dataset=dataset,
        file=origin,
        file_hash=fingerprint,
        importer=importer,
        importer_version=version,
        started_at=_now(),
        state="running",
        replaces=replaces,
    )


def begin(store: Store, run: IngestRun) -> None:
    """Put on record that it has begun."""
    _record(store, run)


def rows_standing(
    store: Store, dataset: str, importer: str, version: str, fingerprint: Callable[[], str]
) -> int | None:
    """How many rows a file has, if every one of them is known to be in the graph as it stands.

    That is known where the last load of the dataset was of this very file, read by the same
    graphq, and left nothing of it out; nothing else of the dataset may be in the graph.
    """
    runs = store.read(_RUNS, {"dataset": dataset})
    if not runs or runs[0]["rows"] is None:
        return None
    last = runs[0]
    if any(run["state"] in UNFINISHED for run in runs):
        return None
    if (last["importer"], last["version"]) != (importer, version):
        return None
    # Reading a file is quick beside counting what a large graph holds of it.
    if fingerprint() != last["hash"]:
        return None
    (found,) = store.read(_EVENTS, {"dataset": dataset})
    return int(last["rows"]) if found["n"] == last["rows"] else None


def finish(store: Store, run: IngestRun, done: Summary, *, whole: bool) -> int:
    """Put on record that it ended, what it did, and how many loads it made good.

    Those that were cut off are made good by the same file, asked for no less, or by one that is the
    whole of what the dataset now states.
    """
    counts = done.counts
    ended = {
        "finished_at": _now(),
        "state": "finished",
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "retired": counts.retired,
        "rows": _all_standing(done),
    }
    _record(store, run.model_copy(update=ended))
    given = {
        "dataset": run.dataset,
        "hash": run.file_hash,
        "whole": whole,
        "replaces": run.replaces,
    }
    resumed = int(store.read(f"{_TO_RESUME} RETURN count(run) AS n", given)[0]["n"])
    if resumed:
        store.write([(f"{_TO_RESUME} SET run.state = 'resumed'", given)])
    return resumed


def close_interrupted(store: Store, dataset: str) -> None:
    """Mark earlier loads of the dataset that never ended."""
    pattern = "MATCH (run:IngestRun {dataset: $dataset, state: 'running'})"
    parameters = {"dataset": dataset}
    rows = store.read(f"{pattern} RETURN count(run) AS n", parameters)
    if rows and rows[0]["n"]:
        store.write([(f"{pattern} SET run.state = 'interrupted'", parameters)])


def ordinal(store: Store, dataset: str) -> int:
    """The how-manieth load of the dataset begins; what was cut off does not count."""
    rows = store.read(_FINISHED, {"dataset": dataset})
    return 1 + (int(rows[0]["n"]) if rows else 0)


def was_cut_off(store: Store, dataset: str) -> bool:
    """Whether a load of the dataset has not ended."""
    return any(load.dataset == dataset for load in cut_off(store))


@contextlib.contextmanager
def stopping_told(origin: str, *, whole: bool) -> Iterator[None]:
    """Turn a failing statement into a sentence that says what became of the load.

    `whole` is whether all that is written holds, or none of it.
    """
    try:
        yield
    except StatementError as error:
        # The rest of the text is the statement, which is nothing the analyst wrote.
        reason = str(error).splitlines()[0].rstrip(".")
        kept = "the graph is as it was" if whole else "what was committed is intact"
        raise StoreError(
            f"The load of {origin} stopped: {reason}; {kept}, load again once it is mended."
        ) from error


def _all_standing(done: Summary) -> int | None:
    """How many rows there are, if the graph has all of them, and nothing else of the dataset."""
    loaded = done.counts.created + done.counts.updated + done.counts.unchanged
    beside = done.kept or done.beyond or done.held
    return done.rows if done.rows and done.rows == loaded and not beside else None


def _now() -> str:
    # So fine that a load that begins when another has just ended is later than that one.
    return datetime.now(UTC).isoformat("T", "microseconds")


def _record(store: Store, run: IngestRun) -> None:
    row = {"id": run.id, "properties": run.properties()}
    store.write([(upsert_nodes(run.labels), {"rows": [row]})])
