"""What holds of the facts of the bundled dossier, besides the rules of every dossier."""

from __future__ import annotations

from collections import defaultdict

from tests.cypher.jnim_tables import FACILITIES, INCIDENTS, table

OUAGADOUGOU = ("inc-2018-03-02-ouaga-embassy", "inc-2018-03-02-ouaga-hq")
SOURCES = {row["id"]: row for row in table("sources")}


def test_no_copy_has_the_letter_of_an_original() -> None:
    copies = [row for row in SOURCES.values() if row["seen_at"]]
    assert len(copies) > 80
    assert [row["id"] for row in copies if row["reliability"] == "A"] == []


def test_copies_seen_at_one_blog_or_collection_have_one_letter() -> None:
    letters = defaultdict(set)
    for row in SOURCES.values():
        if row["seen_at"] and row["kind"] != "wiki":
            letters[row["seen_at"]].add(row["reliability"])
    assert {place for place, found in letters.items() if len(found) > 1} == set()


def test_every_source_is_cited() -> None:
    cited = set[str]()
    for name in (
        "aliases", "assessments", "change_parties", "changes", "claims", "facilities", "forces",
        "groups", "identities", "incidents", "people", "ratings", "relations", "remarks", "roles",
        "tallies", "users",
    ):  # fmt: skip
        for row in table(name):
            for column in ("source", "sources", "disputed_by", "note_sources"):
                cited.update((row.get(column) or "").split(";"))
    assert SOURCES.keys() - cited == set()


def test_no_event_rests_on_what_was_published_before_it() -> None:
    early = [
        (row["id"], key)
        for row in INCIDENTS
        for key in row["sources"].split(";")
        if SOURCES[key]["kind"] != "gazetteer"
        and (published := SOURCES[key]["published_on"])
        and published < row["date"][: len(published)]
    ]
    assert early == []


def test_an_act_of_the_sahel_province_is_not_laid_to_the_group_that_it_had_been() -> None:
    later = [row for row in INCIDENTS if row["perpetrator_group_id"] == "isgs"]
    assert max(row["date"] for row in later) < "2022-03"
    assert [row["id"] for row in INCIDENTS if row["perpetrator_group_id"] == "is-sahel"] == [
        "inc-2022-03-22-tessit", "inc-2022-06-11-seytenga", "inc-2022-08-07-tessit",
    ]  # fmt: skip


def test_the_eight_killed_in_ouagadougou_are_booked_once() -> None:
    rows = [row for row in INCIDENTS if row["id"] in OUAGADOUGOU]
    for column in ("fatalities_low", "fatalities_best", "fatalities_high"):
        assert sum(int(row[column]) for row in rows) == 8
    assert [row["wounded"] for row in rows] == ["", "85"]


def test_what_was_struck_at_an_airport_is_the_airport() -> None:
    struck = [
        (row["id"], row["target_type"])
        for row in INCIDENTS
        if row["facility_id"] and FACILITIES[row["facility_id"]]["facility_type"] == "airport"
    ]
    assert len(struck) == 7
    assert {kind for _, kind in struck} == {"airport"}


def test_one_facility_has_one_kind_of_target() -> None:
    kinds = defaultdict(set)
    for row in INCIDENTS:
        kinds[row["facility_id"]].add(row["target_type"])
    del kinds[""]
    assert {facility for facility, found in kinds.items() if len(found) > 1} == set()
