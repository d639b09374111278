"""The XML of the Security Council's list, entry by entry, from a file that nobody vouches for.

What always holds here: a document type, an entity or a reference to another file is refused before
it is looked at, and of the tree no more than one entry is held at a time, which is of the size and
depth that entries have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from graphq.graph.errors import UsageError

ROOT: Final = "CONSOLIDATED_LIST"
GENERATED: Final = "dateGenerated"
INDIVIDUAL: Final = "INDIVIDUAL"
ENTITY: Final = "ENTITY"

_CONTAINERS: Final = ("INDIVIDUALS", "ENTITIES")
_DEEPEST: Final = 20
_LONGEST_ENTRY: Final = 1 << 20
"""Bytes; the longest of the list has well under a tenth of it."""


def root(stream: IO[bytes], name: str) -> Element:
    """The outermost element, with its attributes. Raises UsageError; `name` is the file's."""
    return next(_events(_Measured(stream), name))[1]


def entries(stream: IO[bytes], name: str) -> Iterator[Element]:
    """The `INDIVIDUAL` and `ENTITY` elements in their order, each gone when the next one is asked.

    Raises UsageError where the file is no XML, breaks off, or declares entities.
    """
    measured = _Measured(stream)
    container: Element | None = None
    depth = 0
    for event, element in _events(measured, name):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise _damaged(name, f"its elements are nested more than {_DEEPEST} deep")
        if event == "start" and element.tag in _CONTAINERS:
            container = element
        elif event == "end" and element.tag in (INDIVIDUAL, ENTITY):
            yield element
            measured.since = 0
            if container is not None:
                container.clear()


class _Measured:
    """A stream that counts the bytes since an entry was met, and raises where they are too many."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.since += len(piece)
        if self.since > _LONGEST_ENTRY:
            raise ValueError(f"it has more than {_LONGEST_ENTRY:,} bytes without an entry")
        return piece


def _events(stream: _Measured, name: str) -> Iterator[tuple[str, Element]]:
    try:
        yield from iterparse(stream, events=("start", "end"), forbid_dtd=True)
    except DefusedXmlException:
        raise UsageError(
            f"{name} declares a document type or entities. The list of the United Nations does "
            "not, and they can fill the memory or pull in other files, so nothing of it was "
            "loaded. Fetch the list again from the United Nations."
        ) from None
    except (ParseError, LookupError, ValueError) as error:
        raise _damaged(name, str(error)) from None


def _damaged(name: str, told: str) -> UsageError:
    return UsageError(
        f"{name} is damaged, or no XML: the reader says '{told[:200]}'. Nothing of it was loaded. "
        "Fetch the list again from the United Nations."
    )


def text(element: Element, path: str) -> str:
    """The text of the first such element, without blanks around it; empty where there is none."""
    return (element.findtext(path) or "").strip()


def texts(element: Element, path: str) -> list[str]:
    """The text of every such element that has some."""
    found = ((one.text or "").strip() for one in element.findall(path))
    return [one for one in found if one]
