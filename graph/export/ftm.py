"""FollowTheMoney, the form of Aleph and of OpenSanctions: entities as JSON, one a line.

What always holds here: every node and relationship is in it, as an entity or as a property of one.
A merger of several parties, for which FollowTheMoney has no word, is an Event that all of them are
involved in, with a link from and to each; its Successions are pairs. The same part gives the same
entities.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.ftm_entities import Entities, FtmGleaned
from graphq.graph.export.gleaned import ALIASED, CITED
from graphq.graph.export.texts import json_line
from graphq.graph.read.part import Part


def export(part: Part, place: Path) -> Exported:
    """Write the part as one file."""
    gleaned = FtmGleaned()
    gleaned.read(part)
    made = Entities(gleaned)
    nodes = links = 0
    with place.open("xb") as file:
        for node in part.nodes():
            nodes += 1
            if (entity := made.of_node(node)) is not None:
                file.write(json_line(entity) + b"\n")
        for link in part.relationships():
            links += 1
            if (entity := made.of_relationship(link)) is not None:
                file.write(json_line(entity) + b"\n")
        for link in gleaned.missing_successions():
            file.write(json_line(made.of_relationship(link)) + b"\n")
    told = (*_TOLD, *made.printable.told(), *gleaned.told())
    return Exported(nodes - gleaned.unused_names, links, told=told)


_TOLD: Final = (
    f"{ALIASED} are names of what they name, without their language and script, and {CITED} are "
    "documents as proof; every other relationship is an entity of its own.",
    "A merger is an Event that all its parties are involved in, since a Succession has two ends; "
    "whether a whole group or a part of it took part is in the role of its link.",
    "What FollowTheMoney has no property for is in the notes, as text.",
)

FORM: Final = ExportForm(
    "ftm",
    ".ftm.json",
    "FollowTheMoney: entities, one a line, for Aleph and the tools of OpenSanctions.",
    "Load it into Aleph: alephclient load-entities NAME < FILE",
    export,
)
