"""What several datasets state of one fact is put together the same way in whatever order they came.

A curated dossier is heard first; sources are everyone's; nothing stated is forgotten.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.write.statements import Statement, content_hash, precedence, put_together

SCALARS = (
    st.text(max_size=5)
    | st.integers(-(2**53), 2**53)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
)
LISTS = st.lists(st.text(max_size=3), min_size=1, max_size=3, unique=True)
PROPERTIES = st.fixed_dictionaries(
    {"id": st.just("x")},
    optional={
        "name": SCALARS,
        "kind": SCALARS,
        "firstDay": st.dates(),
        "sources": LISTS,
        "disputedBy": LISTS,
        "countries": LISTS,
        "tactics": LISTS,
    },
)
DATASETS = ["dossier:jnim", "dossier:aaa", "acled", "ucdp-ged", "zzz"]


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """What one to five different datasets state of one fact."""
    chosen = draw(st.lists(st.sampled_from(DATASETS), min_size=1, unique=True))
    return [Statement(dataset, draw(PROPERTIES)) for dataset in chosen]


@given(statements(), st.randoms())
def test_the_order_in_which_datasets_were_loaded_makes_no_difference(
    stated: list[Statement], chance: Any
) -> None:
    shuffled = list(stated)
    chance.shuffle(shuffled)
    assert put_together(shuffled) == put_together(stated)


@given(statements())
def test_every_value_is_the_first_that_was_stated_by_precedence(stated: list[Statement]) -> None:
    heard = sorted(stated, key=lambda one: precedence(one.dataset))
    found = put_together(stated)
    for key in {key for one in stated for key in one.properties}:
        values = [one.properties[key] for one in heard if key in one.properties]
        if key in ("sources", "disputedBy", "countries"):
            assert found[key][: len(values[0])] == values[0]
            assert set(found[key]) == {item for value in values for item in value}
            assert len(found[key]) == len(set(found[key]))
        else:
            assert found[key] == values[0]


@given(statements())
def test_what_each_dataset_stated_can_be_read_back_from_the_fact(stated: list[Statement]) -> None:
    found = put_together(stated)
    assert sorted(found["statedBy"]) == sorted(one.dataset for one in stated)
    if len(stated) == 1:
        assert "statements" not in found
    else:
        back = {one.dataset: one for one in map(Statement.from_text, found["statements"])}
        assert back == {one.dataset: one for one in stated}


@given(PROPERTIES)
def test_a_statement_is_read_back_from_its_text_days_included(properties: dict[str, Any]) -> None:
    statement = Statement("acled", properties)
    assert Statement.from_text(statement.to_text()) == statement


def test_the_same_statement_has_the_same_text_whatever_the_order_of_its_properties() -> None:
    one = Statement("acled", {"name": "GIA", "firstDay": date(2017, 3, 2)})
    other = Statement("acled", {"firstDay": date(2017, 3, 2), "name": "GIA"})
    assert one.to_text() == other.to_text()


def test_a_text_that_reads_as_a_day_is_not_a_day_afterwards() -> None:
    statement = Statement("acled", {"date": "2017-03-02", "firstDay": date(2017, 3, 2)})
    back = Statement.from_text(statement.to_text()).properties
    assert back == {"date": "2017-03-02", "firstDay": date(2017, 3, 2)}


def test_a_dossier_is_heard_before_a_dataset_and_a_name_decides_among_equals() -> None:
    assert sorted(["zzz", "acled", "dossier:z", "dossier:a"], key=precedence) == [
        "dossier:a",
        "dossier:z",
        "acled",
        "zzz",
    ]


def test_what_the_dossier_leaves_blank_the_dataset_fills_in() -> None:
    found = put_together(
        [
            Statement("acled", {"name": "Other", "founded": "1998", "sources": ["b", "a"]}),
            Statement("dossier:jnim", {"name": "GSPC", "sources": ["a", "c"]}),
        ]
    )
    assert (found["name"], found["founded"]) == ("GSPC", "1998")
    assert found["sources"] == ["a", "c", "b"]
    assert found["statedBy"] == ["dossier:jnim", "acled"]


@given(statements(), statements())
def test_the_hash_tells_one_set_of_statements_from_another(
    stated: list[Statement], other: list[Statement]
) -> None:
    texts = [sorted(one.to_text() for one in these) for these in (stated, other)]
    hashes = [put_together(these)["contentHash"] for these in (stated, other)]
    assert (hashes[0] == hashes[1]) == (texts[0] == texts[1])


def test_two_texts_do_not_hash_as_one_text_of_both() -> None:
    assert content_hash(["ab", "c"]) != content_hash(["a", "bc"]) != content_hash(["abc"])


def test_a_fact_that_nobody_states_has_no_properties() -> None:
    with pytest.raises(ValueError, match="nobody states"):
        put_together([])


def test_a_value_that_cannot_be_kept_is_refused_by_its_type() -> None:
    with pytest.raises(TypeError, match="set"):
        Statement("acled", {"sources": {"a"}}).to_text()
