"""What a form of output declares of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphq.document.document import Document, WrittenBrief


@dataclass(frozen=True, slots=True)
class Form:
    """A form of output, as a module declares it in `FORM`."""

    help: str
    """What it is, in a few words."""
    made: Callable[[Document | WrittenBrief], str | bytes] | None = None
    """Gives all of a document; none where it depends on where it is printed to."""
    place: int = 100
    """Its place among the forms where they are listed."""
    endings: tuple[str, ...] = ()
    """How its files end; the first is the usual one."""
    shown: Callable[[Document], None] | None = None
    """Prints a document itself."""
    takes_documents: bool = True
    """Whether any other document than a brief can be written in it."""
    takes_briefs: bool = True
    """Whether a brief, which has no rows and is no object, can be written in it."""
    illustrated: Callable[[WrittenBrief, str], str] | None = None
    """Gives all of a brief whose picture stands beside it, in a file of that name."""
