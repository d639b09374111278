"""The code lists of the Global Terrorism Database, in the words of this graph.

What always holds here: the numbers are those of START's codebook; the text beside a number in a
release (`attacktype1_txt`) is kept apart, as the dataset's own word for the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ATTACKS: Final = {
    1: "Assassination",
    2: "Armed Assault",
    3: "Bombing/Explosion",
    4: "Hijacking",
    5: "Hostage Taking (Barricade Incident)",
    6: "Hostage Taking (Kidnapping)",
    7: "Facility/Infrastructure Attack",
    8: "Unarmed Assault",
    9: "Unknown",
}
"""`attacktype1` to `attacktype3`, for tables that come without the texts."""

_BOMBING: Final = 3
_TACTICS: Final = {
    1: "assassination",
    2: "armed-assault",
    4: "hijacking",
    5: "hostage-taking",
    6: "hostage-taking",
    7: "arson-or-sabotage",
    8: "unarmed-assault",
}

_CHEMICAL, _EXPLOSIVES = 2, 6
"""Of `weaptype1` to `weaptype4`."""

_GRENADE, _PROJECTILE, _CARRIED, _VEHICLE = 7, 11, 13, 15
"""Of `weapsubtype1` to `weapsubtype4`, where the weapon is explosives."""

_TARGETS: Final = {
    1: "business",
    2: "government",
    3: "police",
    4: "military",
    5: "civilians",  # related to abortion: clinics and those who work there
    6: "transport",  # airports and aircraft; which of the two, the subtype says
    7: "diplomatic",
    8: "education",
    9: "utilities",  # food or water supply
    10: "media",
    11: "transport",  # maritime
    12: "ngo-igo",
    13: "unknown",  # other
    14: "civilians",
    15: "religious",
    16: "utilities",  # telecommunication
    17: "armed-group",
    18: "civilians",  # tourists
    19: "transport",
    20: "unknown",
    21: "utilities",
    22: "armed-group",  # violent political party
}
AIRPORTS_AND_AIRCRAFT: Final = 6
_TARGETS_BY_SUBTYPE: Final = {
    "2": "restaurant",
    "8": "hotel",
    "44": "airport",  # 42 is an aircraft that is at none, 43 somebody of an airline
    "47": "ngo-igo",  # peacekeepers and aid agencies, which GTD sorts with the diplomats
}
"""Codes of `targsubtype1` that say more than the type they belong to."""
_SUBTYPES: Final = {
    "restaurant/bar/caf": "2",
    "hotel/resort": "8",
    "aircraft": "42",
    "airline": "43",
    "airport": "44",
    "international organization": "47",
}
"""How their texts begin, for tables that come without the codes."""


def subtype_of(text: str) -> str:
    """The code of a subtype that is given by its text; empty for others."""
    folded = text.lower()
    return next((code for start, code in _SUBTYPES.items() if folded.startswith(start)), "")


def tactics(
    attacks: Sequence[int], weapons: Sequence[tuple[int | None, int | None]], *, suicide: bool
) -> tuple[str, ...]:
    """How it was done, each word once, in GTD's order.

    `weapons` are pairs of type and subtype. A rocket or mortar is indirect fire, and a grenade an
    armed assault, as in every dataset here; other explosives are an `ied`. In a suicide attack with
    explosives the bomb is the attacker's, whichever type of attack it is sorted under.
    """
    subtypes = [subtype for kind, subtype in weapons if kind == _EXPLOSIVES]
    bombs = _suicide_bombs(subtypes) if suicide else _bombs(subtypes)
    found: list[str] = []
    for attack in attacks:
        if attack == _BOMBING:
            found += bombs
        elif attack in _TACTICS:
            found.append(_TACTICS[attack])
    if suicide and subtypes:
        found += bombs
    if any(kind == _CHEMICAL for kind, _ in weapons):
        found.append("chemical-weapon")
    return tuple(dict.fromkeys(found)) or ("not-stated",)


def _suicide_bombs(subtypes: Sequence[int | None]) -> list[str]:
    if _VEHICLE not in subtypes:
        return ["suicide-bomb"]
    return ["suicide-vehicle-bomb"] + (["suicide-bomb"] if _CARRIED in subtypes else [])


def _bombs(subtypes: Sequence[int | None]) -> list[str]:
    words = {_GRENADE: "armed-assault", _PROJECTILE: "indirect-fire"}
    return [words.get(subtype or 0, "ied") for subtype in subtypes] or ["ied"]


def target_type(target: int | None, subtype: str) -> str:
    """The kind of target: by the code of its subtype where that says more than its type does."""
    return _TARGETS_BY_SUBTYPE.get(subtype) or _TARGETS.get(target or 0, "unknown")
