"""Briefs of small graphs that are made by hand, and graphs with names that would do harm."""

from __future__ import annotations

from datetime import date

from graphq.brief.compose import brief_of
from graphq.document.document import Paragraph, Table, WrittenBrief
from graphq.graph.model.nodes import Group
from tests.cypher.build import SOURCES, Build

DAY = date(2020, 12, 31)

HOSTILE = (
    "<script>alert(1)</script>",
    "</svg><img src=x onerror=a()>",
    "[x](javascript:alert(1))",
    "# No heading",
    "| a | b |",
    "$\\frac{1}{0}$ {{7*7}}",
    "http://evil.example/x",
    "a\x0bb\x1b[31mc\u202ed",
)
"""Names that would be markup, mathematics, a link, or control characters."""


def written(build: Build, subject: str, day: date = DAY, *, parts: bool = False) -> WrittenBrief:
    """The brief of the graph as it stands now."""
    build.write()
    return brief_of(build.store, subject, day, day, parts=parts)


def hostile(build: Build) -> tuple[WrittenBrief, WrittenBrief]:
    """A group and a target whose every name would do harm."""
    for number, name in enumerate(HOSTILE):
        build.add(Group(id=f"g{number}", name=name, full_name=name, kind="group", sources=SOURCES))
        build.named(f"g{number}", "Group", name)
    keys = [f"g{number}" for number in range(len(HOSTILE))]
    build.change("<b>merger</b>", "merger", "2015", keys[1:], keys[:1], part=keys[1:3])
    build.leader("*emir* <i>", keys[0], "2015")
    for number, name in enumerate(HOSTILE):
        build.target(f"t{number}", name=name, at=(14.0 + number / 100, -4.0), users=[keys[0]])
        build.incident(
            f"i{number}", f"2019-0{number + 1}-02", keys[0], f"t{number}", at=(14.0, -4.0),
            place=name, summary=name, conflicts=f"1. {name}", target_description=name,
            attribution="claimed",
        )  # fmt: skip
    return written(build, keys[0]), written(build, "t0")


def section(brief: WrittenBrief, heading: str) -> str:
    """All that stands under a heading."""
    (found,) = (part for part in brief.sections if part.heading == heading)
    texts: list[str] = []
    for block in found.blocks:
        if isinstance(block, Paragraph):
            texts += [sentence.text for sentence in block.sentences]
        elif isinstance(block, Table):
            texts += [" | ".join(line.cells) for line in block.lines]
    return "\n".join(texts)
