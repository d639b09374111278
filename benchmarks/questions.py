"""How long the saved questions take on a graph: p50, p95 and the longest, in milliseconds.

What always holds here: one seed and one graph give the same parameters, half of them the hardest
there are (the groups with most incidents, the targets struck most, the units where most happened)
and half drawn at random. An answer is timed as a reader waits for it: names resolved, the statement
run, its sources read. No line is asked on beyond its budget; of fewer answers their number is told.

    python -m benchmarks.questions --db FOLDER_OR_URL [--only NAME …] [--count N] [--budget SECONDS]

Questions about targets and succession need some: see `benchmarks.large_graph`.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final

from benchmarks.noted import note
from graphq.cypher.ask.catalog import question
from graphq.graph.errors import GraphqError
from graphq.graph.opening import open_store
from graphq.graph.store import Store

SEED: Final = 20261123
COUNT: Final = 60
BUDGET: Final = 600.0
"""Seconds after which a question is asked no further; then fewer than all were timed."""

_POOLS: Final = {
    "group": """
MATCH (one:Group)
RETURN one.id AS id, COUNT { (one)<-[:PERPETRATED_BY]-() } AS many
ORDER BY many DESC, id
""",
    "involved": """
MATCH (one:Group)
RETURN one.id AS id,
  COUNT { (one)<-[:PERPETRATED_BY]-() } + COUNT { (one)<-[:INVOLVED]-() } AS many
ORDER BY many DESC, id
""",
    "succession": """
MATCH (one:Group)
OPTIONAL MATCH (one)-[:DESCENDS_FROM]->(before:Group)
WITH one, count(DISTINCT before) AS befores
OPTIONAL MATCH (one)<-[:DESCENDS_FROM]-(after:Group)
WITH one, befores, count(DISTINCT after) AS afters
RETURN one.id AS id, befores + afters AS many
ORDER BY many DESC, id
""",
    "target": """
MATCH (one:Target)
RETURN one.id AS id, COUNT { (one)<-[:STRUCK]-() } AS many
ORDER BY many DESC, id
""",
    "admin1": """
MATCH (one:Location {level: 'admin1'})<-[:LOCATED_IN*0..4]-(:Location)<-[:OCCURRED_AT]-()
RETURN one.id AS id, count(*) AS many
ORDER BY many DESC, id
""",
    "country": """
MATCH (event:Incident)
WITH event.country AS code, count(*) AS many
MATCH (one:Location {level: 'country'})
WHERE one.country = code
RETURN one.id AS id, many
ORDER BY many DESC, id
""",
    "incident": """
