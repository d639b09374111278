"""What a graph holds and what was loaded into it, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from graphq.document.cells import plain
from graphq.document.document import (
    Block,
    Cells,
    Column,
    Document,
    Paragraph,
    Phrase,
    Section,
    Table,
    Tone,
)
from graphq.graph.errors import how_to_load
from graphq.graph.opening import is_server
from graphq.graph.read.holdings import numbers, span_of_incidents
from graphq.graph.read.loads import COPY, CutOff, cut_off, last_loads
from graphq.graph.read.reach import reaches
from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.tell.reach import age_told

_COUNTED: Final = (
    "Group", "Person", "ChangeEvent", "Incident", "Target", "Location", "Tally",
    "Assessment", "Source",
)  # fmt: skip
_RUN_COLUMNS: Final = (
    "dataset", "startedAt", "finishedAt", "state", "created", "changed", "unchanged", "retired",
    "version",
)  # fmt: skip
_HEADS: Final = {
    "dataset": "dataset",
    "startedAt": "begun (UTC)",
    "finishedAt": "ended (UTC)",
    "state": "state",
    "created": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "retired": "retired",
}
"""The columns for people, with their heads."""

_ROOM_FOR_ALL: Final = 105
"""The width from which on there is room for when a load ended."""
_MOMENTS: Final = ("startedAt", "finishedAt")
_COUNTS_OF_A_LOAD: Final = ("created", "changed", "unchanged", "retired")
_COLUMNS: Final = tuple(
    Column(
        head,
        number=name in _COUNTS_OF_A_LOAD,
        short=name != "dataset",
        from_width=_ROOM_FOR_ALL if name == "finishedAt" else 0,
    )
    for name, head in _HEADS.items()
)


def document_of(store: Store) -> Document:
    """Where the graph is, how much is in it, and the last loads. Raises StoreError."""
    check_version(store)
    info = store.info()
    counts = numbers(store, _COUNTED)
    span = span_of_incidents(store)
    runs = last_loads(store)
    unfinished = cut_off(store)
    reach = reaches(store)
    today = date.today()

    def blocks() -> Iterator[Block]:
        yield _sentence(", ".join(f"{label} {count:,}" for label, count in counts.items()))
        if span["first"]:
            yield _sentence(f"Incidents from {span['first']} to {span['last']}")
        for one in reach:
            yield _sentence(f"{plain(one.dataset)} {age_told(one, today)} (by {one.by})")
        if runs:
            yield Table(
                _COLUMNS, tuple(Cells(_shown(name, run[name]) for name in _HEADS) for run in runs)
            )
        else:
            yield _sentence(f"Nothing was loaded yet: {how_to_load(info.place)}")
        yield from (_sentence(plain(text), Tone.DOUBTFUL) for text in _told(unfinished, info.place))

    return Document(
        title=plain(info.place),
        about=(f"{plain(info.engine)} {plain(info.version)}",),
        compose=lambda: [Section("", tuple(blocks()), apart=False)],
        lines=lambda: [_RUN_COLUMNS, *([run.get(name) for name in _RUN_COLUMNS] for run in runs)],
        data=lambda: {
            "place": info.place,
            "engine": info.engine,
            "version": info.version,
            "counts": counts,
            "incidents": span,
            "reach": [
                {"dataset": one.dataset, "from": one.first, "to": one.last, "by": one.by}
                for one in reach
            ],
            "loads": runs,
            "cutOff": [load._asdict() for load in unfinished],
        },
    )


def _sentence(text: str, tone: Tone = Tone.PLAIN) -> Paragraph:
    return Paragraph((Phrase(text, tone=tone),))


def cut_off_sentences(store: Store) -> list[str]:
    """What to say of each load that has not ended."""
    return _told(cut_off(store), store.info().place)


def _told(loads: Iterable[CutOff], place: str) -> list[str]:
    # A reader of a folder waits for the writer; on a server a load may be at work meanwhile.
    unless = " unless it is still at work" if is_server(place) else ""
    return [
        f"The copy of {load.file} into this place was cut off{unless}; copy it again."
        if load.dataset == COPY
        else f"The load of {load} was cut off{unless}; load it again."
        for load in loads
    ]


def _shown(name: str, value: object) -> str:
    """A cell; a moment without its seconds and its zone, which the head tells."""
    text = plain(value)
    return text[:16].replace("T", " ") if name in _MOMENTS else text
