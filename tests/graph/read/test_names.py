"""A name is found whatever way it is written, and is never guessed.

What a spelling folds to is stated without a store; which entity a name means is stated on both
engines, in graphs of two or three groups.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.errors import UnknownNameError
from graphq.graph.model.nodes import Location
from graphq.graph.read.names import (
    name_key,
    names_in_parentheses,
    nearest_names,
    resolve,
    spellings,
)
from graphq.graph.store import Store
from tests.graph.make import called, group, state


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ansar Eddine", "ANSAR-EDDINE"),
        ("Ansar ul Islam", "Ansarul Islam"),
        ("Ségou", "segou"),
        ("Kidal\u0301", "Kidal"),
        ("Jama'at Nusrat", "Jama’at Nusrat"),
        ("Jama`at Nusrat", "Jamaat Nusrat"),
        ("Jamāʿat Nuṣrat", "Jama'at Nusrat"),
        ("al-Qāʾida", "al-Qa'ida"),
        ("M.U.J.A.O.", "MUJAO"),
        ("  Al  Mourabitoun ", "AlMourabitoun"),
        ("Straße", "STRASSE"),
        ("Øst Łódź", "ost lodz"),
        ("أنصار الدين", "انصار الدين"),
        ("إياد", "اياد"),
        ("آغ غالي", "اغ غالي"),
        ("مصطفى", "مصطفي"),
        ("الجماعة", "الجماعه"),
        ("أنصـــار", "أنصار"),
        ("أَنْصَار", "أنصار"),
        ("ٱلقاعدة", "القاعدة"),
        ("حزب کردی", "حزب كردي"),
        ("ﻷنصار", "لأنصار"),
        ("Ｇ５ Sahel", "G5 Sahel"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("AQIM", "AQAP"), ("G5", "G4"), ("Ansar Dine", "Ansarul Islam"), ("أنصار", "القاعدة")],
)
def test_two_names_keep_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("text", ["", " ", "'", "--", "…", "ʿ", "ـ", "🜨"])
def test_what_holds_no_letter_and_no_digit_has_no_key(text: str) -> None:
    assert name_key(text) == ""


@given(st.text())
def test_a_key_is_letters_and_digits_only_and_is_its_own_key(text: str) -> None:
    key = name_key(text)
    assert all(unicodedata.category(letter)[0] in "LN" for letter in key)
    assert name_key(key) == key


@given(st.text(alphabet=st.characters(whitelist_categories=["Lu", "Ll"], max_codepoint=0x24F)))
def test_case_never_makes_a_difference(text: str) -> None:
    assert name_key(text.upper()) == name_key(text.upper().lower())


@given(st.text(), st.sampled_from([" ", "-", "'", "’", ".", ",", "ـ", "\u0301", "\u064e"]))
def test_marks_between_the_letters_make_no_difference(text: str, mark: str) -> None:
    assert name_key(mark.join(text)) == name_key("".join(name_key(letter) for letter in text))


@pytest.mark.parametrize(
    ("full_name", "expected"),
    [
        ("Armed Islamic Group (GIA)", ["Armed Islamic Group (GIA)", "Armed Islamic Group"]),
        ("Boko Haram", ["Boko Haram"]),
        ("ISGS (ISIS) (Mali)", ["ISGS (ISIS) (Mali)", "ISGS"]),
        ("(GIA)", ["(GIA)"]),
        ("AQIM ()", ["AQIM ()", "AQIM"]),
        ("", []),
    ],
)
def test_a_full_name_is_also_found_without_its_parentheses(
    full_name: str, expected: list[str]
) -> None:
    assert spellings(full_name) == expected


@pytest.mark.parametrize(
    ("full_name", "expected"),
    [
        ("Armed Islamic Group (GIA)", ["GIA"]),
        ("Boko Haram", []),
        ("ISGS (ISIS) (Mali)", ["ISIS", "Mali"]),
        ("Islamic State (IS, ISIL)", ["IS", "ISIL"]),
        ("Malian Armed Forces (FAMa; FAMA / Army)", ["FAMa", "FAMA", "Army"]),
        ("Signed in Blood (al-Mouakaoune Biddam)", ["al-Mouakaoune Biddam"]),
        ("The Base (القاعدة)", ["القاعدة"]),
        ("Mujahid al-Qaida (unit named by Burkina Faso)", []),
        ("Camp 101 (military side)", []),
        ("UN police base (2016)", []),
        ("AQIM ()", []),
        ("AQIM (, ;)", []),
        ("AQIM (al-)", []),
    ],
)
def test_parentheses_may_hold_other_names_but_a_remark_is_none(
    full_name: str, expected: list[str]
) -> None:
    assert names_in_parentheses(full_name) == expected


@pytest.fixture
def groups(empty_store: Store) -> Store:
    """Ansar Dine, whose alias is the own name of another group, and two bearers of one alias."""
    facts = [
        group("ansar-dine", "Ansar Dine"),
        group("ansarul", "Ansarul Islam"),
        group("quoted", 'Jama\'at "Nusrat"'),
        *called("ansar-dine", "Ansar Dine"),
        *called("ansar-dine", "Ansarul Islam", "weak"),
        *called("ansar-dine", "The Helpers", "strong"),
        *called("ansarul", "Ansarul Islam"),
        *called("ansarul", "The Helpers", "strong"),
        *called("ansarul", "2012-01-17", "weak"),
        *called("quoted", 'Jama\'at "Nusrat"'),
        Location(id="helpers", name="Helpers", full_name="Helpers", level="place"),
        Location(id="helpers-region", name="Helpers", full_name="Helpers", level="admin1"),
        *called("helpers", "Helpers", label="Location"),
        *called("helpers-region", "Helpers", label="Location"),
    ]
    state(empty_store, "names", facts)
    return empty_store


def test_an_own_name_goes_before_an_alias_of_another_and_the_reader_is_told(groups: Store) -> None:
    found = resolve(groups, "ANSARUL-ISLAM", "Group")
    assert (found.id, found.name) == ("ansarul", "Ansarul Islam")
    assert found.note == (
        "'ANSARUL-ISLAM' is taken as Ansarul Islam; it is also used for Ansar Dine."
    )


def test_a_name_that_only_one_bears_needs_no_note(groups: Store) -> None:
    assert resolve(groups, " ansar dine ", "Group").note is None


def test_an_id_is_exact_and_goes_before_every_name(groups: Store) -> None:
    state(groups, "more", [group("ansarul-islam", "Other"), *called("ansarul-islam", "Other")])
    found = resolve(groups, "ansarul-islam", "Group")
    assert (found.id, found.name, found.note) == ("ansarul-islam", "Other", None)


def test_a_name_of_two_groups_is_an_error_that_lists_both(groups: Store) -> None:
    with pytest.raises(UnknownNameError, match="'the helpers' can mean 2 different") as raised:
        resolve(groups, "the helpers", "Group")
    assert [(key, name) for key, name, _ in raised.value.candidates] == [
        ("ansar-dine", "Ansar Dine"),
        ("ansarul", "Ansarul Islam"),
    ]


def test_an_unknown_name_lists_the_nearest_and_the_spelling_that_is_near(groups: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"^No group is called 'Ansar Dinne'\.") as raised:
        resolve(groups, "Ansar Dinne", "Group")
    assert raised.value.candidates[0] == ("ansar-dine", "Ansar Dine", "")
    assert "Did you mean one of these?" in str(raised.value)
    nearest = {key: why for key, _, why in nearest_names(groups, "Te Helprs", "Group")}
    assert nearest["ansar-dine"] == nearest["ansarul"] == "The Helpers"


def test_a_near_spelling_goes_before_a_long_name_that_merely_holds_one(empty_store: Store) -> None:
    named = {
        "base": "Al-Qaida",
        "unit": "Mujahid al-Qaida",
        "branch": "Al-Qaida in the Islamic Maghreb",
        "front": "Front for the Unity of All",
    }
    facts = [group(key, name[:30], full_name=name) for key, name in named.items()]
    names = [fact for key, name in named.items() for fact in called(key, name)]
    state(empty_store, "names", [*facts, *names])
    near = [key for key, _, _ in nearest_names(empty_store, "al qaeda", "Group")]
    assert near[:2] == ["base", "unit"]
    near = [
        key for key, _, _ in nearest_names(empty_store, "Al Qaeda in the Islamic Maghreb", "Group")
    ]
    assert near[0] == "branch"


def test_a_name_like_no_other_lists_nothing(groups: Store) -> None:
    with pytest.raises(UnknownNameError, match="graphq knows no name that is like it") as raised:
        resolve(groups, "Xyzzy", "Group")
    assert raised.value.candidates == ()


def test_a_name_of_another_label_is_no_name_of_this_one(groups: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"^No person is called 'Ansar Dine'\."):
        resolve(groups, "Ansar Dine", "Person")


def test_a_level_narrows_a_place_that_bears_its_region_s_name(groups: Store) -> None:
    assert resolve(groups, "Helpers!", "Location", ["place"]).id == "helpers"
    assert resolve(groups, "Helpers!", "Location", ["admin1", "country"]).id == "helpers-region"
    with pytest.raises(UnknownNameError, match="2 different"):
        resolve(groups, "Helpers!", "Location")


def test_a_name_with_quotes_is_found(groups: Store) -> None:
    assert resolve(groups, 'Jama\'at "Nusrat"', "Group").id == "quoted"


def test_an_alias_that_reads_as_a_day_is_a_name_all_the_same(groups: Store) -> None:
    assert resolve(groups, "2012-01-17", "Group").id == "ansarul"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "'",
        "[bold red]no[/]",
        "[/]",
        "'}) DETACH DELETE n //",
        "$key",
        "`Group`",
        "\\",
        "\x00",
        "{label}",
        "x" * 20_000,
        "🜨" * 100,
    ],
)
def test_a_strange_text_is_an_unknown_name_and_nothing_else(groups: Store, text: str) -> None:
    with pytest.raises(UnknownNameError, match=r"^No group is called '"):
        resolve(groups, text, "Group")
    assert groups.read("MATCH (g:Group) RETURN count(g) AS n") == [{"n": 3}]