MATCH (one:Incident)
RETURN one.id AS id, 0 AS many
ORDER BY id
LIMIT 5000
""",
    "nothing": "RETURN '' AS id, 0 AS many",
}
"""What the parameters are drawn from, the hardest first."""


class Kind(Enum):
    """How much a line goes through; each kind has a goal of its own."""

    NARROW = auto()
    """A group, a unit, a target."""
    NEAR = auto()
    """What is near in place and time, by distances."""
    WIDE = auto()
    """Every side of every fight; a whole country."""
    ALL = auto()
    """All that is on record."""


_NEAR: Final = ("co-location", "exposure", "warn")
GROWTH: Final = ("lineage (group)", "target-history (target)", "predecessor-strikes (group)")
"""Lines of which it is told how they grow from a tenth of the rows to all of them."""


@dataclass(frozen=True)
class Asked:
    """One line of the table: a question, what is drawn for it, and what else it is given."""

    question: str
    pool: str
    parameter: str = ""
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """How much it goes through."""
        if self.pool == "nothing":
            return Kind.ALL
        if self.pool == "country" or "involved" in self.given:
            return Kind.WIDE
        return Kind.NEAR if self.question in _NEAR else Kind.NARROW

    @property
    def name(self) -> str:
        """The question and what makes it different from its other lines."""
        more = [key if value is True else f"{key} {value}" for key, value in self.given.items()]
        about = self.pool if self.parameter == "id" else self.parameter or "no filter"
        return " ".join([self.question, f"({about})", *more])


ASKED: Final = (
    Asked("affiliations", "succession", "group"),
    Asked("changes", "succession", "group"),
    Asked("claim-list", "group", "group"),
    Asked("claims", "group", "group"),
    Asked("claims", "nothing"),
    Asked("co-location", "group", "group"),
    Asked("counts", "group", "group"),
    Asked("counts", "group", "group", {"by": "group", "withPredecessors": True}),
    Asked("counts", "involved", "group", {"involved": True}),
    Asked("counts", "admin1", "admin1"),
    Asked("counts", "country", "country", {"by": "group", "involved": True}),
    Asked("counts", "nothing"),
    Asked("exposure", "target", "target"),
    Asked("hotspots", "group", "group"),
    Asked("hotspots", "group", "group", {"by": "cell"}),
    Asked("hotspots", "involved", "group", {"involved": True}),
    Asked("hotspots", "country", "country"),
    Asked("hotspots", "nothing"),
    Asked("incidents", "group", "group"),
    Asked("incidents", "succession", "group", {"withPredecessors": True}),
    Asked("incidents", "involved", "group", {"involved": True}),
    Asked("incidents", "admin1", "admin1"),
    Asked("leaders", "succession", "group"),
    Asked("lineage", "succession", "group"),
    Asked("near-repeat", "group", "group"),
    Asked("nearby", "target", "target"),
    Asked("predecessor-strikes", "succession", "group"),
    Asked("same-day", "group", "group"),
    Asked("same-day", "nothing", "", {"fromDate": "2019-03", "toDate": "2019-03"}),
    Asked("similar-targets", "target", "target"),
    Asked("sources", "group", "id"),
    Asked("sources", "incident", "id"),
    Asked("target-history", "target", "target"),
    Asked("tempo", "group", "group"),
    Asked("tempo", "involved", "group", {"involved": True}),
    Asked("tempo", "country", "country"),
    Asked("tempo", "nothing"),
    Asked("top-groups", "admin1", "admin1"),
    Asked("top-groups", "country", "country"),
    Asked("top-groups", "nothing"),
    Asked("warn", "target", "target"),
)


@dataclass(frozen=True)
class Times:
    """How long the answers took, in milliseconds."""

    found: Sequence[float]

    def percentile(self, share: float) -> float:
        """The time that this share of the answers took at most: the nearest rank."""
        ordered = sorted(self.found)
        return ordered[math.ceil(len(ordered) * share) - 1]


def drawn(store: Store, pool: str, count: int, seed: int) -> list[str]:
    """Ids of a pool: the hardest half, and others at random."""
    rows = store.read(_POOLS[pool])
    hardest = [str(row["id"]) for row in rows[: count // 2]]
    rest = [str(row["id"]) for row in rows[count // 2 :]]
    return hardest + random.Random(seed).sample(rest, min(count - len(hardest), len(rest)))


def timed(ask: Callable[[str], object], ids: Sequence[str], budget: float) -> Times:
    """Ask about each id once, after one to warm up that is not timed, until the budget is spent.

    The hardest and the others take turns, so that a budget cuts both off alike.
    """
    half = len(ids) // 2
    turns = [one for pair in zip(ids[:half], ids[half : half * 2], strict=True) for one in pair]
    turns += ids[half * 2 :]
    ask(turns[-1])
    began = time.perf_counter()
    found: list[float] = []
    for one in turns:
        start = time.perf_counter()
        ask(one)
        end = time.perf_counter()
        found.append((end - start) * 1000)
        if end - began > budget:
            break
    return Times(found)


def asker(store: Store, line: Asked) -> Callable[[str], object]:
    """What asks the line's question about an id."""
    found = question(line.question)

    def ask(one: str) -> object:
        given = {**line.given, line.parameter: one} if line.parameter else line.given
        return found.ask(store, given)

    return ask


def main() -> None:
    """Time every line, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--db", required=True, help="a graph's folder, or a server's URL")
    options.add_argument("--only", nargs="*", default=[], help="only lines of these questions")
    options.add_argument("--count", type=int, default=COUNT, help="parameters a line")
    options.add_argument("--budget", type=float, default=BUDGET, help="seconds a line at most")
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--place", default="", help="what the graph is called in what is noted")
    given = options.parse_args()
    lines = [line for line in ASKED if not given.only or line.question in given.only]
    width = max(len(line.name) for line in lines)
    with open_store(given.db) as store:
        pools: dict[str, list[str]] = {}

        def ids(pool: str) -> list[str]:
            if pool not in pools:
                pools[pool] = drawn(store, pool, given.count, given.seed)
            return pools[pool]

        print(f"{'milliseconds':<{width}}  {'p50':>9} {'p95':>9} {'longest':>9}")
        for line in lines:
            try:
                times = timed(asker(store, line), ids(line.pool), given.budget)
            except GraphqError as error:
                print(f"{line.name:<{width}}  not asked: {error}")
                continue
            p50, p95, longest = (times.percentile(share) for share in (0.5, 0.95, 1))
            fewer = "" if len(times.found) >= len(ids(line.pool)) else f"  ({len(times.found)})"
            print(f"{line.name:<{width}}  {p50:9.1f} {p95:9.1f} {longest:9.1f}{fewer}", flush=True)
            note(f"{given.place}: {line.name}, p95 ms", p95)


if __name__ == "__main__":
    main()
