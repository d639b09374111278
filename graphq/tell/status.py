"""What a graph holds and what was loaded into it, printed in each form."""

from __future__ import annotations

import sys
from typing import Final

from rich.table import Table
from rich.text import Text

from graphq.graph.errors import how_to_load
from graphq.graph.opening import is_server
from graphq.graph.read.holdings import numbers, span_of_incidents
from graphq.graph.read.loads import cut_off, last_loads
from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.tell.cells import markdown_cell, markdown_table, plain
from graphq.tell.console import console
from graphq.tell.form import Format
from graphq.tell.layout import plain_table
from graphq.tell.render import print_csv, print_json

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
_MOMENTS: Final = ("startedAt", "finishedAt")
_COUNTS_OF_A_LOAD: Final = ("created", "changed", "unchanged", "retired")


def print_status(store: Store, output: Format) -> None:
    """Print where the graph is, how much is in it, and the last loads."""
    check_version(store)
    info = store.info()
    counts = numbers(store, _COUNTED)
    span = span_of_incidents(store)
    runs = last_loads(store)
    unfinished = cut_off_sentences(store)
    if output is Format.JSON:
        place = {"place": info.place, "engine": info.engine, "version": info.version}
        found = {
            "counts": counts,
            "incidents": span,
            "loads": runs,
            "cutOff": [load._asdict() for load in cut_off(store)],
        }
        print_json({**place, **found})
        return
    if output is Format.CSV:
        print_csv(list(_RUN_COLUMNS), runs)
        return
    told = [", ".join(f"{label} {count:,}" for label, count in counts.items())]
    if span["first"]:
        told.append(f"Incidents from {span['first']} to {span['last']}")
    rows = [[_shown(name, run[name]) for name in _HEADS] for run in runs]
    nothing = [] if runs else [f"Nothing was loaded yet: {how_to_load(info.place)}"]
    if output is Format.MD:
        about = f"{markdown_cell(plain(info.engine))} {markdown_cell(plain(info.version))}"
        lines = [f"**{markdown_cell(plain(info.place))}** {about}", ""]
        lines += [f"{markdown_cell(text)}\n" for text in told]
        lines += markdown_table(list(_HEADS.values()), rows) if runs else []
        lines += [f"\n{markdown_cell(plain(text))}" for text in [*nothing, *unfinished]]
        sys.stdout.write("\n".join(lines).rstrip() + "\n")
        return
    out = console()
    place_line = Text.assemble((plain(info.place), "bold"), f"  {info.engine} {info.version}")
    out.print(place_line)
    for text in told:
        out.print(Text(text))
    if runs:
        out.print(_table(rows, narrow=out.width < _ROOM_FOR_ALL))
    for text in [*nothing, *unfinished]:
        out.print(Text(plain(text), style="yellow" if text in unfinished else ""))


def _table(rows: list[list[str]], narrow: bool) -> Table:
    """The loads as a table; a narrow one leaves out when they ended."""
    table = plain_table()
    shown = [name for name in _HEADS if not (narrow and name == "finishedAt")]
    for name in shown:
        table.add_column(
            _HEADS[name],
            overflow="fold",
            justify="right" if name in _COUNTS_OF_A_LOAD else "left",
            no_wrap=name != "dataset",
        )
    for row in rows:
        cells = dict(zip(_HEADS, row, strict=True))
        table.add_row(*(Text(cells[name]) for name in shown))
    return table


def cut_off_sentences(store: Store) -> list[str]:
    """What to say of each load that has not ended."""
    # A reader of a folder waits for the writer; on a server a load may be at work meanwhile.
    unless = " unless it is still at work" if is_server(store.info().place) else ""
    return [f"The load of {load} was cut off{unless}; load it again." for load in cut_off(store)]


def _shown(name: str, value: object) -> str:
    """A cell; a moment without its seconds and its zone, which the head tells."""
    text = plain(value)
    return text[:16].replace("T", " ") if name in _MOMENTS else text
