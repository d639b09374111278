"""What is offered for what is typed so far."""

from __future__ import annotations

import pytest

from graphq.tell.offers import fits


@pytest.mark.parametrize("typed", ["", "mop", "Amb", "ambodé", "airp", "ambodedjo-air", "MOPTI AM"])
def test_a_name_is_offered_for_any_of_its_words(typed: str) -> None:
    assert fits("Mopti-Ambodédjo airport", typed)


@pytest.mark.parametrize("typed", ["opti", "port", "airport mopti", "x"])
def test_a_name_is_not_offered_for_the_middle_of_a_word(typed: str) -> None:
    assert not fits("Mopti-Ambodédjo airport", typed)
