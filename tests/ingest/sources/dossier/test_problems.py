"""Every bad cell of a dossier is told with its file, its line, its column and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.ingest.files.problems import Problem, SourceRefusedError
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest import tables
from tests.ingest.tables import good, problems_in, write_dossier


def test_a_dossier_without_a_mistake_has_no_problem(tmp_path: Path) -> None:
    assert problems_in(write_dossier(tmp_path, good())) == []


CELLS = [
    # table, column, cell, part of the reason
    ("groups", "id", "The Reds", "small letters, digits and hyphens only"),
    ("groups", "id", "", "is empty, and every row needs it"),
    ("groups", "sources", "nobody", "'nobody' stands neither in sources.csv nor in the graph"),
    ("groups", "sources", "press;nobody", "'nobody' stands neither in sources.csv"),
    ("groups", "sources", "press; press", "names something twice"),
    ("groups", "sources", "", "is empty, and every row needs it"),
    ("groups", "founded", "March 2017", "is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
    ("groups", "founded", "02/03/2017", "is not a date"),
    ("groups", "founded", "2017-3-2", "is not a date"),
    ("groups", "founded", "2017-02-29", "is not a day that exists in the calendar"),
    ("groups", "founded", "2017-13", "is not a day that exists in the calendar"),
    ("groups", "founded", "0000", "is not a day that exists in the calendar"),
    ("groups", "kind", "gang", "'gang' is not one of group, component, alliance"),
    ("groups", "kind", "Group", "'Group' is not one of"),
    ("groups", "country_codes", "ML;Mali", "'Mali' is not a two-letter country code"),
    ("groups", "short_name", "R" * 31, "has 31 characters; at most 30 fit a caption"),
    ("sources", "url", "www.example.org", "begins with http:// or https://"),
    ("sources", "reliability", "Z", "'Z' is not one of A, B, C, D, E, F"),
    ("sources", "published_on", "yesterday", "is not a date"),
    ("sources", "title", "", "is empty, and every row needs it"),
    ("aliases", "entity_id", "greens", "'greens' stands neither in groups.csv or people.csv or"),
    ("aliases", "source", "nobody", "stands neither in sources.csv nor in the graph"),
    ("aliases", "quality", "good", "'good' is not one of primary, strong"),
    ("changes", "date", "2017-03", "-> date_precision: says day, but the date is given as 2017-03"),
    ("changes", "date", "", "is empty, and every row needs it"),
    ("change_parties", "change_id", "chg-none", "stands neither in changes.csv nor in the graph"),
    ("change_parties", "continues", "yes", "'yes' is neither true nor false"),
    ("change_parties", "disputed_by", "nobody", "stands neither in sources.csv"),
    ("roles", "person_id", "chief", "stands neither in people.csv nor in the graph"),
    ("relations", "to_id", "boss", "'boss' stands neither in groups.csv nor in the graph"),
    ("facilities", "lat", "sixteen", "'sixteen' is not a number of degrees"),
    ("facilities", "users", "reds;army", "'army' stands neither in groups.csv nor in the graph"),
    ("facilities", "users", "government:XX", "'government:XX' stands neither in groups.csv"),
    ("facilities", "facility_type", "military", "'military' is not one of military-base"),
    ("facilities", "icao", "gago", "'gago' is no ICAO code"),
    ("facilities", "icao", "GAO", "'GAO' is no ICAO code"),
    ("facilities", "iata", "GA", "'GA' is no IATA code"),
    ("facilities", "note", "The gates are manned.", "'gates' describes the security of a place"),
    ("facilities", "alt_names", "Camp; Perimeter camp", "'Perimeter' describes the security"),
    ("incidents", "end_date", "2019-07", "'2019-07' must be a whole day, YYYY-MM-DD"),
    ("incidents", "facility_id", "fac-none", "stands neither in facilities.csv nor in the graph"),
    ("incidents", "tactic", "ied;arson", "'arson' is not one of armed-assault"),
    ("incidents", "wounded", "-1", "'-1' is not a whole number of 0 or more"),
    ("incidents", "wounded", "about 20", "is not a whole number of 0 or more"),
    ("incidents", "wounded", "1.5", "is not a whole number of 0 or more"),
    ("incidents", "wounded", "٣", "is not a whole number of 0 or more"),
    ("facilities", "lat", "1_6", "'1_6' is not a number of degrees"),
    ("incidents", "fatalities_high", "9" * 20, "is more than 10,000,000, the most that can be"),
    ("incidents", "fatalities_high", "9" * 5_000, "is more than 10,000,000"),
    ("incidents", "wounded", "10000001", "is more than 10,000,000"),
    ("facilities", "coord_precision_m", "99999999999", "is more than 10,000,000"),
    ("incidents", "standing", "guess", "'guess' is not one of reported, placeholder"),
    ("incidents", "country_iso2", "ml", "'ml' is not a two-letter country code such as ML"),
    ("incidents", "geo_precision", "exact", "says exact, without a coordinate"),
    ("incidents", "attribution", "claimed", "-> claimed_by_ids: the attribution is 'claimed'"),
    ("incidents", "summary", " ".join(["word"] * 21), "has more than 20 words"),
    ("incidents", "summary", "A car hit the outer wall.", "'wall' describes the security"),
    ("incidents", "target_description", "Guard post", "'Guard post' describes the security"),
    ("claims", "incident_id", "inc-none", "stands neither in incidents.csv nor in the graph"),
    ("claims", "group_id", "greens", "'greens' stands neither in groups.csv nor in the graph"),
    ("claims", "denies_group_id", "greens", "'greens' stands neither in groups.csv nor in the"),
    ("claims", "kind", "boasted", "'boasted' is not one of claimed, denied"),
    ("claims", "date", "a week later", "is not a date"),
    ("claims", "no_later_than", "2 February", "is not a date"),
    ("claims", "sources", "", "is empty, and every row needs it"),
    ("tallies", "count", "many", "is not a whole number of 0 or more"),
    ("tallies", "dimension", "week", "'week' is not one of country"),
    ("counted_in", "certainty", "maybe", "'maybe' is not one of yes, likely, no"),
    ("forces", "headcount", "4,500", "'4,500' is not a whole number of 0 or more"),
    ("assessments", "assessors", "", "is empty, and every row needs it"),
    ("assessments", "assessors", " ; ", "is empty, and every row needs it"),
    ("incidents", "sources", ";", "is empty, and every row needs it"),
    ("incidents", "tactic", ";;", "is empty, and every row needs it"),
    ("assessments", "assessors", "n/a", "'n/a' is not the name of a person or body"),
    ("assessments", "date", "", "is empty, and every row needs it"),
    ("assessments", "kind", "guess", "'guess' is not one of scores, ranking"),
    ("assessments", "method", "risk", "'risk' is not one of carver"),
    ("assessments", "scale_low", "", "scores need scale_low and scale_high"),
    ("assessments", "scale_low", "5", "5 to 5 is no scale"),
    ("assessments", "scale_low", "9", "9 to 5 is no scale"),
    ("assessments", "scale_high", "2000", "-> scale_low: 1 to 2000 is no scale"),
    ("assessments", "scale_low", "low", "is not a whole number of 0 or more"),
    ("assessments", "kind", "ranking", "-> scale_low: a ranking has no scale"),
    ("assessments", "note", "Behind the fencing", "'fencing' describes the security of a place"),
    ("ratings", "assessment_id", "asm-9", "'asm-9' stands neither in assessments.csv nor"),
    ("ratings", "target_id", "fac-none", "stands neither in facilities.csv nor in the graph"),
    ("ratings", "criticality", "", "not one of the six criteria is scored"),
    ("ratings", "criticality", "0", "0 is not on the scale from 1 to 5"),
    ("ratings", "criticality", "6", "6 is not on the scale from 1 to 5"),
    ("ratings", "effect", "2.5", "is not a whole number of 0 or more"),
    ("ratings", "effect", "high", "is not a whole number of 0 or more"),
    ("ratings", "rank", "1", "scores have no rank"),
    ("ratings", "note", "One sentry only", "'sentry' describes the security of a place"),
]


@pytest.mark.parametrize(("table", "column", "cell", "reason"), CELLS)
def test_a_bad_cell_is_told_where_it_stands(
    tmp_path: Path, table: str, column: str, cell: str, reason: str
) -> None:
    dossier = good()
    last = len(dossier[table]) - 1
    dossier[table][last] = {**dossier[table][last], column: cell}
    where, arrow, told = reason.rpartition("-> ")
    if arrow:
        column, _, reason = told.partition(": ")
    assert not where
    # What the bad cell leads to elsewhere is told beside it, never instead of it.
    found = [
        problem
        for problem in problems_in(write_dossier(tmp_path, dossier))
        if (problem.file, problem.line, problem.column) == (f"{table}.csv", last + 2, column)
    ]
    assert [problem for problem in found if reason in problem.reason], found


def test_a_group_may_be_called_by_a_word_that_no_facility_may(tmp_path: Path) -> None:
    dossier = good() | {"aliases": [tables.alias("reds", "The Wall")]}
    assert problems_in(write_dossier(tmp_path, dossier)) == []


COORDINATE = {"lat": "16.25", "lon": "-0.005", "coord_source": "press:GAGO"}
TOGETHER: list[tuple[str, dict[str, str], str, str]] = [
    ("groups", {"founded": "2017", "dissolved": "2016-12-31"}, "dissolved", "is before founded"),
    ("people", {"born": "1978-05-09", "died": "1978-05"}, "", ""),
    ("people", {"born": "1978-05-09", "died": "1978-04"}, "died", "1978-04 is before born"),
    ("roles", {"valid_from": "2019", "valid_to": "2018"}, "valid_to", "is before valid_from"),
    ("relations", {"valid_from": "2019-02", "valid_to": "2019-01"}, "valid_to", "is before"),
    ("incidents", {"end_date": "2019-07-21"}, "end_date", "2019-07-21 is before date 2019-07-22"),
    ("tallies", {"date_from": "2019-02", "date_to": "2019-01"}, "date_to", "is before date_from"),
    ("incidents", {"date_precision": "month"}, "date_precision", "says month, but the date"),
    ("incidents", {"date": "2019-07"}, "date_precision", "says day, but the date is given as"),
    ("incidents", {"date": "2019-07", "date_precision": "week"}, "date_precision", "says week"),
    ("incidents", {"date_precision": "week"}, "", ""),
    ("incidents", {**COORDINATE, "geo_precision": "exact"}, "", ""),
    ("incidents", {**COORDINATE, "lat": "90.5"}, "lat", "90.5 is off the globe: a latitude lies"),
    ("incidents", {**COORDINATE, "lon": "-181"}, "lon", "-181 is off the globe: a longitude lies"),
    ("incidents", {**COORDINATE, "lat": "nan"}, "lat", "'nan' is not a number of degrees"),
    ("incidents", {**COORDINATE, "lon": ""}, "lat", "half a coordinate: give both lat and lon"),
    ("incidents", {**COORDINATE, "lat": ""}, "lat", "half a coordinate: give both lat and lon"),
    ("incidents", {**COORDINATE, "coord_source": ""}, "coord_source", "go together"),
    ("incidents", {"coord_source": "press"}, "coord_source", "go together"),
    ("incidents", {**COORDINATE, "coord_source": "map:1"}, "coord_source", "'map' stands neither"),
    ("facilities", COORDINATE, "coord_precision_m", "a coordinate and its precision go together"),
    ("facilities", {"coord_precision_m": "5"}, "coord_precision_m", "go together"),
    ("facilities", {**COORDINATE, "coord_precision_m": "500"}, "", ""),
    ("facilities", {"icao": "GAGO", "iata": "GAQ"}, "", ""),
    ("facilities", {"users": "reds;civil"}, "", ""),
    ("incidents", {"fatalities_low": "3", "fatalities_best": "2"}, "fatalities_best", "[3, 2]"),
    ("incidents", {"fatalities_low": "3", "fatalities_high": "2"}, "fatalities_best", "[3, 2]"),
    ("incidents", {"fatalities_low": "0", "fatalities_high": "0"}, "", ""),
    ("incidents", {"fatalities_high": "10000000"}, "", ""),
    ("incidents", {"fatalities_high": "000000000010"}, "", ""),
    ("incidents", {"standing": "placeholder"}, "", ""),
    ("incidents", {"attribution": "claimed", "claimed_by_ids": "blues"}, "", ""),
    ("incidents", {"perpetrator_group_id": "", "attribution": "suspected"}, "", ""),
    ("claims", {"date": "2019-07-22"}, "", ""),
    ("claims", {"date": "2019"}, "", ""),
    ("claims", {"no_later_than": "2019-07"}, "", ""),
    ("claims", {"denies_group_id": "reds"}, "", ""),
    ("claims", {"date": "2019-07-21"}, "date", "is before inc-2019-07-22-gao, which is of 2019"),
    ("claims", {"no_later_than": "2019-06"}, "no_later_than", "2019-06 is before inc-2019-07-22"),
    ("claims", {"date": "2019-08", "no_later_than": "2019-07-31"}, "no_later_than", "before date"),
    ("claims", {"kind": "claimed"}, "group_id", "'blues' is not among claimed_by_ids of inc-2019"),
    ("claims", {"denies_group_id": "blues"}, "denies_group_id", "'blues' is who denies it"),
    ("claims", {"group_id": "reds"}, "kind", "is 'assessed', not 'disputed'"),
    ("claims", {"group_id": "reds", "denies_group_id": "blues"}, "", ""),
    ("incidents", {"facility_id": "fac-camp"}, "", ""),
    ("incidents", {"facility_id": "fac-camp", "country_iso2": "BF"}, "facility_id", "is in ML"),
]


@pytest.mark.parametrize(("table", "cells", "column", "reason"), TOGETHER)
def test_cells_that_do_not_go_together_are_told(
    tmp_path: Path, table: str, cells: dict[str, str], column: str, reason: str
) -> None:
    dossier = good()
    last = len(dossier[table]) - 1
    dossier[table][last] = {**dossier[table][last], **cells}
    found = problems_in(write_dossier(tmp_path, dossier))
    if not column:
        assert found == []
        return
    assert [problem.column for problem in found if reason in problem.reason] == [column]
    assert {(problem.file, problem.line) for problem in found} == {(f"{table}.csv", last + 2)}


ALONE: list[tuple[str, dict[str, str], str]] = [
    ("facilities", {**COORDINATE, "coord_precision_m": "500", "lat": "100"}, "lat"),
    ("facilities", {**COORDINATE, "coord_precision_m": "500", "lon": "west"}, "lon"),
    ("facilities", {**COORDINATE, "coord_precision_m": "5 m"}, "coord_precision_m"),
    ("facilities", {**COORDINATE, "coord_precision_m": "500", "lat": ""}, "lat"),
    ("incidents", {**COORDINATE, "geo_precision": "exact", "lat": "100"}, "lat"),
    ("incidents", {**COORDINATE, "geo_precision": "exact", "lat": ""}, "lat"),
    ("incidents", {"fatalities_low": "3", "fatalities_high": "x"}, "fatalities_high"),
    ("incidents", {"attribution": "claimed", "claimed_by_ids": "reds;reds"}, "claimed_by_ids"),
    ("incidents", {"date": "22 July 2019", "end_date": "2019-07-23"}, "date"),
    ("changes", {"kind": "union"}, "kind"),
    ("claims", {"kind": "boasted"}, "kind"),
    ("incidents", {"claimed_by_ids": "reds;reds"}, "claimed_by_ids"),
    ("change_parties", {"role": "winner"}, "role"),
]


@pytest.mark.parametrize(("table", "cells", "column"), ALONE)
def test_one_wrong_cell_is_one_problem(
    tmp_path: Path, table: str, cells: dict[str, str], column: str
) -> None:
    dossier = good()
    dossier[table][-1] = {**dossier[table][-1], **cells}
    found = problems_in(write_dossier(tmp_path, dossier))
    assert [(problem.file, problem.column) for problem in found] == [(f"{table}.csv", column)]


def test_a_claim_is_told_of_a_claimant_and_denies_nobodys_part(tmp_path: Path) -> None:
    dossier = good()
    dossier["incidents"] = [tables.incident(claimed_by_ids="reds")]
    dossier["claims"] = [tables.claim("reds", date="2019-07-23")]
    assert problems_in(write_dossier(tmp_path / "right", dossier)) == []
    dossier["claims"] = [tables.claim("reds", denies_group_id="blues")]
    (found,) = problems_in(write_dossier(tmp_path / "wrong", dossier))
    assert (found.file, found.column) == ("claims.csv", "denies_group_id")
    dossier["claims"] = [tables.claim("reds"), tables.claim("reds", date="2019-07-24")]
    (found,) = problems_in(write_dossier(tmp_path / "twice", dossier))
    assert (found.file, found.line) == ("claims.csv", 3)


def test_a_day_known_within_a_week_leaves_room_for_a_claim(tmp_path: Path) -> None:
    dossier = good()
    dossier["incidents"] = [tables.incident(date_precision="week", claimed_by_ids="reds")]
    dossier["claims"] = [tables.claim("reds", date="2019-07-19")]
    assert problems_in(write_dossier(tmp_path / "within", dossier)) == []
    dossier["claims"] = [tables.claim("reds", date="2019-07-18")]
    (found,) = problems_in(write_dossier(tmp_path / "before", dossier))
    assert (found.file, found.column) == ("claims.csv", "date")


def test_what_refers_to_an_id_that_could_not_be_read_is_no_second_problem(tmp_path: Path) -> None:
    dossier = good()
    dossier["changes"] = [tables.change("Big Merger")]
    for row in dossier["change_parties"]:
        row["change_id"] = "Big Merger"
    found = problems_in(write_dossier(tmp_path, dossier))
    assert [(problem.file, problem.column) for problem in found] == [("changes.csv", "id")]


def test_what_refers_to_a_row_with_too_many_cells_is_no_second_problem(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path, good())
    file = folder / "groups.csv"
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + ",press\n", encoding="utf-8")
    found = problems_in(folder)
    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        ("groups.csv", 3, "")
    ]
    assert found[0].reason == "has 15 cells where the header has 14"


def test_an_id_stands_once_in_its_table(tmp_path: Path) -> None:
    dossier = good()
    dossier["groups"].append(tables.group("reds"))
    assert problems_in(write_dossier(tmp_path, dossier)) == [
        Problem("groups.csv", 4, "id", "'reds' stands already on line 2")
    ]


def test_a_row_without_an_id_of_its_own_stands_once(tmp_path: Path) -> None:
    dossier = good()
    dossier["aliases"].append(tables.alias("reds", "The Scarlets", quality="weak"))
    assert problems_in(write_dossier(tmp_path, dossier)) == [
        Problem("aliases.csv", 3, "entity_id", "'reds The Scarlets' stands already on line 2")
    ]


def test_one_id_means_one_thing_across_tables(tmp_path: Path) -> None:
    dossier = good()
    dossier["people"].append(tables.person("reds"))
    assert problems_in(write_dossier(tmp_path, dossier)) == [
        Problem("people.csv", 3, "id", "'reds' is already the id of a row in groups.csv")
    ]


def test_an_id_of_another_dossier_is_of_another_thing(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path, good())
    _, found = Dossier(folder).check({"facilities": {"reds"}, "groups": {"other/blues"}})
    assert found == []


def test_two_rows_without_a_readable_id_are_not_taken_for_one(tmp_path: Path) -> None:
    dossier = good()
    dossier["groups"].append(tables.group("NEW ONE"))
    dossier["people"].append(tables.person("NEW MAN"))
    found = problems_in(write_dossier(tmp_path, dossier))
    assert [(problem.file, problem.column) for problem in found] == [
        ("groups.csv", "id"),
        ("people.csv", "id"),
    ]


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("result", "no row in change_parties.csv says what it resulted in"),
        ("predecessor", "no row in change_parties.csv says who entered it"),
    ],
)
def test_a_merger_has_parties_on_both_sides(tmp_path: Path, missing: str, reason: str) -> None:
    dossier = good()
    dossier["change_parties"] = [row for row in dossier["change_parties"] if row["role"] != missing]
    assert problems_in(write_dossier(tmp_path, dossier)) == [
        Problem("changes.csv", 2, "id", reason)
    ]


@pytest.mark.parametrize(("kind", "role"), [("founding", "result"), ("alliance", "predecessor")])
def test_a_founding_needs_nobody_before_and_an_alliance_nobody_after(
    tmp_path: Path, kind: str, role: str
) -> None:
    dossier = good()
    dossier["changes"] = [tables.change(kind=kind)]
    dossier["change_parties"] = [tables.party("reds", role)]
    assert problems_in(write_dossier(tmp_path, dossier)) == []


def test_all_problems_of_all_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    dossier = good()
    dossier["sources"].append(tables.source("Daily News"))
    dossier["groups"][1] = tables.group("blues", founded="soon", kind="gang")
    dossier["incidents"].append(tables.incident("inc-2", wounded="x", tactic="y"))
    dossier["relations"].append(tables.relation("reds", "greens"))
    folder = write_dossier(tmp_path / "case", dossier)
    (folder / "weather.csv").write_text("day,rain\n", encoding="utf-8")
    found = problems_in(folder)
    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        ("groups.csv", 3, "founded"),
        ("groups.csv", 3, "kind"),
        ("incidents.csv", 3, "tactic"),
        ("incidents.csv", 3, "wounded"),
        ("relations.csv", 3, "to_id"),
        ("sources.csv", 3, "id"),
        ("weather.csv", 0, ""),
    ]
    refusal = SourceRefusedError("The dossier case", list(reversed(found)))
    assert refusal.problems == tuple(found)
    assert str(refusal).startswith("The dossier case has 7 problems; nothing was loaded.")
    assert str(found[0]).startswith("groups.csv:3: founded: 'soon' is not a date")
    assert str(found[-1]).startswith("weather.csv: is no file of a dossier")


RATED: list[tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]] = [
    ({}, {"criticality": "1", "effect": "5"}, []),
    ({"scale_low": "0"}, {"criticality": "0"}, []),
    ({"scale_high": "10"}, {"criticality": "10"}, []),
    ({"scale_high": "10"}, {"criticality": "11"}, [("criticality", "from 1 to 10")]),
    ({"kind": "ranking", "scale_low": "", "scale_high": ""}, {"criticality": "", "rank": "1"}, []),
    (
        {"kind": "ranking", "scale_low": "", "scale_high": ""},
        {"criticality": "", "rank": "0"},
        [("rank", "the first rank is 1")],
    ),
    (
        {"kind": "ranking", "scale_low": "", "scale_high": ""},
        {"criticality": ""},
        [("rank", "the ranking gives no rank")],
    ),
    (
        {"kind": "ranking", "scale_low": "", "scale_high": ""},
        {"rank": "1"},
        [("criticality", "a ranking has no scores")],
    ),
]


@pytest.mark.parametrize(("cells", "rated", "expected"), RATED)
def test_a_rating_has_scores_within_the_scale_or_a_rank_alone(
    tmp_path: Path, cells: dict[str, str], rated: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    dossier = good()
    dossier["assessments"] = [tables.assessment(**cells)]
    dossier["ratings"] = [tables.rating(**rated)]
    found = problems_in(write_dossier(tmp_path, dossier))
    assert [problem.column for problem in found] == [column for column, _ in expected]
    assert all(told in problem.reason for problem, (_, told) in zip(found, expected, strict=True))


def test_an_assessor_may_be_called_like_what_guards_a_place(tmp_path: Path) -> None:
    dossier = good()
    dossier["assessments"] = [tables.assessment(assessors="Max Wall; Anna Gates")]
    assert problems_in(write_dossier(tmp_path, dossier)) == []
