"""GeoJSON (RFC 7946), which QGIS, ArcGIS, Kepler and web maps read.

What always holds here: everything that has coordinates is a point with all its properties, its
sources with their titles, and the names of who is said to have done it and who claimed it. How
exactly a place is known stays with it (`geoPrecision`, `coordinatePrecisionM`). The same part gives
the same file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.places import Spot, map_of, shown
from graphq.graph.export.spans import known
from graphq.graph.export.texts import json_line, main_label
from graphq.graph.read.part import Part


def export(part: Part, place: Path) -> Exported:
    """Write what the part has on the map as one file."""
    found = map_of(part)
    with place.open("xb") as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        for at, spot in enumerate(found.spots):
            file.write((b",\n" if at else b"\n") + json_line(_feature(spot)))
        file.write(b"\n]}\n")
    return Exported(len(found.spots), found.named, told=tuple(found.told()))


def _feature(spot: Spot) -> dict[str, Any]:
    node = spot.node
    said = known(dict(shown(spot)))
    own = {"id": node.id, "label": main_label(node), "labels": list(node.labels)}
    return {
        "type": "Feature",
        "id": node.id,
        "geometry": {"type": "Point", "coordinates": [spot.longitude, spot.latitude]},
        "properties": {**own, **said, "sources": spot.sources},
    }


FORM: Final = ExportForm(
    "geojson",
    ".geojson",
    "GeoJSON: incidents and targets on the map with all that is said of them, for QGIS.",
    "Drag it into QGIS, or open it in any map program.",
    export,
)
