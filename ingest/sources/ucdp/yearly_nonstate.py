"""UCDP Non-State Conflict: deaths of each pair of groups that fought each other, in each year.

What always holds here: neither side is the government of a state.
"""

from __future__ import annotations

from typing import Final

from graphq.ingest.sources.ucdp.yearly import DYAD_COLUMN, Layout, Side, YearlyTable
from graphq.ingest.whole import WholeFormat

FORMAT: Final[WholeFormat] = YearlyTable(
    "ucdp-nonstate",
    "UCDP Non-State Conflict Dataset",
    Layout(
        dimension="dyad-year",
        violence="non-state",
        key=DYAD_COLUMN,
        best=("best_fatality_estimate", "fatbest"),
        low=("low_fatality_estimate", "fatlow"),
        high=("high_fatality_estimate", "fathigh"),
        sides=(
            Side(("side_a_name", "side_a"), ("side_a_id",)),
            Side(("side_b_name", "side_b"), ("side_b_id",)),
        ),
        places=("location",),
    ),
)
