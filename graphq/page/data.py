"""What a page says: an answer, or a whole graph, as one object of plain values.

What always holds here: the page adds nothing up and leaves no source out. A source has the number
that the terminal gives it, and what only the page cites comes after. A date that is partly known
stays a span: `from` and `to` each say the first and the last day that they can mean. An end or
a death that can only have come after the day that was asked for is not told, as in the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from graphq.cypher.ask.catalog import marked_later
from graphq.document.cells import plain
from graphq.document.document import CitedSource
from graphq.document.footnotes import LETTERS, Footnotes
from graphq.graph.addresses import is_address
from graphq.graph.letters import clean
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import property_types
from graphq.graph.model.looks import LINK_LOOKS, NODE_LOOKS
from graphq.graph.model.values import GeoPrecision
from graphq.graph.read.held import told_by
from graphq.graph.read.part import Gathered, declared_label
from graphq.graph.records import NodeRecord, RelationshipRecord, Row
from graphq.page.part import REMARK, is_drawn, is_drawn_link
from graphq.page.table import page_table, without_blanks
from graphq.tell.answer import heading, in_words, notes_of, reach_of

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import QuestionAnswer

PURPOSE: Final = (
    "The purpose is protective and historical: this page says what happened and who said so; it "
    "holds nothing of how a place is guarded."
)
_NOT_LISTED: Final = (
    "id", "name", "sources", "disputedBy", "diedDisputedBy", "conflicts", "note", "inferred",
    "summary", "cell", "cellQuarter", "longCell", "firstDay", "lastDay", "validFromFirst",
    "validFromLast", "validToFirst", "validToLast", "seenOnFirst", "seenOnLast", "claimedOnFirst",
    "claimedOnLast", "deniedOnFirst", "deniedOnLast", "saidOnFirst", "saidOnLast",
    "summaryOnFirst", "conflictsOnFirst", "noteOnFirst",
)  # fmt: skip
"""Properties that a page shows elsewhere, or that only find things."""

_SLOT: Final = re.compile(r" ?\(\{(\w+)\}\)|\{(\w+)\}")
_LANES: Final = {
    "ChangeEvent": "Changes",
    "Incident": "Incidents",
    "LED": "Leaders",
    "MEMBER_OF": "Leaders",
}
_OTHER_LANE: Final = "Relations"


@dataclass(slots=True)
class Head:
    """What stands at the top of a page."""

    title: str
    question: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    asOf: str = ""
    made: str = ""
    notes: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)


def of_answer(
    answer: QuestionAnswer, part: Gathered, sources: Mapping[str, Row], made: str
) -> dict[str, Any]:
    """The page of one answer; `sources` are those that the part names."""
    as_of = answer.parameters.get("asOf")
    notes = Footnotes({**marked_later(sources, as_of), **answer.sources})
    table = page_table(answer, part, notes)
    head = Head(
        title=heading(answer),
        question=answer.question,
        asked=[
            (in_words(name), plain(answer.names.get(name) or value))
            for name, value in answer.parameters.items()
            if value not in (None, [], "", False) and name != "asOf"
        ],
        asOf=as_of.isoformat() if isinstance(as_of, date) else "",
        made=made,
        notes=[clean(note) for note in (reach_of(answer), *notes_of(answer))],
        focus=[
            text
            for value in answer.parameters.values()
            for text in (value if isinstance(value, list) else [value])
            if isinstance(text, str) and text in part.by_id
        ],
    )
    return _page(head, "answer", part, table, notes)


def of_whole(
    part: Gathered, sources: Mapping[str, Row], as_of: date | None, made: str, notes: list[str]
) -> dict[str, Any]:
    """The page of all that a graph says; its table lists what is drawn."""
    head = Head(
        title="All on record" + (f": as of {as_of}" if as_of else ""),
        asOf=as_of.isoformat() if as_of else "",
        made=made,
        notes=[clean(note) for note in notes],
    )
    return _page(head, "whole", part, None, Footnotes(marked_later(sources, as_of)))


def _page(
    head: Head, kind: str, part: Gathered, table: dict[str, Any] | None, notes: Footnotes
) -> dict[str, Any]:
    # A server gives facts back in no order, and a page is to look the same each time.
    order = list(NODES)
    found = sorted(
        (node for node in part.nodes() if is_drawn(node, kind == "whole")),
        key=lambda node: (order.index(declared_label(node.labels)), node.id),
    )
    day = date.fromisoformat(head.asOf) if head.asOf else None
    said: dict[str, list[Row]] = {}
    for remark in sorted((n for n in part.nodes() if REMARK in n.labels), key=_when_said):
        said.setdefault(remark.properties["about"], []).append(remark.properties)
    nodes = [_node(node, notes, day, said.get(node.id, [])) for node in found]
    drawn = {node["id"] for node in nodes}
    links = [
        _link(link, notes, day, said.get(str(link.properties.get("id")), []))
        for link in sorted(
            part.relationships(), key=lambda link: (link.type, str(link.properties.get("id")))
        )
        if is_drawn_link(link) and link.start in drawn and link.end in drawn
    ]
    return {
        "kind": kind,
        "head": asdict(head) | {"purpose": PURPOSE, "reliability": LETTERS},
        "looks": {
            "nodes": {name: asdict(look) for name, look in NODE_LOOKS.items()},
            "links": {name: asdict(look) for name, look in LINK_LOOKS.items()},
        },
        "nodes": nodes,
        "links": links,
        "table": table,
        "sources": [_footnote(source) for source in notes.entries()],
    }


def _when_said(remark: NodeRecord) -> tuple[str, str]:
    return str(remark.properties.get("saidOnFirst", "")), remark.id


def _node(
    node: NodeRecord, notes: Footnotes, day: date | None, remarks: list[Row]
) -> dict[str, Any]:
    label = declared_label(node.labels)
    told = told_by(node.properties, day) if day else node.properties
    look = next((name for name in node.labels if name != label and name in NODE_LOOKS), label)
    return without_blanks(
        {
            "id": node.id,
            "label": label,
            "look": look,
            "name": plain(told.get("name")) or node.id,
            "time": _happened(told) if "firstDay" in told else None,
            "lane": _LANES.get(label, ""),
            "place": _place(told),
            "attribution": told.get("attribution"),
            **_stated(told, property_types(NODES[label]), notes, remarks),
        }
    )


def _link(
    link: RelationshipRecord, notes: Footnotes, day: date | None, remarks: list[Row]
) -> dict[str, Any]:
    told = told_by(link.properties, day) if day else link.properties
    lasted = _lasted(told)
    return without_blanks(
        {
            "id": plain(told.get("id")),
            "type": link.type,
            "start": link.start,
            "end": link.end,
            "caption": _caption(LINK_LOOKS[link.type].caption, told),
            "time": lasted,
            "lane": _LANES.get(link.type, _OTHER_LANE) if lasted else "",
            "part": told.get("extent") == "part",
            "attribution": told.get("attribution"),
            **_stated(told, property_types(RELATIONSHIPS[link.type]), notes, remarks),
        }
    )


def _stated(
    told: Row, declared: Iterable[str], notes: Footnotes, remarks: list[Row]
) -> dict[str, Any]:
    """What nodes and relationships say alike: their facts, what is in doubt, and their sources.

    The sources of what is said of them are among these.
    """
    cited = [told, *remarks]
    disputed_by = [*(told.get("disputedBy") or []), *(told.get("diedDisputedBy") or [])]
    return {
        "sources": notes.cite(key for one in cited for key in one.get("sources") or []),
        "disputedBy": notes.cite(disputed_by),
        "disputed": bool(disputed_by) or told.get("attribution") == "disputed",
        "inferred": told.get("inferred") is True,
        "conflicts": plain(told.get("conflicts")),
        "note": " ".join(
            filter(None, [plain(told.get("note")), *(plain(one["text"]) for one in remarks)])
        ),
        "summary": plain(told.get("summary")),
        "facts": [
            (in_words(key), plain(told[key]))
            for key in declared
            if key not in _NOT_LISTED and plain(told.get(key))
        ],
    }


def _happened(told: Row) -> dict[str, Any]:
    """When it happened. With the day known, it went on from the first day to the last."""
    first, last = told["firstDay"].isoformat(), told["lastDay"].isoformat()
    known = told.get("datePrecision") == "day"
    return {
        "text": plain(told.get("date")),
        "within": not known,
        "from": [first, first if known else last],
        "to": [last if known else first, last],
    }


def _lasted(told: Row) -> dict[str, Any] | None:
    """When it held: each end as the days that it can mean, or none where none is reported."""
    ends = [
        [told[f"{key}First"].isoformat(), told[f"{key}Last"].isoformat()]
        if f"{key}First" in told
        else None
        for key in ("validFrom", "validTo")
    ]
    if not any(ends):
        return None
    began, ended = (plain(told.get(key)) for key in ("validFrom", "validTo"))
    text = f"{began or 'start not reported'} – {ended or 'no end reported'}"
    return {"text": text, "within": False, "from": ends[0], "to": ends[1]}


def _place(told: Row) -> dict[str, Any] | None:
    if told.get("latitude") is None or told.get("longitude") is None:
        return None
    precision = told.get("geoPrecision")
    coarse = precision is not None and GeoPrecision(precision).coarse
    return {"at": [told["longitude"], told["latitude"]], "coarse": coarse}


def _caption(pattern: str, told: Row) -> str:
    """The words on an arrow; a bracket with nothing to stand in it is left out."""

    def filled(slot: re.Match[str]) -> str:
        text = plain(told.get(slot[1] or slot[2]))
        return (f" ({text})" if text else "") if slot[1] else text

    return _SLOT.sub(filled, pattern)


def _footnote(source: CitedSource) -> dict[str, Any]:
    linked = is_address(source.address)
    return without_blanks(
        {
            "number": source.number,
            "letter": plain(source.letter),
            "text": clean(source.text if linked else source.whole),
            "address": source.address if linked else "",
        }
    )
