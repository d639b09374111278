"""GTD's codes of attacks, weapons and targets, in the words of this graph."""

from __future__ import annotations

import pytest

from graphq.graph.model.targets import TARGET_TYPES
from graphq.ingest.events.event import Event
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.gtd.events import FORMAT
from graphq.ingest.vocabulary import TACTICS
from tests.ingest.made_up import gtd_row


def event(**cells: str) -> Event:
    return FORMAT.event(gtd_row(**cells))


def refused(**cells: str) -> RowRefusedError:
    with pytest.raises(RowRefusedError) as caught:
        event(**cells)
    return caught.value


@pytest.mark.parametrize(
    ("code", "tactic"),
    [
        ("1", "assassination"),
        ("2", "armed-assault"),
        ("3", "ied"),
        ("4", "hijacking"),
        ("5", "hostage-taking"),
        ("6", "hostage-taking"),
        ("7", "arson-or-sabotage"),
        ("8", "unarmed-assault"),
        ("9", "not-stated"),
        ("", "not-stated"),
    ],
)
def test_the_attack_type_says_how_it_was_done(code: str, tactic: str) -> None:
    assert event(attacktype1=code).tactics == (tactic,)
    assert tactic in TACTICS


def test_three_attack_types_are_three_words_each_once() -> None:
    found = event(attacktype1="6", attacktype2="2", attacktype3="5")
    assert found.tactics == ("hostage-taking", "armed-assault")
    assert event(attacktype1="9", attacktype2="2").tactics == ("armed-assault",)


@pytest.mark.parametrize(
    ("weapons", "tactics"),
    [
        ({"weapsubtype1": "13"}, ("suicide-bomb",)),
        ({"weapsubtype1": "16"}, ("suicide-bomb",)),
        ({"weapsubtype1": "15"}, ("suicide-vehicle-bomb",)),
        (
            {"weapsubtype1": "15", "weaptype2": "6", "weapsubtype2": "13"},
            ("suicide-vehicle-bomb", "suicide-bomb"),
        ),
        ({"weaptype1": "", "weapsubtype1": ""}, ("suicide-bomb",)),
    ],
)
def test_a_suicide_bombing_is_one_by_vehicle_or_by_hand(
    weapons: dict[str, str], tactics: tuple[str, ...]
) -> None:
    assert event(suicide="1", **weapons).tactics == tactics


def test_a_suicide_attack_with_explosives_is_a_bomb_whatever_it_is_sorted_under() -> None:
    assert event(attacktype1="1", suicide="1").tactics == ("assassination", "suicide-bomb")
    found = event(attacktype1="2", suicide="1", weaptype1="5", weapsubtype1="2")
    assert found.tactics == ("armed-assault",)


@pytest.mark.parametrize(
    ("subtype", "tactic"),
    [("7", "armed-assault"), ("11", "indirect-fire"), ("15", "ied"), ("", "ied")],
)
def test_rockets_and_grenades_are_no_planted_bombs(subtype: str, tactic: str) -> None:
    assert event(weapsubtype1=subtype).tactics == (tactic,)


def test_a_chemical_weapon_is_told() -> None:
    found = event(attacktype1="8", weaptype1="2", weapsubtype1="1")
    assert found.tactics == ("unarmed-assault", "chemical-weapon")


def test_an_attack_type_that_is_no_code_is_refused() -> None:
    assert refused(attacktype1="12").column == "attacktype1"
    assert refused(targtype1="23").column == "targtype1"


def test_the_event_type_is_as_printed_or_else_by_its_code() -> None:
    both = {"attacktype2": "2", "attacktype2_txt": "Armed Assault"}
    assert event(**both).event_type == "Bombing/Explosion; Armed Assault"
    assert event(attacktype1_txt="").event_type == "Bombing/Explosion"


@pytest.mark.parametrize("code", [str(number) for number in range(1, 23)])
def test_every_kind_of_target_has_a_word(code: str) -> None:
    assert event(targtype1=code).target_type in TARGET_TYPES


@pytest.mark.parametrize(
    ("code", "subtype", "word"),
    [
        ("1", "", "business"),
        ("1", "8", "hotel"),
        ("1", "2", "restaurant"),
        ("4", "29", "military"),
        ("6", "44", "airport"),
        ("6", "42", "transport"),
        ("6", "43", "transport"),
        ("6", "", "transport"),
        ("7", "46", "diplomatic"),
        ("7", "47", "ngo-igo"),
        ("14", "", "civilians"),
        ("17", "", "armed-group"),
        ("20", "", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_the_first_target_says_what_was_hit(code: str, subtype: str, word: str) -> None:
    found = event(targtype1=code, targsubtype1=subtype, targsubtype1_txt="", targtype2="3")
    assert found.target_type == word


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("1", "Hotel/Resort", "hotel"),
        ("1", "Restaurant/Bar/Café", "restaurant"),
        ("6", "Airport", "airport"),
        ("6", "Aircraft (not at an airport)", "transport"),
        ("7", "International Organization (peacekeeper, aid agency, compound)", "ngo-igo"),
    ],
)
def test_a_subtype_without_its_code_is_known_by_its_text(code: str, text: str, word: str) -> None:
    found = event(targtype1=code, targsubtype1="", targsubtype1_txt=text)
    assert found.target_type == word


def test_airports_and_aircraft_without_a_subtype_are_told_as_such() -> None:
    found = event(targtype1="6", targsubtype1="", targsubtype1_txt="")
    assert "does not say which" in (found.note or "")


def test_the_target_is_named_or_else_whose_it_was() -> None:
    assert event().target_description == "Patrol on the Ousk road"
    assert event(target1="Unknown").target_description == "Kite Guard"
    assert event(target1="", corp1="").target_description is None


def test_a_long_name_of_a_target_is_cut_at_a_word() -> None:
    found = event(target1="lamp " * 60).target_description
    assert found is not None
    assert len(found) <= 120
    assert found.endswith("lamp…")
