"""A country is found under every name and code that the datasets print, and is never guessed."""

from __future__ import annotations

import pytest
from babel import Locale

from graphq.graph.read.countries import (
    country_code,
    country_names,
    country_of_iso_numeric,
    is_no_more,
    iso_codes,
    known_codes,
)

AS_UCDP_PRINTS_IT = {
    "Bosnia-Herzegovina": "BA",
    "Cambodia (Kampuchea)": "KH",
    "Congo": "CG",
    "DR Congo (Zaire)": "CD",
    "Ivory Coast": "CI",
    "Kingdom of eSwatini (Swaziland)": "SZ",
    "Macedonia, FYR": "MK",
    "Madagascar (Malagasy)": "MG",
    "Myanmar (Burma)": "MM",
    "North Macedonia": "MK",
    "Russia (Soviet Union)": "RU",
    "Serbia (Yugoslavia)": "RS",
    "United States of America": "US",
    "Vietnam (North Vietnam)": "VN",
    "Yemen (North Yemen)": "YE",
    "Zimbabwe (Rhodesia)": "ZW",
}
AS_ACLED_PRINTS_IT = {
    "Bailiwick of Jersey": "JE",
    "Bosnia and Herzegovina": "BA",
    "Democratic Republic of Congo": "CD",
    "East Timor": "TL",
    "eSwatini": "SZ",
    "Kosovo": "XK",
    "Palestine": "PS",
    "Republic of Congo": "CG",
    "Saint Kitts and Nevis": "KN",
    "Turkey": "TR",
    "Vatican City": "VA",
}
AS_GTD_PRINTS_IT = {
    "Democratic Republic of the Congo": "CD",
    "East Germany (GDR)": "DE",
    "Great Britain": "GB",
    "Macau": "MO",
    "Man, Isle of": "IM",
    "People's Republic of the Congo": "CG",
    "Republic of the Congo": "CG",
    "Rhodesia": "ZW",
    "Slovak Republic": "SK",
    "South Vietnam": "VN",
    "South Yemen": "YE",
    "St. Kitts and Nevis": "KN",
    "Swaziland": "SZ",
    "West Bank and Gaza Strip": "PS",
    "West Germany (FRG)": "DE",
    "Zaire": "CD",
}
AS_THE_UN_AND_OTHERS_PRINT_IT = {
    "Bolivia (Plurinational State of)": "BO",
    "Congo, Democratic Republic of (Zaire)": "CD",
    "Cote d'Ivoire": "CI",
    "Germany, Federal Republic of": "DE",
    "Iran (Islamic Republic of)": "IR",
    "Korea, Republic of": "KR",
    "Netherlands (Kingdom of the)": "NL",
    "Türkiye": "TR",
    "Viet Nam": "VN",
}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pair
        for table in (
            AS_UCDP_PRINTS_IT,
            AS_ACLED_PRINTS_IT,
            AS_GTD_PRINTS_IT,
            AS_THE_UN_AND_OTHERS_PRINT_IT,
        )
        for pair in table.items()
    ],
)
def test_a_country_is_found_under_the_name_a_dataset_prints(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Czechoslovakia", "CSHH"), ("Netherlands Antilles", "ANHH"), ("USSR", "SUHH"),
        ("Serbia and Montenegro", "CSXX"), ("Serbia-Montenegro", "CSXX"), ("Soviet Union", "SUHH"),
        ("Yugoslavia", "YUCS"), ("Ottoman Empire", None),
    ],
)  # fmt: skip
def test_a_state_that_broke_into_several_is_none_of_them(name: str, code: str | None) -> None:
    assert country_code(name) == code
    assert code is None or (code in known_codes() - iso_codes() and country_names(code)["en"])
    assert is_no_more(name)


def test_a_country_that_was_a_part_of_a_state_is_that_country() -> None:
    assert country_code("Serbia (Yugoslavia)") == "RS"
    assert country_code("Russia (Soviet Union)") == "RU"
    assert not is_no_more("Russia (Soviet Union)")
    assert is_no_more("East Germany (GDR)")


@pytest.mark.parametrize(
    "name",
    ["", "()", "Atlantis", "European Union", "International", "Korea", "ML", "Multinational"],
)
def test_what_names_no_country_is_not_guessed(name: str) -> None:
    assert country_code(name) is None


def test_the_two_congos_are_told_apart_by_their_capitals() -> None:
    assert country_code("Congo (Brazzaville)") == "CG"
    assert country_code("Congo (Kinshasa)") == "CD"
    assert country_code("Congo (unknown part)") is None


def test_a_remark_that_names_another_country_leaves_the_country_open() -> None:
    assert country_code("China (Taiwan)") is None
    assert country_code("Kosovo (Serbia)") is None


def test_every_english_name_of_cldr_is_its_own_country() -> None:
    names = Locale("en").territories
    assert {code: country_code(names[code]) for code in iso_codes()} == {c: c for c in iso_codes()}


def test_the_codes_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(iso_codes()) == 249 + 1
    assert {"ML", "SS", "TW", "PS", "XK"} <= iso_codes()
    assert not {"EU", "UN", "ZZ", "SU", "YU"} & iso_codes()


def test_a_numeric_code_is_read_with_and_without_its_leading_noughts() -> None:
    assert country_of_iso_numeric("004") == country_of_iso_numeric("4") == "AF"
    assert country_of_iso_numeric(" 466 ") == "ML"
    assert country_of_iso_numeric("728") == "SS"


@pytest.mark.parametrize("code", ["", "0", "001", "810", "891", "999", "²", "ML", "4.0"])
def test_a_numeric_code_that_is_no_present_country_is_none(code: str) -> None:
    assert country_of_iso_numeric(code) is None
