"""The XML of the Security Council's list, entry by entry, from a file that nobody vouches for.

What always holds here: a document type, an entity or a reference to another file is refused before
it is looked at, and of the tree no more than one entry is held at a time.
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


def root(stream: IO[bytes], name: str) -> Element:
    """The outermost element, with its attributes. Raises UsageError; `name` is the file's."""
    return next(_events(stream, name))[1]


def entries(stream: IO[bytes], name: str) -> Iterator[Element]:
    """The `INDIVIDUAL` and `ENTITY` elements in their order, each gone when the next one is asked.

    Raises UsageError where the file is no XML, breaks off, or declares entities.
    """
    container: Element | None = None
    for event, element in _events(stream, name):
        if event == "start" and element.tag in _CONTAINERS:
            container = element
        elif event == "end" and element.tag in (INDIVIDUAL, ENTITY):
            yield element
            if container is not None:
                container.clear()


def _events(stream: IO[bytes], name: str) -> Iterator[tuple[str, Element]]:
    try:
        yield from iterparse(stream, events=("start", "end"), forbid_dtd=True)
    except DefusedXmlException:
        raise UsageError(
            f"{name} declares a document type or entities. The list of the United Nations does "
            "not, and they can fill the memory or pull in other files, so nothing of it was "
            "loaded. Fetch the list again from the United Nations."
        ) from None
    except (ParseError, LookupError, ValueError) as error:
        raise UsageError(
            f"{name} is damaged, or no XML: the reader says '{error}'. Nothing of it was loaded. "
            "Fetch the list again from the United Nations."
        ) from None


def text(element: Element, path: str) -> str:
    """The text of the first such element, without blanks around it; empty where there is none."""
    return (element.findtext(path) or "").strip()


def texts(element: Element, path: str) -> list[str]:
    """The text of every such element that has some."""
    found = ((one.text or "").strip() for one in element.findall(path))
    return [one for one in found if one]
