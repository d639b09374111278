"""GEXF 1.3, the form of Gephi, with a time line.

What always holds here: every node and relationship is in it, by its id, with every property, in the
colours of the pages. It has a `start` and an `end` as far as days are known: an end that is not
known is left open, and what has no known date is there all the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graphq.graph.export.attributes import attributes_of, link_id, of_node, of_relationship
from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.markup import Markup
from graphq.graph.export.spans import lifetime
from graphq.graph.export.texts import counted, in_table, look_of, name_of
from graphq.graph.model.looks import LINK_LOOKS
from graphq.graph.read.part import Part

_NAMESPACES: Final = {
    "xmlns": "http://gexf.net/1.3",
    "xmlns:viz": "http://gexf.net/1.3/viz",
    "version": "1.3",
}
_GRAPH: Final = {
    "mode": "dynamic",
    "timeformat": "date",
    "timerepresentation": "interval",
    "defaultedgetype": "directed",
    "idtype": "string",
}
_TYPES: Final = {"integer": "long", "number": "double", "true or false": "boolean"}
_SIZE: Final = 6
"""A circle of the pages is so many times as wide as its size in Gephi."""


def export(part: Part, place: Path) -> Exported:
    """Write the part as one file."""
    used = attributes_of(part)
    nodes = links = undated = 0
    with place.open("xb") as file:
        xml = Markup(file)
        with xml.element("gexf", _NAMESPACES):
            with xml.element("meta"):
                xml.leaf("creator", "graphq")
            with xml.element("graph", _GRAPH):
                for side, types in (("node", used.nodes), ("edge", used.relationships)):
                    with xml.element("attributes", {"class": side, "mode": "static"}):
                        for key, word in types.items():
                            kind = _TYPES.get(word, "string")
                            xml.leaf("attribute", "", {"id": key, "title": key, "type": kind})
                with xml.element("nodes"):
                    for node in part.nodes():
                        nodes += 1
                        times = _times(node.properties)
                        undated += not times
                        own = {"id": node.id, "label": name_of(node)}
                        with xml.element("node", {**own, **times}):
                            _values(xml, of_node(node))
                            look = look_of(node)
                            xml.leaf("viz:color", "", _colour(look.colour))
                            xml.leaf("viz:size", "", {"value": f"{look.diameter / _SIZE:g}"})
                with xml.element("edges"):
                    for link in part.relationships():
                        links += 1
                        own = {"id": link_id(link), "source": str(link.start)}
                        own |= {"target": str(link.end), "kind": link.type, "label": link.type}
                        with xml.element("edge", {**own, **_times(link.properties)}):
                            _values(xml, of_relationship(link))
                            if drawn := LINK_LOOKS.get(link.type):
                                xml.leaf("viz:color", "", _colour(drawn.colour))
                                xml.leaf("viz:thickness", "", {"value": str(drawn.width)})
    told = [*_TOLD, *xml.printable.told()]
    if undated:
        told.append(
            counted(
                undated,
                "node has no known date and is there all the time.",
                "nodes have no known date and are there all the time.",
            )
        )
    return Exported(nodes, links, told=tuple(told))


_TOLD: Final = (
    "On the time line a partly known date covers every day that it can mean; an end that is not "
    "known is open.",
)


def _times(properties: Mapping[str, Any]) -> dict[str, str]:
    found = lifetime(properties)._asdict()
    named = {"start": found["first"], "end": found["last"]}
    return {key: day.isoformat() for key, day in named.items() if day}


def _values(xml: Markup, values: Mapping[str, Any]) -> None:
    with xml.element("attvalues"):
        for key, value in values.items():
            xml.leaf("attvalue", "", {"for": key, "value": in_table(value)})


def _colour(text: str) -> dict[str, str]:
    """A colour such as #B3261E in its three parts."""
    return {name: str(int(text[at : at + 2], 16)) for name, at in (("r", 1), ("g", 3), ("b", 5))}


FORM: Final = ExportForm(
    "gexf",
    ".gexf",
    "GEXF with a time line, for Gephi: colours as on the pages, dates as far as they are known.",
    "Open it in Gephi, and enable the time line at the bottom of its window.",
    export,
)
