"""UCDP Actor: each actor once, its names present and past, and changes that nobody dates."""

from __future__ import annotations

import re
from datetime import date as Day
from pathlib import Path

import pytest

from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.nodes import ChangeEvent, Name, Record, Source
from graphq.graph.model.relationships import PredecessorIn, ReportedBy, ResultedIn
from graphq.graph.model.values import DatePrecision, Extent
from graphq.ingest.sources.ucdp.actor import NO_COUNTRY
from graphq.ingest.sources.ucdp.actor_changes import NO_DATE
from graphq.ingest.whole import Read
from tests.ingest.actor_files import (
    EXCERPT,
    ID_COLUMNS,
    change,
    links,
    made,
    names,
    nodes,
    parties,
    read,
    record,
    table,
)
from tests.ingest.said import said_of


@pytest.fixture(scope="module")
def excerpt() -> Read:
    return read(EXCERPT)


# The whole excerpt against the file


def test_every_actor_of_the_excerpt_is_one_record(excerpt: Read) -> None:
    assert excerpt.read == len(table()) == 43
    assert {one.external_id for one in nodes(excerpt, Record)} == {
        row["ActorId"] for row in table()
    }


def test_what_the_file_states_is_counted_as_stated(excerpt: Read) -> None:
    rows = table()
    ids = {row["ActorId"] for row in rows}
    kept: dict[str, int] = {}
    dropped = 0
    events = {"Splinter": 0, "SplitTemp": 0, "JoinGroup": 0}
    for row in rows:
        for flag, column in ID_COLUMNS.items():
            named = re.findall(r"\d+", row[column])
            good = [one for one in named if one in ids and one != row["ActorId"]]
            kept[flag] = kept.get(flag, 0) + len(good)
            dropped += len(named) - len(good)
            if flag in events:
                events[flag] += bool(good)
    renames = sum(row["NameChange"] == "1" for row in rows)
    kinds = [event.kind for event in nodes(excerpt, ChangeEvent)]
    assert kinds.count("split") == events["Splinter"] + events["SplitTemp"] > 10
    assert kinds.count("absorption") == events["JoinGroup"] > 1
    assert kinds.count("rename") == renames > 1
    alliances = {
        one for row in rows for one in re.findall(r"\d+", row["ActorIdAlliance"]) if one in ids
    }
    assert kinds.count("alliance") == len(alliances) > 1
    assert len(links(excerpt, PredecessorIn)) == (
        kept["Splinter"] + kept["SplitTemp"] + events["JoinGroup"] + renames + kept["Alliance"]
    )
    assert len(links(excerpt, ResultedIn)) == (
        events["Splinter"] + events["SplitTemp"] + kept["JoinGroup"] + renames + len(alliances)
    )
    assert len(excerpt.rejects) == dropped > 1


def test_every_fact_cites_the_release(excerpt: Read) -> None:
    (source,) = nodes(excerpt, Source)
    assert (source.id, source.kind, source.reliability) == ("ucdp-actor:22.1", "dataset", "A")
    cited = [node for node in excerpt.facts.nodes.values() if node is not source]
    assert {node.sources for node in cited} == {(source.id,)}
    assert {link.start for link in links(excerpt, ReportedBy)} == {node.id for node in cited}
    uncited = {link.TYPE for link in excerpt.facts.relationships.values() if not link.sources}
    assert uncited == {"ABOUT", "NAMES", "REPORTED_BY"}


def test_no_group_is_made_of_an_actor(excerpt: Read) -> None:
    assert {node.LABEL for node in excerpt.facts.nodes.values()} == {
        "Record", "Name", "ChangeEvent", "Remark", "Source",
    }  # fmt: skip


def test_whatever_ends_at_an_actor_says_so_by_its_record(excerpt: Read) -> None:
    for link in excerpt.facts.relationships.values():
        if isinstance(link, ReportedBy):
            continue
        for end, of in ((link.start, link.start_record), (link.end, link.end_record)):
            is_record = isinstance(excerpt.facts.nodes.get(f"record:{end}"), Record)
            assert of == (end if is_record else None)


