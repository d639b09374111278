"""UCDP Battle-Related Deaths, dyad-year version: deaths of each pair of sides in each year.

What always holds here: a row counts one dyad; a file in which a row counts several is the
conflict-year version, although it has the same columns.
"""

from __future__ import annotations

from typing import Final

from graphq.ingest.sources.ucdp.yearly import DYAD_COLUMN, Layout, Side, YearlyTable
from graphq.ingest.whole import WholeFormat

LAYOUT: Final = Layout(
    dimension="dyad-year",
    violence="state-based",
    key=DYAD_COLUMN,
    best=("bd_best",),
    low=("bd_low",),
    high=("bd_high",),
    sides=(Side(("side_a",), ("side_a_id",)), Side(("side_b",), ("side_b_id",))),
    places=("battle_location",),
)

FORMAT: Final[WholeFormat] = YearlyTable(
    "ucdp-brd", "UCDP Battle-Related Deaths Dataset, dyad-year", LAYOUT, several_dyads=False
)
