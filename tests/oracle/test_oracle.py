"""Every counting question gives what a plain reading of the tables gives, on both engines."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphq.cypher.ask.catalog import questions
from graphq.graph.store import Store
from tests.ingest.event_files import cleared
from tests.oracle.world import COUNTRIES, DAYS, GROUPS, World, worlds

ACTORS = [key for groups in GROUPS.values() for key in groups]
FEW = settings(
    max_examples=8,
    # Making a failing world smaller takes minutes, and a world is small as it is.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    # The same worlds in every run.
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def asked(draw: st.DrawFn, *more: str) -> dict[str, Any]:
    """Filters that most counting questions have, and those that are named."""
    first, last = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    possible: dict[str, st.SearchStrategy[Any]] = {
        "country": st.sampled_from(sorted(COUNTRIES)),
        "fromDate": st.just(first),
        "toDate": st.just(last),
        "attribution": st.lists(
            st.sampled_from(["claimed", "assessed"]), min_size=1, max_size=2, unique=True
        ),
        "dataset": st.sampled_from(["dossier:one", "ucdp-ged"]),
        "group": st.sampled_from(ACTORS),
        "involved": st.just(True),
        "claims": st.just(True),
    }
    usual = ["country", "fromDate", "toDate", "attribution", "dataset"]
    chosen = draw(st.sets(st.sampled_from([*usual, *more]), max_size=3))
    as_of = draw(st.sampled_from([DAYS[-1] + timedelta(days=99), *DAYS]))
    return {"asOf": as_of, **{name: draw(possible[name]) for name in chosen}}


def ask(store: Store, question: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows, with the ids of each dossier as it writes them, which no other does."""
    rows: list[dict[str, Any]] = bare(
        questions()[question].ask(store, given, date(2026, 1, 1)).rows
    )
    return rows


def bare(told: Any) -> Any:
    if isinstance(told, list):
        return [bare(one) for one in told]
    if isinstance(told, dict):
        return {key: bare(value) for key, value in told.items()}
    return re.sub(r"^(one|two)/", "", told) if isinstance(told, str) else told


def same(rows: dict[str, dict[str, Any]], expected: dict[str, dict[str, Any]]) -> None:
    """The rows are those expected, and so is each of the columns that are worked out."""
    told = {
        key: {column: row[column] for column in expected.get(key, {})} for key, row in rows.items()
    }
    assert told == expected


BY = [
    "total", "year", "month", "country", "admin1", "tactic", "target-type", "attribution",
    "group", "dataset",
]  # fmt: skip


@FEW
@given(world=worlds(), data=st.data())
def test_the_questions_say_what_the_tables_say(
    world: World, data: st.DataObject, empty_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = cleared(empty_store)
    world.into(store, tmp_path_factory.mktemp("world"))
    oracle = world.oracle()
    given = data.draw(asked("group", "involved", "claims"), "incidents")
    incidents = ask(store, "incidents", given)
    expected = oracle.incidents(given)
    assert [
        {key: str(row[key]) if key == "date" else row[key] for key in wanted}
        for row, wanted in zip(incidents, expected, strict=True)
    ] == expected
    for by in BY:
        given = data.draw(asked("group", "involved", "claims"), f"counts by {by}") | {"by": by}
        rows = ask(store, "counts", given)
        same({row.get("valueId") or row["value"]: row for row in rows}, oracle.counts(given))
    given = data.draw(asked("group"), "tempo")
    rows = [row for row in ask(store, "tempo", given) if row["incidents"]]
    begin = str(given.get("fromDate", ""))[:7]
    same(
        {row["month"]: row for row in rows},
        {month: row for month, row in oracle.tempo(given).items() if month >= begin},
    )
    given = data.draw(asked(), "top-groups")
    same({row["groupId"]: row for row in ask(store, "top-groups", given)}, oracle.top_groups(given))
    given = data.draw(asked("group", "involved"), "hotspots") | {"by": "admin1", "limit": 99}
    same({row["placeId"]: row for row in ask(store, "hotspots", given)}, oracle.hotspots(given))
    given = data.draw(asked(), "claims")
    same({row["kind"]: row for row in ask(store, "claims", given)}, oracle.claims(given))
