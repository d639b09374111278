"""What had happened, what held, and what had been said on a day.

What always holds here: an incident or a change that can only have happened later is not there, nor
what can only have been said later, nor a relationship of either, nor one that can only have begun
later. A relationship that had ended is not there either, unless it is asked for. Groups, people,
places and sources are always there, without what can only have come to be known of them later: an
end, a death, a summary, an attribution that rests on later claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from graphq.graph.model.declared import NODES
from graphq.graph.model.facts import property_types
from graphq.graph.model.values import DatePrecision
from graphq.graph.read.days import is_later
from graphq.graph.read.part import Part, declared_label
from graphq.graph.records import NodeRecord, RelationshipRecord, Row

_CAME: Final = ("firstDay", "saidOnFirst")
"""The first day on which a node can have happened, or have been said."""
_BEGAN: Final = (
    "validFromFirst", "seenOnFirst", "sinceFirst", "latestFirst", "claimedOnFirst",
    "deniedOnFirst",
)  # fmt: skip
"""The first day on which a relationship can have begun, or a word can have been said."""
_DATES: Final = (
    "validTo", "died", "dissolved", "founded", "announcedOn", "listedOn", "partUntil", "born",
    "backFirst",
)  # fmt: skip
"""Dates of a fact that may be later than the fact itself, each as far as it is known."""
_WORDS: Final = ("claimedOn", "deniedOn")
"""When a word was said, which may be known only by a later day."""
_TEXTS: Final = ("summary", "conflicts", "note")
"""Texts that can have been said only from a day on, which stands beside them: summaryOnFirst."""
_ATTRIBUTED: Final = "attributedOnFirst"


def had_happened(node: NodeRecord, day: date) -> bool:
    """Whether the node is nothing that can only have happened, or have been said, later."""
    label = declared_label(node.labels)
    known = property_types(NODES[label]) if label else {}
    firsts = (node.properties.get(key) for key in _CAME if key in known)
    return all(first is None or first <= day for first in firsts)


def held(link: RelationshipRecord, day: date, with_ended: bool = False) -> bool:
    """Whether the relationship can have begun by the day and, unless asked for, not ended."""
    firsts = (link.properties.get(key) for key in _BEGAN)
    began = next((first for first in firsts if first is not None), None)
    ended = link.properties.get("validToLast")
    if began is not None and began > day:
        return False
    return with_ended or ended is None or ended >= day


def told_by(said: Row, day: date) -> Row:
    """The properties of a fact without what can only have been known of it after the day."""
    gone = {key for key in _DATES if is_later(said.get(key), day)}
    gone |= {f"{key}{end}" for key in gone for end in ("First", "Last")}
    gone |= {"diedDisputedBy"} if "died" in gone else set()
    gone |= {"backUntil"} if "backFirst" in gone else set()
    for text in _TEXTS:
        if said.get(f"{text}OnFirst", day) > day:
            gone |= {text, f"{text}OnFirst"}
    if said.get(_ATTRIBUTED, day) > day:
        gone |= {"attribution", _ATTRIBUTED}
    found = {key: value for key, value in said.items() if key not in gone}
    for word in _WORDS:
        if word in found and found.get(f"{word}Last", day) > day:
            found |= _said_from(word, found)
    # What went on beyond the day was going on; of a partly known date the span is the date's own.
    if found.get("datePrecision") == DatePrecision.DAY and found.get("lastDay", day) > day:
        found["lastDay"] = day
    return {key: value for key, value in found.items() if value is not None}


def _said_from(word: str, said: Row) -> Row:
    """When a word was said, without the later day by which that is known."""
    when = str(said[word])
    if when.startswith("by "):
        return {word: None, f"{word}Last": None}
    first, to, _ = when.partition(" to ")
    return {word: first, f"{word}Last": None} if to else {}


class HeldOn:
    """A part as of a day; of what is left out, only the ids of nodes are in memory."""

    def __init__(self, part: Part, day: date, with_ended: bool = False) -> None:
        """Look at the part as of the day, `with_ended` also at relationships that had ended."""
        self._part, self._day, self._with_ended = part, day, with_ended
        self._later: set[str] | None = None
        self._unattributed: set[str] = set()
        """Incidents whose attribution rests on later claims; who did it has it too."""

    def nodes(self) -> Iterator[NodeRecord]:
        """Every node that is nothing that happened or was said later, once, as it was known."""
        later = set[str]()
        for node in self._part.nodes():
            if not had_happened(node, self._day):
                later.add(node.id)
                continue
            if node.properties.get(_ATTRIBUTED, self._day) > self._day:
                self._unattributed.add(node.id)
            yield NodeRecord(node.labels, told_by(node.properties, self._day))
        self._later = later

    def relationships(self) -> Iterator[RelationshipRecord]:
        """Every relationship that held, once, as it was known."""
        if self._later is None:
            for _ in self.nodes():
                pass
        later = self._later or set()
        for link in self._part.relationships():
            if link.start in later or link.end in later:
                continue
            if held(link, self._day, self._with_ended):
                said = told_by(link.properties, self._day)
                if link.start in self._unattributed:
                    said.pop("attribution", None)
                yield RelationshipRecord(link.type, said, link.start, link.end)
