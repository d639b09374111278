"""UCDP GED: what its rows say is kept as said, whatever release they come from, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date as Day

import pytest

from graphq.graph.model.targets import TARGET_TYPES
from graphq.graph.model.values import Attribution, GeoPrecision, PartialDate
from graphq.ingest.sources.ucdp.ged import FORMAT
from graphq.ingest.vocabulary import TACTICS
from tests.ingest.ucdp_rows import event, excerpt, published, refusal

# The whole excerpt


def test_every_row_of_the_excerpt_is_read_and_nothing_is_lost_from_its_sums() -> None:
    rows = excerpt()
    events = [FORMAT.event(cells) for cells in rows]
    assert len(events) == len({told.key for told in events}) == 40
    assert sum(told.fatalities_best or 0 for told in events) == 398
    assert sum(told.fatalities_low or 0 for told in events) == 361
    assert sum(told.fatalities_high or 0 for told in events) == 584

    by_year: Counter[tuple[int, str]] = Counter()
    by_actor: Counter[str] = Counter()
    for told in events:
        assert told.fatalities_best is not None
        by_year[told.first_day.year, told.country_name] += told.fatalities_best
        for side in told.sides:
            by_actor[side.actor.external_id] += told.fatalities_best
    counted_year: Counter[tuple[int, str]] = Counter()
    counted_actor: Counter[str] = Counter()
    for cells in rows:
        counted_year[int(cells["year"]), cells["country"]] += int(cells["best"])
        counted_actor[cells["side_a_new_id"]] += int(cells["best"])
        if cells["side_b"] != "Civilians":
            counted_actor[cells["side_b_new_id"]] += int(cells["best"])
    assert by_year == counted_year
    assert by_actor == counted_actor


def test_what_an_event_says_is_in_the_words_of_the_model() -> None:
    for cells in excerpt():
        told = FORMAT.event(cells)
        span = PartialDate.parse(told.date).span
        assert span.first <= told.last_day
        assert span.last >= told.first_day
        assert told.target_type in TARGET_TYPES
        assert set(told.tactics) <= set(TACTICS)
        assert told.country_code in ("MM", "BD")
        for cited in told.citations:
            assert 0 < len(cited.publisher) <= 80
            assert len(cited.title) <= 300
            assert not cited.published_on or PartialDate.parse(cited.published_on)


def test_a_row_is_read_into_every_part_of_its_event() -> None:
    told = event()
    assert (told.key, told.conflict, told.dyad) == ("900001", "11", "12")
    assert (told.date, told.first_day, told.last_day) == (
        "2023-02-03", Day(2023, 2, 3), Day(2023, 2, 3),
    )  # fmt: skip
    assert (told.place, told.admin1, told.admin2) == ("Gao town", "Gao region", "Gao cercle")
    assert (told.latitude, told.longitude) == (16.27, -0.04)
    assert (told.country_code, told.country_name) == ("ML", "Mali")
    assert (told.fatalities_low, told.fatalities_best, told.fatalities_high) == (1, 2, 5)
    assert (told.fatalities_side_a, told.fatalities_side_b) == (1, 0)
    assert (told.fatalities_civilians, told.fatalities_unknown) == (1, 0)
    assert told.attribution is Attribution.ASSESSED
    assert told.tactics == ("not-stated",)
    assert (told.event_type, told.summary, told.note, told.conflicts) == (None,) * 4


# Places


def test_each_code_of_where_prec_has_its_word_and_the_excerpt_has_each() -> None:
    told = {FORMAT.event(cells).geo_precision for cells in excerpt()}
    assert told == set(GeoPrecision)
    in_order = [event(where_prec=str(code)).geo_precision for code in range(1, 8)]
    assert in_order == [
        GeoPrecision.EXACT, GeoPrecision.NEAR, GeoPrecision.ADMIN2, GeoPrecision.ADMIN1,
        GeoPrecision.ESTIMATE, GeoPrecision.COUNTRY, GeoPrecision.SEA_OR_AIR,
    ]  # fmt: skip


def test_events_on_one_centroid_stay_apart_and_say_that_they_are_coarse() -> None:
    shan = [FORMAT.event(cells) for cells in excerpt() if cells["where_prec"] == "4"]
    at = Counter((told.latitude, told.longitude) for told in shan)
    assert max(at.values()) >= 3
    assert all(told.geo_precision.coarse for told in shan)


def test_only_an_event_at_sea_or_in_the_air_may_lie_in_no_country() -> None:
    assert event(country="", where_prec="7").country_name == ""
    assert refusal(country="").column == "country"


def test_a_row_without_coordinates_has_none() -> None:
    told = event(latitude="", longitude="NaN")
    assert (told.latitude, told.longitude) == (None, None)


def test_the_country_is_the_one_in_its_column_and_not_the_prefix_of_the_relid() -> None:
    assert event(relid="NIG-2023-1-1-1").country_code == "ML"


def test_a_country_that_is_no_present_country_keeps_its_name() -> None:
    told = event(country="Freedonia")
    assert (told.country_code, told.country_name) == (None, "Freedonia")


# Numbers


def test_best_of_nought_is_a_number_and_not_unknown() -> None:
    assert published("210023").fatalities_best == 0


@pytest.mark.parametrize(
    ("key", "numbers", "words"),
    [
        ("224479", (1, 0, 3), "low estimate of 1 is above its best estimate of 0"),
        ("71686", (0, 3, 0), "best estimate of 3 is above its high estimate of 0"),
        ("210317", (2, 2, 1), "low estimate of 2 is above its high estimate of 1"),
    ],
)
def test_estimates_that_contradict_one_another_are_kept_and_said(
    key: str, numbers: tuple[int, int, int], words: str
) -> None:
    told = published(key)
    assert (told.fatalities_low, told.fatalities_best, told.fatalities_high) == numbers
    assert told.conflicts is not None
    assert words in told.conflicts


def test_best_is_the_sum_of_its_parts_and_where_it_is_not_that_is_said() -> None:
    for cells in excerpt():
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(int(cells[part]) for part in parts) == int(cells["best"])
        assert "add up" not in (FORMAT.event(cells).conflicts or "")
    told = event(best="3")
    assert told.fatalities_best == 3
    assert "add up to 2, and its best estimate is 3" in (told.conflicts or "")
    assert event(best="3", deaths_a="").conflicts is None


# Sides


@pytest.mark.parametrize(("code", "word"), [("1", "state-based"), ("2", "non-state")])
def test_the_sides_of_a_battle_are_neither_attacker_nor_victim(code: str, word: str) -> None:
    told = event(type_of_violence=code)
    assert told.violence == word
    assert [(side.part, side.side, side.actor.record) for side in told.sides] == [
        ("involved", "a", "ucdp:actor:101"),
        ("involved", "b", "ucdp:actor:202"),
    ]
    assert told.target_type == "unknown"


@pytest.mark.parametrize("number", ["1", "9999", ""])
def test_one_sided_violence_has_a_perpetrator_and_civilians_are_no_actor(number: str) -> None:
    told = event(type_of_violence="3", side_b="Civilians", side_b_new_id=number)
    assert told.violence == "one-sided"
    assert [(side.part, side.side, side.actor.external_id) for side in told.sides] == [
        ("perpetrated", "a", "101")
    ]
    assert told.target_type == "civilians"
    assert (told.note, told.conflicts) == (None, None)


def test_civilians_are_known_by_their_id_under_any_name() -> None:
    told = event(type_of_violence="3", side_b="Civiles", side_b_new_id="9999")
    assert told.target_type == "civilians"
    assert len(told.sides) == 1


def test_a_victim_of_one_sided_violence_who_is_no_civilian_is_told_and_is_no_side() -> None:
    told = event(type_of_violence="3")
    assert [side.side for side in told.sides] == ["a"]
    assert "'Reds', not civilians" in (told.conflicts or "")


def test_an_actor_is_its_new_id_and_never_the_id_of_the_separate_datasets() -> None:
    (a, b) = event().sides
    assert (a.actor.external_id, b.actor.external_id) == ("101", "202")


def test_one_name_under_two_ids_is_two_actors_and_one_id_under_two_names_is_one() -> None:
    first = event().sides[1].actor
    other = event(side_b_new_id="203").sides[1].actor
    renamed = event(side_b="AQIM").sides[1].actor
    assert first.name == other.name
    assert first.record != other.record
    assert renamed.record == first.record


def test_a_side_that_is_a_list_is_one_actor_under_one_id() -> None:
    told = event(side_a="GATIA, MSA", side_a_new_id="6837", gwnoa="", type_of_violence="2")
    assert [side.actor.name for side in told.sides] == ["GATIA, MSA", "Reds"]
    assert told.sides[0].actor.external_id == "6837"
    assert told.sides[0].actor.kind == "group"


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        ({}, ["state-force", "group"]),
        ({"gwnoa": "NaN"}, ["state-force", "group"]),
        ({"gwnoa": "2, 200", "side_a": "Coalition"}, ["state-force", "group"]),
        ({"gwnoa": "", "side_a": "Blues"}, ["group", "group"]),
        ({"gwnob": "433", "side_b": "Government of Sylvania"}, ["state-force", "state-force"]),
    ],
)
def test_a_government_is_a_state_force_and_every_other_side_a_group(
    cells: Mapping[str, str], kinds: list[str]
) -> None:
    assert [side.actor.kind for side in event(**cells).sides] == kinds


@pytest.mark.parametrize("number", ["-99", "0", "NULL", ""])
def test_a_number_that_stands_for_no_state_makes_no_state_force(number: str) -> None:
    (_, b) = event(gwnob=number).sides
    assert b.actor.kind == "group"


def test_an_event_in_no_present_country_says_which_was_meant() -> None:
    assert "Atlantis" in (event(country="Atlantis").note or "")


def test_an_actor_that_ucdp_has_not_named_yet_is_noted_and_is_no_actor() -> None:
    told = event(side_b="XXX3048", side_b_new_id="", dyad_new_id="XXX", dyad_name="XXX")
    assert [side.side for side in told.sides] == ["a"]
    assert told.note == "UCDP has not named side B yet (XXX3048)."
    assert told.dyad is None
    perpetrator = event(type_of_violence="3", side_a="XXX12", side_b="Civilians")
    assert perpetrator.sides == ()
    assert perpetrator.target_type == "civilians"


def test_a_side_without_an_id_is_noted_and_not_known_by_its_name() -> None:
    told = event(side_b_new_id="")
    assert [side.side for side in told.sides] == ["a"]
    assert told.note == "UCDP gives no id for side B (Reds)."
    assert event(side_b="").note == "UCDP gives no name for side B (202)."


def test_a_candidate_event_that_is_not_cleared_yet_says_so() -> None:
    assert "its status is 'Check deaths'" in (event(code_status="Check deaths").note or "")
    assert event(code_status="").note is None


def test_a_year_below_the_threshold_is_told_from_an_active_one() -> None:
    assert [event(active_year=text).active_year for text in ("1", "0", "TRUE", "")] == [
        True, False, True, None,
    ]  # fmt: skip
    assert {FORMAT.event(cells).active_year for cells in excerpt()} == {True, False}
