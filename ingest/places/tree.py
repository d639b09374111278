"""The tree of places: a country, its units, and the places in them, from names in a source.

What always holds here: an id is made from the names alone, so two sources that print the same
place in the same unit meet in one node. Names of units are gazetteer values, not quoted facts, so a
location carries no sources of its own; what happened there does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from babel import Locale

from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.nodes import Location
from graphq.graph.model.relationships import LocatedIn
from graphq.graph.read.names import name_key

_VAGUE: Final = re.compile(r"^near |\s+(?:area|province|region)$|\s*[(,].*$", re.IGNORECASE)
_KIND_OF_PLACE: Final = re.compile(r"\s+(?:town|village|city)$")
"""As UCDP writes them, in small letters: `Lere town`, but `Kansas City`."""
_KIND_OF_UNIT: Final = re.compile(
    r"\s+(?:region|province|state|department|district|governorate|cercle|county|prefecture|"
    r"division|oblast|commune|township|municipality)$",
    re.IGNORECASE,
)
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


def shortened(text: str, longest: int = NAME_LENGTH) -> str:
    """The text as a caption: cut at a word, with an ellipsis, where it is too long."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,-–(") + "…"


@lru_cache(maxsize=1 << 16)
def bare_place(text: str) -> str:
    """The place's own name in a phrase: `near Douentza`, `Soum province`, `Algiers (Hydra)`."""
    text = text.strip()
    return _KIND_OF_PLACE.sub("", _VAGUE.sub("", text)) or text.strip(" (),")


@lru_cache(maxsize=1 << 16)
def bare_unit(text: str) -> str:
    """The unit's own name, without the word for its kind: `Tombouctou region`, `Shan State`."""
    return _KIND_OF_UNIT.sub("", text.strip())


@cache
def country_names(code: str) -> Mapping[str, str]:
    """What the country is called, by language (CLDR). Empty for a code that CLDR does not know."""
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


@dataclass(slots=True)
class PlaceTree:
    """The locations met so far, each once, and what lies in what.

    `by_district` keeps places of one name in two second-order units apart. It is for sources that
    print the unit with nearly every place.
    """

    by_district: bool = False
    locations: dict[str, Location] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)
    _new: list[Location] = field(default_factory=list)

    def country(self, code: str) -> str:
        """The id of the country."""
        key = f"loc-{code.lower()}"
        if key in self.locations:
            return key
        return self._add(key, country_names(code).get("en", code), "country", code, None)

    def admin1(self, code: str, name: str) -> str:
        """The id of a first-order unit."""
        name = bare_unit(name)
        key = f"loc-{code.lower()}-{name_key(name)}"
        return self._add(key, name, "admin1", code, self.country(code))

    def admin2(self, code: str, admin1: str, name: str) -> str:
        """The id of a second-order unit."""
        name, parent = bare_unit(name), self.unit(code, admin1, "")
        return self._add(f"{parent}-unit-{name_key(name)}", name, "admin2", code, parent)

    def unit(self, code: str, admin1: str, admin2: str) -> str:
        """The id of the smallest unit that is named."""
        if admin2:
            return self.admin2(code, admin1, admin2)
        return self.admin1(code, admin1) if admin1 else self.country(code)

    def place(self, code: str, admin1: str, admin2: str, text: str) -> str:
        """The id of a place, in the smallest unit that is named."""
        # A dataset prints one name for one place, so what stands in brackets tells two apart.
        name = _KIND_OF_PLACE.sub("", text.strip()) if self.by_district else bare_place(text)
        # Sources that often do not print the second-order unit have it left out of the id.
        within = self.unit(code, admin1, admin2 if self.by_district else "")
        key = f"{within}-place-{name_key(name)}"
        return self._add(key, name, "place", code, self.unit(code, admin1, admin2))

    def _add(self, key: str, name: str, level: str, code: str, parent: str | None) -> str:
        if key not in self.locations:
            made = Location(id=key, name=shortened(name), full_name=name, level=level, country=code)
            self.locations[key] = made
            self._new.append(made)
        # Of two parents the deeper one says more: a unit inside the other.
        if parent and len(parent) > len(self._parents.get(key, "")):
            self._parents[key] = parent
        return key

    def newly_met(self) -> list[Location]:
        """The locations met since this was last asked."""
        found, self._new = self._new, []
        return found

    def names_a_place(self, text: str) -> bool:
        """Whether the text is what a country, or a unit or place of the tree, is called."""
        key = name_key(text)
        own = {name_key(location.full_name) for location in self.locations.values()}
        return key in own or key in country_keys()

    def containment(self, of: Iterable[str] | None = None) -> Iterator[LocatedIn]:
        """What lies directly in what; `of` asks for these locations alone."""
        for key in self._parents if of is None else of:
            parent = self._parents.get(key)
            if parent is None:
                continue
            yield LocatedIn(
                id=f"located-in:{key}>{parent}", start=key, end=parent, start_label="Location"
            )
