"""The words in which incidents are sorted, whoever tells them.

What always holds here: a word means the same in every dataset; a dataset's own word stands in
`eventType` beside it.
"""

from __future__ import annotations

from typing import Final

FACILITY_TYPES: Final = (
    "airport", "military-base", "embassy", "un-base", "hotel", "restaurant", "police-post",
    "gendarmerie", "checkpoint", "government-building", "market", "village", "school", "mine",
    "gas-plant", "nature-reserve", "refugee-camp",
)  # fmt: skip
"""What a named facility can be."""

TARGET_TYPES: Final = (
    "military", "military-peacekeeping", "police", "airport", "hotel", "restaurant", "diplomatic",
    "government", "business", "civilians", "ngo-igo", "transport", "armed-group", "education",
    "religious", "media", "utilities", "unknown",
)  # fmt: skip
"""What kind of thing an incident hit."""

HARMS: Final = ("killed", "wounded", "abducted", "freed", "missing", "captured")
"""What happened to people in an incident."""

OF_WHOM: Final = (
    "all", "civilians", "aid-workers", "journalists", "officials", "military",
    "military-peacekeeping", "police", "militia", "armed-group", "attackers", "unknown",
)  # fmt: skip
"""Whose harm a figure tells: all together, or one kind of people."""

TACTICS: Final = (
    "armed-assault", "suicide-vehicle-bomb", "suicide-bomb", "ied", "indirect-fire", "complex",
    "hostage-taking", "assassination", "hijacking", "arson-or-sabotage", "air-strike",
    "unarmed-assault", "sexual-violence", "riot", "chemical-weapon", "not-stated",
)  # fmt: skip
"""How it was done."""
