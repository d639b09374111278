"""Checked rows of a dossier into model objects: pure, no store, no files.

What always holds here: every row becomes facts, every fact carries the row's sources; ids depend on
the rows alone, so the same dossier gives the same facts.
"""

from __future__ import annotations

from typing import Final

from graphq.graph.model.facts import Node
from graphq.graph.model.nodes import Record, Target
from graphq.graph.model.relationships import IdentifiedAs
from graphq.graph.read.names import names_in_parentheses, spellings
from graphq.ingest.facts import Facts
from graphq.ingest.places.tree import PlaceTree, shortened
from graphq.ingest.sources.dossier.check import Known
from graphq.ingest.sources.dossier.events import add_facility, add_incident
from graphq.ingest.sources.dossier.read import DossierRow, Tables
from graphq.ingest.sources.dossier.rows import SIMPLE_ROWS, lasting

LABELS: Final = {
    "sources": "Source",
    "groups": "Group",
    "people": "Person",
    "changes": "ChangeEvent",
    "facilities": "Target",
    "incidents": "Incident",
    "tallies": "Tally",
    "assessments": "Assessment",
}
"""The label of the nodes that a table's rows become."""


_NAMED: Final = ("groups", "people", "facilities")


def _without_gazetteers(tables: Tables) -> Tables:
    """The incidents with only those sources that tell the incident.

    A gazetteer among a row's sources gave the coordinate, and says nothing of who did what.
    """
    gazetteers = {row["id"] for row in tables["sources"] if row["kind"] == "gazetteer"}
    rows = []
    for row in tables["incidents"]:
        told = tuple(source for source in row["sources"] if source not in gazetteers)
        cells = {**row.cells, "sources": told or row["sources"]}
        rows.append(DossierRow(row.file, row.line, cells))
    return {**tables, "incidents": rows}


def transform(tables: Tables, dataset: str, known: Known) -> Facts:
    """All facts of a dossier whose rows passed every check against the same `known` ids."""
    facts, places = Facts(), PlaceTree()
    tables = _without_gazetteers(tables)
    labels = {key: LABELS[table] for table, ids in known.items() for key in ids}
    for table in _NAMED:
        labels |= {row["id"]: LABELS[table] for row in tables[table]}
    for name, rows in tables.items():
        for row in rows:
            if name == "facilities":
                add_facility(facts, places, row)
            elif name == "incidents":
                add_incident(facts, places, row, dataset)
            else:
                for fact in SIMPLE_ROWS[name](row):
                    facts.add(fact)
    for name, rows in tables.items():
        for row in rows:
            if name in _NAMED:
                _own_names(facts, places, facts.nodes[row["id"]], row)
    for row in tables["aliases"]:
        _alias(facts, places, row, labels[row["entity_id"]])
    for row in tables["identities"]:
        _identity(facts, row, labels[row["entity_id"]])
    for location in places.locations.values():
        facts.add_location(location)
    for containment in places.containment():
        facts.add(containment)
    facts.add_reports()
    return facts


def _own_names(facts: Facts, places: PlaceTree, entity: Node, row: DossierRow) -> None:
    for text in [row["short_name"], *spellings(row["name"])]:
        facts.add_name(entity.id, entity.LABEL, text, "own")
    if isinstance(entity, Target):
        for code in filter(None, (entity.icao, entity.iata)):
            facts.add_name(entity.id, entity.LABEL, code, "code")
        for text in row["alt_names"]:
            for spelling in spellings(text):
                facts.add_name(entity.id, entity.LABEL, spelling, "strong")
    for text in _names_beside(places, entity.LABEL, row["name"]):
        facts.add_name(entity.id, entity.LABEL, text, "strong")


def _names_beside(places: PlaceTree, label: str, text: str) -> list[str]:
    """The other names that stand in the parentheses of a name.

    With a facility they tell where it is or what it is for, so there they are taken for none.
    """
    if label == Target.LABEL:
        return []
    return [name for name in names_in_parentheses(text) if not places.names_a_place(name)]


def _alias(facts: Facts, places: PlaceTree, row: DossierRow, label: str) -> None:
    language, _, script = (row["lang"] or "").partition("/")
    for text in [*spellings(row["alias"]), *_names_beside(places, label, row["alias"])]:
        facts.add_name(
            row["entity_id"],
            label,
            text,
            row["quality"],
            language=language or None,
            script=script or None,
            sources=(row["source"],),
        )


def _identity(facts: Facts, row: DossierRow, label: str) -> None:
    record, entity = f"{row['scheme']}:{row['external_id']}", row["entity_id"]
    facts.add(
        Record(
            id=f"record:{record}",
            name=shortened(row["name"]),
            scheme=row["scheme"],
            external_id=row["external_id"],
            entity_label=label,
            full_name=row["name"],
            sources=row["sources"],
        )
    )
    facts.add(
        IdentifiedAs(
            id=f"identified-as:{record}>{entity}:{row['valid_from'] or ''}",
            start=f"record:{record}",
            end=entity,
            end_label=label,
            note=row["note"],
            **lasting(row),
        )
    )
