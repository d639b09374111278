"""The tree of places: a country, its units, and the places in them, from names in a source.

What always holds here: an id is made from the names alone, so two sources that print the same
place in the same unit meet in one node. Names of units are gazetteer values, not quoted facts, so a
location carries no sources of its own; what happened there does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.nodes import Location
from graphq.graph.model.relationships import LocatedIn
from graphq.graph.read.countries import country_keys, country_names
from graphq.graph.read.names import name_key

_LONGEST_SLUG: Final = 300
"""Letters; an index holds no ids of any length."""
_VAGUE: Final = re.compile(r"^near |\s+(?:area|province|region)$|\s*[(,].*$", re.IGNORECASE)
_KIND_OF_PLACE: Final = re.compile(r"\s+(?:town|village|city)$")
"""As UCDP writes them, in small letters: `Lere town`, but `Kansas City`."""
_KIND_OF_UNIT: Final = re.compile(
    r"\s+(?:region|province|state|department|district|governorate|cercle|county|prefecture|"
    r"division|oblast|commune|township|municipality)$",
    re.IGNORECASE,
)


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


def unit_key(text: str) -> str:
    """What the ids of units of that name end with, however the name is spelled."""
    return _slug(bare_unit(text))


def _slug(name: str) -> str:
    """The name as a part of an id."""
    return name_key(name)[:_LONGEST_SLUG]


@dataclass(slots=True)
class PlaceTree:
    """The locations met so far, each once, and what lies in what.

    `by_district` keeps places of one name in two second-order units apart. It is for sources that
    print the unit with nearly every place.
    """

    by_district: bool = False
    locations: dict[str, Location] = field(default_factory=dict)
    _told_in: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The units that each was told to lie in; for all but places there is one."""
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
        key = f"loc-{code.lower()}-{_slug(name)}"
        return self._add(key, name, "admin1", code, self.country(code))

    def admin2(self, code: str, admin1: str, name: str) -> str:
        """The id of a second-order unit."""
        name, parent = bare_unit(name), self.unit(code, admin1, "")
        return self._add(f"{parent}-unit-{_slug(name)}", name, "admin2", code, parent)

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
        key = f"{within}-place-{_slug(name)}"
        return self._add(key, name, "place", code, self.unit(code, admin1, admin2))

    def _add(self, key: str, name: str, level: str, code: str, parent: str | None) -> str:
        if key not in self.locations:
            made = Location(id=key, name=shortened(name), full_name=name, level=level, country=code)
            self.locations[key] = made
            self._new.append(made)
        told = self._told_in.get(key, ())
        if parent and parent not in told:
            self._told_in[key] = (*told, parent)
        return key

    def chain(self, key: str) -> list[str]:
        """The id of the location and of what it lies in, up to the country."""
        chain = [key]
        while (parent := self._parent(chain[-1])) is not None:
            chain.append(parent)
        return chain

    def units(self, code: str, admin1: str, admin2: str) -> dict[str, str]:
        """The ids of the units that are named, by level."""
        found = {"admin1": self.admin1(code, admin1)} if admin1 else {}
        return {**found, "admin2": self.admin2(code, admin1, admin2)} if admin2 else found

    def units_of(self, key: str) -> dict[str, str]:
        """The ids of the units that the location is or lies in, by level."""
        return {
            location.level: location.id
            for location in map(self.locations.__getitem__, self.chain(key))
            if location.level.startswith("admin")
        }

    def _parent(self, key: str) -> str | None:
        """The smallest unit that agrees with all that was told.

        Of a unit and one inside it, the inner one says more; of two of which neither holds the
        other, nobody can tell which is right, and so it is the one that holds both.
        """
        told = self._told_in.get(key, ())
        if len(told) < 2:
            return told[0] if told else None
        chains = [self.chain(unit) for unit in told]
        deepest = max(chains, key=len)
        return next(
            unit
            for at, unit in enumerate(deepest)
            if all(unit in chain or chain[0] in deepest[at:] for chain in chains)
        )

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
        for key in self._told_in if of is None else of:
            parent = self._parent(key)
            if parent is None:
                continue
            yield LocatedIn(
                id=f"located-in:{key}>{parent}", start=key, end=parent, start_label="Location"
            )
