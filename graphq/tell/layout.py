"""Rows for people: a table where it fits the width, otherwise one block a row.

What always holds here: no word of up to sixteen letters is broken, nothing is cut off, and a column
that is blank throughout is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from graphq.tell.cells import plain
from graphq.tell.footnotes import Footnotes

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import Answer
    from graphq.cypher.ask.header import Column

_RIGHT: Final = ("integer", "number")
_VOCABULARY: Final = re.compile(r"[a-z]+(?:-[a-z]+)*(?:, [a-z]+(?:-[a-z]+)*)*")
_OF_A_VOCABULARY: Final = (
    "tactics", "targetType", "type", "kind", "extent", "users", "attributions", "attribution",
)  # fmt: skip
_DOUBTFUL: Final = ("part", "disputed", "possible", "suspected", "coarse")
_WHOLE_WORD: Final = 16
_WIDEST: Final = 60
_LONG: Final = 40
"""A cell this long is a sentence; in a thin column it would become a tower of words."""

_FACTS_WIDTH: Final = 40
_GAP: Final = 2


def shown_columns(answer: Answer) -> Mapping[str, Column]:
    """The columns of a table: none that is hidden, told below, blank or as usual throughout."""
    return {
        name: column
        for name, column in answer.columns.items()
        if not (column.hidden or column.below)
        and {plain(row.get(name)) for row in answer.rows} - {"", "no", column.usual}
    }


def plain_table(**more: Any) -> Table:
    """A table with a line under its head and nothing else."""
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", **more)


def table_or_cards(answer: Answer, notes: Footnotes, out: Console) -> RenderableType:
    """The rows of an answer, laid out for the width."""
    columns = shown_columns(answer)
    cells = [
        [_cell(name, row.get(name), column, notes) for name, column in columns.items()]
        for row in answer.rows
    ]
    widths = _widths(columns, cells, out.width)
    if widths is None:
        cards = [_card(columns, row) for row in cells]
        return Group(cards[0], *(part for card in cards[1:] for part in (Text(), card)))
    table = plain_table(padding=(0, 1, 0, 0))
    for (name, column), width in zip(columns.items(), widths, strict=True):
        justify: Any = "right" if column.type in _RIGHT else "left"
        title = Text(column.title or name)
        table.add_column(title, justify=justify, overflow="fold", width=width)
    for row in cells:
        table.add_row(*row)
    return table


def _cell(name: str, value: Any, column: Column, notes: Footnotes) -> Text:
    if column.type == "sources":
        return Text(
            notes.mark(value or []), style="yellow" if "disputed" in column.title else "dim"
        )
    if column.type == "facts":
        lines = [f"{plain(fact['text'])} {notes.mark(fact['sources'])}" for fact in value or []]
        return Text("\n".join(lines))
    style = "yellow" if value in _DOUBTFUL else ""
    text = plain(value)
    if name in _OF_A_VOCABULARY and _VOCABULARY.fullmatch(text):
        # Words of a vocabulary read better, and break better, with blanks.
        text = text.replace("-", " ")
    return Text(text, style=style)


def _widths(
    columns: Mapping[str, Column], cells: list[list[Text]], available: int
) -> list[int] | None:
    """A width for each column, or None where the rows read better as blocks."""
    least, most = [], []
    for index, (name, column) in enumerate(columns.items()):
        texts = [Text(column.title or name), *(row[index] for row in cells)]
        longest_word = max(len(word) for text in texts for word in [*text.plain.split(), ""])
        floor = _FACTS_WIDTH if column.type == "facts" else min(longest_word, _WHOLE_WORD)
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
    kinds = [column.type for column in columns.values()]
    thin = any(
        kind == "text" and high >= _LONG and width * 3 < high
        for kind, width, high in zip(kinds, given, most, strict=True)
    )
    return None if thin else given


def _card(columns: Mapping[str, Column], row: list[Text]) -> RenderableType:
    """One row as a block: the first cell as its head, short cells on a line, long ones below."""
    names = [column.title or name for name, column in columns.items()]
    block = Table.grid(padding=(0, 1))
    block.add_column(style="dim", justify="right", min_width=12)
    block.add_column(overflow="fold")
    short: list[Text] = []
    for name, cell in zip(names[1:], row[1:], strict=True):
        if not cell.plain:
            continue
        if cell.cell_len <= 14 and "\n" not in cell.plain:
            short.append(Text.assemble((f"{name} ", "dim"), cell))
        else:
            block.add_row(name, cell)
    head = Text.assemble((row[0].plain, "bold"), "  ", Text("   ").join(short))
    return Group(head, block)
