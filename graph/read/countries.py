"""The country that a dataset means by a name or a code, as its ISO 3166 code.

What always holds here: a name is matched whole, or gives None; nothing is guessed from likeness. A
state that is no more gives the one present state that holds all of its territory, and its own code
where several share it: an event in the Soviet Union is not said to lie in Russia.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from babel import Locale
from babel.core import get_global

from graphq.graph.errors import UsageError
from graphq.graph.read.names import name_key

KOSOVO: Final = "XK"
"""ISO 3166-1 has no code for Kosovo; this one, set aside for users, is what CLDR writes."""

FORMER_STATES: Final = {
    "ANHH": "Netherlands Antilles",
    "CSHH": "Czechoslovakia",
    "CSXX": "Serbia and Montenegro",
    "SUHH": "Soviet Union",
    "YUCS": "Yugoslavia",
}
"""States that are no more and whose territory several hold now, by their codes in ISO 3166-3."""

_LANGUAGES: Final = ("en", "fr", "ar")
_OTHER_COUNTRY_NAMES: Final = {
    "BA": "Bosnia",
    "BF": "Burkina",
    "CD": "Congo (DRC)",
    "CG": "Congo (Republic)",
    "CI": "Ivory Coast",
    "CV": "Cabo Verde",
    "CZ": "Czech Republic",
    "GB": "UK",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
    "PS": "Palestine",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey",
}
"""The short and variant forms of CLDR's English names (CLDR 43), which Babel does not carry; and
Burkina, which CLDR lacks, as the country's own press agency calls it."""

