"""Whether a judgement of two incidents would contradict what is judged or certain already.

What always holds here: what is told names every link of the chain, so that a reader sees which of
them to take back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphq.graph.store import Store
from graphq.graph.write.tellings import DIFFERENT, SAME
from graphq.graph.write.told_events import Pair, chain

_JUDGED: Final = """
MATCH (judgement:Judgement)
RETURN judgement.verdict AS verdict, judgement.pair AS pair
"""
_LISTED: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
WHERE event.tellingOf IS NOT NULL
RETURN id, event.tellingOf AS event
"""


def contradiction(store: Store, pair: Pair, verdict: str, also: Mapping[Pair, str]) -> str:
    """Why the verdict of the two cannot stand beside the others; blank where it can.

    `also` are judgements that the graph does not have yet.
    """
    judged: dict[str, list[Pair]] = {SAME: [], DIFFERENT: []}
    for row in store.read(_JUDGED):
        one, other = sorted(row["pair"])
        judged[row["verdict"]].append((one, other))
    for other_pair, other_verdict in also.items():
        judged[other_verdict].append(other_pair)
    ids = {key for pairs in (*judged.values(), [pair]) for one in pairs for key in one}
    listed = [
        (str(row["id"]), str(row["event"])) for row in store.read(_LISTED, {"ids": sorted(ids)})
    ]
    one_by = [*judged[SAME], *listed]
    if verdict == DIFFERENT:
        links = chain(one_by, *pair)
        return f"they are one already: {' = '.join(links)}." if links else ""
    for apart in judged[DIFFERENT]:
        links = chain([*one_by, pair], *apart)
        if links:
            return (
                f"{' and '.join(apart)} are judged different, and {' = '.join(links)} would be one."
            )
    return ""
