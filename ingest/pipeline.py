"""Read, transform, write, retire, derive: the way of every source into the graph.

What always holds here: a source is read and checked whole before anything is written; a load that
was cut off is finished by loading again; each load leaves an `IngestRun` that says how it ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Protocol

from graphq.graph.errors import UsageError
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.graph.write import identities, stand_ins
from graphq.graph.write.derived import attach_anew, derive
from graphq.graph.write.writer import DERIVED, Counts, Writer, prepare
from graphq.ingest import runs
from graphq.ingest.attach import attach
from graphq.ingest.events.missing import UNREADABLE
from graphq.ingest.facts import Facts
from graphq.ingest.runs import Summary

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

    @property
    def is_complete(self) -> bool:
        """Whether its facts, once asked for, are all that it states; else some are unreadable."""
        ...

    def fingerprint(self) -> str:
        """A hash of what is read."""
        ...

    def facts(self, store: Store) -> Facts:
        """Every fact. Raises SourceRefusedError with all problems when some row is wrong."""
        ...


Stage = Callable[[str, int], Callable[[int], None]]
"""Called with what begins now and how many facts it has; returns what to call as they are done."""


def _quiet(stage: str, total: int) -> Callable[[int], None]:
    return lambda done: None


def load(
    source: Source,
    store: Store,
    version: str,
    stage: Stage = _quiet,
    *,
    replace: bool = False,
    dry_run: bool = False,
) -> Summary:
    """Load a source into a store opened for writing, or say what that would do.

    Raises SourceRefusedError, StoreError, and UsageError when it would retire most of what its
    dataset stated before; `replace` says that this is meant.
    """
    began = time.monotonic()
    with runs.stopping_told(source.origin):
        if dry_run:
            check_version(store)
        else:
            prepare(store)
            if identities.pending(store):
                derive(store)
        facts = source.facts(store)
        alone = attach(facts, identities.applied(store))
        writer = Writer(store, source.dataset, dry_run=dry_run, registered=True)
        if not replace:
            _refuse_another_source(writer, source, facts)
        writer.intend([*facts.nodes.values(), *facts.relationships.values()])
        derived, resumed = Counts(), 0
        run = None
        if not dry_run:
            runs.close_interrupted(store, source.dataset)
            run = runs.new(
                source.dataset, source.origin, source.fingerprint(), source.importer, version
            )
            runs.begin(store, run)
        writer.progress = stage(f"Loading {source.dataset}", len(facts))
        writer.write(facts.nodes.values())
        if alone and not dry_run:
            Writer(store, DERIVED).write(stand_ins.of_records(store, sorted(alone)))
        writer.write(facts.relationships.values())
        kept = 0
        if source.is_complete or replace:
            writer.retire(tuple(RELATIONSHIPS.values()))
            if run:
                # What came through a record has to leave the node first.
                attach_anew(store)
            writer.retire(tuple(NODES.values()))
        else:
            kept = writer.keep()
        if run:
            writer.settle()
            derived = derive(store)
            resumed = runs.finish(store, run, writer.counts, whole=not kept)
    return Summary(
        dataset=source.dataset,
        facts=len(facts),
        counts=writer.counts,
        derived=derived,
        seconds=time.monotonic() - began,
        resumed=resumed,
        kept=kept,
        why_kept=UNREADABLE,
        dry_run=dry_run,
    )


def _refuse_another_source(writer: Writer, source: Source, facts: Facts) -> None:
    """Raise UsageError when this looks like another source under the name of an earlier one."""
    left_out, stated = writer.left_out(facts.nodes.keys() | facts.relationships.keys())
    if left_out >= _RETIRED_UNASKED and left_out > stated / 2:
        raise UsageError(
            f"Loading {source.origin} would retire {left_out:,} of the {stated:,} facts that "
            f"{source.dataset} stated before, so it looks like another source under the same "
            "name; nothing was loaded. Rename the folder, or give --replace if this is meant."
        )