_NAMES_IN_USE: Final = {
    "AX": ("Aland",),
    "BA": ("Bosnia-Herzegovina",),
    "BL": ("Saint-Barthelemy",),
    "BN": ("Brunei Darussalam",),
    "BO": ("Plurinational State of Bolivia",),
    "BQ": ("Bonaire, Sint Eustatius and Saba",),
    "BY": ("Byelorussia",),
    "CD": ("DR Congo", "DRC", "Democratic Republic of the Congo", "Congo-Kinshasa"),
    "CG": ("Congo", "Republic of the Congo", "Congo-Brazzaville", "People's Republic of the Congo"),
    "CI": ("Ivory Coast", "Côte d'Ivoire"),
    "CN": ("People's Republic of China",),
    "CV": ("Cape Verde", "Cabo Verde"),
    "CZ": ("Czech Republic", "Czechia"),
    "DE": ("Federal Republic of Germany",),
    "FK": ("Falkland Islands", "Falkland Islands (Malvinas)"),
    "FM": ("Federated States of Micronesia",),
    "FR": ("Corsica",),
    "GB": ("Great Britain", "Northern Ireland", "UK"),
    "GG": ("Bailiwick of Guernsey",),
    "GM": ("The Gambia",),
    "HK": ("Hong Kong",),
    "HM": ("Heard Island and McDonald Islands",),
    "IR": ("Islamic Republic of Iran", "Persia"),
    "JE": ("Bailiwick of Jersey",),
    "KG": ("Kyrgyz Republic",),
    "KH": ("Kampuchea",),
    "KP": ("Democratic People's Republic of Korea", "People's Republic of Korea"),
    "KR": ("Republic of Korea",),
    "LA": ("Lao People's Democratic Republic",),
    "MD": ("Republic of Moldova",),
    "MF": ("Saint-Martin", "St. Martin (French part)"),
    "MG": ("Malagasy", "Malagasy Republic"),
    "MK": (
        "North Macedonia",
        "Macedonia",
        "FYR Macedonia",
        "FYROM",
        "Former Yugoslav Republic of Macedonia",
        "The former Yugoslav Republic of Macedonia",
    ),
    "MM": ("Burma", "Myanmar"),
    "MO": ("Macau", "Macao"),
    "NL": ("Kingdom of the Netherlands",),
    "PN": ("Pitcairn",),
    "PS": (
        "Palestine",
        "State of Palestine",
        "West Bank and Gaza Strip",
        "West Bank and Gaza",
        "Gaza Strip",
        "West Bank",
        "Occupied Palestinian Territory",
    ),
    "RO": ("Rumania",),
    "RU": ("Russian Federation",),
    "SH": ("Saint Helena, Ascension and Tristan da Cunha",),
    "SK": ("Slovak Republic",),
    "SR": ("Surinam",),
    "SX": ("Sint Maarten (Dutch part)",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Eswatini", "Kingdom of Eswatini", "Swaziland"),
    "TF": ("French Southern and Antarctic Lands",),
    "TL": ("East Timor", "Timor-Leste"),
    "TR": ("Turkey", "Türkiye"),
    "TW": ("Taiwan, Province of China", "Republic of China"),
    "TZ": ("United Republic of Tanzania", "Tanzania/Tanganyika"),
    "US": ("United States of America", "USA"),
    "VA": ("Vatican", "Holy See"),
    "VE": ("Bolivarian Republic of Venezuela",),
    "VG": ("British Virgin Islands", "Virgin Islands (British)"),
    "VI": ("Virgin Islands, U.S.", "United States Virgin Islands"),
    "VN": ("Viet Nam",),
}
"""Names that CLDR's English list lacks or may change: the short and formal names of ISO 3166-1, the
list of independent states of Gleditsch and Ward that UCDP follows, and those that ACLED and the
Global Terrorism Database print. "Congo" alone is the Republic of the Congo in ISO and in UCDP."""

_STATES_THAT_ARE_NO_MORE: Final[dict[str, str | None]] = {
    "Arab Republic of Yemen": "YE",
    "Ceylon": "LK",
    "Czechoslovakia": "CSHH",
    "Dahomey": "BJ",
    "Democratic Republic of Vietnam": "VN",
    "East Germany": "DE",
    "FRG": "DE",
    "GDR": "DE",
    "Hyderabad": "IN",
    "German Democratic Republic": "DE",
    "German Federal Republic": "DE",
    "Netherlands Antilles": "ANHH",
    "New Hebrides": "VU",
    "North Vietnam": "VN",
    "North Yemen": "YE",
    "Ottoman Empire": None,
    "People's Republic of Yemen": "YE",
    "Republic of Vietnam": "VN",
    "Rhodesia": "ZW",
    "Serbia and Montenegro": "CSXX",
    "Serbia-Montenegro": "CSXX",
    "South Vietnam": "VN",
    "South Yemen": "YE",
    "Soviet Union": "SUHH",
    "Tanganyika": "TZ",
    "Upper Volta": "BF",
    "USSR": "SUHH",
    "West Germany": "DE",
    "Western Samoa": "WS",
    "Yemen Arab Republic": "YE",
    "Yugoslavia": "YUCS",
    "Zaire": "CD",
    "Zanzibar": "TZ",
}
"""The one present state that holds all of the territory (as CLDR's territory aliases have it for
those with a withdrawn ISO code); the code of ISO 3166-3 where several do, and None where it has no
such code. Names: as in the table above."""

_ALPHA2: Final = re.compile(r"[A-Z]{2}")
_SMALL_WORDS: Final = frozenset({"and", "the", "of"})
_WORD: Final = re.compile(r"[^\s/-]+")
_ENDS_OPEN: Final = re.compile(r".* of(?: the)?\s*", re.IGNORECASE)
_WITH_REMARK: Final = re.compile(r"([^()]+?)\s*\(([^()]+)\)\s*")
_INVERTED: Final = re.compile(r"([^,()]+),\s*([^,()]+)")


@cache
def country_names(code: str) -> Mapping[str, str]:
    """What the country is called, by language (CLDR). Empty for a code that CLDR does not know."""
    if code in FORMER_STATES:
        return {"en": FORMER_STATES[code]}
    found = {language: Locale(language).territories.get(code) for language in _LANGUAGES}
    return {language: name for language, name in found.items() if name}


def other_country_name(code: str) -> str | None:
    """Another name that the country is widely called by."""
    return _OTHER_COUNTRY_NAMES.get(code)


@cache
def country_keys() -> frozenset[str]:
    """What any country is called, folded for look-up."""
    found = {
        name
        for language in _LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == 2
    }
    return frozenset(name_key(name) for name in found | set(_OTHER_COUNTRY_NAMES.values()))


def _key(name: str) -> str:
    """The name folded: `St.` is `Saint`, and `&`, `and`, `the`, `of` make no difference."""
    words = (name_key(word) for word in _WORD.findall(name))
    kept = ["st" if word == "saint" else word for word in words if word not in _SMALL_WORDS]
    return "".join(kept)


@cache
def iso_codes() -> frozenset[str]:
    """The alpha-2 codes of ISO 3166-1, and that of Kosovo."""
    # CLDR lists regions of its own beside them; only a country has a numeric code of the UN, and
    # the numbers from 900 on are set aside for users.
    return frozenset(_by_number().values()) | {KOSOVO}


@cache
def known_codes() -> frozenset[str]:
    """The codes of countries, those of `FORMER_STATES` among them."""
    return iso_codes() | FORMER_STATES.keys()


@cache
def _keys_of_no_more() -> frozenset[str]:
    return frozenset(map(_key, _STATES_THAT_ARE_NO_MORE))


@lru_cache(maxsize=4096)
def is_no_more(name: str) -> bool:
    """Whether the name is that of a state that is no more, such as `East Germany (GDR)`."""
    return _key(name.partition("(")[0]) in _keys_of_no_more()


@cache
def _by_number() -> dict[str, str]:
    """The countries by their numeric code (CLDR).

    A code withdrawn long ago is in it where one country follows; of several none is named.
    """
    return {
        code: followers[0]
        for code, followers in get_global("territory_aliases").items()
        if len(code) == 3 and code.isdigit() and code[0] != "9"
        if len(followers) == 1 and len(followers[0]) == 2
    }


@cache
def _by_name() -> dict[str, str | None]:
    """The code by folded name; the tables here go before CLDR."""
    english = Locale("en").territories
    found: dict[str, str | None] = {}
    for code in iso_codes():
        for name in (english.get(code), other_country_name(code)):
            if name:
                found[_key(name)] = code
    for code, names in _NAMES_IN_USE.items():
        found.update((_key(name), code) for name in names)
    found.update((_key(name), code) for name, code in _STATES_THAT_ARE_NO_MORE.items())
    return found


@lru_cache(maxsize=4096)
def country_code(name: str) -> str | None:
    """The ISO 3166 code of the country, or None where the name is that of no country.

    It has two letters; of the states in `FORMER_STATES` alone it has four.

    Case, accents, punctuation and word order (`Korea, Republic of`) make no difference. A remark
    in parentheses may be another or former name of the same country, and nothing else.

    >>> country_code("Myanmar (Burma)"), country_code("Kosovo"), country_code("Soviet Union")
    ('MM', 'XK', 'SUHH')
    """
    known = _by_name()
    key = _key(name)
    if key in known:
        return known[key]
    if inverted := _INVERTED.fullmatch(name):
        return known.get(_key(f"{inverted[2]} {inverted[1]}"))
    if not (remarked := _WITH_REMARK.fullmatch(name)):
        return None
    bare, remark = remarked.groups()
    code = country_code(bare)
    if _ENDS_OPEN.fullmatch(remark):  # `Bolivia (Plurinational State of)`
        return known.get(_key(f"{remark} {bare}"))
    remark_key = _key(remark)
    if remark_key not in known:  # `Congo (Kinshasa)` is not what `Congo` is
        return None
    # `Serbia (Yugoslavia)` tells of which state it was a part.
    return code if known[remark_key] in (code, None, *FORMER_STATES) else None


def known_country(text: str) -> str | None:
    """The code of the country that the text is the code or a name of, in any language here.

    None where it is neither.

    >>> known_country("gh"), known_country("Ghana"), known_country("Kenia")
    ('GH', 'GH', None)
    """
    code = text.strip().upper()
    if code in known_codes():
        return code
    return country_code(text) or _by_foreign_name().get(name_key(text))


@cache
def _by_foreign_name() -> dict[str, str]:
    """The code by the folded names in the other languages; a name that two bear is of none."""
    codes: dict[str, set[str]] = {}
    for code in iso_codes():
        for name in country_names(code).values():
            codes.setdefault(name_key(name), set()).add(code)
    return {name: next(iter(found)) for name, found in codes.items() if len(found) == 1}


def country_of_iso_numeric(code: str) -> str | None:
    """The alpha-2 code for a numeric one of ISO 3166-1, with or without leading noughts.

    None for a code that is unknown, or that was withdrawn and has several successors.

    >>> country_of_iso_numeric("4")
    'AF'
    """
    text = code.strip()
    return _by_number().get(text.zfill(3)) if text.isascii() and text.isdigit() else None


def checked_country(text: str) -> str:
    """The ISO 3166-1 alpha-2 code in capitals. Raises UsageError where CLDR knows no such country.

    >>> checked_country("ml")
    'ML'
    """
    code = text.strip().upper()
    if not _ALPHA2.fullmatch(code) or not country_names(code):
        raise UsageError(
            f"There is no country '{text}'; give the two letters of ISO 3166-1, such as ML for "
            "Mali."
        )
    return code
