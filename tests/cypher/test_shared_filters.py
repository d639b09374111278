"""`incidents` lists what `counts` counts: their filters are the same, word for word."""

from __future__ import annotations

from graphq.cypher.ask.catalog import question

_LAST = "AND mark.certainty <> 'no'\n  })\n"


def filters(name: str) -> str:
    """The statement as far as it says which incidents fit."""
    statement = question(name).statement
    # Which of its members an incident is of is told of each, and of none that is counted.
    statement = statement.replace("WITH members, event, way\n", "WITH event, way\n")
    return statement[: statement.rindex(_LAST) + len(_LAST)]


def test_incidents_and_counts_have_the_same_filters() -> None:
    assert filters("incidents") == filters("counts")


def test_incidents_and_counts_take_the_same_parameters() -> None:
    of_incidents = dict(question("incidents").header.parameters)
    of_counts = dict(question("counts").header.parameters)
    del of_incidents["limit"], of_counts["by"], of_counts["cited"]
    assert of_incidents == of_counts
