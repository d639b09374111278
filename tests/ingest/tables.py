"""Small dossiers for the tests: rows that are right as they stand, and the files made from them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from graphq.graph.model.facts import Relationship
from graphq.ingest.facts import Facts
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.dossier.tables import TABLES

Row = dict[str, str]
Tables = dict[str, list[Row]]
R = TypeVar("R", bound=Relationship)


def source(key: str = "press", **cells: str) -> Row:
    return {
        "id": key, "title": "A report", "publisher": "The Press", "kind": "news",
        "reliability": "C", **cells,
    }  # fmt: skip


def group(key: str, **cells: str) -> Row:
    return {
        "id": key, "name": f"The {key} group", "short_name": key.title(), "kind": "group",
        "sources": "press", **cells,
    }  # fmt: skip


def person(key: str, **cells: str) -> Row:
    return {
        "id": key, "name": f"Mister {key}", "short_name": key.title(), "sources": "press", **cells,
    }  # fmt: skip


def facility(key: str = "fac-camp", **cells: str) -> Row:
    return {
        "id": key, "name": "The camp", "short_name": "Camp", "facility_type": "military-base",
        "location_name": "Gao", "admin1": "Gao", "country_iso2": "ML", "sources": "press", **cells,
    }  # fmt: skip


def incident(key: str = "inc-2019-07-22-gao", **cells: str) -> Row:
    return {
        "id": key, "date": "2019-07-22", "date_precision": "day", "location_name": "Gao",
        "admin1": "Gao", "country_iso2": "ML", "geo_precision": "admin1",
        "target_description": "A camp", "target_type": "military",
        "perpetrator_group_id": "reds", "attribution": "assessed", "tactic": "ied",
        "summary": "A camp was attacked.", "sources": "press", **cells,
    }  # fmt: skip


def claim(group_id: str, **cells: str) -> Row:
    return {
        "incident_id": "inc-2019-07-22-gao", "group_id": group_id, "kind": "claimed",
        "sources": "press", **cells,
    }  # fmt: skip


def change(key: str = "chg-merger", **cells: str) -> Row:
    return {
        "id": key, "name": "Merger", "kind": "merger", "date": "2017-03-02",
        "date_precision": "day", "sources": "press", **cells,
    }  # fmt: skip


def party(group_id: str, role: str, change_id: str = "chg-merger", **cells: str) -> Row:
    return {
        "change_id": change_id, "group_id": group_id, "role": role, "extent": "whole",
        "continues": "true", "sources": "press", **cells,
    }  # fmt: skip


def role(person_id: str, group_id: str, **cells: str) -> Row:
    return {
        "person_id": person_id, "group_id": group_id, "type": "led", "role": "emir",
        "sources": "press", **cells,
    }  # fmt: skip


def relation(from_id: str, to_id: str, **cells: str) -> Row:
    return {"from_id": from_id, "to_id": to_id, "type": "allied_with", "sources": "press", **cells}


def identity(entity_id: str, **cells: str) -> Row:
    return {
        "scheme": "ucdp:actor", "external_id": "202", "name": "Reds", "entity_id": entity_id,
        "sources": "press", **cells,
    }  # fmt: skip


def same_as(mine: str, theirs: str, relation: str = "same", **cells: str) -> Row:
    return {"mine": mine, "theirs": theirs, "relation": relation, "sources": "press", **cells}


def alias(entity_id: str, text: str, **cells: str) -> Row:
    return {
        "entity_id": entity_id, "alias": text, "quality": "strong", "source": "press", **cells,
    }  # fmt: skip


def tally(key: str = "tal-1", **cells: str) -> Row:
    return {
        "id": key, "source": "press", "date_from": "2019", "date_to": "2019",
        "dimension": "total", "value": "all", "count": "1", "unit": "attacks", **cells,
    }  # fmt: skip


def match(**cells: str) -> Row:
    return {
        "incident_id": "ucdp-ged:1", "other_id": "inc-2019-07-22-gao", "verdict": "same",
        "judged_by": "Jane Doe", "judged_on": "2024-05-01", "why": "One day, one town.", **cells,
    }  # fmt: skip


def assessment(key: str = "asm-1", **cells: str) -> Row:
    return {
        "id": key, "method": "carver", "kind": "scores", "assessors": "Jane Doe", "date": "2020",
        "scale_low": "1", "scale_high": "5", "sources": "press", **cells,
    }  # fmt: skip


def ranking(key: str = "asm-1", **cells: str) -> Row:
    return assessment(key, kind="ranking", scale_low="", scale_high="", **cells)


def rating(assessment_id: str = "asm-1", target_id: str = "fac-camp", **cells: str) -> Row:
    return {
        "assessment_id": assessment_id, "target_id": target_id, "criticality": "3",
        "sources": "press", **cells,
    }  # fmt: skip


def remark(about: str, text: str = "Seen in 2019.", **cells: str) -> Row:
    return {"about": about, "text": text, "said_on": "2019-08", "sources": "press", **cells}


def good() -> Tables:
    """One row or two of every table, nothing wrong with any."""
    return {
        "sources": [source()],
        "reach": [{"from": "2012", "to": "2024"}],
        "groups": [group("reds"), group("blues")],
        "aliases": [alias("reds", "The Scarlets")],
        "changes": [change()],
        "change_parties": [party("reds", "predecessor"), party("blues", "result")],
        "people": [person("boss")],
        "roles": [role("boss", "reds")],
        "relations": [relation("reds", "blues")],
        "identities": [identity("reds")],
        "same_as": [same_as("blues", "un-sc:QDe.159", "different")],
        "facilities": [facility()],
        "users": [{"facility_id": "fac-camp", "user": "un", "sources": "press"}],
        "incidents": [incident()],
        "claims": [claim("blues", kind="denied")],
        "matches": [match()],
        "tallies": [tally()],
        "counted_in": [
            {"incident_id": "inc-2019-07-22-gao", "tally_id": "tal-1", "certainty": "yes"}
        ],
        "forces": [
            {
                "force_id": "blues", "name": "Blues", "headcount": "100", "as_of": "2019",
                "sources": "press",
            }
        ],
        "assessments": [assessment()],
        "ratings": [rating()],
        "remarks": [remark("reds")],
    }  # fmt: skip


def csv_text(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as the file of their table, every column in its order."""
    made = io.StringIO(newline="")
    columns = [column.name for column in TABLES[name].columns]
    writer = csv.DictWriter(made, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def write_dossier(folder: Path, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Path:
    """Write one file a table; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(csv_text(name, rows), encoding="utf-8")
    return folder


def problems_in(folder: Path) -> list[Problem]:
    """What is wrong with the dossier, before a graph that holds nothing."""
    return sorted(Dossier(folder).check({})[1])


def facts_of(folder: Path, rows: Tables) -> Facts:
    """The facts, with the ids of the rows: as of a dossier that comes with graphq."""
    facts, problems = Dossier(write_dossier(folder / "jnim", rows)).check({})
    assert problems == []
    return facts


def of_type(facts: Facts, kind: type[R]) -> list[R]:
    return [link for link in facts.relationships.values() if isinstance(link, kind)]
