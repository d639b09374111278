"""GTD: what its columns say by the codebook, and what it codes as unknown."""

from __future__ import annotations

import csv
from datetime import date as Day
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.model.nodes import Location
from graphq.graph.model.values import Attribution, DatePrecision, GeoPrecision
from graphq.graph.write.identities import Identities
from graphq.ingest.events.event import Event
from graphq.ingest.events.facts import EventFacts, Told
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.gtd.events import FORMAT, began_on
from tests.ingest.made_up import acled_old_row, acled_row, gtd_row, write_csv

LKF = "Lantern Keepers Front (LKF)"
UCDP_COLUMNS = ("id", "relid", "year", "active_year", "type_of_violence", "side_a", "side_b")


def event(**cells: str) -> Event:
    return FORMAT.event(gtd_row(**cells))


def parts(found: Event) -> list[tuple[str, str, str]]:
    return [(side.actor.name, side.part, side.attribution.value) for side in found.sides]


def refused(**cells: str) -> RowRefusedError:
    with pytest.raises(RowRefusedError) as caught:
        event(**cells)
    return caught.value


@pytest.mark.parametrize("cell", ["201403140001", "201403140001.0", " 201403140001 "])
def test_the_event_id_is_the_key_however_it_was_exported(cell: str) -> None:
    assert event(eventid=cell).key == "201403140001"


@pytest.mark.parametrize("cell", ["", "2.01403E+11", "20140314", "201403140001.5"])
def test_an_id_that_a_spreadsheet_spoiled_is_refused(cell: str) -> None:
    assert refused(eventid=cell).column == "eventid"


def test_a_whole_date_is_a_day() -> None:
    found = event()
    assert (found.date, found.first_day, found.last_day) == (
        "2014-03-14", Day(2014, 3, 14), Day(2014, 3, 14),
    )  # fmt: skip
    assert found.date_precision is DatePrecision.DAY


@pytest.mark.parametrize("day", ["0", "-9", "-99", ""])
def test_an_unknown_day_leaves_the_month(day: str) -> None:
    found = event(iday=day)
    assert (found.date, found.first_day, found.last_day) == (
        "2014-03", Day(2014, 3, 1), Day(2014, 3, 31),
    )  # fmt: skip
    assert found.date_precision is DatePrecision.MONTH


@pytest.mark.parametrize("day", ["0", "14"])
def test_an_unknown_month_leaves_the_year_even_with_a_day(day: str) -> None:
    found = event(imonth="0", iday=day)
    assert (found.date, found.first_day, found.last_day) == (
        "2014", Day(2014, 1, 1), Day(2014, 12, 31),
    )  # fmt: skip
    assert found.date_precision is DatePrecision.YEAR


@given(st.integers(1970, 2100), st.integers(0, 12), st.integers(0, 28))
def test_the_days_of_an_event_are_all_that_its_parts_can_mean(
    year: int, month: int, day: int
) -> None:
    began = began_on(year, month, day)
    assert began.first.year == began.last.year == year
    if not month:
        assert (began.last - began.first).days in (364, 365)
    elif not day:
        assert began.first.day == 1
        assert 28 <= began.last.day <= 31
        assert began.first.month == began.last.month == month
    else:
        assert began.first == began.last == Day(year, month, day)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("iyear", ""),
        ("iyear", "1969"),
        ("iyear", "soon"),
        ("imonth", "13"),
        ("iday", "32"),
        ("iday", "9" * 20),
        ("nkill", "9" * 5_000),
        ("nkill", "1_0"),
        ("nwound", "many"),
    ],
)
def test_a_date_or_a_number_that_is_none_is_refused(column: str, cell: str) -> None:
    assert refused(**{column: cell}).column == column


def test_the_first_year_of_gtd_is_in_it() -> None:
    assert event(iyear="1970").date == "1970-03-14"


@pytest.mark.parametrize(
    "written", ["2014-04-02", "2014-04-02 00:00:00", "4/2/2014", "4/2/2014 0:00"]
)
def test_an_extended_event_lasts_until_it_was_resolved(written: str) -> None:
    found = event(extended="1", resolution=written)
    assert (found.date, found.first_day, found.last_day) == (
        "2014-03-14", Day(2014, 3, 14), Day(2014, 4, 2),
    )  # fmt: skip


def test_a_resolution_counts_only_for_an_extended_event() -> None:
    assert event(extended="0", resolution="2014-04-02").last_day == Day(2014, 3, 14)


def test_an_extended_event_without_a_resolution_says_that_its_end_is_not_given() -> None:
    found = event(extended="1")
    assert found.last_day == Day(2014, 3, 14)
    assert "when it ended is not given" in (found.note or "")


def test_a_resolution_before_the_event_is_left_out_and_told() -> None:
    found = event(extended="1", resolution="2013-04-02")
    assert found.last_day == Day(2014, 3, 14)
    assert "2013-04-02" in (found.note or "")


def test_an_end_within_the_month_bounds_an_unknown_day() -> None:
    found = event(iday="0", extended="1", resolution="2014-03-20")
    assert (found.date, found.first_day, found.last_day) == (
        "2014-03", Day(2014, 3, 1), Day(2014, 3, 20),
    )  # fmt: skip


