"""UCDP's yearly tables, each with its columns.

What always holds here: each is a dataset of its own, so that all can be in one graph and none takes
back another. In the two versions of the battle-related deaths a row counts one dyad or several, by
which a file is known, since their columns are the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graphq.ingest.sources.ucdp.yearly import DYAD_COLUMN, Layout, YearlySide, YearlyTable
from graphq.ingest.whole import WholeFormat

_DYADS: Final = Layout(
    dimension="dyad-year",
    violence="state-based",
    key=DYAD_COLUMN,
    best="bd_best",
    low="bd_low",
    high="bd_high",
    sides=(YearlySide("side_a", "side_a_id"), YearlySide("side_b", "side_b_id")),
    places="battle_location",
)

DYADS: Final = YearlyTable(
    "ucdp-brd", "UCDP Battle-Related Deaths Dataset, dyad-year", _DYADS, several_dyads=False
)
CONFLICTS: Final = YearlyTable(
    "ucdp-brd-conflict",
    "UCDP Battle-Related Deaths Dataset, conflict-year",
    replace(_DYADS, dimension="conflict-year", key="conflict_id"),
    several_dyads=True,
)
"""It adds up what the version above has."""

NONSTATE: Final = YearlyTable(
    "ucdp-nonstate",
    "UCDP Non-State Conflict Dataset",
    Layout(
        dimension="dyad-year",
        violence="non-state",
        key=DYAD_COLUMN,
        best="best_fatality_estimate",
        low="low_fatality_estimate",
        high="high_fatality_estimate",
        sides=(YearlySide("side_a_name", "side_a_id"), YearlySide("side_b_name", "side_b_id")),
        places="location",
        once={
            "best_fatality_estimate": "fatbest",
            "low_fatality_estimate": "fatlow",
            "high_fatality_estimate": "fathigh",
            "side_a_name": "side_a",
            "side_b_name": "side_b",
        },
    ),
)
"""Pairs of groups that fought each other, neither of them the government of a state."""

ONESIDED: Final = YearlyTable(
    "ucdp-onesided",
    "UCDP One-sided Violence Dataset",
    Layout(
        dimension="actor-year",
        violence="one-sided",
        key="actor_id",
        best="best_fatality_estimate",
        low="low_fatality_estimate",
        high="high_fatality_estimate",
        sides=(YearlySide("actor_name", "actor_id", "is_government_actor"),),
        places="location",
    ),
)
"""Civilians whom a government or a group killed; civilians are no actor."""

FORMATS: Final[tuple[WholeFormat, ...]] = (
    DYADS,
    CONFLICTS,
    NONSTATE,
    ONESIDED,
)
