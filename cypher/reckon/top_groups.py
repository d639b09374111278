"""Works out `top-groups`: what each group is called, and what the sums leave out.

What always holds here: the rows are in the order in which they were read; no number is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphq.cypher.reckon.worded import counted_together, killed, told_apart
from graphq.graph.records import Row


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for each group."""
    called = told_apart([(one["group"], one["groupId"], [one["fullName"]]) for one in read])
    return [
        {
            "groupId": one["groupId"],
            "group": name,
            "incidents": one["incidents"],
            "claimed": one["claimed"],
            "disputed": one["disputed"],
            "sideOnly": one["sideOnly"],
            **killed(one),
            "first": one["first"],
            "last": one["last"],
            "together": counted_together(one["datasets"]),
        }
        for one, name in zip(read, called, strict=True)
    ]
