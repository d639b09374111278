"""The lineage of a group as two trees: what it came from, and what it passed into.

What always holds here: a branch goes on only through earlier (or later) changes, a part is named as
a part, and a dispute is shown on the step that it concerns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphq.document.cells import plain
from graphq.document.document import Branch, Phrase, Tone
from graphq.graph.records import Row

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import QuestionAnswer


def lineage_trees(answer: QuestionAnswer) -> Iterator[Branch]:
    """A tree of predecessors and a tree of successors, each where there are any."""
    focus = str(answer.parameters["group"])
    for direction, title in (("predecessor", "came from"), ("successor", "passed into")):
        rows = [row for row in answer.rows if row["direction"] == direction]
        if rows:
            name = Phrase(plain(answer.names.get("group", focus)), tone=Tone.STRONG)
            branches = _grown(focus, rows, direction == "predecessor", None, set())
            yield Branch((name, Phrase(f" {title}")), tuple(branches))


def _grown(
    group: str,
    rows: Sequence[Row],
    backwards: bool,
    reached_by: Row | None,
    drawn: set[tuple[str, str]],
) -> Iterator[Branch]:
    """The steps next to the group, and theirs; a step drawn before is not grown again."""
    here, there, name = ("toId", "fromId", "from") if backwards else ("fromId", "toId", "to")
    for row in rows:
        if row[here] != group or not _in_time(row, reached_by, backwards):
            continue
        key = (row["changeId"], row[there])
        goes_on = any(step[here] == row[there] and _in_time(step, row, backwards) for step in rows)
        said = tuple(_label(row, name, again=goes_on and key in drawn))
        if key in drawn:
            yield Branch(said, ())
        else:
            drawn.add(key)
            yield Branch(said, tuple(_grown(row[there], rows, backwards, row, drawn)))


def _in_time(row: Row, reached_by: Row | None, backwards: bool) -> bool:
    if reached_by is None:
        return True
    earlier, later = (row, reached_by) if backwards else (reached_by, row)
    return bool(earlier["firstDay"] <= later["lastDay"])


def _label(row: Row, name: str, again: bool) -> Iterator[Phrase]:
    yield Phrase(plain(row[name]), tone=Tone.STRONG)
    yield Phrase(f"  {row['kind']} {plain(row['date'])}")
    if row["extent"] == "part":
        which = plain(row["component"])
        yield Phrase(f", part: {which}" if which else ", part of it", tone=Tone.DOUBTFUL)
    yield Phrase("  ", tuple(row["sources"]), Tone.QUIET)
    if row["disputedBy"]:
        yield Phrase("  disputed by ", tuple(row["disputedBy"]), Tone.DOUBTFUL)
    if again:
        yield Phrase("  (as above)", tone=Tone.QUIET)