@pytest.mark.parametrize(
    "written", ["later", "13/32/2014", "2014-02-30", "41699", "3/1/14", "9999-12-31", "3014-03-01"]
)
def test_a_resolution_that_is_no_date_costs_the_event_nothing_but_its_end(written: str) -> None:
    found = event(extended="1", resolution=written)
    assert found.last_day == Day(2014, 3, 14)
    assert f"“{written}”" in (found.note or "")


def test_an_approximate_date_stands_in_the_note() -> None:
    assert "“mid-March 2014”" in (event(iday="0", approxdate="mid-March 2014").note or "")


@pytest.mark.parametrize(
    ("specificity", "vicinity", "precision"),
    [
        ("1", "0", GeoPrecision.EXACT),
        ("1", "1", GeoPrecision.NEAR),
        ("1", "-9", GeoPrecision.NEAR),
        ("2", "0", GeoPrecision.ADMIN2),
        ("3", "0", GeoPrecision.ADMIN2),
        ("4", "0", GeoPrecision.ADMIN1),
        ("5", "0", GeoPrecision.COUNTRY),
        ("", "0", GeoPrecision.ESTIMATE),
    ],
)
def test_the_precision_of_the_place(
    specificity: str, vicinity: str, precision: GeoPrecision
) -> None:
    assert event(specificity=specificity, vicinity=vicinity).geo_precision is precision


def test_a_place_of_unknown_specificity_without_a_point_is_somewhere_in_the_country() -> None:
    found = event(specificity="", latitude="", longitude="")
    assert found.geo_precision is GeoPrecision.COUNTRY


def test_the_city_of_an_event_in_no_town_is_the_smallest_unit() -> None:
    found = event(specificity="3", city="Ousk District")
    assert (found.place, found.admin2, found.admin1) == ("", "Ousk District", "Tamborel")


def test_unknown_places_are_blank() -> None:
    found = event(city="Unknown", provstate="unknown")
    assert (found.place, found.admin1) == ("", "")


@pytest.mark.parametrize(("column", "cell"), [("latitude", "95"), ("longitude", "-86185896")])
def test_a_point_off_the_globe_is_refused(column: str, cell: str) -> None:
    assert refused(**{column: cell}).column == column


def test_the_country_is_told_by_its_name() -> None:
    assert (event().country_code, event().country_name) == ("ML", "Mali")
    assert event(country_txt="Ruritania").country_code is None
    assert refused(country_txt="").column == "country_txt"


def test_a_group_is_known_by_its_name_as_printed() -> None:
    (side,) = event().sides
    assert side.actor.record == f"gtd:group:{LKF}"
    assert side.part == "perpetrated"


def test_a_named_group_is_assessed() -> None:
    assert parts(event()) == [(LKF, "perpetrated", "assessed")]
    assert event().attribution is Attribution.ASSESSED


def test_a_doubtful_group_is_suspected() -> None:
    found = event(guncertain1="1")
    assert parts(found) == [(LKF, "perpetrated", "suspected")]
    assert found.attribution is Attribution.SUSPECTED


def test_a_claim_is_told_beside_the_deed() -> None:
    found = event(claimed="1")
    assert parts(found) == [(LKF, "perpetrated", "claimed"), (LKF, "claimed", "claimed")]
    assert found.attribution is Attribution.CLAIMED


@pytest.mark.parametrize("cell", ["0", "-9", ""])
def test_no_claim_and_an_unknown_one_are_no_claim(cell: str) -> None:
    assert [part for _, part, _ in parts(event(claimed=cell))] == ["perpetrated"]


def test_a_claim_that_gtd_doubts_is_a_claim_of_a_suspected_group() -> None:
    found = event(claimed="1", guncertain1="1")
    assert parts(found) == [(LKF, "perpetrated", "suspected"), (LKF, "claimed", "claimed")]
    assert found.attribution is Attribution.SUSPECTED


def test_each_of_three_groups_is_judged_for_itself() -> None:
    found = event(
        guncertain1="1", gname2="Brass Owls", guncertain2="0", claim2="1",
        gname3="Salt Wardens", guncertain3="0",
    )  # fmt: skip
    assert parts(found) == [
        (LKF, "perpetrated", "suspected"),
        ("Brass Owls", "perpetrated", "claimed"),
        ("Salt Wardens", "perpetrated", "assessed"),
        ("Brass Owls", "claimed", "claimed"),
    ]
    assert found.attribution is Attribution.CLAIMED


def test_competing_claims_make_it_disputed() -> None:
    found = event(claimed="1", gname2="Brass Owls", claim2="1", compclaim="1")
    assert {(part, word) for _, part, word in parts(found)} == {
        ("perpetrated", "disputed"), ("claimed", "claimed"),
    }  # fmt: skip
    assert found.attribution is Attribution.DISPUTED


def test_a_group_named_twice_is_one_side() -> None:
    assert len(event(gname2=LKF).sides) == 1


@pytest.mark.parametrize("name", ["Unknown", "unknown", ""])
def test_an_unknown_perpetrator_is_no_side(name: str) -> None:
    found = event(gname=name)
    assert found.sides == ()
    assert found.attribution is Attribution.SUSPECTED


