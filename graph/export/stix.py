"""STIX 2.1: a bundle for OpenCTI, MISP and other platforms of threat intelligence.

What always holds here: every node and relationship of the graph is in the bundle. What STIX has no
word for, such as a merger, is an object of a documented type of our own; none is dropped. Objects
are written as the library of OASIS writes them, which the tests see to. Ids follow from those of
the graph, and the times of the objects from its dates: the same part gives the same bundle.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid5

from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.gleaned import ALIASED, CITED
from graphq.graph.export.stix_objects import Object, Objects, StixGleaned
from graphq.graph.export.stix_words import MADE_ON, NAMESPACE, OWN_TYPES, definitions
from graphq.graph.export.texts import json_line
from graphq.graph.read.part import Part


def export(part: Part, place: Path) -> Exported:
    """Write the part as one bundle."""
    gleaned = StixGleaned()
    gleaned.read(part)
    made = Objects(gleaned, gleaned.latest or MADE_ON)
    nodes = links = 0
    with place.open("xb") as file:
        bundle = _Bundle(file)
        for found in definitions(set(gleaned.types.values())):
            bundle.add(found)
        for node in part.nodes():
            nodes += 1
            bundle.add(made.of_node(node))
        for link in part.relationships():
            links += 1
            bundle.add(made.of_relationship(link))
        bundle.end()
    told = (*_TOLD, *gleaned.told())
    return Exported(nodes - gleaned.unused_names, links, told=told)


_TOLD: Final = (
    f"{ALIASED} are lists of names with what they name, and {CITED} are external references; every "
    "other relationship is a relationship of STIX.",
    "Mergers, splits and the like, sources, counts and records are objects of graphq's own types, "
    "which the bundle defines; a platform that does not know extensions may leave them out.",
    "Times are set only where the day is known; partly known dates are in the extension, as text.",
)


class _Bundle:
    """Objects written one after the other; the id of the bundle follows from theirs."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._between, self._id = file, b"\n", NAMESPACE
        file.write(b'{"type":"bundle","objects":[')

    def add(self, found: Object | None) -> None:
        """Write the object, if there is one."""
        if found is not None:
            self._file.write(self._between + json_line(_ordered(found)))
            self._between = b",\n"
            self._id = uuid5(self._id, found["id"])

    def end(self) -> None:
        """Write what comes last."""
        self._file.write(f'\n],"id":"bundle--{self._id}"}}\n'.encode())


_ORDER: Final = (
    "type", "spec_version", "id", "created_by_ref", "created", "modified", "relationship_type",
    "name", "description", "identity_class", "aliases", "latitude", "longitude", "precision",
    "country", "administrative_area", "city", "source_ref", "target_ref", "start_time",
    "stop_time", "schema", "version", "extension_types", "labels", "confidence",
    "external_references", "extensions",
)  # fmt: skip
"""The order in which STIX names the properties of its types."""


def _ordered(found: Object) -> Object:
    """The object with its properties in the order of STIX; one of our own types has its own."""
    if found["type"] in OWN_TYPES:
        return found
    return dict(sorted(found.items(), key=lambda item: _ORDER.index(item[0])))


FORM: Final = ExportForm(
    "stix",
    ".json",
    "STIX 2.1: a bundle with every relationship, for OpenCTI and other intelligence platforms.",
    "Import it as a STIX 2.1 bundle, for example in OpenCTI under Data, Import.",
    export,
)
