"""Things of one name are told apart; what no sum holds is said, and never as 0."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.cypher.reckon.worded import told_apart, without_figure

texts = st.none() | st.sampled_from(("x", "y", "z"))
things = st.lists(
    st.tuples(st.sampled_from(("x", "y")), st.uuids().map(str), st.tuples(texts, texts)),
    max_size=6,
    unique_by=lambda thing: thing[1],
)


@given(things)
def test_no_two_things_are_called_the_same(
    found: list[tuple[str, str, tuple[str | None, ...]]],
) -> None:
    called = told_apart(found)
    assert len(set(called)) == len(found)
    for (name, _, _), text in zip(found, called, strict=True):
        alone = sum(other == name for other, _, _ in found) == 1
        assert text == name if alone else text.startswith(f"{name} (")


def test_what_stands_beside_a_name_is_the_first_that_tells() -> None:
    assert told_apart([
        ("JNIM", "jnim", ["Jama'at Nusrat"]), ("JNIM", "ucdp:actor:9", ["JNIM"]),
        ("Kara", "a", ["TG", "Kara, TG"]), ("Kara", "b", ["TG", "Oti, TG"]),
        ("Kara", "c", ["LK", None]),
    ]) == [
        "JNIM (Jama'at Nusrat)", "JNIM (ucdp:actor:9)", "Kara (Kara, TG)", "Kara (Oti, TG)",
        "Kara (LK)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("incidents", "low", "high", "said"),
    [
        (0, None, None, None),
        (2, None, None, "2"),
        (2, None, 30, "2: up to 30 reported"),
        (5, 220, 908, "5: 220 to 908 reported"),
        (1, 0, 0, "1: 0 reported"),
    ],
)
def test_what_is_reported_without_an_official_figure_is_said(
    incidents: int, low: int | None, high: int | None, said: str | None
) -> None:
    assert without_figure(incidents, low, high) == said
