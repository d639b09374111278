"""What two dossiers share: facts about a dossier's own that it declares to be another's.

What always holds here: what is declared the same becomes a record of the dossier, and what the
dossier says of it comes through that record, as with a publisher's; so it is drawn to the other
while that is in the graph. A reference to another dossier's thing comes through its id as well,
since that dossier may declare it to be something else.
"""

from __future__ import annotations

from graphq.graph.model.facts import Node
from graphq.graph.model.nodes import Record
from graphq.graph.model.relationships import DeniedBy
from graphq.graph.write.identities import ENTITY_LABELS, is_publishers
from graphq.graph.write.stand_ins import RECORD
from graphq.graph.write.tellings import SAME
from graphq.ingest.facts import Facts
from graphq.ingest.sources.dossier.table import DossierRows


def through_records(facts: Facts, rows: DossierRows, prefix: str) -> None:
    """Have what is shared come through records; the rows have the ids of the graph."""
    declared = {row["mine"] for row in rows.tables["same_as"] if row["relation"] == SAME}
    for key in sorted(declared):
        facts.add(_record(facts.nodes.pop(key), rows.dataset, key.removeprefix(prefix)))
    for found in list(facts.relationships.values()):
        ends = (("start", found.start, found.start_label), ("end", found.end, found.end_label))
        through = {
            f"{side}_record": key
            for side, key, label in ends
            if label in ENTITY_LABELS and (key in declared or _is_of_another(key, prefix))
        }
        if isinstance(found, DeniedBy) and (
            found.denies in declared or _is_of_another(found.denies, prefix)
        ):
            through["denies_record"] = found.denies
        if through:
            facts.add(found.model_copy(update=through))


def _is_of_another(key: str, prefix: str) -> bool:
    """Whether the id is of a dossier that may declare what it tells of to be another's."""
    own = bool(prefix) and key.startswith(prefix)
    return "/" in key and not own and not is_publishers(key)


def _record(node: Node, dataset: str, key: str) -> Record:
    """What a dossier says of its own, as the record that it is of another's."""
    shared = (Record.model_fields.keys() & type(node).model_fields.keys()) - {"id"}
    return Record(
        **{name: getattr(node, name) for name in sorted(shared)},
        id=f"{RECORD}{node.id}",
        scheme=dataset,
        external_id=key,
        entity_label=node.LABEL,
    )
