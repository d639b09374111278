"""An answer as a document: its rows, where its sources disagree, its notes, and its one object.

What always holds here: every form carries the sources. A disagreement is in every form too; where
there are too many to read, their number is told and where to find them. The object's shape is
documented in `docs/output.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from graphq.document import document as made
from graphq.document.cells import plain
from graphq.document.document import Cell, Cells, Document, Paragraph, Phrase, Section, Table, Tone
from graphq.graph.letters import clean
from graphq.tell.reach import nothing_told, of_time_asked, reach_object, reach_told
from graphq.tell.tree import lineage_trees

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import QuestionAnswer
    from graphq.cypher.ask.header import ReturnedColumn

MOST_TOLD: Final = 20
"""Disagreements beyond which their number is told instead, where nothing else is asked for."""

_CAPITAL: Final = re.compile(r"[A-Z]")
_NUMBERS: Final = ("integer", "number")
_VOCABULARY: Final = re.compile(r"[a-z]+(?:-[a-z]+)*(?:, [a-z]+(?:-[a-z]+)*)*")
_OF_A_VOCABULARY: Final = (
    "tactics", "targetType", "type", "kind", "extent", "users", "attributions", "attribution",
)  # fmt: skip
_DOUBTFUL: Final = ("part", "disputed", "possible", "suspected", "coarse")


def document_of(
    answer: QuestionAnswer,
    most_told: int | None = MOST_TOLD,
    elsewhere: str = "--format json prints them all",
) -> Document:
    """The answer as a document; of more disagreements than `most_told` their number is told."""

    def sections() -> Iterator[Section]:
        yield Section("", (table_of(answer),))
        for title, entries in told_below(answer, most_told, elsewhere):
            told = tuple(Phrase(text, cited, about=about) for about, text, cited in entries)
            yield Section(title, (Paragraph(told, listed=True),))

    def lines() -> Iterator[list[Any]]:
        yield list(answer.columns)
        for row in answer.rows:
            yield [row.get(name) for name in answer.columns]

    return Document(
        title=heading(answer),
        about=(reach_of(answer),),
        compose=sections,
        notes=notes_of(answer),
        known=answer.sources,
        lines=lines,
        data=lambda: as_object(answer),
    )


def heading(answer: QuestionAnswer) -> str:
    """What was asked, in one line."""
    asked = []
    for name, value in answer.asked.items():
        words = in_words(name)
        if name in answer.names:
            asked.append(answer.names[name])
        elif value is True:
            asked.append(words)
        elif name != "asOf":
            asked.append(f"{words} {plain(value)}")
    as_of = answer.parameters.get("asOf")
    asked += [f"as of {as_of}"] if as_of else []
    return clean(": ".join([answer.title.split(": ", 1)[0], ", ".join(asked)]))


def reach_of(answer: QuestionAnswer) -> str:
    """How far the record of what was asked reaches, in one line, to stand beside the heading."""
    day = answer.parameters.get("asOf")
    return clean(reach_told(answer.reach, day if isinstance(day, date) else None))


def notes_of(answer: QuestionAnswer) -> tuple[str, ...]:
    """The sentences to read with the rows: first what of the time asked for is not covered."""
    # Without rows that is said in their place.
    silent = of_time_asked(answer) if answer.rows else ""
    return (*([silent] if silent else []), *answer.notes)


def in_words(name: str) -> str:
    """The name of a parameter or a property as words: `asOf` is `as of`."""
    return _CAPITAL.sub(lambda found: f" {found[0].lower()}", name)


def as_object(answer: QuestionAnswer) -> dict[str, Any]:
    """The answer as the one documented object."""
    return {
        "question": answer.question,
        "parameters": answer.parameters,
        "columns": list(answer.columns),
        "rows": answer.rows,
        "sources": {
            key: {
                "title": source["title"],
                "publisher": source["publisher"],
                "date": source["publishedOn"],
                "address": source["url"],
                "seenAt": source["seenAt"],
                "original": source["original"],
                "reliability": source["reliability"],
                "publishedLater": source["publishedLater"],
            }
            for key, source in answer.sources.items()
        },
        "reach": reach_object(answer),
        "notes": answer.notes,
    }


def table_of(answer: QuestionAnswer) -> Table:
    """The rows as they are shown: of a lineage as trees too."""
    columns = shown_columns(answer)
    return Table(
        tuple(
            made.Column(column.title or name, number=column.type in _NUMBERS, kind=column.type)
            for name, column in columns.items()
        ),
        tuple(
            Cells(cell_of(name, row.get(name), column) for name, column in columns.items())
            for row in answer.rows
        ),
        nothing=nothing_told(answer),
        trees=tuple(lineage_trees(answer)) if answer.shape == "tree" else (),
        cards=True,
    )


def shown_columns(answer: QuestionAnswer) -> Mapping[str, ReturnedColumn]:
    """The columns of a table: none that is hidden, told below, blank or as usual throughout."""
    return {
        name: column
        for name, column in answer.columns.items()
        if not (column.hidden or column.below)
        and {plain(row.get(name)) for row in answer.rows} - {"", "no", column.usual}
    }


def cell_of(name: str, value: Any, column: ReturnedColumn) -> Cell:
    """The value of a column as a cell."""
    if column.type == "sources":
        tone = Tone.DOUBTFUL if "disputed" in column.title else Tone.QUIET
        return made.cell_of("", value or (), tone)
    if column.type == "facts":
        facts = (Phrase(plain(fact["text"]), tuple(fact["sources"])) for fact in value or ())
        return Cell(tuple(facts), listed=True)
    text = plain(value)
    # Words of a vocabulary read better, and break better, with blanks.
    words = name in _OF_A_VOCABULARY and _VOCABULARY.fullmatch(text)
    return Cell(
        (Phrase(text),),
        Tone.DOUBTFUL if value in _DOUBTFUL else Tone.PLAIN,
        short=text.replace("-", " ") if words else "",
    )


def told_below(
    answer: QuestionAnswer, most: int | None, elsewhere: str = ""
) -> Iterator[tuple[str, list[tuple[str, str, tuple[str, ...]]]]]:
    """Each heading with what stands under it: whom or what it is about, the text, its sources.

    Of more than `most` only the number is told, and that they are `elsewhere`.
    """
    for name, column in answer.columns.items():
        if not column.below:
            continue
        entries = {
            (plain(row.get(column.below)), text, cited): None
            for row in answer.rows
            for text, cited in _texts(row.get(name), column.type)
        }
        if most is not None and len(entries) > most:
            subjects = len({about for about, _, _ in entries})
            text = f"{subjects} of the rows have such a note; {elsewhere}."
            yield column.title or name, [("", text, ())]
        elif entries:
            yield column.title or name, list(entries)


def _texts(value: Any, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    """The texts that a value holds, each with the sources that it has of its own."""
    if kind == "facts":
        return [(plain(fact["text"]), tuple(fact["sources"])) for fact in value or ()]
    if isinstance(value, list):
        return [(plain(item), ()) for item in value]
    return [(plain(value), ())] if value else []
