"""UCDP Battle-Related Deaths, conflict-year version: deaths of each conflict in each year.

What always holds here: it is a dataset of its own beside the dyad-year version, which adds up to
it, so that both can be in one graph and neither takes back the other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graphq.ingest.sources.ucdp.yearly import YearlyTable
from graphq.ingest.sources.ucdp.yearly_brd import LAYOUT
from graphq.ingest.whole import WholeFormat

FORMAT: Final[WholeFormat] = YearlyTable(
    "ucdp-brd-conflict",
    "UCDP Battle-Related Deaths Dataset, conflict-year",
    replace(LAYOUT, dimension="conflict-year", key="conflict_id"),
    several_dyads=True,
)
