"""The table of facilities: named places that were struck, or are named as possible targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import Record, Target
from graphq.graph.model.relationships import IdentifiedAs, LocatedIn
from graphq.graph.model.targets import FACILITY_TYPES
from graphq.graph.read.names import name_key
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import PlaceTree, bare_place, bare_unit
from graphq.ingest.sources.dossier.columns import (
    COORDINATE_SOURCE,
    COORDINATES,
    COUNTRY,
    NOTE,
    SHORT_NAME,
    choice,
    id_column,
    sources_column,
)
from graphq.ingest.sources.dossier.facts import placed
from graphq.ingest.sources.dossier.names import own_names
from graphq.ingest.sources.dossier.rules import COORDINATE, no_security, whole_coordinate
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)
from graphq.ingest.sources.dossier.tables.users import no_word_is_a_group, use, user_column

ICAO: Final = "icao"
"""The scheme of ICAO's codes in identities."""
_CODES: Final = {"icao": "[A-Z0-9]{4}", "iata": "[A-Z]{3}"}


def _precision(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    has = whole_coordinate(row)
    if has is None or not row.readable("coord_precision_m"):
        return
    if has != (row["coord_precision_m"] is not None):
        yield row.problem("coord_precision_m", "a coordinate and its precision go together")


def _codes(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    for column, pattern in _CODES.items():
        if row[column] and not re.fullmatch(pattern, row[column]):
            yield row.problem(column, f"'{row[column]}' is no {column.upper()} code")


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Node | Relationship]:
    target, sources = row["id"], row["sources"]
    units = rows.places.units(row["country_iso2"], row["admin1"], row["admin2"] or "")
    yield Target(
        id=target,
        name=row["short_name"],
        full_name=row["name"],
        target_type=row["facility_type"],
        icao=row["icao"],
        iata=row["iata"],
        admin1=row["admin1"],
        admin1_id=units["admin1"],
        admin2=row["admin2"],
        admin2_id=units.get("admin2"),
        coordinate_precision_m=row["coord_precision_m"],
        sources=sources,
        **placed(row),
    )
    dated = {one["user"] for one in rows.where("users", "facility_id", target)}
    for user in row["users"]:
        # What has its dates in a table of its own is not told without them as well.
        if user not in dated:
            yield from use(target, user, sources=sources)
    place = _where(rows.places, row)
    yield LocatedIn(
        id=f"located-in:{target}>{place}",
        start=target,
        start_label="Target",
        end=place,
        sources=sources,
    )
    yield from _airport(row, rows)


def _where(places: PlaceTree, row: DossierRow) -> str:
    """The place node, or the unit where no place in it is known."""
    units = row["country_iso2"], row["admin1"], row["admin2"] or ""
    name = row["location_name"] or ""
    own = bare_unit(bare_place(name))
    is_admin1 = name_key(own) == name_key(bare_unit(row["admin1"]))
    # A town may bear its unit's name; `Borno State`, or the name beside a smaller unit, is none.
    if not name or (is_admin1 and (row["admin2"] or own != name.strip())):
        return places.unit(*units)
    return places.place(*units, name)


def _airport(row: DossierRow, rows: DossierRows) -> Iterator[Record | IdentifiedAs]:
    """The record under the facility's ICAO code, unless identities.csv says whose it is."""
    code = row["icao"]
    named = rows.where("identities", "external_id", code) if code else ()
    if not code or any(one["scheme"] == ICAO for one in named):
        return
    record = f"{ICAO}:{code}"
    yield Record(
        id=f"record:{record}",
        name=row["short_name"],
        full_name=row["name"],
        scheme=ICAO,
        external_id=code,
        entity_label=Target.LABEL,
        sources=row["sources"],
    )
    yield IdentifiedAs(
        id=f"identified-as:{record}>{row['id']}:",
        start=f"record:{record}",
        end=row["id"],
        end_label=Target.LABEL,
        sources=row["sources"],
    )


TABLE: Final = DossierTable(
    name="facilities",
    help="named places that were struck, or are named as possible targets",
    columns=(
        id_column("short id"),
        DossierColumn("name", "full name", required=True),
        SHORT_NAME,
        DossierColumn("alt_names", "other names", many=True, moved="aliases.csv"),
        choice("facility_type", "what it is", *FACILITY_TYPES),
        DossierColumn(
            "icao",
            "ICAO location indicator, by which load airports knows it; identities.csv tells from "
            "when to when, where it was another's before",
        ),
        DossierColumn("iata", "IATA location code"),
        DossierColumn("location_name", "town or place; empty where only the unit is known"),
        DossierColumn("admin2", "second-order administrative unit"),
        DossierColumn("admin1", "first-order administrative unit", required=True),
        COUNTRY,
        *COORDINATES,
        DossierColumn("coord_precision_m", "how exact the coordinate is, metres", "integer"),
        user_column(
            "users",
            "who uses it, where nothing is known of when",
            required=False,
            many=True,
            moved="users.csv",
        ),
        sources_column(),
        COORDINATE_SOURCE,
        *NOTE,
    ),
    key=("id",),
    after="same_as",
    rules=(
        *COORDINATE,
        Rule("A coordinate needs its coord_precision_m, and the other way round.", _precision),
        Rule("icao is four capital letters or digits; iata is three capital letters.", _codes),
        no_word_is_a_group("users"),
        no_security("a place"),
    ),
    node=Target,
    facts=_facts,
    names=own_names,
)
