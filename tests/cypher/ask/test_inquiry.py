"""How much is read for a question, and that an inquiry reads nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from graphq.cypher.ask.catalog import Inquiry, marked_later, question, questions
from graphq.graph.opening import open_store
from graphq.graph.read.names import Resolved
from tests.noting import Noting

TODAY: Final = date(2026, 1, 1)
MOST: Final = 6
NAMES: Final = {"group": "GSIM", "target": "Gao airport", "entity": "GSIM"}
"""What is given where a question cannot do without: names, which take more reads than ids."""


@pytest.fixture
def store(jnim_folder: Path) -> Iterator[Noting]:
    with open_store(jnim_folder) as opened:
        yield Noting(opened)


@pytest.mark.parametrize("name", questions())
def test_a_question_takes_at_most_six_reads(name: str, store: Any) -> None:
    asked = question(name)
    given = {
        key: NAMES[parameter.type]
        for key, parameter in asked.header.parameters.items()
        if parameter.required
    }
    asked.ask(store, given, TODAY)
    assert 3 <= len(store.reads) <= MOST


def test_an_inquiry_reads_what_its_questions_share_once(store: Any) -> None:
    inquiry = Inquiry(store, TODAY)
    jnim = Resolved("jnim", "JNIM")
    first = inquiry.ask(question("leaders"), {"group": jnim})
    read = len(store.reads)
    again = inquiry.ask(question("leaders"), {"group": jnim})
    assert (again.rows, again.sources, again.names) == (first.rows, first.sources, first.names)
    assert len(store.reads) == read, "the same question takes no read"
    inquiry.rows(question("lineage"), {"group": jnim})
    assert len(store.reads) == read + 1, "another takes that of its statement"


def test_an_inquiry_answers_as_the_question_alone(store: Any) -> None:
    inquiry = Inquiry(store, TODAY)
    for name in ("lineage", "leaders", "counts"):
        alone = question(name).ask(store, {"group": "jnim"}, TODAY)
        among = inquiry.ask(question(name), {"group": Resolved("jnim", "JNIM")})
        assert among == alone, name
    with_others = inquiry.sources(alone.sources)
    assert marked_later(with_others, TODAY) == alone.sources


def test_sources_not_known_are_left_out_and_the_order_is_that_asked_for(store: Any) -> None:
    known = list(question("lineage").ask(store, {"group": "jnim"}, TODAY).sources)[:3]
    wanted = [known[2], "no-such-source", known[0]]
    assert list(Inquiry(store, TODAY).sources(wanted)) == [known[2], known[0]]
