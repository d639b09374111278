"""Tables on a terminal: a table where it fits the width, otherwise one block a row.

What always holds here: no word of up to sixteen letters is broken, and nothing is cut off.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from graphq.document.document import Cell, Column, Phrase, Table, Tone
from graphq.document.footnotes import Footnotes
from graphq.graph.letters import visible

STYLES: Final = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.QUIET: "dim",
    Tone.DOUBTFUL: "yellow",
    Tone.CODE: "dim",
    Tone.MISSING: "dim italic",
    Tone.LOW: "green",
    Tone.MIDDLE: "yellow",
    Tone.HIGH: "bold red",
}
_MISSING: Final = STYLES[Tone.MISSING]
_WHOLE_WORD: Final = 16
_WIDEST: Final = 60
_LONG: Final = 40
"""A cell this long is a sentence; in a thin column it would become a tower of words."""

_FACTS_WIDTH: Final = 40
_GAP: Final = 2
_WHOLE_FIGURES: Final = 79
"""The width from which on figures of several words are kept whole."""
_NARROWEST: Final = 22
_FIRST: Final = 16


def worded(text: str, style: str = "") -> Text:
    """A text of a document as the terminal shows it, on one line with all of its blanks."""
    return Text(visible(text), style=style)


def text_of(said: Phrase, notes: Footnotes) -> Text:
    """What is said, with the mark of its sources."""
    mark = notes.mark(said.sources)
    blank = " " if mark and said.text and not said.text.endswith(" ") else ""
    return worded(f"{said.text}{blank}{mark}", STYLES[said.tone])


def cell_text(cell: Cell, notes: Footnotes) -> Text:
    """What a cell shows."""
    if cell.short:
        return worded(cell.short, STYLES[cell.tone])
    told = Text("\n" if cell.listed else "").join(text_of(said, notes) for said in cell.said)
    return Text(told.plain, style=STYLES[cell.tone]) if cell.tone else told


def rows_laid_out(table: Table, notes: Footnotes, width: int) -> RenderableType:
    """The rows of a table, laid out for the width."""
    columns = [column for column in table.columns if column.from_width <= width]
    shown = [column in columns for column in table.columns]
    rows = [
        [cell_text(cell, notes) for cell in itertools.compress(line.each(), shown)]
        for line in table.lines
    ]
    if not table.cards:
        return _as_it_fits(columns, rows, table.gap, width)
    widths = _widths(columns, rows, width)
    if widths is None:
        cards = [_card(columns, row) for row in rows]
        return Group(cards[0], *(part for card in cards[1:] for part in (Text(), card)))
    grid = _grid(_GAP - 1)
    for column, fitting in zip(columns, widths, strict=True):
        grid.add_column(worded(column.title), justify=_side(column), overflow="fold", width=fitting)
    for row in rows:
        grid.add_row(*row)
    return grid


def pieces_of(table: Table, fitting: int) -> Iterator[Sequence[int]]:
    """The places of the columns of a cross table, as many at a time as fit beside its first.

    Where that can be, the columns of a group stand together.
    """
    block: list[int] = []
    places = range(1, len(table.columns))
    for _, of_it in itertools.groupby(places, lambda place: table.columns[place].group):
        group = list(of_it)
        if block and len(block) + len(group) > fitting:
            yield block
            block = []
        for place in group:
            if len(block) == fitting:
                yield block
                block = []
            block.append(place)
    if block:
        yield block


def cross_laid_out(table: Table, notes: Footnotes, width: int) -> Iterator[RenderableType]:
    """The pieces of a cross table, with the sources of each column at its foot."""
    for piece in pieces_of(table, max(1, (width - _FIRST - 2) // (_NARROWEST + 2))):
        columns = [table.columns[place] for place in piece]
        grid = _grid(gap=2)
        grid.add_column("", overflow="fold", vertical="bottom")
        for column in columns:
            head = Text("\n").join(map(worded, (column.title, *column.under)))
            grid.add_column(head, overflow="fold", min_width=_NARROWEST, vertical="bottom")
        for line in table.lines:
            head, *cells = (cell_text(cell, notes) for cell in line.each())
            if line.is_total:
                grid.add_section()
                head.style = "bold"
                cells = [Text(c.plain, "dim") if c.style == _MISSING else c for c in cells]
            grid.add_row(head, *(cells[place - 1] for place in piece))
        grid.add_row("sources", *(Text(notes.mark(column.sources), "dim") for column in columns))
        yield grid


def _grid(gap: int) -> Grid:
    """A table with a line under its head and nothing else."""
    padding = (0, gap, 0, 0) if gap else (0, 1)
    return Grid(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=padding
    )


def _side(column: Column) -> Any:
    return "right" if column.number else "left"


def _as_it_fits(
    columns: Sequence[Column], rows: Sequence[Sequence[Text]], gap: int, width: int
) -> RenderableType:
    """A table that breaks its cells wherever it has to."""
    grid = _grid(gap)
    for place, column in enumerate(columns):
        texts = [column.title, *(row[place].plain for row in rows)]
        longest = max(len(word) for text in texts for word in [*text.split(), ""])
        whole = column.whole and width >= _WHOLE_FIGURES
        grid.add_column(
            worded("" if column.silent else column.title),
            justify=_side(column),
            overflow="fold",
            no_wrap=column.short,
            min_width=longest if whole else None,
        )
    for row in rows:
        grid.add_row(*row)
    return grid


def _widths(
    columns: Sequence[Column], cells: Sequence[Sequence[Text]], available: int
) -> list[int] | None:
    """A width for each column, or None where the rows read better as blocks."""
    least, most = [], []
    for index, column in enumerate(columns):
        texts = [Text(column.title), *(row[index] for row in cells)]
        longest_word = max(len(word) for text in texts for word in [*text.plain.split(), ""])
        floor = _FACTS_WIDTH if column.kind == "facts" else min(longest_word, _WHOLE_WORD)
        least.append(floor)
        longest_line = max(len(line) for text in texts for line in [*text.plain.split("\n"), ""])
        most.append(max(floor, min(longest_line, _WIDEST)))
    room = available - _GAP * (len(columns) - 1)
    if sum(most) <= room:
        return most
    wanted = [high - low for low, high in zip(least, most, strict=True)]
    spare = room - sum(least)
    if spare < 0 or sum(most) > 2.2 * room:
        return None
    given = [low + spare * want // sum(wanted) for low, want in zip(least, wanted, strict=True)]
    thin = any(
        column.kind == "text" and high >= _LONG and width * 3 < high
        for column, width, high in zip(columns, given, most, strict=True)
    )
    return None if thin else given


def _card(columns: Sequence[Column], row: Sequence[Text]) -> RenderableType:
    """One row as a block: the first cell as its head, short cells on a line, long ones below."""
    block = Grid.grid(padding=(0, 1))
    block.add_column(style="dim", justify="right", min_width=12)
    block.add_column(overflow="fold")
    short: list[Text] = []
    for column, cell in zip(columns[1:], row[1:], strict=True):
        if not cell.plain:
            continue
        if cell.cell_len <= 14 and "\n" not in cell.plain:
            short.append(Text.assemble(worded(f"{column.title} ", "dim"), cell))
        else:
            block.add_row(worded(column.title), cell)
    head = Text.assemble((row[0].plain, "bold"), "  ", Text("   ").join(short))
    return Group(head, block)
