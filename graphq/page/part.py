"""What of a part of the graph a page draws, and which sources it names.

What always holds here: sources are footnotes and spellings are not drawn; nothing is left with a
relationship that leads nowhere.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from graphq.graph.model.values import PartialDate
from graphq.graph.read.part import Gathered, declared_label
from graphq.graph.records import NodeRecord, RelationshipRecord

REMARK: Final = "Remark"
"""The label of what is said of something drawn, which a page tells beside that."""
_NEVER_DRAWN: Final = ("Source", "Name", "IngestRun", "Dataset", REMARK)
_DRAWN_IN_ANSWERS: Final = ("Record", "Tally", "Casualties", "Assessment")
"""What publishers list and count, and what people judge: drawn where an answer is about it, too
much in an overview."""
_NOT_DRAWN_LINKS: Final = ("REPORTED_BY", "NAMES", "ABOUT", "SUCCEEDED_BY", "DESCENDS_FROM")


def cited(part: Gathered) -> list[str]:
    """The ids of the sources that the facts of a part name, in order, each once."""
    found: dict[str, None] = {}
    facts: list[NodeRecord | RelationshipRecord] = [*part.nodes(), *part.relationships()]
    for fact in facts:
        for key in ("sources", "disputedBy", "diedDisputedBy"):
            found.update(dict.fromkeys(fact.properties.get(key) or []))
    return list(found)


def known_by(whole: Gathered, part: Gathered, day: date) -> Gathered:
    """The part without groups founded after the day, and what only later events tell of.

    What has no date of its own, and is tied to nothing that has one, stays.
    """
    before, after = _dated_ties(whole), _dated_ties(part)
    kept = Gathered()
    for node in part.nodes():
        founded = node.properties.get("founded")
        if founded and PartialDate.parse(founded).span.first > day:
            continue
        if "firstDay" in node.properties or node.id in after or node.id not in before:
            kept.add(node)
    for link in part.relationships():
        if link.start in kept.by_id and link.end in kept.by_id:
            kept.add(link)
    return kept


def _dated_ties(part: Gathered) -> set[str]:
    """The ids of the nodes that have a relationship with a date, or to what has one."""
    found: set[str] = set()
    for link in part.relationships():
        ends = [key for key in (link.start, link.end) if key in part.by_id]
        dated = "validFromFirst" in link.properties or "validToLast" in link.properties
        if dated or any("firstDay" in part.by_id[key].properties for key in ends):
            found.update(ends)
    return found


def is_drawn(node: NodeRecord, whole: bool = False) -> bool:
    """Whether a page draws the node; sources are footnotes, and spellings are not drawn."""
    label = declared_label(node.labels)
    left_out = (*_NEVER_DRAWN, *_DRAWN_IN_ANSWERS) if whole else _NEVER_DRAWN
    return bool(label) and label not in left_out


def is_drawn_link(link: RelationshipRecord) -> bool:
    """Whether a page draws the relationship, where it draws its ends."""
    return link.type not in _NOT_DRAWN_LINKS
