"""Parts of graphs to export: facts as records, and texts that files get wrong.

What always holds here: `hostile` holds every kind of text, and every kind of date, that an export
may meet; a part made of facts is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import Incident, Location, Person, Source, Target
from graphq.graph.model.relationships import (
    ClaimedBy,
    DeniedBy,
    Led,
    OccurredAt,
    PerpetratedBy,
    PledgedTo,
    ReportedBy,
)
from graphq.graph.model.values import (
    Attribution,
    DatePrecision,
    GeoPrecision,
    PartialDate,
    Reliability,
)
from graphq.graph.read.part import Gathered
from graphq.graph.records import NodeRecord, RelationshipRecord
from tests.graph.make import allied, called, came_out, change, entered, group

HOSTILE = [
    '<script>alert("x")</script> & <b>bold</b>',
    "]]> <![CDATA[ &lt; &amp;",
    'He said "no", twice: ""',
    "one line\nand another\r\nand a third\rand its end",
    "=HYPERLINK(\"x\",\"y\")",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tcell",
    "＝1+1",
    "nothing \x00 and \x01 and \x1b[31m red \x7f",
    "half a character \ud800",
    "\\u0027 \\' \\\\ \\n ends with \\",
    "' ) DETACH DELETE n //",
    "`tick` $name {x} ${y}",
    "a; b, c | d; =1+1",
    "نصرة الإسلام \u202e reversed",
    "💥 𐎀 é e\u0301",
    "\u2028 \u2029 \u0085 \ufeff",
    "2012-01-01",
    "true",
    "",
    " blanks around ",
]  # fmt: skip


def record(fact: Node | Relationship) -> NodeRecord | RelationshipRecord:
    """The fact as it would be read from a graph."""
    if isinstance(fact, Node):
        return NodeRecord(tuple(sorted(fact.labels)), fact.properties())
    return RelationshipRecord(fact.TYPE, fact.properties(), fact.start, fact.end)


def part_of_facts(facts: Iterable[Node | Relationship]) -> Gathered:
    """A part that holds just these facts."""
    part = Gathered()
    for fact in facts:
        found = record(fact)
        if isinstance(found, NodeRecord):
            part.by_id[found.id] = found
        else:
            part.links[str(found.properties["id"])] = found
    return part


def incident(key: str, when: str, **more: object) -> Incident:
    """An incident at a date, as far as it is known."""
    day = PartialDate.parse(when)
    given: dict[str, object] = {
        "name": key,
        "date": when,
        "first_day": day.span.first,
        "last_day": day.span.last,
        "date_precision": day.precision,
        "dataset": "dossier:odd",
        "place_text": "Somewhere",
        "geo_precision": GeoPrecision.NEAR,
        "target_type": "airport",
        "attribution": Attribution.CLAIMED,
    }
    return Incident.model_validate({"id": key, **given, **more})


def hostile() -> Gathered:
    """Hostile texts in every place, and dates that are known, partly known and unknown."""
    facts: list[Node | Relationship] = [
        group("army", kind="state-force", founded="1960", dissolved="2012-03"),
        group("bad-dates", founded="long ago", dissolved="2012-13"),
        group('id "with" <marks> & \'quotes\' \\ ;', name="Odd id"),
        change("merged", "merger", "2017-03-02", summary=HOSTILE[0]),
        change("some-year", "split", "2013"),
        change("undated", "merger", "2001").model_copy(
            update={
                "date": "date not stated",
                "first_day": date(1946, 1, 1),
                "last_day": date(2020, 12, 31),
                "date_precision": DatePrecision.UNKNOWN,
            }
        ),
        entered("odd-0", "merged"),
        entered("odd-1", "merged", confidence=HOSTILE[3], component=HOSTILE[12]),
        entered("odd-2", "undated"),
        came_out("army", "merged"),
        came_out("odd-3", "some-year"),
        allied("odd-4", "odd-5", confidence="low", disputed_by=("s-odd", HOSTILE[2])),
        PledgedTo(
            id="pledged",
            start="odd-4",
            end="odd-5",
            valid_from="2013-02",
            valid_from_first=date(2013, 2, 1),
            valid_from_last=date(2013, 2, 28),
        ),
        *called("odd-6", HOSTILE[16]),
        *called("odd-6", "=cmd", quality="weak"),
        Person(id="p-odd", name="Odd person", full_name=HOSTILE[0], born="1958", died="2018-11"),
        Led(
            id="led-odd",
            start="p-odd",
            end="odd-6",
            role=HOSTILE[4],
            valid_from="2015-06-01",
            valid_from_first=date(2015, 6, 1),
            valid_from_last=date(2015, 6, 1),
            valid_to="2015-06-01",
            valid_to_first=date(2015, 6, 1),
            valid_to_last=date(2015, 6, 1),
            sources=("s-odd",),
        ),
        Source(
            id="s-odd",
            name="Odd source",
            title=HOSTILE[0],
            publisher=HOSTILE[4],
            published_on="2019-08",
            url='javascript:alert("x")',
            kind="news",
            reliability=Reliability.C,
        ),
        Source(
            id="s-web",
            name="Web source",
            title="A report",
            publisher="A paper",
            published_on="2019-08-20",
            url="https://example.org/a?b=1&c=2",
            kind="news",
            reliability=Reliability.B,
        ),
        incident(
            "i-here", "2019-07", latitude=16.25, longitude=-0.01, country="ML",
            summary=HOSTILE[0], tactics=(HOSTILE[4], "b;c"), fatalities_best=0,
            sources=("s-odd", "s-web"),
        ),
        incident("i-equator", "2019-07-22", latitude=0.0, longitude=0.0),
        incident("i-nowhere", "2019", place_text=HOSTILE[9]),
        incident("i-long", "2019-07-01", last_day=date(2019, 7, 5), latitude=1.0, longitude=-180.0),
        Target(
            id="t-odd", name="Odd target", full_name=HOSTILE[1], target_type="airport",
            latitude=-89.5, longitude=179.99, coordinate_precision_m=500,
        ),
        Location(id="l-bare", name="Nowhere known", full_name="Nowhere known", level="place"),
        PerpetratedBy(
            id="by", start="i-here", end="odd-6", attribution=Attribution.CLAIMED,
            sources=("s-web",),
        ),
        ClaimedBy(
            id="claim", start="i-here", end="odd-7", claimed_on="by 2019-08-02",
            claimed_on_last=date(2019, 8, 2), confidence=HOSTILE[0], sources=("s-odd",),
        ),
        DeniedBy(
            id="denial", start="i-here", end="odd-8", denies='id "with" <marks> & \'quotes\' \\ ;',
            denied_on="2019-08", denied_on_first=date(2019, 8, 1),
            denied_on_last=date(2019, 8, 31), confidence=HOSTILE[3],
        ),
        OccurredAt(id="at", start="i-here", end="l-bare", precision=GeoPrecision.ADMIN1),
        ReportedBy(id="reported", start="i-here", end="s-web", start_label="Incident"),
    ]  # fmt: skip
    part = part_of_facts(facts)
    # A graph that somebody else wrote to may hold what the model refuses, and lack what it needs.
    for at, text in enumerate(HOSTILE):
        said = {"name": text[:30] or "x", "fullName": text, "kind": "group", "unListRef": text}
        key = f"odd-{at}"
        part.by_id[key] = NodeRecord(("ArmedGroup", "Group"), {"id": key, **said})
    items = {"id": "items", "name": "Items", "countries": list(HOSTILE)}
    part.by_id["items"] = NodeRecord(("ArmedGroup", "Group"), items)
    part.by_id["bare"] = NodeRecord(("Group",), {"id": "bare"})
    part.by_id["i-bare"] = NodeRecord(("Incident",), {"id": "i-bare"})
    part.links["bare-link"] = RelationshipRecord("INVOLVED", {"id": "bare-link"}, "i-bare", "bare")
    return part