def test_every_caption_fits_into_a_picture(excerpt: Read) -> None:
    assert all(len(node.name) <= NAME_LENGTH for node in excerpt.facts.nodes.values())
    assert change(excerpt, "47:rename").name == "Government of North… renamed"


def test_reading_twice_gives_the_same_facts(excerpt: Read) -> None:
    again = read(EXCERPT)
    assert again.facts.nodes == excerpt.facts.nodes
    assert again.facts.relationships == excerpt.facts.relationships


# Actors


@pytest.mark.parametrize(
    ("actor", "kind", "noted"),
    [
        ("538", "group", None),
        ("571", "militia", "supporters"),
        ("589", "militia", "not the people as such"),
        ("2", "state-force", None),
    ],
)
def test_the_level_of_organisation_tells_the_kind(
    excerpt: Read, actor: str, kind: str, noted: str | None
) -> None:
    found = record(excerpt, actor)
    assert (found.entity_label, found.kind) == ("Group", kind)
    said = said_of(excerpt.facts, found.id)
    assert said == "" if noted is None else noted in said


def test_an_actor_has_the_countries_in_which_it_was_active(excerpt: Read) -> None:
    assert record(excerpt, "538").countries == ("DZ", "FR")
    # All of Hyderabad, which UCDP names too, is in India today.
    assert record(excerpt, "2").countries == ("IN",)
    assert NO_COUNTRY not in excerpt.left_out


def test_a_location_that_is_no_present_country_is_counted(tmp_path: Path) -> None:
    done = made(tmp_path, {"ActorId": "1", "Location": "Mali, Atlantis"})
    assert record(done, "1").countries == ("ML",)
    assert done.left_out[NO_COUNTRY] == 1


def test_macedonia_with_its_remark_is_one_place(tmp_path: Path) -> None:
    done = made(tmp_path, {"ActorId": "1", "Location": "Iraq, Macedonia, FYR, Albania"})
    assert record(done, "1").countries == ("IQ", "MK", "AL")
    assert NO_COUNTRY not in done.left_out


def test_an_actor_is_called_by_its_present_full_name(excerpt: Read) -> None:
    assert record(excerpt, "539").name == "AQIM"
    assert record(excerpt, "539").full_name == "al-Qaida Organization in the Islamic Maghreb"
    assert record(excerpt, "538").full_name == "Armed Islamic Group"
    assert record(excerpt, "234").full_name == "Islamic State"


# Names


def test_the_original_names_of_a_renamed_actor_are_former_ones(excerpt: Read) -> None:
    assert names(excerpt, "539") == {
        "AQIM": "primary",
        "Qaida al-Jihad fi Bilad al-Maghrib al-Islami": "strong",
        "al-Qaida Organization in the Islamic Maghreb": "strong",
        "GSPC": "former",
        "Groupe salafiste pour la prédication et le combat": "former",
        "Salafist Group for Preaching and Combat": "former",
    }


def test_the_original_names_of_an_actor_that_kept_its_name_are_strong(excerpt: Read) -> None:
    assert names(excerpt, "538") == {
        "GIA": "primary",
        "Groupe islamique armé": "strong",
        "Armed Islamic Group": "strong",
    }


def test_of_several_new_names_only_the_last_is_the_present_one(excerpt: Read) -> None:
    found = names(excerpt, "234")
    assert found["IS"] == "primary"
    assert found["Islamic State"] == "strong"
    assert {found[name] for name in ("TQJBR", "ISI", "ISIS", "Islamic State of Iraq")} == {"former"}


def test_a_comma_in_the_only_new_name_parts_nothing(excerpt: Read) -> None:
    assert "Movimiento 26, de Julio" in names(excerpt, "734")


def test_a_name_is_kept_beside_its_transliteration(excerpt: Read) -> None:
    found = names(excerpt, "5839")
    assert {"Луганская народная республика", "Luganskaya narodnaya respublika"} <= set(found)
    scripts = {name.text: name.script for name in nodes(excerpt, Name)}
    assert scripts["Луганская народная республика"] == "Cyrl"
    assert scripts["Luganskaya narodnaya respublika"] == "Latn"


