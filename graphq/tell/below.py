"""What is told under the rows of an answer: where the sources disagree, and what is said of them.

What always holds here: a disagreement is in every form that an answer takes; where there are too
many to read, their number is told and where to find them. A page, which is passed on without the
program, has them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from graphq.tell.cells import plain

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import Answer

MOST_TOLD: Final = 20
"""Beyond so many their number is told instead, where nothing else is asked for."""


def told_below(
    answer: Answer,
    most: int | None = MOST_TOLD,
    elsewhere: str = "--format json prints them all",
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each heading with what stands under it: whom or what it is about, and the text.

    Of more than `most` only the number is told, and that they are `elsewhere`.
    """
    for name, column in answer.columns.items():
        if not column.below:
            continue
        entries = {
            (plain(row.get(column.below)), text): None
            for row in answer.rows
            for text in _texts(row.get(name))
        }
        if most is not None and len(entries) > most:
            subjects = len({about for about, _ in entries})
            text = f"{subjects} of the rows have such a note; {elsewhere}."
            yield column.title or name, [("", text)]
        elif entries:
            yield column.title or name, list(entries)


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [plain(item) for item in value]
    return [plain(value)] if value else []
