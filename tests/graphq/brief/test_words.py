"""Words for facts: dates as far as they are known, one and many, and on whose word."""

from __future__ import annotations

from datetime import date

import pytest

from graphq.brief.words import article, listed, many, number, on_whose_word, plainly, sentence
from graphq.document.dates import later, on, tells_later, when

DAY = date(2019, 8, 31)


def test_a_date_is_written_out_as_far_as_it_is_known() -> None:
    assert when("2017-03-02") == "2 March 2017"
    assert when(date(2017, 3, 2)) == "2 March 2017"
    assert when("2017-03") == "March 2017"
    assert when("2017") == "2017"
    assert on("2017-03-02") == "on 2 March 2017"
    assert on("2017-03") == "in March 2017"


def test_one_and_many_are_told_apart() -> None:
    assert many(1, "incident") == "one incident"
    assert many(2, "party") == "two parties"
    assert many(0, "country") == "no countries"
    assert many(1234, "incident") == "1,234 incidents"
    assert number(13) == "13"


def test_a_list_reads_as_a_sentence_does() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("attribution", "said"),
    [
        ("claimed", "claimed by A and B"),
        ("assessed", "attributed to A and B"),
        ("suspected", "suspected of A and B, unclaimed"),
        ("disputed", "attributed to A and B, which is disputed"),
        ("not told by then", "attributed to A and B, on nobody's word by that day"),
        (None, "attributed to A and B (on whose word is not told)"),
    ],
)
def test_on_whose_word_is_kept(attribution: str | None, said: str) -> None:
    assert on_whose_word(["A", "B"], attribution) == said


def test_nobody_is_not_made_somebody() -> None:
    assert on_whose_word([], "claimed") == "attributed to nobody"


@pytest.mark.parametrize(
    "text",
    [
        "Killed early October 2019.", "on 1 September 2019", "in 2020", "2019-09-01", "2019-09",
        "from Sept. 2019", "between 2018 and 2023", "QDi.425, listed 4 Feb 2020",
    ],
)  # fmt: skip
def test_a_text_that_tells_of_a_later_day_is_known(text: str) -> None:
    assert tells_later(text, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "on 31 August 2019", "in 2019", "August 2019", "2019-08-31", "2,020 killed",
        "12020 people", "resolution 2100", "ECFR 2019", "UN texts give October and December 2011",
        "the 3 August claim", "number 2085.", "",
    ],
)  # fmt: skip
def test_a_text_of_the_day_or_before_is_not(text: str) -> None:
    assert tells_later(text, DAY) is (text == "number 2085."), "a bare number can be a year"


def test_a_partly_known_date_is_later_only_where_it_must_be() -> None:
    assert not later("2019", DAY)
    assert not later("2019-08", DAY)
    assert later("2019-09", DAY)
    assert not later("unknown", DAY)


def test_words_of_the_graph_are_written_as_people_write_them() -> None:
    assert plainly("suicide-vehicle-bomb") == "suicide vehicle bomb"
    assert plainly("un-base") == "UN base"
    assert article("airport") == "an airport"
    assert article("UN base") == "a UN base"
    assert sentence("a vehicle burnt") == "A vehicle burnt."
    assert sentence("Was it?") == "Was it?"
