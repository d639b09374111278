"""The sums that are kept give the numbers that counting gives, and are asked where they can be."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from graphq.cypher.ask import kept
from graphq.cypher.ask.catalog import Inquiry, Question, question, questions
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.graph.write.derived import derive
from tests.cypher.build import Build

KEPT = [name for name, found in questions().items() if found.header.kept]
TODAY = date(2026, 1, 1)
DRAWN = 40
"""How many sets of parameters each question is asked with."""


def drawn(asked: Question, chance: random.Random) -> dict[str, Any]:
    """What is given for some of the parameters that the sums can be asked by."""
    assert asked.header.kept is not None
    values: dict[str, list[Any]] = {
        "country": ["Mali", "Burkina Faso", "Niger"],
        "dataset": ["dossier:jnim", "other"],
        "fromDate": ["2013", "2017-03"],
        "toDate": ["2018", "2019-08", "2023"],
        "attribution": [["claimed"], ["assessed", "disputed"]],
        "limit": [1, 3, 1_000],
        "before": [1, 6],
        "involved": [True],
    }
    by = asked.header.parameters.get("by")
    if by:
        values["by"] = list(asked.header.kept.choices.get("by", by.choices))
    wanted = [name for name in asked.header.kept.takes if name in values]
    return {name: chance.choice(values[name]) for name in wanted if chance.random() < 0.5}


def both(
    store: Store, asked: Question, given: dict[str, Any]
) -> tuple[list[Row], list[Row]] | None:
    """The rows as counted, and from the sums; None where those cannot be asked."""
    reach, how = kept.reach_of(store), asked.header.kept
    assert reach is not None
    assert how is not None
    values = asked.resolve(store, given, TODAY).values
    if not (kept.asks_by_keys(asked.header, values) and kept.reaches(store, how, reach, values)):
        return None
    plain, summed = (
        asked.worked_out(store.read(text, values), values) for text in (asked.statement, asked.kept)
    )
    # Which incidents a row rests on, and who told of them, is asked in two ways.
    apart = ("incidentIds", "sources")
    counted, kept_ones = (
        [{key: row[key] for key in row if key not in apart} for row in rows]
        for rows in (plain, summed)
    )
    return counted, kept_ones


@pytest.mark.parametrize("name", KEPT)
def test_the_sums_of_the_dossier_are_what_counting_gives(jnim: Store, name: str) -> None:
    asked, chance = question(name), random.Random(f"sums {name}")
    compared = 0
    for _ in range(DRAWN):
        given = drawn(asked, chance)
        found = both(jnim, asked, given)
        if found is not None:
            assert found[1] == found[0], given
            compared += 1
    assert compared > DRAWN // 2


def test_what_the_sums_do_not_hold_is_counted(jnim: Store) -> None:
    for name, given in (
        ("counts", {"group": "jnim"}),
        ("counts", {"by": "day"}),
        ("counts", {"by": "group", "fromDate": "2019"}),
        ("counts", {"by": "year", "fromDate": "2019-03-02"}),
        ("counts", {"by": "year", "toDate": "2019-03-02"}),
        ("counts", {"asOf": "2019"}),
        ("counts", {"cited": 5}),
        ("counts", {"tactic": ["armed-assault"]}),
        ("tempo", {"targetType": "airport"}),
        ("hotspots", {"by": "cell"}),
        ("hotspots", {"fromDate": "2019"}),
        ("top-groups", {"admin1": "Gao"}),
        ("claims", {"group": "jnim"}),
    ):
        assert both(jnim, question(name), given) is None, (name, given)


@pytest.mark.parametrize("end", ["2019-04-10", "2019-04-20", "2019-04-30", "2019-05-20"])
def test_an_incident_of_two_months_is_as_certain_as_counting_has_it(build: Build, end: str) -> None:
    build.incident("one", "2019-03-30", "A", until="2019-04-20")
    build.write()
    derive(build.store)
    found = both(build.store, question("counts"), {"by": "total", "toDate": end})
    assert found is None or found[0] == found[1]
    assert (found is None) == (end in ("2019-04-10", "2019-04-20"))


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the sums asked of any graph."""
    monkeypatch.setattr(kept, "MANY", 1)


@pytest.mark.usefixtures("few_are_many")
def test_an_answer_from_sums_cites_the_sources_of_its_incidents(build: Build) -> None:
    build.incident("one", "2019-03-01", "A", dataset="dossier:x", sources=("s1",))
    build.incident("two", "2019-04-01", "A", dataset="dossier:x", sources=("s2",))
    build.write()
    derive(build.store)
    given = {"by": "month", "asOf": "2030"}
    answer = Inquiry(build.store).ask(question("counts"), given)
    assert [(row["value"], row["of"], row["sources"]) for row in answer.rows] == [
        ("2019-03", 1, ["s1"]), ("2019-04", 1, ["s2"]),
    ]  # fmt: skip
    assert answer.rows[0]["incidentIds"] == []
    assert Inquiry(build.store).rows(question("counts"), {**given, "cited": 1})[0][
        "incidentIds"
    ] == ["one"]


@pytest.mark.usefixtures("few_are_many")
def test_sums_that_do_not_hold_all_are_not_asked(build: Build) -> None:
    build.incident("one", "2019-03-01", "A")
    build.write()
    derive(build.store)
    build.incident("two", "2019-04-01", "A")
    # Written past whatever keeps the sums, as a load does that is cut off.
    build.write()
    rows = build.ask("counts", by="total")
    assert rows[0]["incidents"] == 2


def test_a_claim_that_was_made_later_is_not_taken_from_the_sums(build: Build) -> None:
    build.incident("one", "2019-03-01", "A")
    build.claim("one", "A", "2019-06-01")
    build.write()
    derive(build.store)
    assert both(build.store, question("top-groups"), {"asOf": "2019-05-01"}) is None
    assert both(build.store, question("top-groups"), {"asOf": "2019-07-01"}) is not None
    for given in ({"by": "attribution"}, {"by": "total", "attribution": ["claimed"]}):
        assert both(build.store, question("counts"), {**given, "asOf": "2019-05-01"}) is None
        assert both(build.store, question("counts"), {**given, "asOf": "2019-07-01"}) is not None
    assert both(build.store, question("counts"), {"by": "total", "asOf": "2019-05-01"}) is not None
