"""What is entered of CARVER scores, as it is shown before it is written.

What always holds here: what was not scored says so, and a total stands only where all six are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphq.carver.scored import Score
from graphq.carver.view import cell_shown
from graphq.document import document as made
from graphq.document.document import Block, Cells, Column, Paragraph, Phrase, Table, Tone, cell_of
from graphq.graph.letters import clean
from graphq.graph.model.ratings import CRITERIA, NOT_SCORED, total_of

if TYPE_CHECKING:
    from graphq.ingest.sources.carver.row import Entry


def one_entered(entry: Entry, before: Entry | None) -> Iterator[Block]:
    """What will be written, beside what was entered before."""
    yield _sentence(f"{clean(entry.target)} ({clean(entry.target_id)})", Tone.STRONG)
    yield _sentence(_signed(entry))
    shown = [entry, before] if before else [entry]
    rows = [Cells((criterion, *(_cell(one, criterion) for one in shown))) for criterion in CRITERIA]
    total = total_of(list(entry.scores.values()))
    scored = sum(score is not None for score in entry.scores.values())
    told = f"—, {scored} of {len(CRITERIA)} scored" if total is None else str(total)
    rows.append(Cells((cell_of("total", tone=Tone.STRONG), told, *([""] if before else []))))
    heads = ("criterion", "score", "before")[: len(shown) + 1]
    yield Table(tuple(map(Column, heads)), tuple(rows), gap=2)
    if entry.note:
        yield _sentence(f"Note: {clean(entry.note)}")
    if before:
        yield _sentence("This takes the place of what was entered before.")


def all_entered(entries: Sequence[Entry]) -> Table:
    """What will be written, a line for each rating."""
    return Table(
        tuple(map(Column, ("facility", "assessed by, when, scale", "scores"))),
        tuple(Cells((clean(entry.target), _signed(entry), _scores(entry))) for entry in entries),
        nothing="Nothing.",
        gap=2,
    )


def _scores(entry: Entry) -> str:
    return ", ".join(
        f"{name} {NOT_SCORED if score is None else score}" for name, score in entry.scores.items()
    )


def _sentence(text: str, tone: Tone = Tone.PLAIN) -> Paragraph:
    return Paragraph((Phrase(text, tone=tone),))


def _signed(entry: Entry) -> str:
    return clean(f"{'; '.join(entry.assessors)}, {entry.date}, scale {entry.scale}")


def _cell(entry: Entry, criterion: str) -> made.Cell:
    score = entry.scores[criterion]
    return cell_shown(Score(criterion, score, None if score is None else entry.scale.band(score)))
