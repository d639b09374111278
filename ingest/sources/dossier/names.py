"""What groups, people and facilities are called, from the names in their rows.

What always holds here: what stands in the parentheses of a name is another name, unless it is that
of a place; so names are read once all places are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Group, Person, Target
from graphq.graph.read.names import names_in_parentheses, spellings
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows, Spelling

_LABELS: Final = {"groups": Group.LABEL, "people": Person.LABEL, "facilities": Target.LABEL}


def label_of(key: str, rows: DossierRows) -> str:
    """The label of the group, person or facility of that id; blank where there is none."""
    return next((label for table, label in _LABELS.items() if rows.holds(table, key)), "")


def labels_of(key: str, rows: DossierRows) -> list[str]:
    """The label of the node of that id, whatever it is; none where there is none."""
    own = rows.owners.get(key)
    if own:
        return [own.table.node.LABEL] if own.table.node else []
    return [label for table, label in rows.labels.items() if len(rows.meant(key, (table,))) == 1]


def own_names(row: DossierRow, rows: DossierRows) -> Iterator[Spelling]:
    """The names that the row of an entity gives it."""
    label = label_of(row["id"], rows)
    for text in [row["short_name"], *spellings(row["name"])]:
        yield Spelling(row["id"], label, text, "own")
    if label == Target.LABEL:
        for code in filter(None, (row["icao"], row["iata"])):
            yield Spelling(row["id"], label, code, "code")
        for text in row["alt_names"]:
            for spelling in spellings(text):
                yield Spelling(row["id"], label, spelling, "strong")
    for text in names_beside(row["name"], label, rows):
        yield Spelling(row["id"], label, text, "strong")


def names_beside(text: str, label: str, rows: DossierRows) -> list[str]:
    """The other names that stand in the parentheses of a name.

    With a facility they tell where it is or what it is for, so there they are taken for none.
    """
    if label == Target.LABEL:
        return []
    return [name for name in names_in_parentheses(text) if not rows.places.names_a_place(name)]
