"""A publisher's list of events that it has withdrawn, taken out of the graph.

What always holds here: only incidents of the publisher's own dataset go, and none that another
dataset refers to; a row that cannot be read goes to the rejects file.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.graph.write import identities
from graphq.graph.write.derived import derive
from graphq.graph.write.writer import Counts, prepare
from graphq.ingest import runs
from graphq.ingest.events.orphans import in_graph, retire_incidents, retire_orphans, to_retire
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.files.tables import table_of
from graphq.ingest.runs import Summary


@runtime_checkable
class WithdrawalFormat(Protocol):
    """A publisher's table of withdrawn events."""

    @property
    def name(self) -> str:
        """The word for `--as`."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def dataset(self) -> str:
        """The dataset whose events are withdrawn."""
        ...

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that it needs and that are not there."""
        ...

    def deleted(self, cells: Mapping[str, str]) -> str:
        """The key of the event withdrawn. Raises RowRefusedError."""
        ...


def withdraw(
    form: WithdrawalFormat,
    file: InputFile,
    store: Store,
    version: str,
    rejects: Rejects,
    *,
    dry_run: bool = False,
) -> Summary:
    """Take the events that a list names out of the graph, or say how many that would be.

    Raises StoreError when the graph cannot take it.
    """
    began, rows = time.monotonic(), 0
    keys: dict[str, None] = {}
    table = table_of(form, file)
    rejects.columns = table.columns
    for row in table.rows:
        rows += 1
        if row.problem:
            rejects.add(row, "", row.problem)
            continue
        try:
            keys[f"{form.dataset}:{form.deleted(row.cells)}"] = None
        except RowRefusedError as refused:
            rejects.add(row, refused.column, refused.reason)
    counts, derived = Counts(), Counts()
    ids = list(in_graph(store, keys))
    held = resumed = 0
    if dry_run:
        check_version(store)
        counts.retired = len(to_retire(store, form.dataset, ids))
        held = len(ids) - counts.retired
    else:
        with runs.stopping_told(file.name):
            prepare(store)
            if identities.pending(store):
                derive(store)
            runs.close_interrupted(store, form.name)
            cut_off = runs.was_cut_off(store, form.name)
            run = runs.new(form.name, file.name, file.fingerprint(), form.name, version)
            runs.begin(store, run)
            counts.retired, held = retire_incidents(store, form.dataset, ids)
            if counts.retired or cut_off:
                retire_orphans(store, form.dataset, identities.applied(store), {})
                derived = derive(store)
            resumed = runs.finish(store, run, counts, whole=False)
    return Summary(
        dataset=form.dataset,
        facts=rows,
        counts=counts,
        derived=derived,
        seconds=time.monotonic() - began,
        rows=rows,
        resumed=resumed,
        rejected=rejects.count,
        held=held,
        not_there=len(keys) - len(ids),
        dry_run=dry_run,
    )
