"""What is done to the files of a dossier, told in a sentence for each kind, with file and rows.

What always holds here: what is done in one way to many rows is one sentence, which names the first
of them and gives an example.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_ROWS: Final = 4
"""As many rows are named."""
_LONGEST: Final = 60
"""Characters of an example."""


@dataclass(frozen=True, slots=True)
class Tidying:
    """One thing that is done to a file, or to a row of it, or that is left to a person."""

    file: str
    what: str
    """What is done, as the end of a sentence; the same for all rows to which it is done."""
    line: int = 0
    """The line of the row in the file as it was found; 0 where it is the whole file."""
    example: str = ""
    left: bool = False
    """Whether a person has to do it."""


def sentences(told: Iterable[Tidying]) -> list[str]:
    """A sentence for each kind of thing, in the order in which they were first told."""
    kinds: dict[tuple[str, str], list[Tidying]] = {}
    for one in told:
        kinds.setdefault((one.file, one.what), []).append(one)
    return [_sentence(file, what, found) for (file, what), found in kinds.items()]


def _sentence(file: str, what: str, found: Sequence[Tidying]) -> str:
    lines = list(dict.fromkeys(one.line for one in found if one.line))
    place = f"{file}, {_lines(lines)}" if lines else file
    example = next((one.example for one in found if one.example), "")
    return f"{place}: {what}{f' ({example})' if example else ''}."


def _lines(lines: Sequence[int]) -> str:
    shown = [str(line) for line in lines[:_ROWS]]
    if more := len(lines) - len(shown):
        shown.append(f"{more:,} more")
    if len(shown) == 1:
        return f"line {shown[0]}"
    return f"lines {', '.join(shown[:-1])} and {shown[-1]}"


def shown(text: str) -> str:
    """The text of a cell as an example: on one line, and cut where it is long."""
    text = " ".join(text.split())
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[: _LONGEST - 1]}…'"
