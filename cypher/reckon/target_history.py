"""Works out `target-history`: one row for each event, with what its further tellings say.

What always holds here: the rows are in the order in which they were read; of several tellings of an
event the dossier's stands, else the first by dataset and id, and none is left unsaid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphq.cypher.reckon.listed import telling_place
from graphq.cypher.reckon.worded import told_apart
from graphq.graph.records import Row


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for each event."""
    tellings: dict[str, list[Row]] = {}
    for one in sorted(read, key=lambda one: telling_place(one["dataset"], one["incidentId"])):
        tellings.setdefault(one["tellingOf"] or one["incidentId"], []).append(one)
    further = {found[0]["incidentId"]: found[1:] for found in tellings.values()}
    return [_row(one, further[one["incidentId"]]) for one in read if one["incidentId"] in further]


def _row(one: Row, further: Sequence[Row]) -> Row:
    told: Row = {}
    for name, value in one.items():
        if name == "perpetrators":
            told["perpetratorIds"] = [key for key, _, _ in value]
        if name == "summary":
            told["alsoTold"] = [_telling(other) for other in further]
        told[name] = _called(value) if name in ("perpetrators", "claimedBy") else value
    del told["tellingOf"], told["dataset"]
    return told


def _called(groups: Sequence[Sequence[str]]) -> list[str]:
    return told_apart([(name, key, [full_name]) for key, name, full_name in groups])


def _telling(other: Row) -> Row:
    """What the dataset says: when it was, who did it on whose word, and how many were killed."""
    doers = ", ".join(_called(other["perpetrators"])) or "nobody named"
    killed = other["fatalities"]
    toll = "no figure of those killed" if killed is None else f"{killed} killed"
    word = f" ({other['attribution']})" if other["attribution"] else ""
    text = f"{other['dataset']}: {other['date']}, {doers}{word}, {toll}"
    return {"id": other["incidentId"], "text": text, "sources": other["sources"]}
