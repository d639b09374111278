"""A cell is read into a value or refused with a sentence, whatever stands in it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphq.ingest.files.cells import (
    LARGEST,
    RowRefusedError,
    code,
    coordinates,
    count,
    identifier,
    latitude,
    longitude,
    needed,
    number,
    one_of,
    parts,
    read,
    text,
    truth,
    whole,
)
from graphq.ingest.files.dates import day, partial

LEVEL: Final = one_of({1: "low", 2: "middle", 3: "high"})
READERS: Final[dict[str, Callable[[str], Any]]] = {
    "whole": whole,
    "count": count,
    "number": number,
    "identifier": identifier,
    "truth": truth,
    "one of": LEVEL,
    "latitude": latitude,
    "longitude": longitude,
    "day": day,
    "day, month first": lambda found: day(found, month_first=True),
    "partial": partial,
}
WORDS: Final = (
    "is not", "is no ", "is more than", "is less than", "is off the globe", "is neither",
    "has no month", "is too late",
)  # fmt: skip
"""What the refusals say; Python's own words for what it cannot convert are none of them."""
ODD: Final = (
    "1_000", "nan", "inf", "-inf", "1e400", "-1e400", "9" * 5000, "-" + "9" * 5000,
    "1." + "9" * 5000, "0" * 5000 + "7", "０１２", "１", "٣", "²", "Ⅷ", "½", "--1", "-", "+", "+5",
    ".", ". 5", "0x10", "1,000", "1 000", "1e", "e1", "1.0.0", ".0", "-.0", "-0", "1/1/0000",
    "2020-02-30", "0000-01-01", "9999-12-31", "31/12/2020", "32 January 2020", "January 0 2020",
    "١٢ March 2020", "2020-1-1", "٢٠٢٠-٠١-٠١", "2020-01-01T25:61", "3 Mai 2020", "\0", "\ud7ff",
    "1\n2",
)  # fmt: skip


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("written", ODD)
def test_what_only_looks_like_a_value_is_refused_in_the_words_of_the_reader(
    name: str, written: str
) -> None:
    value_or_refusal(name, written)


@given(st.sampled_from(list(READERS)), st.text(max_size=60))
def test_any_text_is_read_or_refused_in_the_words_of_the_reader(name: str, written: str) -> None:
    value_or_refusal(name, written)


@given(
    st.sampled_from(list(READERS)),
    st.text(st.sampled_from("0123456789-+./eE_: ,TZamMarchJ٣３"), max_size=24),
)
def test_what_is_made_of_digits_and_marks_is_read_or_refused(name: str, written: str) -> None:
    value_or_refusal(name, written)


def value_or_refusal(name: str, written: str) -> None:
    """Read it; where there is a value it is one that a store takes, else there is a sentence."""
    value, column, reason = None, "column", ""
    try:
        value = read(READERS[name], {"column": written}, "column")
    except RowRefusedError as refused:
        column, reason = refused.column, refused.reason
    if reason:
        assert column == "column"
        assert reason.endswith(".")
        assert any(word in reason for word in WORDS), reason
    elif isinstance(value, (int, float)):
        assert math.isfinite(value)
        assert abs(value) <= LARGEST
        assert written.isascii()


@given(st.integers(-LARGEST, LARGEST))
@example(0)
def test_a_whole_number_comes_back(value: int) -> None:
    for written in (str(value), f"{value}.0", f" {value} "):
        assert read(whole, {"n": written}, "n") == value
    if value >= 0:
        assert (count(str(value)), identifier(f"00{value}.0")) == (value, str(value))
    assert number(str(value)) == value


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_point_on_the_globe_comes_back(north: float, east: float) -> None:
    cells = {"latitude": repr(north), "longitude": repr(east)}
    assert coordinates(cells) == (north, east)
    assert coordinates({**cells, "longitude": ""}) == (None, None)


@pytest.mark.parametrize(
    ("reader", "written", "told"),
    [
        (whole, "1_000", "'1_000' is not a whole number."),
        (whole, "2.5", "'2.5' is not a whole number."),
        (count, "-1", "'-1' is not a whole number of 0 or more."),
        (
            count,
            "1000000001",
            "'1000000001' is more than 1,000,000,000, the most that can be meant.",
        ),
        (
            whole,
            "-" + "9" * 10,
            "'-9999999999' is less than -1,000,000,000, the least that can be meant.",
        ),
        (identifier, "2-13", "'2-13' is no id, which is a whole number of at most 40 digits."),
        (number, "2,5", "'2,5' is not a number."),
        (truth, "2", "'2' is neither 1 nor 0."),
        (LEVEL, "4", "'4' is not one of its codes, which go from 1 to 3."),
        (latitude, "north", "'north' is not a number of degrees."),
        (latitude, "90.5", "90.5 is off the globe: a latitude lies between -90 and 90."),
        (longitude, "1e400", "1e400 is off the globe: a longitude lies between -180 and 180."),
        (whole, "x" * 100, f"'{'x' * 80}…' is not a whole number."),
    ],
)
def test_a_refusal_is_a_sentence_that_says_what_was_wrong(
    reader: Callable[[str], Any], written: str, told: str
) -> None:
    with pytest.raises(RowRefusedError) as refused:
        read(reader, {"column": written}, "column")
    assert (refused.value.column, refused.value.reason) == ("column", told)


@pytest.mark.parametrize("blank", ["", "  ", "NaN", "nan", "NA", "NULL", "None"])
def test_what_programs_write_for_no_value_is_none_and_never_nought(blank: str) -> None:
    cells = {"column": blank}
    assert (text(cells, "column"), code(cells, "column")) == ("", "")
    assert read(whole, cells, "column") is None
    assert read(whole, {}, "column") is None
    with pytest.raises(RowRefusedError, match="It is blank: the year is unknown"):
        needed(whole, cells, "column", "the year is unknown")


def test_a_full_stop_is_a_missing_number_and_may_be_a_text() -> None:
    assert read(count, {"dead": "."}, "dead") is None
    assert code({"type": "."}, "type") == ""
    assert text({"headline": "."}, "headline") == "."


def test_a_text_stands_on_one_line() -> None:
    assert text({"place": " Gao\r\n town "}, "place") == "Gao town"
    assert text({"place": "Gao  town"}, "place") == "Gao  town"


def test_a_code_has_no_decimal_point() -> None:
    assert [code({"c": written}, "c") for written in ("7.0", "7", "MLI")] == ["7", "7", "MLI"]


def test_a_list_is_taken_apart_and_its_blanks_are_left_out() -> None:
    assert parts("Radio Ousk; ;Kite Gazette;") == ["Radio Ousk", "Kite Gazette"]
    assert parts("1, 2,", ",") == ["1", "2"]
