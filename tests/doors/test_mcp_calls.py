"""Hostile calls of an assistant: each is answered or refused in a sentence, nothing is written."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path
from typing import Any, Final, cast

import anyio
from mcp import Client, MCPError

from graphq.cypher.ask.catalog import questions
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.mcp.server import make_server
from tests.doors.nasty import NASTY, live_markdown, raw
from tests.figures import tried
from tests.graph.make import Snapshot, everything
from tests.graphq.mcp.test_server import NEEDED

SEED: Final = 20
CALLS: Final = 220
VALUES: Final[tuple[Any, ...]] = (
    *NASTY, 10**400, -(10**18), 1e308, -1, 0, 2**63, True, False, None, [], {}, [[]], [None], [{}],
    {"$gt": 1}, {"a": {"b": []}}, ["jnim"] * 50, ["x" * 999], "x" * 5_000, "\x00", "", " ", "*",
    "%",
    "/etc/passwd", "..\\..\\x", "file:///etc/passwd", "jnim' OR '1'='1",
    "jnim'}) DETACH DELETE n //",
    "$group", "{group}", "${jnim}", "date()", "9999-99-99", "0000", "-1-1-1", "2019-02-30", "now",
    "CREATE (:Evil)", "LOAD CSV FROM 'x' AS l RETURN l", "RETURN 1", "null", "NaN", "Infinity",
)  # fmt: skip
TOOLS: Final = (
    "cypher",
    "read",
    "../lineage",
    "lineage; show",
    "LINEAGE",
    "",
    "\x1b[31m",
    "x" * 999,
)


def calls() -> list[tuple[str, dict[str, Any]]]:
    """Any value for any parameter of any tool, and parameters that no tool has."""
    chosen = random.Random(SEED)
    names = list(questions())
    found: list[tuple[str, dict[str, Any]]] = [(tool, {}) for tool in TOOLS]
    while len(found) < CALLS:
        name = chosen.choice(names)
        parameters = questions()[name].header.parameters
        given = {key: NEEDED[one.type] for key, one in parameters.items() if one.required}
        key = chosen.choice([*parameters, "statement", "db", "__class__", "asOf'; //"])
        value = chosen.choice(VALUES)
        # JSON has no half of a letter, and the client sends none.
        found.append((name, {**given, key: "?" if "\ud800" in str(value) else value}))
    return found


def snapshot(folder: Path) -> Snapshot:
    with open_store(folder) as store:
        return everything(store)


def test_nothing_is_written_and_each_call_is_told(jnim_folder: Path) -> None:
    before = snapshot(jnim_folder)
    wrong: list[tuple[str, dict[str, Any], str]] = []

    async def use(client: Client) -> None:
        for name, given in calls():
            try:
                result = await client.call_tool(name, given)
            except MCPError as error:
                told, live = str(error), raw(str(error))
            else:
                told = "\n".join(getattr(one, "text", "") for one in result.content)
                live = raw(told) | set(
                    live_markdown(told.replace("<http", "<https://press.example/"))
                )
            if live or not told.strip() or any(odd in told for odd in ODD):
                wrong.append((name, given, told[:300]))

    with open_store(jnim_folder) as store:
        # Each call opens the graph; that it is one and the same here makes no difference but time.
        server = make_server(lambda: cast(Store, contextlib.nullcontext(store)), 5)

        async def run() -> None:
            async with Client(server) as client:
                await use(client)

        anyio.run(run)
    tried("hostile calls of an assistant", CALLS, CALLS - len(wrong), seed=SEED)
    assert wrong == []
    assert snapshot(jnim_folder) == before


ODD: Final = ("Traceback", "Error:", "root:", "<class", "NoneType", "codec", "not foreseen")
