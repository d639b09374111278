"""A field holds names and remarks: the names are told apart, and a remark is no name.

Every name here is made up.
"""

from __future__ import annotations

import pytest

from graphq.ingest.files.printed_names import is_former, names_in, names_in_remark, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [("山", "Hani"), ("やまだ太郎", "Jpan"), ("김", "Hang"), ("Ali علي", None), ("1-2", None)],
)
def test_a_script_is_left_open_where_the_letters_do_not_tell(text: str, script: str | None) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Wahmi, Tariq", ["Wahmi, Tariq"]),
        ("“Nahr”", ["Nahr"]),
        ("Tariq (birth name)", ["Tariq"]),
        ("(Sheikh) Tariq Wahmi", ["(Sheikh) Tariq Wahmi"]),
        ("Tide (Oldbridge) Trading", ["Tide (Oldbridge) Trading"]),
        ("SILENT VALLEY / SV", ["SILENT VALLEY", "SV"]),
        ("ALL FOR THE VALLEY (NGO)", ["ALL FOR THE VALLEY"]),
        ("Silent Valley-East (SV-E, SV-Eastern Part)", ["Silent Valley-East", "SV-E"]),
        ("وادي (Wadi - sub-unit name)", ["وادي", "Wadi"]),
        ("وادي (Silent Valley (SV))", ["وادي", "Silent Valley", "SV"]),
        ("Valley (SV) (وادي (original script); Wadi)", ["Valley", "وادي", "Wadi"]),
        ("Nahr; NAHR", ["Nahr"]),
        ("Tariq born in 1963", ["Tariq"]),
        ("ID 12345678", []),
        ("(((", []),
        ("", []),
    ],
)
def test_a_field_is_parted_into_the_names_it_holds(field: str, expected: list[str]) -> None:
    assert [found.text for found in names_in(field)] == expected


@pytest.mark.parametrize(
    ("remark", "names"),
    [
        ("original script: Абу Банат", ["Абу Банат"]),
        ("in Arabic script: شركة الكوثر", ["شركة الكوثر"]),
        ("Previously listed as. In Arabic: أبوبكر الجزائري", ["أبوبكر الجزائري"]),
        ("Abu Layth; Abou Leith", ["Abu Layth", "Abou Leith"]),
        ("DOB: 1948; POB: Anefif, Mali; Date of issue: 10 Jan 2012", []),
        ("nom de guerre", []),
        ("born in 1976", []),
    ],
)
def test_a_remark_on_an_alias_may_hold_names_and_mostly_does_not(
    remark: str, names: list[str]
) -> None:
    assert [found.text for found in names_in_remark(remark)] == names


@pytest.mark.parametrize("remark", ["previously listed as", "Formerly listed as."])
def test_what_an_entry_was_once_listed_as_is_a_former_name(remark: str) -> None:
    assert is_former(remark)
    assert not is_former("nom de guerre")
