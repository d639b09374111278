"""JSON lines: one node or relationship a line, nodes first.

What always holds here: a line is one object, complete in itself; days are ISO text, what is not
known is not there. Nothing is kept in memory, so it is the form for the largest graphs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graphq.graph.export.attributes import link_id
from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.spans import known
from graphq.graph.export.texts import json_line
from graphq.graph.read.part import Part


def export(part: Part, place: Path) -> Exported:
    """Write the part as one file."""
    nodes = links = 0
    with place.open("xb") as file:
        for node in part.nodes():
            nodes += 1
            own = {"kind": "node", "id": node.id, "labels": node.labels}
            file.write(json_line({**own, "properties": known(node.properties)}) + b"\n")
        for link in part.relationships():
            links += 1
            own = {"kind": "relationship", "id": link_id(link), "type": link.type}
            own |= {"start": str(link.start), "end": str(link.end)}
            file.write(json_line({**own, "properties": known(link.properties)}) + b"\n")
    return Exported(nodes, links)


FORM: Final = ExportForm(
    "jsonl",
    ".jsonl",
    "JSON lines: one node or relationship a line, for programs of any kind.",
    "Read it line by line; docs/model.md says which property is of which type.",
    export,
)
