"""The columns that tables of a dossier have in common, and short words for the usual kinds."""

from __future__ import annotations

from typing import Final

from graphq.ingest.sources.dossier.table import DossierColumn


def id_column(help_text: str) -> DossierColumn:
    """The id of a row."""
    return DossierColumn("id", help_text, "id", required=True)


def reference(
    name: str, help_text: str, *tables: str, required: bool = True, many: bool = False
) -> DossierColumn:
    """A column that holds the id of a row of one of the tables, or of the graph."""
    return DossierColumn(name, help_text, "reference", required, many, tables=tables)


def choice(
    name: str, help_text: str, *choices: str, many: bool = False, required: bool = True
) -> DossierColumn:
    """A column that holds one of the choices."""
    return DossierColumn(name, help_text, "choice", required, many=many, choices=choices)


def sources_column(name: str = "sources", required: bool = True) -> DossierColumn:
    """A column that holds ids of sources."""
    told = "ids of the sources that state the row"
    if name == "disputed_by":
        told = "ids of the sources that contradict the row"
    return DossierColumn(name, told, "reference", required, many=True, tables=("sources",))


NOTE: Final = (
    DossierColumn("note", "what a reader should know about the row"),
    DossierColumn(
        "note_on",
        "when the note was said, as far as it is known; empty: when the newest of its sources was "
        "published, and no earlier than a day that it names",
        "date",
    ),
    DossierColumn(
        "note_sources",
        "ids of the sources of the note; empty: those of the row",
        "reference",
        many=True,
        tables=("sources",),
    ),
)
"""A note of a row, and when and by whom it was said; the table remarks takes several."""
SHORT_NAME: Final = DossierColumn(
    "short_name", "what analysts say; at most 30 characters", required=True, longest=30
)
VALID: Final = (
    DossierColumn("valid_from", "date, as far as it is known", "date"),
    DossierColumn("valid_to", "date, as far as it is known; empty while it lasts", "date"),
)
COORDINATES: Final = (
    DossierColumn("lat", "degrees north, WGS 84", "latitude"),
    DossierColumn("lon", "degrees east, WGS 84", "longitude"),
)
COUNTRY: Final = DossierColumn("country_iso2", "ISO 3166-1 alpha-2 code", "country", required=True)
COORDINATE_SOURCE: Final = DossierColumn(
    "coord_source",
    "id of the source of the coordinate, and after a colon its key there",
    "keyed",
    tables=("sources",),
)
