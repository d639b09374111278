"""Who took part in an ACLED event: from its actor, associate and type columns to sides.

What always holds here: by ACLED's codebook the order of two actors says nothing, so a side is no
more than involved, save where civilians are the target: then the other one did it. Civilians,
crowds and unidentified groups are no organised actor and give no side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graphq.ingest.events.event import Actor, Part, Side
from graphq.ingest.files.cells import RowRefusedError, code, parts, text

STATE, REBEL, POLITICAL, IDENTITY, RIOTERS, PROTESTERS, CIVILIANS, OTHER = range(1, 9)

_INTER: Final = {
    **{str(code): code for code in range(9)},
    "state forces": STATE,
    "rebel group": REBEL,
    "rebel groups": REBEL,
    "rebel forces": REBEL,
    "political militia": POLITICAL,
    "political militias": POLITICAL,
    "militia groups": POLITICAL,
    "identity militia": IDENTITY,
    "identity militias": IDENTITY,
    "communal / identity groups": IDENTITY,
    "rioters": RIOTERS,
    "protesters": PROTESTERS,
    "protestors": PROTESTERS,
    "civilians": CIVILIANS,
    "external/other forces": OTHER,
    "external forces": OTHER,
    "foreign / others": OTHER,
    "other forces": OTHER,
}
"""`inter1` and `inter2`: numbers until 2024, 0 for no actor; words since then."""

_GENERIC: Final = {
    "Rioters (": RIOTERS,
    "Protesters (": PROTESTERS,
    "Protestors (": PROTESTERS,
    "Civilians (": CIVILIANS,
}
_KINDS: Final = {STATE: "state-force", POLITICAL: "militia", IDENTITY: "militia"}
_UNORGANISED: Final = frozenset({RIOTERS, PROTESTERS, CIVILIANS})
_STATE_NAME: Final = re.compile(r"(?:Military|Police) Forces of ")
_ORGANISATION: Final = re.compile(
    r"(?:Military|Police) Forces of |[^\s:()]{2,}: |.* Militia(?: \(|$)"
)
"""How ACLED writes organisations: forces of a state, an acronym before the name, a militia."""


@dataclass(frozen=True, slots=True)
class AcledParty:
    """One of the two actors of a row, with the type ACLED sorts it by and its associates."""

    side: str
    name: str
    inter: int
    associates: tuple[str, ...]

    @property
    def unidentified(self) -> bool:
        """Whether ACLED names it only as unidentified."""
        return self.name.startswith("Unidentified")

    @property
    def organised(self) -> bool:
        """Whether it is an armed actor, known or not; the rest are crowds and civilians."""
        return self.inter not in _UNORGANISED


def parties(cells: Mapping[str, str]) -> list[AcledParty]:
    """The actors that are named, at most two. Raises RowRefusedError."""
    found = []
    for side in ("1", "2"):
        name = text(cells, f"actor{side}")
        if name:
            associates = _names(text(cells, f"assoc_actor_{side}"))
            found.append(AcledParty(side, name, _inter(cells, f"inter{side}", name), associates))
    return found


def sides(found: list[AcledParty], *, targeted: bool) -> tuple[Side, ...]:
    """The sides of an event; `targeted` says that civilians, or protesters, were its target."""
    named = {party.name for party in found}
    result = []
    for party in found:
        if not party.organised:
            continue
        if not party.unidentified:
            did_it = targeted and all(not other.organised for other in found if other is not party)
            part: Part = "perpetrated" if did_it else "involved"
            result.append(Side(_actor(party.name, _kind(party)), part, party.side))
        for name in party.associates:
            if name not in named and _is_organisation(name):
                named.add(name)
                actor = _actor(name, _kind_by_name(name))
                result.append(Side(actor, "involved", f"{party.side}-associated"))
    return tuple(result)


def remarks(found: list[AcledParty], told: tuple[Side, ...]) -> list[str]:
    """What the row names and no side tells: unidentified groups, and the other associates.

    By the codebook an associated actor is an ally in the action, or says who the actor or its
    victims were: an ethnic group, women, a trade. Only what is written as an organisation, beside
    an armed actor, becomes a side; an ethnic group is not said to have fought.
    """
    result = [
        f"ACLED names side {party.side} only as “{party.name}”."
        for party in found
        if party.unidentified
    ]
    as_side = {side.actor.name for side in told}
    for party in found:
        rest = [name for name in party.associates if name not in as_side]
        if rest:
            result.append(f"Beside side {party.side}, or saying who it was: {'; '.join(rest)}.")
    return result


def _inter(cells: Mapping[str, str], column: str, name: str) -> int:
    for start, kind in _GENERIC.items():
        if name.startswith(start):
            return kind
    found = code(cells, column)
    kind = _INTER.get(found.lower(), -1) if found else 0
    if kind < 0:
        raise RowRefusedError(
            column,
            f"'{found}' is no type of actor: ACLED writes a number from 0 to 8, or words such as "
            "State forces.",
        )
    return kind


def _kind(party: AcledParty) -> str:
    """The kind of a main actor, by ACLED's type; type 8 holds UN missions and armies abroad."""
    if party.inter == OTHER:
        kind = _kind_by_name(party.name)
        private = party.name.startswith("Private Security Forces")
        return "state-force" if kind == "group" and not private else kind
    return _KINDS.get(party.inter, "group")


def _kind_by_name(name: str) -> str:
    """The kind of an associate, which has no type of its own."""
    if _STATE_NAME.match(name):
        return "state-force"
    if "United Nations" in name:
        return "un-mission"
    return "militia" if " Militia" in name else "group"


def _is_organisation(name: str) -> bool:
    return _ORGANISATION.match(name) is not None and not name.startswith("Unidentified")


@lru_cache(maxsize=65536)
def _actor(name: str, kind: str) -> Actor:
    return Actor("acled:actor", name, name, kind)


@lru_cache(maxsize=65536)
def _names(joined: str) -> tuple[str, ...]:
    """The names in a list joined by `;`, each once."""
    return tuple(dict.fromkeys(parts(joined)))
