"""What a load has done, in sentences.

What always holds here: the last sentence says how many were read, new, changed, unchanged, retired
and rejected; what was not loaded is told with where to find it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from graphq.graph.letters import clean
from graphq.tell.doubts import doubts_told
from graphq.tell.foreseen import as_objects

if TYPE_CHECKING:
    from graphq.ingest.load import Load
    from graphq.ingest.runs import Summary

_REMARKS: Final = 10
"""As many remarks are told."""
_LONGEST: Final = 400
"""Letters of a reason that are told; the list of rejects has all of it."""


def of_encoding(found: Load) -> Iterator[str]:
    """That the letters of the file had to be guessed, where it was so."""
    if found.file and found.file.encoding == "cp1252":
        yield (
            f"{clean(found.file.name)} is not in Unicode; its letters were taken as those of "
            "western Europe (cp1252). If names look wrong, save it in UTF-8 and load it again."
        )


def of_rejects(found: Load) -> Iterator[str]:
    """How many rows could not be read, and why the first of them."""
    from graphq.ingest.places.tree import shortened

    if found.rejects and found.rejects.count:
        first = shortened(clean(found.rejects.first), _LONGEST).rstrip(".")
        yield (
            f"{found.rejects.count:,} could not be read, listed in "
            f"{clean(str(found.rejects.path))}. The first: {first}."
        )


def of_remarks(summary: Summary) -> Iterator[str]:
    """What should be known of what was loaded, the most frequent first."""
    remarks = sorted(summary.noted.items(), key=lambda one: (-one[1], one[0]))
    for remark, number in remarks[:_REMARKS]:
        yield f"{number:,} {clean(remark)}."
    if more := sum(number for _, number in remarks[_REMARKS:]):
        yield f"{more:,} of which the like is to be said; their notes have it."


def told(found: Load, summary: Summary) -> Iterator[str]:
    """The sentences on what was done; the last has the figures."""
    counts, origin = summary.counts, clean(found.file.name if found.file else found.title)
    if summary.resumed:
        yield ("An earlier load had been cut off; this one finished its work.")
    yield from of_encoding(found)
    for reason, number in summary.left_out.items():
        yield (f"{number:,} left out: {clean(reason)}.")
    yield from of_remarks(summary)
    yield from map(clean, summary.told)
    yield from doubts_told(summary.doubts, origin, every=summary.dry_run)
    if summary.not_there:
        yield (f"{_events(summary.not_there)} of the list not in the graph.")
    if summary.beyond:
        yield (
            f"{_events(summary.beyond)} that {summary.dataset} had before lie in countries or at a "
            "time that this file is not about; kept."
        )
    if summary.kept:
        what = (
            _events(summary.kept)
            if summary.rows
            else f"{summary.kept:,} fact{'' if summary.kept == 1 else 's'}"
        )
        yield (
            f"{what} that {summary.dataset} had before and this file lacks; kept, "
            f"since {summary.why_kept}. If it is all of {summary.dataset}, load it again with "
            "--replace."
        )
    if summary.held:
        yield (
            f"{_events(summary.held)} withdrawn by the publisher; kept, since another dataset "
            "refers to what happened there."
        )
    yield from of_rejects(found)
    seconds = f"({summary.seconds:.1f} s)"
    read = summary.rows or summary.facts
    things = ("row" if summary.rows else "fact") + ("" if read == 1 else "s")
    if summary.dry_run:
        yield (
            f"{origin}: {read:,} {things} read; {counts.created:,} would be new, "
            f"{counts.updated:,} changed, {counts.unchanged:,} unchanged, {counts.retired:,} "
            f"retired. Nothing was changed {seconds}."
        )
    elif not (read or counts.changed or summary.rejected):
        yield (
            f"{origin}: it has no rows yet, so there was nothing to load. Fill it in, then load it "
            "again."
        )
    elif counts.unchanged and not (counts.changed or summary.derived.changed or summary.rejected):
        yield (
            f"{origin}: nothing has changed; all {counts.unchanged:,} {things} were there "
            f"already {seconds}."
        )
    else:
        rejected = f", {summary.rejected:,} rejected" if summary.rejected else ""
        yield (
            f"{origin}: {read:,} {things} read; {counts.created:,} new, {counts.updated:,} "
            f"changed, {counts.unchanged:,} unchanged, {counts.retired:,} retired{rejected} "
            f"{seconds}."
        )


def as_json(found: Load, summary: Summary) -> str:
    """What was done as one JSON object: the figures, the sentences, and what looks wrong.

    Of a dry run it has what it foresees too.
    """
    counts = summary.counts
    doubts = [
        {
            "doubt": doubt.kind,
            "file": doubt.problem.file,
            "line": doubt.problem.line,
            "row": doubt.row,
            "column": doubt.problem.column,
            "reason": doubt.problem.reason,
        }
        for doubt in summary.doubts
    ]
    figures = {
        "dataset": summary.dataset,
        "dryRun": summary.dry_run,
        "read": summary.rows or summary.facts,
        "new": counts.created,
        "changed": counts.updated,
        "unchanged": counts.unchanged,
        "retired": counts.retired,
        "rejected": summary.rejected,
    }
    lists = {
        "told": list(told(found, dataclasses.replace(summary, doubts=()))),
        "doubts": doubts,
        "changes": as_objects(summary.foreseen),
    }
    return json.dumps(figures | lists, ensure_ascii=False)


def _events(number: int) -> str:
    return f"{number:,} event{'' if number == 1 else 's'}"
