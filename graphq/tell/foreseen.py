"""What a load would change, fact by fact: in lines for a terminal, and for JSON.

What always holds here: what was entered comes before what only ties it to sources and names; a line
is of one fact, and says what it said before and would say.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from graphq.document.cells import jsonable, plain

if TYPE_CHECKING:
    from graphq.graph.write.foreseen import Foreseen

_FEW: Final = 20
"""As many are listed unless all are asked for."""
_WIDTH: Final = 80
_LONGEST: Final = 400
"""Letters of a fact that are shown."""
_BESIDE: Final = ("Name", "Location", "Source", "Remark", "Record")
"""Nodes that stand beside what most rows are of."""
_TIES: Final = ("REPORTED_BY", "NAMES", "ABOUT", "LOCATED_IN")
"""Relationships that tie what is told to who told it, and names and places to what has them."""


def told(foreseen: Sequence[Foreseen], *, everything: bool = False) -> Iterator[str]:
    """Lines of at most 80 letters, but for words that are longer; the first few, or all."""
    ordered = sorted(foreseen, key=_place)
    for one in ordered if everything else ordered[:_FEW]:
        text = textwrap.shorten(f"{one.change:<8}{_told(one)}", _LONGEST, placeholder=" …")
        text = f"{one.change:<8}{text.removeprefix(one.change).lstrip()}"
        yield from textwrap.wrap(
            text, _WIDTH, subsequent_indent=" " * 8, break_long_words=False, break_on_hyphens=False
        )
    more = 0 if everything else len(ordered) - _FEW
    if more > 0:
        yield f"{more:,} more; --all lists them."


def as_objects(foreseen: Sequence[Foreseen]) -> list[dict[str, Any]]:
    """An object for each fact, with what it says before and after by its properties."""
    return [
        {
            "change": one.change,
            "kind": one.kind,
            "id": one.id,
            "name": one.name or None,
            "values": {
                name: {"before": jsonable(before), "after": jsonable(after)}
                for name, (before, after) in one.values.items()
            },
            "stillStatedBy": list(one.others),
        }
        for one in sorted(foreseen, key=_place)
    ]


def _place(one: Foreseen) -> tuple[int, str, str]:
    if one.kind in _TIES:
        rank = 3
    elif one.kind in _BESIDE:
        rank = 2
    else:
        rank = int(one.kind.isupper())
    return rank, one.kind, one.id


def _told(one: Foreseen) -> str:
    named = f" ({one.name})" if one.name else ""
    what = f"{one.kind} {one.id}{named}"
    if one.values:
        differ = (
            f"{name} {_value(before)} → {_value(after)}"
            for name, (before, after) in one.values.items()
        )
        return f"{what}: {'; '.join(differ)}"
    return f"{what}: {', '.join(one.others)} still states it" if one.others else what


def _value(value: Any) -> str:
    if isinstance(value, float):
        return repr(value)
    return "(none)" if value is None or value == [] else plain(value)
