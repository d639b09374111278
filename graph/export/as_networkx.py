"""A part as a graph of networkx, to compute with.

What always holds here: a node's key is its id, a relationship's key is its id; the attributes are
the properties as they are, days as days and lists as lists, with `labels` or `type` besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphq.graph.export.attributes import link_id
from graphq.graph.read.part import Part

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(part: Part) -> nx.MultiDiGraph[Any]:
    """The part as a directed graph that may have several edges between two nodes."""
    import networkx as nx

    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_nodes_from(
        (node.id, {"labels": list(node.labels), **node.properties}) for node in part.nodes()
    )
    for link in part.relationships():
        key = graph.add_edge(link.start, link.end, link_id(link))
        # As keywords, properties could clash with a parameter of networkx.
        graph.edges[link.start, link.end, key].update({"type": link.type, **link.properties})
    return graph
