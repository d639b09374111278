"""The matrix shows what was given, adds up only what is whole, and orders only by one person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.carver.agreement import ALPHA_CELLS, krippendorff
from graphq.carver.matrix import Matrix, matrix_of
from graphq.carver.view import sections
from graphq.cypher.ask.catalog import QuestionAnswer, question
from graphq.graph.model.ratings import CRITERIA, Scale

Row = dict[str, Any]
FULL = (1, 2, 3, 4, 5, 1)


def row(
    target: str = "Alpha",
    by: str | tuple[str, ...] = "Jane Doe",
    scores: tuple[int | None, ...] = FULL,
    scale: tuple[int | None, int | None] = (1, 5),
    day: date | str = "2020",
    **more: Any,
) -> Row:
    """A row as the question returns it."""
    who = [by] if isinstance(by, str) else list(by)
    return {
        "targetId": f"fac-{target.lower()}", "target": target, "targetType": "airport",
        "assessmentId": f"{'+'.join(who)}:{day}:{scale[0]}-{scale[1]}", "assessors": who,
        "date": day, "kind": "scores", "method": "carver", "scaleLow": scale[0],
        "scaleHigh": scale[1], "scale": None, **dict(zip(CRITERIA, scores, strict=True)),
        "total": None, "notScored": [], "rank": None, "note": [], "about": [],
        "sources": ["a source"], **more,
    }  # fmt: skip


def ranked(target: str, rank: int | None, by: str | tuple[str, ...] = "A body") -> Row:
    """A row of a published ranking."""
    return row(target, by, (None,) * 6, (None, None), kind="ranking", rank=rank)


def matrix(*rows: Row, targets: tuple[str, ...] = ()) -> Matrix:
    columns = question("assessments").header.columns
    return matrix_of(
        QuestionAnswer("assessments", "", {"targets": list(targets)}, columns, list(rows), {})
    )


scores_of_five = st.tuples(*[st.none() | st.integers(1, 5)] * 6).filter(any)
names = st.sampled_from(["Jane Doe", "John Roe", "Ana B."])
facilities = st.sampled_from(["Alpha", "Bravo", "Charlie"])
ratings = st.lists(
    st.builds(row, facilities, names, scores_of_five, st.just((1, 5)), st.just("2020")),
    max_size=9,
    unique_by=lambda found: (found["targetId"], found["assessmentId"]),
)


@given(ratings)
def test_every_number_is_one_that_was_given_and_every_blank_says_so(rows: list[Row]) -> None:
    found = matrix(*rows)
    assert len(found.columns) == len(rows)
    for column in found.columns:
        (given_row,) = (
            one
            for one in rows
            if (one["targetId"], one["assessmentId"]) == (column.target_id, column.assessment_id)
        )
        for cell in column.cells:
            assert cell.score == given_row[cell.criterion]
            assert (cell.text == "not scored") == (cell.score is None)
            assert (cell.band is None) == (cell.score is None)


@given(ratings)
def test_a_total_stands_only_where_all_six_are_scored(rows: list[Row]) -> None:
    for column in matrix(*rows).columns:
        scores = [cell.score for cell in column.cells]
        if None in scores:
            assert column.total is None
            assert column.total_band is None
            assert column.total_text == f"—, {6 - scores.count(None)} of 6 scored"
        else:
            assert column.total == sum(filter(None, scores))
            assert column.total_text.startswith(f"{column.total} ")


@given(ratings)
def test_an_order_is_of_one_named_assessor_and_of_whole_matrices_alone(rows: list[Row]) -> None:
    found = matrix(*rows)
    for order in found.orders:
        assert order.who.strip()
        whole = {
            column.target: column.total
            for column in found.columns
            if column.assessment_id == order.assessment_id and column.total is not None
        }
        assert {one.target: one.total for one in order.placed} == whole
        assert len(whole) >= 2
        totals = [one.total for one in order.placed]
        assert totals == sorted(totals, reverse=True)
        assert [one.place for one in order.placed] == [
            1 + sum(other > total for other in totals) for total in totals
        ]
    if found.ordered_by is None:
        assert [column.target for column in found.columns] == sorted(
            column.target for column in found.columns
        )
    else:
        assert len({column.assessment_id for column in found.columns}) == 1


@given(ratings, st.randoms())
def test_the_matrix_does_not_hang_on_the_order_of_the_rows(rows: list[Row], random: Any) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert matrix(*shuffled) == matrix(*rows)


@given(st.lists(st.lists(st.integers(1, 5), min_size=2, max_size=4), min_size=2, max_size=9))
def test_the_coefficient_is_one_where_all_agree_and_never_more(cells: list[list[int]]) -> None:
    alpha = krippendorff(cells)
    assert alpha is None or alpha <= 1
    agreed = krippendorff([[cell[0]] * len(cell) for cell in cells])
    assert agreed in (None, 1)


def test_the_coefficient_is_that_of_krippendorffs_own_example() -> None:
    """Four observers and twelve units: 0.849 for numbers, as he prints it."""
    observers = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    cells = [
        [int(line[at]) for line in observers if line[at] != "."] for at in range(len(observers[0]))
    ]
    assert round(krippendorff(cells) or 0, 3) == 0.849


def test_the_columns_follow_the_totals_where_one_assessor_scored_all_of_them() -> None:
    found = matrix(row("Alpha", scores=(1,) * 6), row("Bravo", scores=(5,) * 6))
    assert [column.target for column in found.columns] == ["Bravo", "Alpha"]
    assert found.order_text == "In the order of the totals that Jane Doe gave on 2020."


@pytest.mark.parametrize(
    "other",
    [
        row("Bravo", scores=(5, 5, 5, 5, 5, None)),
        row("Bravo", "John Roe", (5,) * 6),
        row("Bravo", scores=(5,) * 6, day="2021"),
        row("Bravo", scores=(5,) * 6, scale=(1, 10)),
    ],
    ids=["not whole", "another assessor", "another day", "another scale"],
)
def test_otherwise_they_stand_in_alphabetical_order(other: Row) -> None:
    found = matrix(row("Alpha", scores=(1,) * 6), other)
    assert [column.target for column in found.columns] == ["Alpha", "Bravo"]
    assert found.orders == ()
    assert "says nothing of priority" in found.order_text


def test_equal_totals_have_one_place() -> None:
    (order,) = matrix(*(row(name, scores=(3,) * 6) for name in ("Alpha", "Bravo"))).orders
    assert [(one.place, one.total) for one in order.placed] == [(1, 18), (1, 18)]


@pytest.mark.parametrize("names", [(), ("",), ("  ",)])
def test_what_names_no_assessor_is_left_out_and_told(names: tuple[str, ...]) -> None:
    found = matrix(row(by=names), row("Bravo", by=names), ranked("Alpha", 1, names))
    assert not found.columns
    assert not found.rankings
    assert not found.orders
    assert all("names no assessor" in note for note in found.notes)
    assert found.notes


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"effect": 0}, "0 is not on the scale"),
        ({"effect": 6}, "6 is not on the scale"),
        ({"effect": 2.5}, "'2.5' is not a whole number"),
        ({"effect": True}, "'True' is not a whole number"),
        ({"effect": "5"}, "'5' is not a whole number"),
        ({"scaleLow": None}, "is not a whole number"),
        ({"scaleHigh": 1}, "1 to 1 is no scale"),
        (dict.fromkeys(CRITERIA), "not one of the six criteria is scored"),
    ],
)
def test_what_is_no_score_on_its_scale_is_left_out_and_told(bad: Row, reason: str) -> None:
    found = matrix({**row(), **bad})
    assert not found.columns
    assert reason in found.notes[0]


def test_scores_on_two_scales_are_not_held_against_one_another() -> None:
    found = matrix(
        row(by="Jane Doe", scores=(5,) * 6), row(by="John Roe", scores=(9,) * 6, scale=(1, 10))
    )
    assert [one.text for one in found.agreements] == ["one assessor", "one assessor"]
    assert found.coefficients == ()
    assert "Not all scores are on one scale" in found.notes[0]
    assert [column.total_text for column in found.columns] == [
        "30 high (of 6–30)",
        "54 high (of 6–60)",
    ]


def test_agreement_tells_the_range_of_each_criterion_and_how_far_two_are_apart() -> None:
    (one,) = matrix(
        row(by="Jane Doe", scores=(5, 3, None, 1, 2, None)),
        row(by="John Roe", scores=(3, 3, 4, 1, None, None)),
    ).agreements
    assert one.text == "2 assessors, 0.7 points apart on average"
    assert [spread.text for spread in one.spreads] == [
        "3–5", "3 (all)", "4 (scored once)", "1 (all)", "2 (scored once)", "not scored",
    ]  # fmt: skip


def test_assessors_with_nothing_in_common_are_not_compared() -> None:
    (one,) = matrix(
        row(by="Jane Doe", scores=(5, None, None, None, None, None)),
        row(by="John Roe", scores=(None, 3, None, None, None, None)),
    ).agreements
    assert one.difference is None
    assert one.text == "2 assessors, who scored no criterion in common"


def test_an_assessor_is_not_held_against_what_he_said_before() -> None:
    first = row(by="Jane Doe", scores=(1,) * 6, day="2019")
    second = row(by="JANE DOE", scores=(5,) * 6, day="2020")
    found = matrix(first, second)
    assert len(found.columns) == 2
    assert found.agreements[0].text == "one assessor"
    assert found.agreements[0].spreads[0].low == 5


def test_who_judged_with_another_is_not_held_against_that_either() -> None:
    both = row(by=("John Roe", "Jane Doe"), scores=(1,) * 6, day="2019")
    (one,) = matrix(both).agreements
    assert one.text == "assessors who judged together"
    (one,) = matrix(both, row(by="jane doe", scores=(5,) * 6, day="2020")).agreements
    assert (one.text, one.spreads[0].low) == ("one assessor", 5)
    (one,) = matrix(both, row(by="Ana B.", scores=(3,) * 6, day="2020")).agreements
    assert one.text == "2 assessors or groups of them, 2.0 points apart on average"


def test_a_coefficient_is_given_only_where_enough_was_scored_by_two() -> None:
    one = [row("Alpha", by, scores) for by, scores in (("A B", FULL), ("C D", FULL))]
    (few,) = matrix(*one).coefficients
    assert (few.cells, few.alpha) == (6, None)
    assert f"it takes {ALPHA_CELLS}" in few.text
    two = [row("Bravo", by, scores) for by, scores in (("A B", FULL), ("C D", FULL))]
    (enough,) = matrix(*one, *two).coefficients
    assert enough.alpha == 1
    assert enough.text == "alpha 1.00, from 12 cells that two assessors or more scored"
    same = [row(name, by, (3,) * 6) for name in ("Alpha", "Bravo") for by in ("A B", "C D")]
    assert matrix(*same).coefficients[0].text.endswith("since all scores are the same")


def test_a_published_ranking_is_an_order_without_scores() -> None:
    found = matrix(ranked("Bravo", 2), ranked("Alpha", 1), row("Charlie"))
    (ranking,) = found.rankings
    assert [(one.rank, one.target) for one in ranking.places] == [(1, "Alpha"), (2, "Bravo")]
    assert [column.target for column in found.columns] == ["Charlie"]


def test_a_target_that_nobody_rated_is_told() -> None:
    found = matrix(row("Alpha"), targets=("fac-alpha", "fac-bravo"))
    assert found.notes == ("Rated by nobody: fac-bravo.",)


def test_nothing_at_all_is_an_empty_matrix() -> None:
    assert not matrix()
    assert matrix(row())
    assert matrix(ranked("Alpha", 1))


def test_a_day_is_told_as_far_as_it_is_known() -> None:
    found = matrix(row(day=date(2020, 5, 1)), row("Bravo", day="2020-05"))
    assert [column.date for column in found.columns] == ["2020-05-01", "2020-05"]
    assert found.columns[0].scale == Scale(1, 5)


def test_each_remark_is_told_with_the_sources_of_its_own() -> None:
    def remarks(*told: tuple[str, str]) -> list[Row]:
        return [{"id": text, "text": text, "sources": [source]} for text, source in told]

    said = remarks(("Not visited.", "a letter"), ("Seen since.", "a call"))
    about = remarks(("In words only.", "a page"), ("Withdrawn.", "another page"))
    first = ranked("Alpha", 1) | {"note": remarks(("By the road.", "a map")), "about": about}
    found = matrix(row(note=said), first)
    told = {head: [(one.text, one.sources) for one in lines] for head, lines in sections(found)}
    assert told["What the assessors say"] == [
        ("Alpha, Jane Doe, 2020: Not visited.", ("a letter",)),
        ("Alpha, Jane Doe, 2020: Seen since.", ("a call",)),
    ]
    assert told["Published ranking: A body, 2020"] == [
        ("1. Alpha: By the road.", ("a source", "a map")),
        ("An order of 1, without scores.", ()),
        ("In words only.", ("a page",)),
        ("Withdrawn.", ("another page",)),
    ]
