"""The tree of what can be struck."""

from __future__ import annotations

from graphq.graph.model.targets import (
    FACILITY_TYPES,
    TARGET_TYPES,
    below,
    tree_lines,
    with_those_above,
)

OLDER = {
    "airport", "military-base", "embassy", "un-base", "hotel", "restaurant", "police-post",
    "gendarmerie", "checkpoint", "government-building", "market", "village", "school", "mine",
    "gas-plant", "nature-reserve", "refugee-camp", "military", "military-peacekeeping", "police",
    "diplomatic", "government", "business", "civilians", "ngo-igo", "transport", "armed-group",
    "education", "religious", "media", "utilities", "unknown",
}  # fmt: skip


def test_every_older_word_is_one_still_and_a_facility_has_nothing_below_it() -> None:
    assert set(TARGET_TYPES) >= OLDER
    assert len(set(TARGET_TYPES)) == len(TARGET_TYPES) == len(list(tree_lines()))
    assert all(below(word) == (word,) for word in FACILITY_TYPES)
    assert "military" not in FACILITY_TYPES
    assert "prison" in FACILITY_TYPES


def test_a_word_stands_for_all_below_it() -> None:
    assert below("military") == ("military", "military-base")
    assert {"military-base", "un-base", "prison", "border-post"} <= set(below("security-forces"))
    assert below("spaceport") == ("spaceport",)
    assert with_those_above({"prison"}) == {"prison", "police", "security-forces"}
    assert with_those_above({"spaceport"}) == {"spaceport"}
