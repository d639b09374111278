"""Puts a page together, of an answer or of all that is on record.

What always holds here: a page is refused that would have more to draw than can be looked at.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from graphq.cypher.ask.catalog import Question, QuestionAnswer
from graphq.graph.errors import UsageError, how_to_load
from graphq.graph.store import Store

if TYPE_CHECKING:
    from graphq.graph.read.part import Gathered
    from graphq.graph.records import NodeRecord

NAME: Final = "view"
MOST_DRAWN: Final = 20_000
"""Nodes that a page can draw; with more it would not move."""


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def page_of_answer(store: Store, question: Question, given: dict[str, Any]) -> dict[str, Any]:
    """What the page of an answer says. Raises UsageError, UnknownNameError, StoreError."""
    from graphq.cypher.ask.part import part_of

    answer = question.ask(store, given)
    return page_of(store, answer, part_of(store, question, answer))


def page_of(store: Store, answer: QuestionAnswer, part: Gathered) -> dict[str, Any]:
    """What the page of an answer and its part of the graph says. Raises UsageError, StoreError."""
    from graphq.cypher.ask.catalog import read_sources
    from graphq.cypher.ask.part import with_remarks
    from graphq.page.data import of_answer
    from graphq.page.part import cited

    _check_size(len(part.by_id))
    part = with_remarks(store, part, answer.parameters.get("asOf"))
    return of_answer(answer, part, read_sources(store, cited(part)), _now())


def page_of_all(store: Store, day: date | None) -> dict[str, Any]:
    """What the page of all on record says, by the day. Raises UsageError, StoreError."""
    from graphq.cypher.ask.catalog import read_sources
    from graphq.cypher.ask.part import held_on
    from graphq.graph.read.loads import cut_off, cut_off_note
    from graphq.graph.read.part import Gathered, Whole
    from graphq.page.data import of_whole
    from graphq.page.part import REMARK, cited, is_drawn, is_drawn_link, known_by

    whole, part = Whole(store), Gathered()
    remarks: list[NodeRecord] = []
    for node in whole.nodes():
        if is_drawn(node, whole=True):
            part.add(node)
            _check_size(len(part.by_id))
        elif REMARK in node.labels:
            remarks.append(node)
    part.add(remarks)
    for link in whole.relationships():
        if is_drawn_link(link) and link.start in part.by_id and link.end in part.by_id:
            part.add(link)
    if day is not None:
        part = known_by(part, held_on(part, day, with_ended=True), day)
    if not part.by_id:
        place = store.info().place
        raise UsageError(
            f"The graph in {place} has nothing to show"
            + (f" by {day}." if day else f". Load something: {how_to_load(place)}")
        )
    notes = [cut_off_note(found) for found in cut_off(store)]
    return of_whole(part, read_sources(store, cited(part)), day, _now(), notes)


def _check_size(nodes: int) -> None:
    if nodes > MOST_DRAWN:
        raise UsageError(
            f"There are more than {MOST_DRAWN:,} nodes to draw, and no picture of so many can be "
            f"read. Ask for a part: graphq {NAME} incidents GROUP --from 2019 --to 2020, graphq "
            f"{NAME} hotspots, or graphq {NAME} lineage GROUP."
        )
