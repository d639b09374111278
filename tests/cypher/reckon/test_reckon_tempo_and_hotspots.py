"""`tempo` and `hotspots` say how far chance alone moves a number, and when it explains a change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphq.cypher.reckon.tempo import rows as reckoned
from tests.cypher.build import Build


def month(text: str, incidents: int) -> dict[str, Any]:
    """What is read of a month."""
    return {
        "month": text, "incidents": incidents, "sideOnly": None, "fatalities": 0,
        "datasets": ["one"],
    }  # fmt: skip


def told(
    text: str, incidents: int, earlier: int, past: int = 9, before: int = 3, **more: Any
) -> dict[str, Any]:
    """The row of a month, with `earlier` incidents in the one before it, on a record that begins
    `past` months before it.
    """
    number = int(text[:4]) * 12 + int(text[5:]) - 1
    read = {text: month(text, incidents)}
    for back, count in ((past, 0), (1, earlier)):
        other = f"{(number - back) // 12:04}-{(number - back) % 12 + 1:02}"
        read[other] = month(other, count)
    given = {
        "before": before, "asOf": date(2030, 1, 1), "fromDate": None, "toDate": None, **more,
    }  # fmt: skip
    return next(row for row in reckoned(list(read.values()), given) if row["month"] == text)


@pytest.mark.parametrize(
    ("incidents", "earlier", "word"),
    [(20, 12, "more"), (5, 12, "within"), (0, 12, "within"), (0, 40, "fewer"), (0, 0, "within")],
)
def test_a_change_is_beyond_chance_or_within_it(incidents: int, earlier: int, word: str) -> None:
    row = told("2019-05", incidents, earlier)
    assert row["verdict"] == word
    assert row["low"] <= incidents <= row["high"]
    assert row["change"] == pytest.approx(incidents - earlier / 3, abs=0.005)


def test_a_month_is_not_compared_with_months_before_the_record() -> None:
    row = told("2019-05", 20, 2, past=2)
    assert (row["meanBefore"], row["change"], row["verdict"]) == (None, None, None)


def test_few_are_said_to_be_few() -> None:
    assert told("2019-05", 1, 3)["small"] == "few"
    assert told("2019-05", 2, 3)["small"] == ""


def test_a_month_that_is_not_over_counts_for_the_days_it_has() -> None:
    read = ("2019-05", 9, 90)
    assert told(*read)["verdict"] == "fewer"
    assert told(*read, asOf=date(2019, 5, 10))["verdict"] == "within"
    assert told(*read, toDate=date(2019, 5, 10))["verdict"] == "within"


def test_how_much_of_a_month_is_counted_is_told_where_it_is_not_over() -> None:
    read = ("2020-02", 1, 3)
    assert told(*read)["notOver"] is None
    assert told(*read, toDate=date(2020, 2, 28))["notOver"] == "its first 28 of 29 days"
    assert told(*read, toDate=date(2020, 2, 29))["notOver"] is None
    assert told(*read, asOf=date(2020, 2, 1))["notOver"] == "its first 1 of 29 days"


def test_a_month_before_which_the_calendar_has_too_few_is_told(build: Build) -> None:
    build.incident("january", "2019-01-05", "A")
    first = build.ask("tempo", group="A", before=3, fromDate="0001-01", toDate="2019-01")[0]
    assert (first["month"], first["incidents"], first["verdict"]) == ("0001-01", 0, None)


def test_months_before_the_turn_of_the_year_have_their_days() -> None:
    assert told("2019-01", 3, 30, past=12, before=12)["verdict"] == "within"
    assert told("2019-03", 0, 1, before=1)["verdict"] == "within"


def test_the_tempo_of_a_hand_made_graph(build: Build) -> None:
    for number in range(8):
        build.incident(f"march-{number}", f"2019-03-{number + 1:02}", "A", dataset="one")
    build.incident("january", "2019-01-05", "A", dataset="one")
    build.incident("told-again", "2019-03-05", "A", dataset="two")
    rows = build.ask("tempo", group="A", before=2, asOf="2019-03-31")
    assert [(row["month"], row["incidents"], row["verdict"]) for row in rows] == [
        ("2019-01", 1, None), ("2019-02", 0, None), ("2019-03", 9, "more"),
    ]  # fmt: skip
    assert rows[2]["together"] == (
        "one and two; what is not known to be one event is counted once for each"
    )
    assert rows[0]["together"] is None


def test_hotspots_tell_the_interval_of_a_number_and_of_a_share(build: Build) -> None:
    for number in range(6):
        build.incident(f"gao-{number}", f"2019-03-{number + 1:02}", "A", place="Gao")
    build.incident("kidal", "2019-03-01", "A", place="Kidal", attribution="claimed")
    gao, kidal = build.ask("hotspots", group="A")
    assert (gao["incidents"], gao["share"], gao["small"]) == (6, 0.857, "")
    assert (gao["low"], gao["high"], gao["interval"]) == (2.2, 13.06, "2.2–13.1")
    assert gao["shareLow"] < gao["share"] < gao["shareHigh"] < 1
    assert (kidal["incidents"], kidal["small"]) == (1, "few")
    assert kidal["shareInterval"] == "0.03–0.51"


def test_hotspots_of_one_way_of_attribution_only(build: Build) -> None:
    build.incident("one", "2019-03-01", "A", place="Gao", attribution="claimed")
    build.incident("two", "2019-03-01", "A", place="Kidal", attribution="disputed")
    (row,) = build.ask("hotspots", group="A", attribution=["claimed"])
    assert (row["place"], row["share"], row["shareHigh"]) == ("Gao", 1.0, 1.0)
    both = build.ask("hotspots", group="A", attribution=["claimed", "disputed"])
    assert [row["place"] for row in both] == ["Gao", "Kidal"]
