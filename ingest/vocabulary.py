"""The words in which incidents are sorted, whoever tells them.

What always holds here: a word means the same in every dataset; a dataset's own word stands in
`eventType` beside it.
"""

from __future__ import annotations

from typing import Final

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
