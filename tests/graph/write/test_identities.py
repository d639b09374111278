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
