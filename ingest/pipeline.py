"""The one life of a load: begun, read, written, settled, derived, ended.

What always holds here: every source goes this way. A load that was cut off leaves a folder as it
was, and on a server it is finished by loading again; each load leaves an `IngestRun` that says how
it ended, and a `Dataset` that says how far its record reaches. A dry run goes the same way, and
writes nothing. Of a file that the last load of its dataset brought nothing is written either, and
no record is left.
"""

from __future__ import annotations

import dataclasses
import time

from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.graph.write import identities, reach
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.derived import derive
from graphq.graph.write.gears import in_gear
from graphq.graph.write.writer import prepare
from graphq.ingest import runs
from graphq.ingest.runs import Summary
from graphq.ingest.source import Asked, DatasetPart, OneDataset, Source, Stage, quiet


def load(
    source: Source,
    store: Store,
    version: str,
    stage: Stage = quiet,
    *,
    replace: bool = False,
    dry_run: bool = False,
) -> Summary:
    """Load a source into a store opened for writing, or say what that would do.

    Raises SourceRefusedError, StoreError (what was committed until then is intact), and UsageError
    when it would retire most of what its dataset stated before; `replace` says that this is meant.
    """
    began = time.monotonic()
    asked = Asked(replace, dry_run, stage)
    with runs.stopping_told(source.origin, whole=store.is_whole):
        if dry_run:
            check_version(store)
        else:
            prepare(store)
            if identities.pending(store):
                derive(store)
        done = Summary(source.dataset, dry_run=dry_run)
        for part in source.parts(store):
            done += _part(part, store, version, asked)
    return dataclasses.replace(done, seconds=time.monotonic() - began)


def known(source: Source, store: Store, version: str, *, dry_run: bool = False) -> Summary | None:
    """What a load of the source would tell, if it is known that it changes nothing; else None.

    Nothing is read of a file but its hash. Raises StoreError, UsageError.
    """
    began = time.monotonic()
    check_version(store)
    # Of which datasets a file of several consists is known only when it is read.
    if not isinstance(source, OneDataset) or identities.pending(store):
        return None
    done = Summary(source.dataset, dry_run=dry_run)
    for part in source.parts(store):
        rows = runs.rows_standing(store, part.dataset, part.importer, version, part.fingerprint)
        if rows is None:
            return None
        counts = LoadCounts(unchanged=rows)
        done += Summary(part.dataset, facts=rows, rows=rows, counts=counts)
    return dataclasses.replace(done, seconds=time.monotonic() - began)


def _part(part: DatasetPart, store: Store, version: str, asked: Asked) -> Summary:
    """Load one dataset."""
    reading = part.begin(store, asked)
    in_bulk = reading.in_bulk and not asked.dry_run
    run, cut_off = None, False
    if not asked.dry_run:
        runs.close_interrupted(store, reading.loads)
        cut_off = runs.was_cut_off(store, reading.loads)
        run = runs.new(
            reading.loads,
            part.origin,
            part.fingerprint(),
            part.importer,
            version,
            replaces=asked.replace,
        )
        if not (in_bulk and store.is_whole):
            # What is committed can be asked from here on.
            runs.begin(store, run)
    derived, resumed = LoadCounts(), 0
    with in_gear(store, bulk=in_bulk, dry_run=asked.dry_run) as gear:
        reading.write(gear)
        if in_bulk:
            asked.stage("Writing the rest", 0, True)
        written = gear.settle()
        reading.settle(written, cut_off=cut_off)
        if run:
            derived = derive(written, dataset=part.dataset)
            covers, anew = reading.covers(written), in_bulk or reading.is_whole
            reach.put_on_record(written, part.dataset, covers, anew=anew)
            done = reading.told(Summary(part.dataset, counts=reading.counts))
            resumed = runs.finish(written, run, done, whole=reading.is_whole)
    return reading.told(
        Summary(part.dataset, counts=reading.counts, derived=derived, resumed=resumed)
    )
