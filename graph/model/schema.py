"""What follows from the model: constraints, indexes, upserts, the linter's schema, the page.

What always holds here: nothing is listed by hand that the declarations already say. The statements
are in the portable Cypher that both engines run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic.alias_generators import to_snake

from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import Fact, property_types
from graphq.graph.model.own import BOOKKEEPING, OWN_NODES

INDEXED: Final[dict[str, tuple[str, ...]]] = {
    "Incident": (
        "firstDay",
        "cell",
        "cellQuarter",
        "longCell",
        "country",
        "admin1Id",
        "admin2Id",
        "targetType",
    ),
    "Target": ("cell", "targetType"),
    "Name": ("key",),
    "Remark": ("about",),
    "IncidentSum": ("groupId",),
}
"""Properties that questions look up, besides every `id`."""

DATE_COMPONENTS: Final = ("year", "month", "day", "days")
"""What Cypher reads from a date or a duration with a dot; the linter takes it for a property."""


def definitions() -> Iterator[str]:
    """Constraint and index statements. They must run before any data is written."""
    for label in [*NODES, *OWN_NODES]:
        name = to_snake(label)
        yield (f"CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
    for label, properties in INDEXED.items():
        for found in properties:
            name = f"{to_snake(label)}_{to_snake(found)}"
            yield f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{found})"


def upsert_nodes(labels: tuple[str, ...]) -> str:
    """Create the nodes of `$rows` (`id`, `properties`), or give them just these properties."""
    return (
        f"UNWIND $rows AS row\nMERGE (n:{':'.join(labels)} {{id: row.id}})\nSET n = row.properties"
    )


def create_nodes(labels: tuple[str, ...]) -> str:
    """Create the nodes of `$rows` (`id`, `properties`), none of which is there."""
    return f"UNWIND $rows AS row\nCREATE (n:{':'.join(labels)})\nSET n = row.properties"


def find_nodes(label: str) -> str:
    """Those of `$rows` (`id`) that are there, with what the writer needs to know of them."""
    return (
        "UNWIND $rows AS row\n"
        f"MATCH (n:{label} {{id: row.id}})\n"
        "RETURN n.id AS id, n.contentHash AS hash, n.statedBy AS statedBy, labels(n) AS labels"
    )


def upsert_relationships(kind: str, start_label: str, end_label: str) -> str:
    """Create the relationships of `$rows` (`id`, `start`, `end`, `properties`), or replace them."""
    return (
        "UNWIND $rows AS row\n"
        f"MATCH (a:{start_label} {{id: row.start}})\n"
        f"MATCH (b:{end_label} {{id: row.end}})\n"
        f"MERGE (a)-[r:{kind} {{id: row.id}}]->(b)\n"
        "SET r = row.properties"
    )


def find_relationships(kind: str, start_label: str) -> str:
    """Those of `$rows` (`id`, `start`) that are there, with what the writer needs to know."""
    return (
        "UNWIND $rows AS row\n"
        f"MATCH (:{start_label} {{id: row.start}})-[r:{kind} {{id: row.id}}]->()\n"
        "RETURN r.id AS id, r.contentHash AS hash, r.statedBy AS statedBy"
    )


def kind_labels() -> list[str]:
    """The second labels by kind, each once."""
    return list(
        dict.fromkeys(extra for node in NODES.values() for extra in node.KIND_LABELS.values())
    )


def linter_schema() -> dict[str, list[str]]:
    """Labels, relationship types and property keys, as Neo4j's Cypher linter takes them."""
    declared: list[type[Fact]] = [*NODES.values(), *RELATIONSHIPS.values()]
    keys = dict.fromkeys(key for fact in declared for key in property_types(fact))
    return {
        "labels": [*NODES, *kind_labels(), *OWN_NODES],
        "relationshipTypes": list(RELATIONSHIPS),
        "propertyKeys": [*keys, *BOOKKEEPING, "modelVersion", *DATE_COMPONENTS],
    }


def model_page() -> str:
    """The page `docs/model.md`, in Markdown."""
    lines = [
        "# The model",
        "",
        "Made from the declarations in `graph/model/` by `make docs`; do not edit.",
        "",
        "Every node and every relationship has an `id` and carries `sources`, the ids of the",
        "`Source` nodes that state it. The writer adds `statedBy` (the datasets that state it),",
        "`contentHash`, and `statements` where several datasets state the same fact. The labels",
        "`GraphInfo` and `Register` are the writer's own: the version of the model, and what each",
        "dataset stated when it was last loaded.",
        "",
        "## Nodes",
    ]
    for label, node in NODES.items():
        lines += ["", f"### {label}", "", _meaning(node)]
        if node.KIND_LABELS:
            second = dict[str, list[str]]()
            for kind, extra in node.KIND_LABELS.items():
                second.setdefault(extra, []).append(kind)
            told = "; ".join(f"`{extra}` ({', '.join(kinds)})" for extra, kinds in second.items())
            lines += ["", f"Second label by {node.KIND}: {told}."]
        lines += ["", *_table(node)]
    lines += ["", "## Relationships"]
    for kind, relationship in RELATIONSHIPS.items():
        ends = " or ".join(relationship.START), " or ".join(relationship.END)
        lines += ["", f"### {kind}", "", f"`({ends[0]})-[:{kind}]->({ends[1]})`", ""]
        lines += [_meaning(relationship), "", *_table(relationship)]
    return "\n".join(lines) + "\n"


def _meaning(fact: type[Fact]) -> str:
    return " ".join((fact.__doc__ or "").split())


_COMMON: Final = ("id", "sources", "inferred")


def _table(fact: type[Fact]) -> list[str]:
    rows = ["| property | type | | meaning |", "|---|---|---|---|"]
    fields: dict[str, Any] = {
        (field.alias or key): field
        for key, field in fact.model_fields.items()
        if key not in fact.NOT_STORED
    }
    for key, word in property_types(fact).items():
        if key in _COMMON:
            continue
        needed = "always" if fields[key].is_required() else ""
        rows.append(f"| `{key}` | {word} | {needed} | {fields[key].description or ''} |")
    return rows if len(rows) > 2 else ["No properties of its own."]
