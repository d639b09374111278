"""UCDP One-sided Violence: civilians whom each government or group killed, in each year.

What always holds here: a row is about one actor, who did it; civilians are no actor.
"""

from __future__ import annotations

from typing import Final

from graphq.ingest.sources.ucdp.yearly import Layout, Side, YearlyTable
from graphq.ingest.whole import WholeFormat

FORMAT: Final[WholeFormat] = YearlyTable(
    "ucdp-onesided",
    "UCDP One-sided Violence Dataset",
    Layout(
        dimension="actor-year",
        violence="one-sided",
        key="actor_id",
        best=("best_fatality_estimate",),
        low=("low_fatality_estimate",),
        high=("high_fatality_estimate",),
        sides=(Side(("actor_name",), ("actor_id",), ("is_government_actor",)),),
        places=("location",),
    ),
)
