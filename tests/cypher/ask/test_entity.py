"""An id or a name is found without going through all the relationships of the graph."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.cypher.ask.entity import describe
from graphq.graph.errors import UnknownNameError
from graphq.graph.opening import open_store
from graphq.graph.records import Row
from tests.noting import Noting

LINK = "perpetrated-by:inc-2024-09-17-bamako-gendarmerie>jnim"


def sources(store: Any, text: str) -> list[Row]:
    return question("sources").ask(store, {"id": text}, date(2026, 1, 1)).rows


@pytest.mark.parametrize("ask", [describe, sources])
@pytest.mark.parametrize("text", ["jnim", "GSIM", "Gao airport", "chg-jnim-2017", "GISM"])
def test_no_relationship_is_looked_at_for_a_name_or_a_near_miss(
    ask: Callable[[Any, str], Any], text: str, jnim_folder: Path
) -> None:
    with open_store(jnim_folder) as store:
        noting = Noting(store)
        if text == "GISM":
            with pytest.raises(UnknownNameError, match="Did you mean one of these"):
                ask(noting, text)
        else:
            assert ask(noting, text)
        assert (noting.scans, len(noting.reads) > 1) == (0, True)


def test_the_id_of_a_relationship_is_looked_for_last(jnim_folder: Path) -> None:
    with open_store(jnim_folder) as store:
        noting = Noting(store)
        assert [row["factId"] for row in sources(noting, LINK)] == [LINK]
        assert noting.scans == 1
        with pytest.raises(UnknownNameError, match="is the id of a relationship"):
            describe(noting, LINK)
        with pytest.raises(UnknownNameError, match="Nothing has the id or the name"):
            describe(noting, f"{LINK}-not")
