"""Which entity a record is: by the day of what happened, or by what is so today."""

from __future__ import annotations

from datetime import date as Day

import pytest

from graphq.graph.write.identities import Identities, Identity, known_day

RECORD = "ucdp:actor:539"
HANDOVER = Day(2007, 1, 24)
GSPC = Identity(RECORD, "gspc", to_first=Day(2007, 1, 23), to_last=Day(2007, 1, 23))
AQIM = Identity(RECORD, "aqim", from_first=HANDOVER, from_last=HANDOVER)


def of(*stated: Identity) -> Identities:
    return Identities({RECORD: list(stated)})


def test_an_event_belongs_to_whom_the_record_was_on_its_day() -> None:
    assert of(GSPC, AQIM).entity(RECORD, Day(1999, 5, 1)) == "gspc"
    assert of(GSPC, AQIM).entity(RECORD, HANDOVER) == "aqim"


def test_a_record_that_nobody_has_identified_is_itself() -> None:
    assert Identities().entity(RECORD, HANDOVER) == RECORD


def test_of_what_has_no_date_nobody_can_tell_which_of_two_it_was() -> None:
    assert of(GSPC, AQIM).entity(RECORD, None) == RECORD
    assert of(AQIM).entity(RECORD, None) == "aqim"


def test_a_name_is_that_of_today() -> None:
    assert of(GSPC, AQIM).entity(RECORD, None, "last") == "aqim"
    assert of(AQIM, GSPC).entity(RECORD, None, "last") == "aqim"


def test_a_name_of_two_at_once_is_the_records_own() -> None:
    other = Identity(RECORD, "jnim", from_first=HANDOVER, from_last=HANDOVER)
    assert of(AQIM, other).entity(RECORD, None, "last") == RECORD
    assert of(other, AQIM).entity(RECORD, None, "last") == RECORD


@pytest.mark.parametrize(
    ("precision", "day"), [("unknown", None), ("day", HANDOVER), ("year", HANDOVER)]
)
def test_an_unknown_date_is_no_day(precision: str, day: Day | None) -> None:
    assert known_day(HANDOVER, precision) == day


def known(*stated: Identity) -> Identities:
    found = Identities()
    for one in stated:
        found.add(one)
    return found


def test_of_several_dossiers_the_one_heard_first_decides_where_it_says_something() -> None:
    late = Identity(RECORD, "b/late", on_word_of="dossier:b")
    early = Identity(RECORD, "a/early", to_last=HANDOVER, on_word_of="dossier:a")
    bundled = Identity(RECORD, "gspc", to_last=Day(2000, 1, 1), on_word_of="dossier:jnim")
    for order in ((late, early, bundled), (bundled, early, late)):
        assert known(*order).entity(RECORD, Day(1999, 5, 1)) == "gspc"
        assert known(*order).entity(RECORD, Day(2003, 5, 1)) == "a/early"
        assert known(*order).entity(RECORD, Day(2020, 5, 1)) == "b/late"


def test_what_a_record_is_may_be_a_record_itself() -> None:
    chain = known(
        Identity(RECORD, "a/reds", on_word_of="dossier:a"),
        Identity("a/reds", "b/reds", from_first=HANDOVER, on_word_of="dossier:a"),
        Identity("b/reds", "aqim", on_word_of="dossier:b"),
    )
    assert chain.entity(RECORD, HANDOVER) == "aqim"
    assert chain.entity(RECORD, Day(2000, 1, 1)) == "a/reds"
    assert chain.of(RECORD) == ["a/reds", "aqim", "b/reds", RECORD]


def test_two_that_are_each_declared_to_be_the_other_are_the_one_heard_first() -> None:
    one = Identity("a/reds", "b/reds", on_word_of="dossier:a")
    other = Identity("b/reds", "a/reds", on_word_of="dossier:b")
    for record in ("a/reds", "b/reds"):
        assert known(one, other).entity(record, HANDOVER) == "a/reds"


def test_what_has_one_number_is_one_whoever_is_asked_for() -> None:
    numbered = [Identity(f"{of}/reds", RECORD, on_word_of=f"dossier:{of}") for of in "ba"]
    both = known(*numbered, *(one.turned for one in numbered))
    assert {both.entity(one, HANDOVER) for one in ("a/reds", "b/reds", RECORD)} == {"a/reds"}
    told = known(
        *numbered, *(one.turned for one in numbered),
        Identity(RECORD, "c/reds", on_word_of="dossier:c"),
    )  # fmt: skip
    assert {told.entity(one, HANDOVER) for one in ("a/reds", "b/reds", RECORD)} == {"c/reds"}


def test_an_identity_is_read_back_as_it_was_written() -> None:
    for one in (GSPC, AQIM, Identity("a/reds", RECORD, on_word_of="dossier:a").turned):
        assert Identity.from_text(one.to_text()) == one
