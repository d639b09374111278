"""A document on a terminal: wrapped to its width, coloured only there, with numbered footnotes.

What always holds here: what a colour says, a word says too. Every text of the document goes through
`worded`, so that none can colour the terminal, move on it or turn round what stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from graphq.document.document import Block, Branch, Document, Paragraph, Phrase, Table
from graphq.document.footnotes import LETTERS, Footnotes
from graphq.document.form import Form
from graphq.document.layout import STYLES, cross_laid_out, rows_laid_out, text_of, worded
from graphq.document.terminal import console
from graphq.graph.letters import clean

_LETTER_STYLES: Final = {"A": "green", "B": "green", "C": "yellow", "D": "red", "E": "red"}


def show(document: Document) -> None:
    """Print the document."""
    out, notes = console(), Footnotes(document.known)
    begun = bool(document.title)
    if document.title:
        out.print(_title(document, notes))
    for section in document.sections:
        if begun and section.apart:
            out.print()
        begun = True
        if section.heading:
            out.print(worded(section.heading, "bold"))
        _print(section.blocks, notes, out)
    for place, note in enumerate(document.notes):
        if place == 0:
            out.print()
        out.print(worded(f"Note: {note}", "italic"))
    _print_footnotes(notes, out)


def show_blocks(*blocks: Block) -> None:
    """Print blocks that belong to no document."""
    _print(blocks, Footnotes({}), console())


def _print(blocks: Iterable[Block], notes: Footnotes, out: Console) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            parts = _paragraph(block, notes)
        elif isinstance(block, Table):
            parts = _table(block, notes, out.width)
        else:
            parts = iter([worded(block.alt)])
        for part in parts:
            out.print(part)


def _title(document: Document, notes: Footnotes) -> Text:
    about = "".join(f"  {text}" for text in document.about)
    mark = notes.mark(document.sources)
    return Text.assemble(
        worded(document.title, "bold"), worded(about), (f"  {mark}" if mark else "", "dim")
    )


def _paragraph(block: Paragraph, notes: Footnotes) -> Iterator[RenderableType]:
    if block.aligned:
        grid = Grid.grid(padding=(0, 1))
        grid.add_column(style="dim", justify="right")
        grid.add_column(overflow="fold")
        for said in block.sentences:
            grid.add_row(worded(said.about), _sentence(said, notes))
        yield grid
    elif block.listed:
        for said in block.sentences:
            between = "  " if said.about else ""
            told = Text.assemble(worded(said.about, "dim"), between, _sentence(said, notes))
            yield Padding(told, (0, 0, 0, 4 if said.deeper else 2))
    else:
        yield Text(" ").join(_sentence(said, notes) for said in block.sentences)


def _sentence(said: Phrase, notes: Footnotes) -> Text:
    mark = notes.mark(said.sources)
    return Text.assemble(worded(said.text, STYLES[said.tone]), (f" {mark}" if mark else "", "dim"))


def _table(table: Table, notes: Footnotes, width: int) -> Iterator[RenderableType]:
    if not table.lines:
        yield worded(table.nothing)
    elif table.trees:
        for tree in table.trees:
            yield _tree(tree, notes)
    elif table.cross:
        for place, piece in enumerate(cross_laid_out(table, notes, width)):
            if place:
                yield Text()
            yield piece
    else:
        yield rows_laid_out(table, notes, width)
    if table.counted and table.lines:
        number = len(table.lines)
        yield Text(f"{number:,} row{'' if number == 1 else 's'}", style="dim")


def _tree(root: Branch, notes: Footnotes) -> Tree:
    tree = Tree(_label(root.said, notes), guide_style="dim")
    _grow(tree, root.branches, notes)
    return tree


def _grow(tree: Tree, branches: Sequence[Branch], notes: Footnotes) -> None:
    for branch in branches:
        _grow(tree.add(_label(branch.said, notes)), branch.branches, notes)


def _label(said: Iterable[Phrase], notes: Footnotes) -> Text:
    return Text().join(text_of(one, notes) for one in said)


def _print_footnotes(notes: Footnotes, out: Console) -> None:
    """Print the numbered sources."""
    entries = notes.entries()
    if not entries:
        return
    out.print()
    out.print(Text(f"Sources ({LETTERS})", "dim"))
    margin = len(f"[{len(entries)}] A ")
    for source in entries:
        # A long address stays in one piece, so that a terminal can open it.
        width = max(out.width - margin, 20)
        lines = wrap(clean(source.whole), width, break_long_words=False, break_on_hyphens=False)
        mark = f"[{source.number}]".rjust(margin - 3)
        letter = worded(source.letter, _LETTER_STYLES.get(source.letter, "dim"))
        out.print(Text.assemble(f"{mark} ", letter, f" {lines[0]}"), soft_wrap=True)
        for line in lines[1:]:
            out.print(Text(" " * margin + line), soft_wrap=True)


FORM: Final = Form("for a terminal", place=0, shown=show)
