"""GraphML, which Gephi, yEd, Cytoscape, igraph and networkx read.

What always holds here: every node and relationship is in it, by its id, with every property, typed.
A day is text in ISO form and a list is a JSON array in a text, since GraphML has neither. A node's
declared label is its `type`, and its name its `label`, which is what programs draw.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graphq.graph.export.attributes import attributes_of, link_id, of_node, of_relationship
from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.markup import Markup
from graphq.graph.export.texts import in_table, name_of
from graphq.graph.read.part import Part

_TYPES: Final = {"integer": "long", "number": "double", "true or false": "boolean"}


def export(part: Part, place: Path) -> Exported:
    """Write the part as one file."""
    used = attributes_of(part)
    nodes = links = 0
    with place.open("xb") as file:
        xml = Markup(file)
        with xml.element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"}):
            for side, mark, types in (
                ("node", "n", {"label": "text", **used.nodes}),
                ("edge", "e", {"label": "text", **used.relationships}),
            ):
                for key, word in types.items():
                    named = {"attr.name": key, "attr.type": _TYPES.get(word, "string")}
                    xml.leaf("key", "", {"id": f"{mark}.{key}", "for": side, **named})
            with xml.element("graph", {"id": "graphq", "edgedefault": "directed"}):
                for node in part.nodes():
                    nodes += 1
                    with xml.element("node", {"id": node.id}):
                        for key, value in {"label": name_of(node), **of_node(node)}.items():
                            xml.leaf("data", in_table(value), {"key": f"n.{key}"})
                for link in part.relationships():
                    links += 1
                    ends = {"source": str(link.start), "target": str(link.end)}
                    with xml.element("edge", {"id": link_id(link), **ends}):
                        for key, value in {"label": link.type, **of_relationship(link)}.items():
                            xml.leaf("data", in_table(value), {"key": f"e.{key}"})
    return Exported(nodes, links, told=(*_LISTS, *xml.printable.told()))


_LISTS: Final = ("GraphML has neither days nor lists: days are ISO text, lists are JSON text.",)

FORM: Final = ExportForm(
    "graphml",
    ".graphml",
    "GraphML: the network with every property, for Gephi, yEd, Cytoscape, R and Python.",
    "Open it in Gephi, yEd or Cytoscape, or read it with networkx or igraph.",
    export,
)
