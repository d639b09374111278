"""`incidents` lists what `counts` counts: their filters are the same, word for word."""

from __future__ import annotations

from graphq.cypher.ask.catalog import question

_LAST = "THEN way ELSE best END) AS way"


def filters(name: str) -> str:
    """The statement as far as it says which incidents fit."""
    statement = question(name).statement
    return statement[: statement.index(_LAST) + len(_LAST)]


def test_incidents_and_counts_have_the_same_filters() -> None:
    assert filters("incidents") == filters("counts")


def test_incidents_and_counts_take_the_same_parameters() -> None:
    of_incidents = dict(question("incidents").header.parameters)
    of_counts = dict(question("counts").header.parameters)
    del of_incidents["limit"], of_counts["by"]
    assert of_incidents == of_counts
