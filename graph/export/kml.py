"""KML 2.2, which Google Earth and QGIS read, with time spans.

What always holds here: everything that has coordinates is a placemark in the colour of the pages.
Its time is as far as it is known: a month is a month, an end that is not known is open, and what
has no known date has no time. What is said of it is plain text: nothing from the data is markup.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final

from graphq.graph.copies import copy_told
from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.markup import Markup
from graphq.graph.export.places import Spot, map_of, shown
from graphq.graph.export.spans import known, written_span
from graphq.graph.export.texts import in_table, main_label, name_of
from graphq.graph.model.looks import NODE_LOOKS
from graphq.graph.read.part import Part

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"


def export(part: Part, place: Path) -> Exported:
    """Write what the part has on the map as one file."""
    found = map_of(part)
    undated = 0
    unmarked = _Unmarked()
    with place.open("xb") as file:
        xml = Markup(file)
        with xml.element("kml", {"xmlns": _NAMESPACE}), xml.element("Document"):
            xml.leaf("name", "graphq")
            for label in sorted({main_label(spot.node) for spot in found.spots}):
                _style(xml, label)
            for label, spots in groupby(found.spots, lambda spot: main_label(spot.node)):
                with xml.element("Folder"):
                    xml.leaf("name", label)
                    for spot in spots:
                        undated += not _placemark(xml, spot, unmarked)
    told = [*found.told(), *unmarked.told(), *xml.printable.told()]
    if undated:
        told.append(f"Of {undated:,} on the map no date is known; they are shown at all times.")
    return Exported(len(found.spots), found.named, told=tuple(told))


class _Unmarked:
    """Texts as Google Earth can show them: it takes for HTML even what is escaped in XML."""

    def __init__(self) -> None:
        self.changed = 0

    def __call__(self, text: str) -> str:
        """The text without signs that could begin an element."""
        plain = text.replace("<", "‹").replace(">", "›")
        self.changed += plain != text
        return plain

    def told(self) -> list[str]:
        """A sentence if any text was changed."""
        if not self.changed:
            return []
        return [
            "Where a text has < and >, they are ‹ and › here: Google Earth takes text for HTML."
        ]


def _style(xml: Markup, label: str) -> None:
    look = NODE_LOOKS[label] if label in NODE_LOOKS else NODE_LOOKS["Location"]
    red, green, blue = (look.colour[at : at + 2].lower() for at in (1, 3, 5))
    with xml.element("Style", {"id": label}), xml.element("IconStyle"):
        xml.leaf("color", f"ff{blue}{green}{red}")


def _placemark(xml: Markup, spot: Spot, plain: _Unmarked) -> bool:
    """Write the placemark; whether it has a time."""
    node = spot.node
    begin, end = written_span(node.properties)
    with xml.element("Placemark"):
        xml.leaf("name", plain(name_of(node)))
        xml.leaf("description", plain(_described(spot)))
        if begin or end:
            with xml.element("TimeSpan"):
                if begin:
                    xml.leaf("begin", begin)
                if end:
                    xml.leaf("end", end)
        xml.leaf("styleUrl", f"#{main_label(node)}")
        with xml.element("ExtendedData"):
            for key, value in [("id", node.id), *known(dict(shown(spot))).items()]:
                with xml.element("Data", {"name": key}):
                    xml.leaf("value", plain(in_table(value)))
        with xml.element("Point"):
            xml.leaf("coordinates", f"{spot.longitude!r},{spot.latitude!r}")
    return bool(begin or end)


_FIRST: Final = {
    "fullName": "Name", "summary": "What is said", "date": "Date", "placeText": "Place",
    "geoPrecision": "Place known", "attribution": "Attribution",
    "attributedTo": "Attributed to", "claimedBy": "Claimed by", "deniedBy": "Denied by",
    "involved": "Sides", "struck": "Struck", "usedBy": "Used by",
    "fatalitiesBest": "Killed (best estimate)", "conflicts": "Sources disagree", "note": "Note",
    "remarks": "Remarks",
}  # fmt: skip


def _described(spot: Spot) -> str:
    """What is said of the spot, as lines of plain text."""
    said = known(dict(shown(spot)))
    lines = [
        f"{word}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for key, word in _FIRST.items()
        if (value := said.get(key)) is not None
    ]
    for source in spot.sources:
        keys = ("title", "publisher", "publishedOn", "url")
        told = [source[key] for key in keys if key in source] + copy_told(source)
        lines.append("Source: " + ", ".join(told or [source["id"]]))
    return "\n".join(lines)


FORM: Final = ExportForm(
    "kml",
    ".kml",
    "KML: incidents and targets on the map with time spans, for Google Earth.",
    "Open it in Google Earth, and move the slider of its time line.",
    export,
)
