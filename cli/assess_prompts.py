"""What `graphq assess` asks at a terminal.

What always holds here: an answer that cannot be taken is told why, and asked for again; a blank
criterion is one that is not scored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from graphq.document.console import say
from graphq.graph.errors import UsageError
from graphq.graph.model.ratings import CRITERIA, MEANINGS, USUAL_SCALE, Scale
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.carver.row import assessors_of, day_of, note_of, scale_of

T = TypeVar("T")


def ask(prompt: str) -> str:
    """One answer from the terminal. Raises UsageError where the input has ended."""
    try:
        return input(prompt).strip()
    except EOFError as error:
        raise UsageError("The input ended before all was asked; nothing was written.") from error


def ask_cells(name: str, key: str, given: Mapping[str, str | None], today: date) -> dict[str, str]:
    """Everything that is not given yet, as the cells of a row."""
    say(f"Rating {name} ({key}) by CARVER, for its protection.")
    say("The scores are your own judgement. Enter leaves a criterion not scored.")
    say("Say nothing of how the place is laid out or guarded.")
    say()
    if given["assessor"] is None:
        say("Several who judged together are separated by semicolons.")
    cells = {
        "assessor": _until(given["assessor"], "Assessor's name: ", "", assessors_of),
        "date": _until(
            given["date"], f"Date [{today}]: ", today.isoformat(), lambda text: day_of(text, today)
        ),
        "scale": _until(
            given["scale"],
            f"Scale, lowest to highest [{USUAL_SCALE}]: ",
            USUAL_SCALE,
            lambda text: scale_of({"scale": text}),
        ),
    }
    scale = Scale.parse(cells["scale"])
    say()
    say(f"{scale.low} is the least of each, {scale.high} the most.")
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
            raise UsageError(f"{given}: {reason}.")
        say(f"  {reason}.")
