"""What follows from a dossier's declarations that its own is another's: who the records are.

What always holds here: it is told of what is in the graph, and says by which declaration; what is
declared to be something that is not there is itself until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graphq.graph.model.facts import as_written
from graphq.graph.model.relationships import IdentifiedAs
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.graph.write import identities
from graphq.graph.write.identities import Identities
from graphq.graph.write.stand_ins import RECORD

_DECLARED: Final = """
MATCH (declared:Declaration {relation: 'same'})
RETURN declared.id AS via, declared.mine AS mine, declared.theirs AS theirs,
  declared.validFrom AS validFrom, declared.validFromFirst AS validFromFirst,
  declared.validFromLast AS validFromLast, declared.validTo AS validTo,
  declared.validToFirst AS validToFirst, declared.validToLast AS validToLast,
  declared.sources AS sources
ORDER BY via
"""
_RECORDS: Final = """
UNWIND $ids AS id
MATCH (record:Record {id: id})
RETURN id, record.entityLabel AS label
"""
_TIME: Final = (
    "validFrom", "validFromFirst", "validFromLast", "validTo", "validToFirst", "validToLast",
)  # fmt: skip


def identified(store: Store) -> list[IdentifiedAs]:
    """Who each record is by what is declared, as far as that is in the graph."""
    rows = store.read(_DECLARED)
    if not rows:
        return []
    known = identities.current(store)
    ids = sorted({f"{RECORD}{row[side]}" for row in rows for side in ("mine", "theirs")})
    labels = {str(row["id"]): str(row["label"]) for row in store.read(_RECORDS, {"ids": ids})}
    return [found for row in rows for found in _identified(row, known, labels)]


def _identified(row: Row, known: Identities, labels: dict[str, str]) -> Iterator[IdentifiedAs]:
    """The record of what is declared, and that of the publisher, where it is in the graph."""
    day = identities.as_day(row["validFromLast"] or row["validToFirst"])
    records = [row["mine"], *filter(identities.is_publishers, [row["theirs"]])]
    for record in records:
        entity, label = known.entity(record, day, "last"), labels.get(f"{RECORD}{record}")
        if label and entity != record:
            told: dict[str, Any] = as_written(IdentifiedAs, {name: row[name] for name in _TIME})
            yield IdentifiedAs.model_validate(
                {
                    **told,
                    "id": f"identified-as:{record}>{entity}:{row['validFrom'] or ''}:declared",
                    "start": f"{RECORD}{record}",
                    "end": entity,
                    "end_label": label,
                    "via": row["via"],
                    "sources": tuple(row["sources"] or ()),
                    "inferred": True,
                }
            )
