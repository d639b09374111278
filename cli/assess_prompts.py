"""What `graphq assess` asks at a terminal, and how it shows what it will write.

What always holds here: an answer that cannot be taken is told why, and asked for again; a blank
criterion is one that is not scored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import typer
from rich.text import Text

from graphq.carver.view import STYLES
from graphq.cli.assess import SCALE
from graphq.graph.errors import UsageError
from graphq.graph.model.ratings import CRITERIA, MEANINGS, NOT_SCORED, Scale, total_of
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.carver.row import assessors_of, day_of, note_of, scale_of
from graphq.tell.cells import clean
from graphq.tell.console import console
from graphq.tell.layout import plain_table

if TYPE_CHECKING:
    from graphq.ingest.sources.carver.row import Entry

T = TypeVar("T")


def ask(prompt: str) -> str:
    """One answer from the terminal. Raises UsageError where the input has ended."""
    try:
        return input(prompt).strip()
    except EOFError as error:
        raise UsageError("The input ended before all was asked; nothing was written.") from error


def ask_cells(name: str, key: str, given: Mapping[str, str | None], today: date) -> dict[str, str]:
    """Everything that is not given yet, as the cells of a row."""
    typer.echo(f"Rating {clean(name)} ({clean(key)}) by CARVER, for its protection.")
    typer.echo("The scores are your own judgement. Enter leaves a criterion not scored.")
    typer.echo("Say nothing of how the place is laid out or guarded.\n")
    if given["assessor"] is None:
        typer.echo("Several who judged together are separated by semicolons.")
    cells = {
        "assessor": _until(given["assessor"], "Assessor's name: ", "", assessors_of),
        "date": _until(
            given["date"], f"Date [{today}]: ", today.isoformat(), lambda text: day_of(text, today)
        ),
        "scale": _until(
            given["scale"],
            f"Scale, lowest to highest [{SCALE}]: ",
            SCALE,
            lambda text: scale_of({"scale": text}),
        ),
    }
    scale = Scale.parse(cells["scale"])
    typer.echo(f"\n{scale.low} is the least of each, {scale.high} the most.")
    for criterion in CRITERIA:
        prompt = f"{criterion:<16}{MEANINGS[criterion]}: "
        cells[criterion] = _until(None, prompt, "", scale.score)
    cells["note"] = _until(given["note"], "\nNote, may be blank: ", "", note_of)
    return cells


def _until(given: str | None, prompt: str, default: str, read: Callable[[str], T]) -> str:
    """What is given, or else what is answered, once it can be read."""
    while True:
        text = given if given is not None else ask(prompt) or default
        try:
            read(text)
        except RowRefusedError as refused:
            reason = refused.reason
        except ValueError as error:
            reason = str(error)
        else:
            return text
        if given is not None:
            raise UsageError(f"{clean(given)}: {reason}.")
        typer.echo(f"  {clean(reason)}.")


def describe(entry: Entry, before: Entry | None) -> None:
    """Show what will be written, beside what was entered before."""
    out = console()
    out.print()
    out.print(Text(f"{clean(entry.target)} ({clean(entry.target_id)})", style="bold"))
    out.print(Text(_signed(entry)))
    table = plain_table(padding=(0, 2, 0, 0))
    for heading in ("criterion", "score", *(["before"] if before else [])):
        table.add_column(heading, overflow="fold")
    for criterion in CRITERIA:
        row = [Text(criterion), _cell(entry, criterion)]
        table.add_row(*row, *([_cell(before, criterion)] if before else []))
    total = total_of(list(entry.scores.values()))
    scored = sum(score is not None for score in entry.scores.values())
    shown = f"—, {scored} of {len(CRITERIA)} scored" if total is None else str(total)
    table.add_row(Text("total", style="bold"), Text(shown), *([Text("")] if before else []))
    out.print(table)
    if entry.note:
        out.print(Text(f"Note: {clean(entry.note)}"))
    if before:
        out.print(Text("This takes the place of what was entered before."))


def describe_all(entries: Sequence[Entry]) -> None:
    """Show what will be written, a line for each rating."""
    out = console()
    table = plain_table(padding=(0, 2, 0, 0))
    for heading in ("facility", "assessed by, when, scale", "scores"):
        table.add_column(heading, overflow="fold")
    for entry in entries:
        told = ", ".join(
            f"{name} {NOT_SCORED if score is None else score}"
            for name, score in entry.scores.items()
        )
        table.add_row(Text(clean(entry.target)), Text(_signed(entry)), Text(told))
    out.print(table)


def _signed(entry: Entry) -> str:
    return clean(f"{'; '.join(entry.assessors)}, {entry.date}, scale {entry.scale}")


def _cell(entry: Entry, criterion: str) -> Text:
    score = entry.scores[criterion]
    if score is None:
        return Text(NOT_SCORED, style="dim italic")
    band = entry.scale.band(score)
    return Text(f"{score} {band}", style=STYLES[band])
