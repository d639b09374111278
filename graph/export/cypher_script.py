"""A Cypher script that makes the graph anew in an empty Neo4j.

What always holds here: the script has one statement a line that ends in `;`, constraints first,
then nodes, then relationships; run whole, it gives every node and relationship with every property
as it was. A text from the data cannot end its literal, whatever it holds. Only ids are in memory,
and not those of incidents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final

from graphq.graph.cypher_text import HALF, literal, quoted
from graphq.graph.export.attributes import link_id
from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.texts import counted, extra_labels, main_label
from graphq.graph.model.own import GRAPH_INFO, GRAPH_INFO_ID, MODEL_VERSION
from graphq.graph.model.schema import definitions
from graphq.graph.read.part import Part

AT_ONCE: Final = 500
"""Nodes or relationships in one statement."""

Values = Mapping[str, Any]

_START, _END = "starts", "ends"
_INCIDENT: Final = "Incident"
_HEAD: Final = """\
// A graph of graphq. Run it in an empty database of Neo4j 5.26 or later: cypher-shell -f FILE
// Then graphq can ask it: graphq status --db neo4j://localhost:7687
"""


def export(part: Part, place: Path) -> Exported:
    """Write the part as one script."""
    labels: dict[str, str] = {}
    nodes = links = 0
    complete = False
    with place.open("xb") as file:
        file.write(_HEAD.encode())
        for statement in definitions():
            file.write(f"{statement};\n".encode())
        batches = _Batches(file)
        for node in part.nodes():
            nodes += 1
            label = main_label(node)
            complete = complete or label == GRAPH_INFO
            if label != _INCIDENT:
                labels[node.id] = label
            pattern = ":".join(map(quoted, [label, *extra_labels(node)]))
            batches.add(f"CREATE (f:{pattern})", {}, node.properties)
        if not complete:
            info = {"id": GRAPH_INFO_ID, "modelVersion": MODEL_VERSION}
            batches.add(f"CREATE (f:{GRAPH_INFO})", {}, info)
        batches.end()
        for link in part.relationships():
            links += 1
            start, end = _end(link.start, labels), _end(link.end, labels)
            batches.add(
                f"MATCH (a:{start} {{id: {_START}[i]}}) MATCH (b:{end} {{id: {_END}[i]}}) "
                f"CREATE (a)-[f:{quoted(link.type)}]->(b)",
                {_START: link.start, _END: link.end},
                {**link.properties, "id": link_id(link)},
            )
        batches.end()
    told = [] if complete else [_TOLD]
    if batches.halves:
        told.append(
            counted(
                batches.halves,
                "half of a character, which Neo4j cannot keep, is � in it.",
                "halves of characters, which Neo4j cannot keep, are � in it.",
            )
        )
    return Exported(nodes, links, told=tuple(told))


_TOLD: Final = (
    "Which dataset states what, and what was loaded when, is only in a script of the whole graph: "
    "graphq can ask what this one makes, and is not to load more into it."
)


def _end(key: str | None, labels: Mapping[str, str]) -> str:
    """The label of a node, as a pattern has it: only those of incidents are not kept."""
    return quoted(labels.get(str(key), _INCIDENT))


class _Batches:
    """Facts by the clause that makes them, written when there are enough.

    A statement has a list of values for each property: Neo4j takes such a list for a parameter, and
    plans a statement of the same form once; a list of maps it plans anew each time, in seconds.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rows: dict[str, list[tuple[Values, Values]]] = {}
        self.halves = 0

    def add(self, clause: str, ends: Values, properties: Values) -> None:
        """Have the clause make `f` with the properties, between the ends if there are any."""
        rows = self._rows.setdefault(clause, [])
        rows.append((ends, properties))
        if len(rows) == AT_ONCE:
            self._write(clause, rows)
            del self._rows[clause]

    def end(self) -> None:
        """Write what is left."""
        for clause, rows in self._rows.items():
            self._write(clause, rows)
        self._rows.clear()

    def _write(self, clause: str, rows: Sequence[tuple[Values, Values]]) -> None:
        keys = dict.fromkeys(key for _, properties in rows for key in properties)
        lists = [
            f"{name} AS {column}"
            for name, column in [
                *((literal([ends[end] for ends, _ in rows]), end) for end in rows[0][0]),
                *(
                    (_column([properties.get(key) for _, properties in rows]), f"c{at}")
                    for at, key in enumerate(keys)
                ),
            ]
        ]
        values = []
        for at, key in enumerate(keys):
            is_day = any(isinstance(properties.get(key), date) for _, properties in rows)
            values.append(f"{quoted(key)}:{f'date(c{at}[i])' if is_day else f'c{at}[i]'}")
        text = (
            f"WITH {','.join(lists)} UNWIND range(0,{len(rows) - 1}) AS i {clause} "
            f"SET f = {{{','.join(values)}}};\n"
        )
        self.halves += text.count(HALF)
        self._file.write(text.encode())


def _column(values: Sequence[Any]) -> str:
    """The values of one property; days as text."""
    return literal([value.isoformat() if isinstance(value, date) else value for value in values])


FORM: Final = ExportForm(
    "cypher",
    ".cypher",
    "A Cypher script that makes the graph anew in an empty Neo4j.",
    "Run it in an empty database: cypher-shell -f FILE",
    export,
    own=True,
)