def test_a_name_is_english_where_its_column_says_so(excerpt: Read) -> None:
    languages = {name.text: name.language for name in nodes(excerpt, Name)}
    assert languages["Armed Islamic Group"] == "en"
    assert languages["Groupe islamique armé"] is None


def test_n_a_is_no_name(excerpt: Read) -> None:
    assert any(row["NameOrigFull"] == "n/a" for row in table())
    assert "na" not in {name.key for name in nodes(excerpt, Name)}


def test_an_actor_that_takes_its_old_name_again_bears_it_now(excerpt: Read) -> None:
    # PKK was KADEK, then KONGRA-GEL, and is PKK again.
    found = names(excerpt, "323")
    assert (found["PKK"], found["KADEK"], found["KONGRA-GEL"]) == ("primary", "former", "former")
    assert found["Kurdistan Worker’s Party"] == "strong"


# Changes


def test_no_change_is_dated(excerpt: Read) -> None:
    for event in nodes(excerpt, ChangeEvent):
        assert event.date == NO_DATE
        assert (event.first_day, event.last_day) == (Day(1946, 1, 1), Day(2021, 12, 31))
        assert event.date_precision is DatePrecision.UNKNOWN
        assert "does not date it" in said_of(excerpt.facts, event.id)


def test_a_splinter_left_a_group_that_went_on(excerpt: Read) -> None:
    assert change(excerpt, "539:split").kind == "split"
    assert parties(excerpt, "539:split") == ({"538"}, {"539"})
    (left,) = (one for one in links(excerpt, PredecessorIn) if one.end == "ucdp:actor:539:split")
    assert (left.extent, left.continues) == (Extent.PART, True)
    (came,) = (one for one in links(excerpt, ResultedIn) if one.start == "ucdp:actor:539:split")
    assert (came.extent, came.continues) == (Extent.WHOLE, True)


def test_a_temporary_split_is_a_split_of_its_own(excerpt: Read) -> None:
    assert parties(excerpt, "903:temporary-split") == ({"538"}, {"903"})
    assert "temporary" in said_of(excerpt.facts, change(excerpt, "903:temporary-split").id)
    # SLM/A - MA is listed both as a splinter of SLM/A and as one for a time.
    assert parties(excerpt, "7415:split") == parties(excerpt, "7415:temporary-split")


def test_several_groups_left_are_parties_of_one_split(excerpt: Read) -> None:
    assert parties(excerpt, "205:split") == ({"204", "1067"}, {"205"})
    assert "several other sides" in said_of(excerpt.facts, change(excerpt, "205:split").id)


def test_a_group_that_joined_another_is_absorbed(excerpt: Read) -> None:
    assert change(excerpt, "4376:join").kind == "absorption"
    assert parties(excerpt, "4376:join") == ({"4376"}, {"539"})
    assert "ceased to exist" in said_of(excerpt.facts, change(excerpt, "4376:join").id)
    (joined,) = [one for one in links(excerpt, PredecessorIn) if one.end.endswith("4376:join")]
    assert joined.continues is False


def test_several_groups_joined_are_parties_of_one_change(excerpt: Read) -> None:
    assert parties(excerpt, "6267:join") == ({"6267"}, {"1157", "6716"})


def test_a_rename_is_of_one_actor_and_tells_the_names_in_order(excerpt: Read) -> None:
    assert parties(excerpt, "234:rename") == ({"234"}, {"234"})
    assert "Jama’at Al-Tawhid wa Al-Jihad; TQJBR; ISI; ISIS; IS." in (
        said_of(excerpt.facts, change(excerpt, "234:rename").id)
    )


def test_the_groups_of_an_alliance_are_parties_of_one_change_at_no_stated_time(
    excerpt: Read,
) -> None:
    formed = change(excerpt, "4376:alliance")
    assert (formed.kind, formed.date_precision) == ("alliance", DatePrecision.UNKNOWN)
    assert parties(excerpt, "4376:alliance") == ({"1161", "3481"}, {"4376"})
    assert "founded" in said_of(excerpt.facts, formed.id)