def test_individuals_are_no_group() -> None:
    for found in (
        event(gname="Unaffiliated Individual(s)"),
        event(gname="Owl-inspired extremists", individual="1"),
    ):
        assert found.sides == ()
        assert "individuals" in (found.note or "")


def test_the_part_of_a_group_stands_in_the_note() -> None:
    assert "“Dusk Company”" in (event(gsubname="Dusk Company").note or "")


def test_a_blank_nkill_is_unknown_and_not_nought() -> None:
    assert event(nkill="").fatalities_best is None
    assert event(nkill="0").fatalities_best == 0


@pytest.mark.parametrize("cell", ["-9", "-99", "-99.0"])
def test_negative_codes_are_unknown(cell: str) -> None:
    found = event(nkill=cell, nwound=cell)
    assert (found.fatalities_best, found.wounded) == (None, None)


def test_the_killed_and_the_wounded_are_one_number_each() -> None:
    found = event(nkill="3.0", nwound="7")
    assert (found.fatalities_low, found.fatalities_best, found.fatalities_high) == (None, 3, None)
    assert found.wounded == 7
    assert found.note is None


def test_a_share_of_a_total_is_rounded_and_told() -> None:
    found = event(nkill="2.67")
    assert found.fatalities_best == 3
    assert "nkill is 2.67" in (found.note or "")


@pytest.mark.parametrize("column", ["nkill", "nwound"])
@pytest.mark.parametrize("cell", ["-1", "some", "inf"])
def test_people_that_are_no_count_are_refused(column: str, cell: str) -> None:
    assert refused(**{column: cell}).column == column


def test_a_doubt_that_it_was_terrorism_stands_in_the_note() -> None:
    assert "doubts" in (event(doubtterr="1").note or "")
    found = event(doubtterr="1", alternative_txt="Insurgency/Guerilla Action")
    assert "Insurgency/Guerilla Action" in (found.note or "")
    assert event(doubtterr="-9").note is None


def test_an_attempt_that_failed_is_told() -> None:
    assert "not successful" in (event(success="0").note or "")


def test_the_narrative_is_not_copied() -> None:
    found = event(summary="Lamps were lit at dusk.")
    assert found.summary is None
    assert "Lamps" not in repr(found)


def test_gtd_is_told_from_acled_and_ucdp_by_its_columns() -> None:
    assert FORMAT.missing(list(gtd_row())) == []
    for columns in (list(acled_row()), list(acled_old_row()), UCDP_COLUMNS):
        assert "eventid" in FORMAT.missing(columns)
    assert FORMAT.header(["201403140001", "2014"]) is None


def test_rows_written_to_a_file_come_back_as_the_same_event(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "gtd.csv", [gtd_row()])
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert FORMAT.event(row) == event()


@pytest.mark.parametrize(("share", "count"), [("0.5", 1), ("0.2", 1), ("2.5", 3), ("2.4", 2)])
def test_a_share_of_the_dead_is_never_nobody(share: str, count: int) -> None:
    found = event(nkill=share)
    assert found.fatalities_best == count
    assert share in (found.note or "")


@pytest.mark.parametrize("name", ["Gunmen", "Muslim extremists", "Tuareg rebels", "Separatists"])
def test_a_name_that_stands_for_no_one_group_makes_no_group(name: str) -> None:
    found = event(gname=name, claimed="1")
    assert (found.sides, found.attribution) == ((), Attribution.SUSPECTED)
    assert f"“{name}”" in (found.note or "")


def test_extremists_with_a_name_of_their_own_are_a_group() -> None:
    (side,) = event(gname="Lantern extremists (Keepers of Light)").sides
    assert side.actor.name == "Lantern extremists (Keepers of Light)"


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ("Yugoslavia", "YUCS"), ("Soviet Union", "SUHH"), ("Czechoslovakia", "CSHH"),
        ("Serbia-Montenegro", "CSXX"), ("East Germany (GDR)", "DE"), ("West Germany (FRG)", "DE"),
        ("North Yemen", "YE"), ("South Yemen", "YE"), ("Zaire", "CD"), ("Rhodesia", "ZW"),
        ("South Vietnam", "VN"), ("New Hebrides", "VU"),
    ],
)  # fmt: skip
def test_an_event_in_a_state_that_is_no_more_keeps_it_and_its_place(
    country: str, code: str
) -> None:
    found = event(country_txt=country)
    assert (found.country_code, found.country_name) == (code, country)
    assert f"GTD places it in {country}, a state that is no more." in (found.note or "")
    made = EventFacts(FORMAT.name, FORMAT.title, FORMAT.publisher, Identities()).make(
        [Told(found, "1", "2")]
    )
    (place,) = made.owned["OCCURRED_AT", "Location"]
    assert place["end"] == f"loc-{code.lower()}-tamborel-place-veldinor"
    assert made.incidents[0]["properties"]["country"] == code
    places = {fact.id: fact for fact in made.shared if isinstance(fact, Location)}
    assert places[f"loc-{code.lower()}"].full_name
