"""Briefs of graphs made by hand: what they say is evident by eye."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from docx import Document

from graphq.brief.compose import brief_of
from graphq.document.dates import on
from graphq.document.document import RECORD, Column, Line, Paragraph, Section, Sentence, Table
from graphq.document.docx import as_docx
from graphq.document.html import as_html
from graphq.document.printed.md import as_markdown
from graphq.graph.errors import UnknownNameError, UsageError
from graphq.graph.model.nodes import Group, IngestRun
from graphq.graph.model.relationships import AlliedWith, Involved
from graphq.graph.store import Store
from tests.cypher.build import SOURCES, Build
from tests.graphq.brief.by_hand import section, written


def test_a_sentence_without_a_source_cannot_be_made() -> None:
    for sources in ((), ("",)):
        with pytest.raises(ValueError, match="needs a source"):
            Sentence("It happened.", sources)
        with pytest.raises(ValueError, match="needs a source"):
            Line(("a",), sources)
    with pytest.raises(ValueError, match="needs a text"):
        Sentence("  ", ("press",))


def test_a_heading_with_nothing_under_it_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="says nothing"):
        Section("Tempo", ())
    with pytest.raises(ValueError, match="needs a sentence"):
        Paragraph(())
    with pytest.raises(ValueError, match="needs a row"):
        Table((Column("a"),), (), "none")
    with pytest.raises(ValueError, match="a cell for each column"):
        Table((Column("a"),), (Line(("a", "b"), ["press"]),), "uneven")


def test_a_merger_names_its_parties_its_parts_and_what_is_disputed(build: Build) -> None:
    build.change("M", "merger", "2015-03-02", ["A", "B", "C"], ["D"], part=["B"], disputed=["C"])
    assert section(written(build, "D"), "Origin and lineage") == (
        "D came out of a merger on 2 March 2015 that A and a part of B (a wing) entered; that C "
        "did too is disputed."
    )


def test_what_a_whole_had_struck_of_which_a_part_went_over_is_left_out_and_said(
    build: Build,
) -> None:
    build.change("M", "merger", "2015-03-02", ["A", "B"], ["D"], part=["B"])
    build.incident("by-b", "2014-01-02", "B")
    left_out = (
        "What B had struck is left out, since only a part of it went over: "
        "graphq predecessor-strikes D --parts --as-of 2020-12-31."
    )
    assert section(written(build, "D"), "Precedents") == left_out
    build.incident("by-a", "2014-01-01", "A")
    told = section(written(build, "D"), "Precedents")
    assert "are said to have struck 1 time before they went over into a successor: A 1." in told
    assert left_out in told
    told = section(written(build, "D", parts=True), "Precedents")
    assert "A 1 and B 1 (only a part of it went over)" in told
    assert "left out" not in told


def test_neighbours_and_likeness_say_that_parts_are_left_out_of_them(build: Build) -> None:
    here = (14.0, -4.0)
    build.change("M", "merger", "2015-03-02", ["A", "B"], ["D"], part=["B"])
    build.target("here", at=here)
    build.target("inn", "hotel", at=(14.1, -4.0))
    build.target("far-inn", "hotel", at=(20.0, -4.0))
    build.incident("near", "2020-10-01", "D", "here", at=here)
    build.incident("of-a-part", "2014-02-01", "B", "far-inn", at=(20.0, -4.0))
    for heading, question in (("Neighbours to warn", "warn"), ("Precedents", "similar-targets")):
        said = f"left out of these numbers: graphq {question} here"
        assert said in section(written(build, "here"), heading)
        assert said not in section(written(build, "here", parts=True), heading)


def test_a_merger_seen_from_one_party_says_how_many_there_were(build: Build) -> None:
    build.change("M", "merger", "2015-03", ["A", "B", "C"], ["D"])
    assert section(written(build, "A"), "Origin and lineage") == (
        "D came out of a merger in March 2015 of three parties on record, among them A."
    )


def test_a_party_that_is_disputed_stays_so_where_others_are_not_of_the_lineage(
    build: Build,
) -> None:
    build.change("M", "merger", "2015-03", ["A", "B", "C"], ["D"], part=["A"], disputed=["A"])
    assert section(written(build, "A"), "Origin and lineage") == (
        "D came out of a merger in March 2015 of three parties on record; that a part of A "
        "(a wing) took part is disputed."
    )


def test_a_change_that_is_before_and_after_is_told_once(build: Build) -> None:
    build.change("C1", "split", "2011", ["A"], ["B"], part=["A"])
    build.change("C2", "absorption", "2015", ["B"], ["A"])
    told = section(written(build, "A"), "Origin and lineage").splitlines()
    assert sorted(told) == [
        "B joined A in 2015.",
        "B split from a part of A (a wing) in 2011.",
    ]


def test_a_change_without_a_date_says_that_none_is_stated() -> None:
    assert on("date not stated") == "at a time that is not stated"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("split", "B split from a part of A (a wing) in 2015."),
        ("rename", "A part of A (a wing) took the name B in 2015."),
        ("absorption", "A part of A (a wing) joined B in 2015."),
        ("founding", "B was founded in 2015 out of a part of A (a wing)."),
    ],
)
def test_each_kind_of_change_is_told_in_its_own_words(build: Build, kind: str, said: str) -> None:
    build.change("C", kind, "2015", ["A"], ["B"], part=["A"])
    assert section(written(build, "B"), "Origin and lineage") == said


def test_a_change_after_the_day_is_not_there(build: Build) -> None:
    build.change("C", "split", "2015", ["A"], ["B"])
    brief = written(build, "B", date(2014, 12, 31))
    assert "Origin and lineage" not in [part.heading for part in brief.sections]
    assert "From which groups B came is not on record by that day." in section(
        brief, "What is not known"
    )


def test_a_role_that_possibly_held_and_a_leader_who_died_later(build: Build) -> None:
    build.leader("X", "A", "2015", "2020-06", died="2020-06")
    build.leader("Y", "A", "2019")
    told = section(written(build, "A", date(2019, 5, 1)), "Leaders")
    assert told == (
        "X | emir | 2015 | no end reported by that day | not dated\n"
        "Y | emir | 2019 | possibly: the dates are not wholly known | not dated"
    )


def test_nobody_on_record_is_said_not_to_be_known(build: Build) -> None:
    build.relation(AlliedWith, "A", "B")
    told = section(written(build, "A"), "What is not known")
    assert "No leader of A is on record on 31 December 2020." in told
    assert "No incident attributed to A is on record by 31 December 2020" in told


def test_the_year_is_held_against_the_year_before(build: Build) -> None:
    for month in range(1, 13):
        build.incident(f"i{month}", f"2020-{month:02d}-05", "A", attribution="claimed")
    build.incident("last", "2019-05-05", "A", attribution="suspected")
    told = section(written(build, "A"), "Tempo")
    assert (
        "13 incidents attributed to A are on record by 31 December 2020, one only suspected" in told
    )
    assert (
        "In the year to 31 December 2020 there were twelve, in the year before one: more than "
        "chance alone would make (exact test at 5 %)." in told
    )
    assert "Incidents | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1" in told


def test_two_years_without_incidents_are_not_held_against_each_other(build: Build) -> None:
    build.incident("i", "2015-05-05", "A")
    told = section(written(build, "A"), "Tempo")
    assert "there were none, in the year before none." in told
    assert "chance" not in told
    assert "few" not in told


def test_a_month_beyond_chance_is_named_with_what_it_is_held_against(build: Build) -> None:
    build.incident("old", "2019-01-05", "A")
    for day in range(1, 9):
        build.incident(f"i{day}", f"2020-11-{day:02d}", "A")
    assert (
        "Held against the three months before, November 2020 had more incidents than chance alone "
        "would make; one month in twenty looks so by chance."
        in section(written(build, "A"), "Tempo")
    )


def test_no_figure_on_record_is_not_told_as_nobody_killed(build: Build) -> None:
    build.incident("none", "2020-01-05", "A", fatalities_best=0)
    build.incident("some", "2020-02-05", "A", fatalities_best=4)
    build.incident("blank", "2020-02-06", "A")
    build.incident("blanks", "2020-03-06", "A", place="Village")
    brief = written(build, "A")
    killed = "Killed (best figures) | 0 | 4+ | – |  |  |  |  |  |  |  |  | "
    assert killed in section(brief, "Tempo")
    spots = section(brief, "Places").splitlines()
    assert [spot.split(" | ")[2:4] for spot in spots if " | " in spot] == [
        ["3 (few)", "4+"],
        ["1 (few)", "–"],
    ]
    assert "How many were killed is not known of two of the 4 incidents" in section(
        brief, "What is not known"
    )


def test_a_claim_made_after_the_day_does_not_make_a_claimed_incident(build: Build) -> None:
    build.target("here")
    build.incident("i", "2020-03-01", "A", "here", attribution="claimed")
    build.claim("i", "A", on="2020-03-09")
    early, late = (written(build, "A", date(2020, 3, day)) for day in (8, 9))
    assert "at Town (not told by then)" in section(early, "In short")
    assert "| not told by then | no figure" in section(early, "What was struck")
    assert "one is not attributed on anybody's word by then" in section(early, "On whose word")
    assert "at Town (claimed)" in section(late, "In short")
    struck = section(written(build, "here", date(2020, 3, 8)), "What struck it")
    assert "attributed to A, on nobody's word by that day" in struck


def test_the_time_to_a_claim_is_told_as_far_as_it_is_known(build: Build) -> None:
    build.incident("i", "2020-03-01", "A", attribution="claimed")
    build.claim("i", "A", on="2020-03-03", by="2020-03-06")
    build.incident("j", "2020-03-01", "B", attribution="claimed")
    build.claim("j", "B")
    assert (
        "For one incident it is known, if only roughly, when the claim was made: the time from "
        "attack to claim is between 2 and 5 days; these are few."
        in section(written(build, "A"), "On whose word")
    )
    assert "When B made its claim is not known." in section(
        written(build, "B"), "What is not known"
    )


def test_the_tactic_seen_most_often_is_told_with_those_seen_as_often(build: Build) -> None:
    build.incident("i", "2020-03-01", "A", tactics=("ied",))
    build.incident("j", "2020-03-02", "A", tactics=("indirect-fire",))
    assert (
        "All of them were in Mali (2 of 2); the tactics seen most often are improvised explosive "
        "device (1) and indirect fire (1)." in section(written(build, "A"), "In short")
    )


def test_what_is_left_out_of_the_disputes_is_where_it_is_said_to_be(build: Build) -> None:
    for year in range(2010, 2017):
        build.change(f"C{year}", "absorption", str(year), [f"B{year}"], ["A"],
                     disputed=[f"B{year}"])  # fmt: skip
    brief = written(build, "A")
    assert "And two more: graphq lineage A, graphq leaders A" in section(brief, "What is disputed")
    text = as_markdown(brief)
    told = [f"B{year}" in section(brief, "What is disputed") for year in range(2010, 2017)]
    assert told.count(True) == 5
    assert "What begins with graphq is a command" in text


def test_a_group_that_came_out_of_several_mergers_came_out_of_the_first(build: Build) -> None:
    build.change("M1", "merger", "2010", ["A", "B"], ["D"])
    build.change("M2", "merger", "2014", ["C", "E", "F"], ["D"])
    assert "came out of a merger in 2010 with two parties" in section(
        written(build, "D"), "In short"
    )


def test_a_user_that_is_no_group_is_told_by_its_name(build: Build) -> None:
    build.target("here", users=["france", "civil"])
    assert "It is used by civilians and France (last report not dated)." in section(
        written(build, "here"), "What it is and who uses it"
    )


def test_a_very_long_name_is_written_in_every_form(build: Build) -> None:
    name = "a long name that goes on " * 20
    build.add(Group(id="long", name="long", full_name=name, kind="group", sources=SOURCES))
    brief = written(build, "long")
    assert name.strip() in as_html(brief)
    read = Document(io.BytesIO(as_docx(brief)))
    assert name.strip() in "".join(one.text for one in read.paragraphs)
    assert len(read.core_properties.subject) == 255
    assert read.core_properties.subject.endswith("…")


def test_ratings_are_named_together_in_the_record(build: Build) -> None:
    build.groups("A")
    runs = ("dossier:x", "carver:ann:2020-01-01:1-5", "carver:bob:2020-01-01:1-5")
    for name in runs:
        build.add(
            IngestRun(
                id=name, name=name, dataset=name, state="finished", file="f", file_hash="h",
                importer="i", importer_version="1", started_at="2020-01-01T00:00:00",
            )
        )  # fmt: skip
    (record,) = (one for one in written(build, "A").sources if one.id == RECORD)
    assert record.text.startswith(
        "The record itself: dossier:x and CARVER ratings entered by hand, as loaded here."
    )


def test_what_is_not_told_of_an_incident_is_not_made_up(build: Build) -> None:
    build.incident(
        "i", "2019-05-05", "A", tactics=(), target_description=None, target_type="civilians"
    )
    brief = written(build, "A")
    assert "5 May 2019 | Town (ML): civilians | not told | assessed | no figure" in section(
        brief, "What was struck"
    )
    assert "Tactics" not in [part.heading for part in brief.sections]
    assert "How A carried out its attacks is not on record." in section(brief, "What is not known")
    assert "It was in Mali (1 of 1)." in section(brief, "In short")


def test_a_side_of_a_fight_is_not_told_as_the_one_that_did_it(build: Build) -> None:
    build.groups("A")
    build.incident("fight", "2019-05-05")
    build.add(Involved(id="inv", start="fight", end="A", side="a", sources=SOURCES))
    brief = written(build, "A")
    assert "In 1 incident it was a side of a fight, neither attacker nor victim" in section(
        brief, "Tempo"
    )
    assert "No incident attributed to A is on record" in section(brief, "What is not known")


def test_long_lists_say_how_many_they_leave_out(build: Build) -> None:
    for day in range(1, 20):
        build.incident(f"i{day:02d}", f"2020-01-{day:02d}", "A")
    told = [s.text for s in written(build, "A").sentences()]
    assert "And 13 earlier: graphq incidents A --as-of 2020-12-31." in told


def test_an_incomplete_matrix_has_no_total_and_a_blank_is_not_scored(build: Build) -> None:
    build.target("here")
    build.rating("here", "Ann", "2020-01", criticality=3, effect=2, note="as of the visit")
    told = section(written(build, "here"), "Assessments")
    assert "criticality | 3 middle" in told
    assert "vulnerability | not scored" in told
    assert "total | —, 2 of 6 scored" in told
    assert "note | as of the visit" in told
    assert not any(word in told for word in ("| 5 ", "| 0"))


def test_a_complete_matrix_has_its_total_and_assessors_stay_side_by_side(build: Build) -> None:
    six = ("criticality", "accessibility", "recuperability", "vulnerability", "effect",
           "recognizability")  # fmt: skip
    build.target("here")
    threes: dict[str, Any] = dict.fromkeys(six, 3)
    fives: dict[str, Any] = dict.fromkeys(six, 5)
    build.rating("here", "Ann", "2020-01", **threes)
    build.rating("here", "Bob", "2020-02", **fives)
    brief = written(build, "here")
    told = section(brief, "Assessments")
    assert "total | 18 middle (of 6–30) | 30 high (of 6–30)" in told
    assert "2 assessors, 2.0 points apart on average." in told
    assert "No CARVER score" not in section(brief, "What is not known")


def test_nobody_scored_is_said_and_nothing_is_scored(build: Build) -> None:
    build.target("here")
    brief = written(build, "here")
    assert "Assessments" not in [part.heading for part in brief.sections]
    assert "No CARVER score that anybody gave here is on record" in section(
        brief, "What is not known"
    )


def test_a_remark_that_tells_of_a_later_day_is_left_out_and_that_is_said(build: Build) -> None:
    build.target("here")
    build.incident("i", "2019-01-02", "A", "here", summary="Retaken in March 2020.")
    build.incident("j", "2019-01-03", "A", "here", summary="A vehicle burnt.")
    brief = written(build, "here", date(2019, 12, 31))
    assert "Retaken" not in section(brief, "What struck it")
    assert "A vehicle burnt" in section(brief, "What struck it")
    assert "Remarks on record that tell of a later day are left out" in section(
        brief, "What is not known"
    )


def test_a_group_before_its_founding_is_said_not_to_be_founded(jnim: Store) -> None:
    day = date(2016, 1, 1)
    brief = brief_of(jnim, "jnim", day, day)
    assert "by 1 January 2016 it had not been founded." in section(brief, "In short")


def test_a_name_that_two_bear_gives_the_candidates(build: Build) -> None:
    for key in ("one", "two"):
        build.target(key, name="Camp")
    build.write()
    with pytest.raises(UnknownNameError, match="can mean 2 different things") as told:
        brief_of(build.store, "Camp", date(2020, 1, 1), date(2020, 1, 1))
    assert {key for key, *_ in told.value.candidates} == {"one", "two"}


def test_an_id_goes_before_the_same_word_as_a_name(build: Build) -> None:
    build.groups("gao")
    build.target("airport", name="Gao")
    assert written(build, "gao").subject == "group gao"
    assert written(build, "airport").subject == "target Gao"


def test_of_a_person_or_a_place_there_is_no_brief(jnim: Store) -> None:
    day = date(2019, 8, 31)
    for name, what in (
        ("p-ag-ghali", "a person"),
        ("Mali", "a location"),
        ("inc-2019-07-22-gao-a", "an incident"),
        ("tal-001", "a published count"),
    ):
        with pytest.raises(UsageError, match=f"is {what}, and a brief is about a group or a"):
            brief_of(jnim, name, day, day)  # fmt: skip


def test_the_same_brief_gives_the_same_bytes(build: Build) -> None:
    build.change("M", "merger", "2015", ["A", "B"], ["D"])
    one, two = written(build, "D"), written(build, "D")
    assert as_html(one) == as_html(two)
    assert as_markdown(one) == as_markdown(two)
    assert as_docx(one) == as_docx(two)


def test_what_only_a_part_brought_into_a_lineage_is_told_as_such(build: Build) -> None:
    here, far = (16.0, 0.0), (12.0, -8.0)
    build.target("here", at=here)
    build.target("inn", "hotel", at=(16.1, 0.0))
    build.target("hotel", "hotel", at=far)
    build.change("M", "merger", "2020-10-01", ["A", "B"], ["C"], part=["B"])
    build.incident("of-b", "2020-02-01", "B", "here", at=here)
    build.incident("of-c", "2020-11-01", "C", "here", at=here)
    build.target("airport", at=far)
    build.incident("like", "2020-11-02", "C", "airport", at=far)
    told = section(written(build, "here"), "Near it and on its like")
    assert "C | 2" in told
    assert "Not counted for C: 1 incident by B, of which only a part passed into it" in told
    told = section(written(build, "here", parts=True), "Near it and on its like")
    assert "C (1 by a group of which only a part passed into it) | 3" in told
    assert "B | 1" in told
    build.target("there", at=(-20.0, 30.0), admin1="South")
    build.target("mine", "hotel", at=(-20.1, 30.0), admin1="South")
    build.incident("active", "2020-11-03", "C", at=(-20.0, 30.0))
    build.incident("on-inn", "2020-03-01", "B", "inn", at=(16.1, 0.0))
    told = section(written(build, "there", parts=True), "Neighbours to warn")
    assert "1, last 1 March 2020 (B, of such a lineage only by a part, assessed)" in told
