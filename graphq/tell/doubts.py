"""What looks wrong in a dossier that was loaded, in lines.

What always holds here: a line has at most 80 letters, unless a word has more; each kind is told
with how many there are, and a dry run tells all of them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from graphq.graph.letters import clean

if TYPE_CHECKING:
    from graphq.ingest.files.problems import Doubt

_WIDTH: Final = 80
_TOLD: Final = 5
"""As many of a kind are told where not all are asked for."""


def doubts_told(doubts: Sequence[Doubt], origin: str, *, every: bool) -> Iterator[str]:
    """The lines: how many there are, then each kind with its rows, by file and line."""
    if not doubts:
        return
    number = "1 thing looks" if len(doubts) == 1 else f"{len(doubts):,} things look"
    yield from _wrapped(
        f"{number} wrong in {clean(origin)}, and nothing is refused for it. Mend it, or say in "
        "meant.csv that it is right:"
    )
    left = 0
    for kind in dict.fromkeys(doubt.kind for doubt in doubts):
        found = sorted((one for one in doubts if one.kind == kind), key=lambda one: one.problem)
        told = found if every or len(found) <= _TOLD else found[:_TOLD]
        left += len(found) - len(told)
        yield f"{kind}: {len(found):,}"
        for doubt in told:
            yield from _row(doubt)
    if left:
        yield from _wrapped(f"{left:,} more of these; --dry-run tells all of them.")


def _row(doubt: Doubt) -> Iterator[str]:
    problem = doubt.problem
    named = f" {clean(doubt.row)}" if doubt.row else ""
    yield from _wrapped(f"{problem.file}:{problem.line}{named}", "  ")
    yield from _wrapped(f"{problem.column}: {clean(problem.reason)}", "    ")


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
