"""The lineage of a group as two trees: what it came from, and what it passed into.

What always holds here: a branch goes on only through earlier (or later) changes, a part is named as
a part, and a dispute is shown on the step that it concerns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from graphq.graph.records import Row
from graphq.tell.cells import plain
from graphq.tell.footnotes import Footnotes

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import Answer


def lineage_tree(answer: Answer, notes: Footnotes) -> Iterator[Tree]:
    """A tree of predecessors and a tree of successors, each where there are any."""
    focus = str(answer.parameters["group"])
    for direction, title in (("predecessor", "came from"), ("successor", "passed into")):
        rows = [row for row in answer.rows if row["direction"] == direction]
        if rows:
            name = answer.names.get("group", focus)
            tree = Tree(Text.assemble((plain(name), "bold"), f" {title}"), guide_style="dim")
            _grow(tree, focus, rows, notes, direction, None, set())
            yield tree


def _grow(
    tree: Tree,
    group: str,
    rows: Sequence[Row],
    notes: Footnotes,
    direction: str,
    reached_by: Row | None,
    drawn: set[tuple[str, str]],
) -> None:
    """Add the steps next to the group, and theirs; a step drawn before is not grown again."""
    backwards = direction == "predecessor"
    here, there, name = ("toId", "fromId", "from") if backwards else ("fromId", "toId", "to")
    for row in rows:
        if row[here] != group or not _in_time(row, reached_by, backwards):
            continue
        key = (row["changeId"], row[there])
        goes_on = any(step[here] == row[there] and _in_time(step, row, backwards) for step in rows)
        branch = tree.add(_label(row, name, notes, again=goes_on and key in drawn))
        if key not in drawn:
            drawn.add(key)
            _grow(branch, row[there], rows, notes, direction, row, drawn)


def _in_time(row: Row, reached_by: Row | None, backwards: bool) -> bool:
    if reached_by is None:
        return True
    earlier, later = (row, reached_by) if backwards else (reached_by, row)
    return bool(earlier["firstDay"] <= later["lastDay"])


def _label(row: Row, name: str, notes: Footnotes, again: bool) -> Text:
    label = Text.assemble((plain(row[name]), "bold"), f"  {row['kind']} {plain(row['date'])}")
    if row["extent"] == "part":
        which = plain(row["component"])
        label.append(f", part: {which}" if which else ", part of it", "yellow")
    label.append(f"  {notes.mark(row['sources'])}", "dim")
    if row["disputedBy"]:
        label.append(f"  disputed by {notes.mark(row['disputedBy'])}", "yellow")
    if again:
        label.append("  (as above)", "dim")
    return label
