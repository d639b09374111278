"""`graphq derive`: what follows from the facts, worked out again from all of them."""

from __future__ import annotations

from graphq.cli.opening import open_graph
from graphq.cli.options import Database
from graphq.document.console import say


def derive(db: Database = None) -> None:
    """Work out again what follows from the facts, as every load does for what it changed.

    Who succeeded whom and descends from whom, who stands in for a record, and how many incidents
    are alike. After it a graph of an older release answers as quickly as one that is loaded anew.

    Example: graphq derive
    """
    from graphq.graph.write.derived import derive_anew
    from graphq.graph.write.writer import prepare

    with open_graph(db, "write") as store:
        prepare(store)
        amiss = derive_anew(store)
    say(f"{amiss:,} of what was derived was not as it should be, and is now.")
