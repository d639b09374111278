"""A brief as Markdown, with footnotes.

What always holds here: text from data is escaped, so that no name becomes a heading, a link, a
table or HTML; the picture stands in a file beside, or in words where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from graphq.document.document import Block, Brief, Paragraph, Picture, Sentence, Table
from graphq.document.text import GRADES, heading, numbers_of, shown

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
_LINE_START: Final = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])(?=\s|$|[-=])")
_ADDRESS: Final = re.compile(r"(?<=[A-Za-z])(://)|(?<=www)(\.)|(?<=\S)(@)(?=\S)", re.IGNORECASE)
_CLEAN_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\|`]+", re.ASCII | re.IGNORECASE)


def as_markdown(brief: Brief, picture: str | None = None) -> str:
    """The brief as Markdown; `picture` is the name of the file beside it that has the drawing."""
    title, below = heading(brief)
    lines = [f"# {escaped(title)}", "", escaped(below)]
    for section in brief.sections:
        lines += ["", f"## {escaped(section.heading)}"]
        for block in section.blocks:
            lines += ["", *_block(block, brief, picture)]
    lines += ["", "## Sources", "", escaped(GRADES), ""]
    for source in brief.sources:
        told = f"{source.letter or '–'} · {escaped(source.text)}"
        if source.address:
            clean = _CLEAN_ADDRESS.fullmatch(source.address)
            told += f", <{source.address}>" if clean else f", {escaped(source.address)}"
        lines.append(f"[^{source.number}]: {told}")
    lines += ["", *(f"*{escaped(note)}*\n" for note in brief.notes)]
    return "\n".join(lines).rstrip() + "\n"


def _block(block: Block, brief: Brief, picture: str | None) -> list[str]:
    match block:
        case Paragraph():
            return _paragraph(block, brief)
        case Table():
            return _table(block, brief)
        case Picture():
            caption = f"{escaped(block.caption)}{_mark(block.sources, brief)}"
            if picture is None:
                return [f"{caption}: {escaped(block.alt)}"]
            return [f"![{escaped(block.alt)}](<{picture}>)", "", caption]


def _paragraph(block: Paragraph, brief: Brief) -> list[str]:
    said = [_sentence(sentence, brief) for sentence in block.sentences]
    return [f"- {text}" for text in said] if block.listed else [" ".join(said)]


def _sentence(sentence: Sentence, brief: Brief) -> str:
    return escaped(sentence.text) + _mark(sentence.sources, brief)


def _table(table: Table, brief: Brief) -> list[str]:
    heads = [escaped(column.title) for column in table.columns]
    marks = ["---:" if column.number else "---" for column in table.columns]
    lines = [
        f"{escaped(table.caption)}:",
        "",
        f"| {' | '.join(heads)} | Sources |",
        f"|{'|'.join(marks)}|---|",
    ]
    lines += [
        f"| {' | '.join(map(escaped, line.cells))} | {_mark(line.sources, brief)} |"
        for line in table.lines
    ]
    return [*lines, "", *_paragraph(table.after, brief)] if table.after else lines


def _mark(sources: Iterable[str], brief: Brief) -> str:
    return "".join(f"[^{number}]" for number in numbers_of(sources, brief.numbers))


def escaped(text: str) -> str:
    """The text as Markdown shows it as it stands."""
    found = _MARKS.sub(r"\\\1", shown(text))
    found = _LINE_START.sub(lambda at: f"{at[1]}\\{at[2]}" if at[1] else f"\\{at[3]}", found)
    return _ADDRESS.sub(
        lambda at: "".join(f"\\{c}" if n == 0 else c for n, c in enumerate(at[0])), found
    )
