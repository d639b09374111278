"""What state a graph's folder is in, told so that two states can be compared.

What always holds: nothing here changes a folder. These functions run in processes of their own
(`Commands.call`), since the engine may end badly on a damaged folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from graphq.graph.errors import GraphqError
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from tests.graph.make import everything


def state(folder: str) -> dict[str, Any]:
    """The graph in a folder or on a server: what is stated in it, and the loads that it records.

    Where it does not open, the sentence that says why, as `told`.
    """
    try:
        with open_store(folder) as store:
            return read(store)
    except GraphqError as error:
        return {"told": str(error)}


def held(folder: str, opened: str, go: str) -> list[Any]:
    """The graph as a reader finds it that stays open until the file `go` is there.

    Read twice, before and after that; the file `opened` is made in between.
    """
    with open_store(folder) as store:
        first = read(store)
        Path(opened).touch()
        while not Path(go).exists():
            time.sleep(0.01)
        return [first, read(store)]


def emptied(url: str) -> bool:
    """Take everything out of a server."""
    with open_store(url, "write") as store:
        store.write([("MATCH (n) DETACH DELETE n", {})])
    return True


def mcp_call(folder: str) -> str:
    """What an assistant is answered that asks for a lineage."""
    from tests.graphq.mcp.test_server import call, text_of

    return text_of(call(folder, "lineage", group="jnim"))


def read(store: Store) -> dict[str, Any]:
    """The graph of an open store."""
    nodes, relationships = everything(store)
    stated = json.dumps([nodes, relationships], sort_keys=True, default=str, ensure_ascii=False)
    loads = store.read(
        "MATCH (r:IngestRun) RETURN r.dataset AS dataset, r.state AS state, r.created AS created, "
        "r.updated AS updated, r.retired AS retired "
        "ORDER BY dataset, state, created, updated, retired"
    )
    return {
        "stated": hashlib.sha256(stated.encode()).hexdigest(),
        "size": [len(nodes), len(relationships)],
        "loads": loads,
        "miscounted": _miscounted(store, Counter(node[0][0] for node in nodes.values())),
    }


def _miscounted(store: Store, found: Counter[str]) -> list[str]:
    """Labels of which the engine's own count, kept beside the nodes, is not what there is."""
    return [
        label
        for label, number in sorted(found.items())
        if len(store.read(f"MATCH (n:{label}) RETURN n.id AS id"))
        != store.read(f"MATCH (n:{label}) RETURN count(n) AS number")[0]["number"]
    ]


def files(folder: Path, but: re.Pattern[bytes] | None = None) -> dict[str, str]:
    """Every file and link under a folder with a digest of what is in it and when it was written.

    Links are told by where they lead, and what they lead to is not looked at; nor is what `but`
    matches in a file.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if path.is_symlink():
            what = f"-> {os.readlink(path)}"
        elif path.is_dir():
            what = "a folder"
        else:
            content = path.read_bytes()
            digest = hashlib.sha256(but.sub(b"", content) if but else content).hexdigest()
            what = f"{digest} {status.st_mtime_ns} {status.st_mode:o}"
        found[str(path.relative_to(folder))] = what
    return found
