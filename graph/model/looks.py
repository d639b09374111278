"""How nodes and relationships look wherever they are drawn: colour, size, and what stands on them.

What always holds here: every label and every type of the model has a look of its own, so that
Neo4j Browser and the pages show a thing in the same colour, and neither invents one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class NodeLook:
    """A circle: its colours, its size, and the caption that names a property in braces."""

    colour: str
    border: str
    text: str = "#FFFFFF"
    diameter: int = 60
    font: int = 10
    caption: str = "{name}"


@dataclass(frozen=True, slots=True)
class LinkLook:
    """An arrow: its colour, its width, and words that read between the captions of its ends."""

    colour: str
    width: int
    caption: str


_RED, _DARK_RED = "#B3261E", "#7A1A15"
_BLUE, _DARK_BLUE = "#2457A6", "#173A70"
_AMBER, _DARK_AMBER, _INK = "#FFC454", "#D7A013", "#2A2C34"
_GREY, _DARK_GREY = "#A5ABB6", "#6E7684"

_GROUP: Final = NodeLook(_RED, _DARK_RED, diameter=98, font=11)
_CHANGE: Final = NodeLook(_AMBER, _DARK_AMBER, text=_INK, diameter=86, font=9)
_SUM: Final = NodeLook("#E3DAF0", "#8E6FBF", text=_INK, diameter=90, font=9)

NODE_LOOKS: Final[dict[str, NodeLook]] = {
    "Group": _GROUP,
    "Person": NodeLook("#0E7C86", "#095A61", diameter=88),
    "ChangeEvent": _CHANGE,
    "Incident": NodeLook("#5B3A8C", "#3F2862", diameter=80, font=9),
    "Target": NodeLook("#3F7D32", "#2B5722", diameter=102),
    "User": NodeLook("#D8DEE9", _DARK_GREY, text=_INK, diameter=80, font=9),
    "Location": NodeLook("#C9B79C", "#9A876A", text=_INK, diameter=80, font=9),
    "Source": NodeLook("#E4E7EC", _GREY, text=_INK, diameter=104, font=9, caption="{publisher}"),
    "Name": NodeLook("#F4F1E8", "#B9B29C", text=_INK, diameter=116, font=9, caption="{text}"),
    "Record": NodeLook("#D8DEE9", _DARK_GREY, text=_INK, diameter=100, font=9),
    "Declaration": NodeLook("#F7E6D3", "#B98B54", text=_INK, diameter=110, font=9),
    "Tally": NodeLook("#F0DDE8", "#B07A9B", text=_INK, diameter=130, font=9),
    "Casualties": NodeLook("#F3D9D6", "#B3726B", text=_INK, diameter=100, font=9),
    "Remark": NodeLook("#F7F3D0", "#B8AC5A", text=_INK, diameter=110, font=9),
    "Assessment": NodeLook("#DCEBE3", "#5E8C74", text=_INK, diameter=110, font=9),
    "Judgement": NodeLook("#F7E6D3", "#B98B54", text=_INK, diameter=110, font=9),
    "IngestRun": NodeLook("#ECEFF3", _GREY, text=_INK, diameter=90, font=9),
    "Dataset": NodeLook("#ECEFF3", _GREY, text=_INK, diameter=90, font=9),
    "IncidentSum": _SUM,
    "ArmedGroup": _GROUP,
    "StateForce": NodeLook(_BLUE, _DARK_BLUE, diameter=98, font=11),
    "Merger": _CHANGE,
    "Absorption": _CHANGE,
    "Split": _CHANGE,
    "Rename": _CHANGE,
    "Founding": _CHANGE,
    "Alliance": _CHANGE,
    "Pledge": _CHANGE,
    "MonthSum": _SUM,
    "GroupSum": _SUM,
    "UnitSum": _SUM,
    "PlaceSum": _SUM,
    "KindSum": _SUM,
    "DatasetSum": _SUM,
}
"""The look of every label; the second labels, which say more, come after the declared ones."""

LINK_LOOKS: Final[dict[str, LinkLook]] = {
    "PREDECESSOR_IN": LinkLook(_RED, 2, "joined ({extent})"),
    "RESULTED_IN": LinkLook(_RED, 5, "became"),
    "SUCCEEDED_BY": LinkLook("#D98A85", 2, "succeeded by"),
    "DESCENDS_FROM": LinkLook("#D98A85", 1, "descends from ({extent})"),
    "LED": LinkLook("#0E7C86", 2, "{role}"),
    "MEMBER_OF": LinkLook("#0E7C86", 1, "{role}"),
    "PART_OF": LinkLook(_DARK_GREY, 2, "part of"),
    "AFFILIATED_WITH": LinkLook(_DARK_GREY, 1, "affiliated with"),
    "ALLIED_WITH": LinkLook("#3F7D32", 2, "allied with"),
    "PLEDGED_TO": LinkLook(_DARK_AMBER, 2, "pledged to"),
    "RIVAL_OF": LinkLook("#C2571A", 2, "rival of"),
    "ENEMY_OF": LinkLook("#C2571A", 2, "enemy of"),
    "LINKED_TO": LinkLook(_GREY, 1, "linked to"),
    "PERPETRATED_BY": LinkLook("#5B3A8C", 2, "by ({attribution})"),
    "CLAIMED_BY": LinkLook("#8E6FBF", 1, "claimed by"),
    "DENIED_BY": LinkLook("#C2571A", 1, "denied by"),
    "INVOLVED": LinkLook("#8E6FBF", 1, "involved"),
    "STRUCK": LinkLook("#5B3A8C", 2, "struck"),
    "USED_BY": LinkLook("#3F7D32", 1, "used by"),
    "OCCURRED_AT": LinkLook("#9A876A", 1, "at ({precision})"),
    "LOCATED_IN": LinkLook("#9A876A", 1, "in"),
    "REPORTED_BY": LinkLook(_GREY, 1, "told by"),
    "ABOUT": LinkLook("#B8AC5A", 1, "is about"),
    "NAMES": LinkLook("#B9B29C", 1, "names"),
    "IDENTIFIED_AS": LinkLook(_DARK_GREY, 1, "is a record of"),
    "COUNTS": LinkLook("#B07A9B", 1, "counts"),
    "CASUALTIES_OF": LinkLook("#B3726B", 1, "in"),
    "COUNTED_IN": LinkLook("#B07A9B", 1, "counted in ({certainty})"),
    "RATES": LinkLook("#5E8C74", 1, "rates"),
    "JUDGES": LinkLook("#B98B54", 1, "judges"),
}
"""The look of every relationship type."""
