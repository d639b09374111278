"""The goals of the benchmark, each with what it is reckoned from: a table, line by line.

What always holds here: a line is reckoned from what one run measured, or says that it was not
measured. A ratio is of two times of the same run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.questions import ASKED, GROWTH, Kind

Seen = Mapping[str, float]


@dataclass(frozen=True)
class Goal:
    """What is measured, how much it may be, and how it is reckoned, with what is said beside it."""

    what: str
    most: float
    unit: str
    reckoned: Callable[[Seen], tuple[float, str]]
    """Raises KeyError for what was not measured."""

    def row(self, seen: Seen) -> str:
        """The line of the table."""
        limit = f"{self.most:,g} {self.unit}"
        try:
            found, more = self.reckoned(seen)
        except KeyError:
            return f"| {self.what} | not measured | {limit} | |"
        kept = "kept" if found <= self.most else "missed"
        shown = f"{found:,.3g}" if found < 1_000 else f"{found:,.0f}"
        return f"| {self.what} | {shown} {self.unit}{more and f'; {more}'} | {limit} | {kept} |"


def _one(name: str) -> Callable[[Seen], tuple[float, str]]:
    return lambda seen: (seen[name], "")


def _ratio(name: str, to: str, unit: str = "s") -> Callable[[Seen], tuple[float, str]]:
    """One time against another, with both told."""

    def reckoned(seen: Seen) -> tuple[float, str]:
        ours, theirs = seen[name], seen[to]
        return ours / theirs, f"{ours:,.1f} against {theirs:,.1f} {unit}"

    return reckoned


def _worst(place: str, kind: Kind, most: float) -> Callable[[Seen], tuple[float, str]]:
    """The highest 95th percentile of the lines of the kind, and how many are over the goal."""

    def reckoned(seen: Seen) -> tuple[float, str]:
        names = [line.name for line in ASKED if line.kind == kind]
        found = {name: seen[f"{place}: {name}, p95 ms"] for name in names}
        over = sorted((name for name in names if found[name] > most), key=lambda n: -found[n])
        told = ", ".join(f"{name} {found[name]:,.0f}" for name in over)
        return max(found.values()), f"{len(over)} of {len(names)} over" + (told and f": {told}")

    return reckoned


def _offline(seen: Seen) -> tuple[float, str]:
    exported, imported = seen["export s"], seen["importer s"]
    return (exported + imported) / imported, f"{exported:,.1f} and {imported:,.1f} s"


def _memory(seen: Seen) -> tuple[float, str]:
    rows, few = seen["more rows: rows"], seen["folder: rows"]
    told = f"{seen['more rows: first load MB']:,.0f} MB of {rows:,.0f} rows"
    return seen["more rows: first load MB"] / seen["folder: first load MB"], (
        f"{told}, {rows / few:.2g} times as many"
    )


_QUESTIONS: Final = (
    (Kind.NARROW, "a question with a group, unit or target", 100, 50),
    (Kind.NEAR, "co-location, exposure, warn", 200, 100),
    (Kind.WIDE, "with its fights; a whole country", 150, 150),
    (Kind.ALL, "everything, no filter", 500, 500),
)
GOALS: Final = (
    *(
        Goal(f"{what}, {told}: highest p95", most, "ms", _worst(place, kind, most))
        for kind, what, folder, neo4j in _QUESTIONS
        for place, told, most in (("folder", "folder", folder), ("neo4j", "Neo4j", neo4j))
    ),
    *(
        Goal(
            f"{name} from a tenth to the whole: p95", 1.5, "x",
            _ratio(f"folder: {name}, p95 ms", f"tenth: {name}, p95 ms", "ms"),
        )
        for name in GROWTH
    ),
    Goal("first load into a folder, against the bulk path alone for the facts of release 0.2",
         0.9, "x", _ratio("folder: first load s", "folder: bulk path s")),
    Goal("first load onto Neo4j, against plain UNWIND CREATE of the facts of release 0.2",
         1.0, "x", _ratio("neo4j: first load s", "neo4j: UNWIND CREATE s")),
    Goal("the same file again, folder", 1, "s", _one("folder: load again s")),
    Goal("the same file again, Neo4j", 1, "s", _one("neo4j: load again s")),
    Goal("a release that changes 1 % of the rows, folder, against a first load",
         0.15, "x", _ratio("folder: release s", "folder: first load s")),
    Goal("the same onto Neo4j, a tenth of the rows",
         0.15, "x", _ratio("neo4j, a tenth: release s", "neo4j, a tenth: first load s")),
    Goal("export for Neo4j's importer, then the importer, against the importer alone",
         2, "x", _offline),
    Goal("memory of a first load into a folder", 1_000, "MB", _one("folder: first load MB")),
    Goal("the same of more rows", 1.1, "x", _memory),
    Goal("graphq lineage jnim, dossier", 0.28, "s", _one("graphq lineage jnim, dossier s")),
    Goal("graphq lineage jnim, large graph", 0.3, "s", _one("graphq lineage jnim, large graph s")),
    Goal("graphq --help", 0.28, "s", _one("graphq --help s")),
    Goal("graphq brief jnim, dossier", 1, "s", _one("graphq brief jnim, dossier s")),
    Goal("all of the benchmark", 25, "min", _one("everything min")),
)  # fmt: skip


def table(seen: Seen) -> Iterator[str]:
    """The table as Markdown."""
    yield "| what | found | goal | |"
    yield "|---|---|---|---|"
    for goal in GOALS:
        yield goal.row(seen)
