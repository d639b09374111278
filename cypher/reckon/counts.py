"""Works out `counts`: what each row is called, and what its sums leave out.

What always holds here: the rows are in the order in which they were read; no number is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphq.cypher.reckon.worded import counted_together, killed, told_apart
from graphq.graph.records import Row

_AS_READ: Final = (
    "incidents", "certain", "suspected", "disputed", "ofAPart", "ofADisputedStep", "sideOnly",
)  # fmt: skip


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for each value."""
    called = told_apart([(one["value"], one["valueId"], one["beside"]) for one in read])
    return [
        {
            "valueId": one["valueId"],
            "value": name,
            **{column: one[column] for column in _AS_READ},
            **killed(one),
            "datasets": sorted(one["datasets"]),
            "together": counted_together(one["datasets"]),
        }
        for one, name in zip(read, called, strict=True)
    ]
