"""Works out `matches`: the pairs that may tell one event, each with its reasons and its score.

What always holds here: what is judged, or certain by a publisher's id, is told as that whatever the
score; what could not be compared is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graphq.cypher.reckon.listed import united
from graphq.cypher.reckon.one_event import (
    LIKELY,
    LONGEST,
    Telling,
    outdone,
    reasons,
    score,
    worth,
)
from graphq.graph.records import NodeRecord, Row


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for each pair: those judged or certain, then by score; last, what is not compared."""
    weighed = [_pair(one) for one in read if one["other"] is not None]
    _compete(weighed)
    least = parameters["least"]
    pairs = (pair for pair, _ in weighed)
    told = [pair for pair in pairs if pair["standing"] not in _PROPOSED or pair["score"] >= least]
    told.sort(key=_order)
    return [*told[: parameters["limit"]], *_not_compared(read)]


_PROPOSED: Final = ("likely", "possible")
_AHEAD: Final = 100.0
"""What is certain or judged the same is worth that much more, and is ahead of all proposals."""
_OUTDONE: Final = "− another pair with one of the two fits as well or better"


def _compete(weighed: Sequence[tuple[Row, float]]) -> None:
    """Have those pairs be only possible of which another with the same dataset fits as well."""
    for dataset in {pair["dataset"] for pair, _ in weighed}:
        of_it = {
            (pair["incidentId"], pair["otherId"]): (pair, of)
            for pair, of in weighed
            if pair["dataset"] == dataset and pair["standing"] in (*_PROPOSED, *_ONE)
        }
        behind = outdone(
            {ids: of + _AHEAD * (pair["standing"] in _ONE) for ids, (pair, of) in of_it.items()}
        )
        for pair in (of_it[ids][0] for ids in behind):
            if pair["standing"] in _PROPOSED:
                pair["standing"] = "possible"
                pair["reasons"].append(_OUTDONE)


_ONE: Final = ("certain", "judged same")


def _order(pair: Row) -> tuple[Any, ...]:
    proposed = pair["standing"] in _PROPOSED
    return proposed, -pair["score"], pair["days"], pair["incidentId"], pair["otherId"]


def _pair(read: Row) -> tuple[Row, float]:
    """The row, and what the two are worth as one event."""
    one, other = read["one"].properties, read["other"].properties
    mine = _telling(read["one"], read["onePlaces"], read["oneActors"])
    theirs = _telling(read["other"], read["otherPlaces"], read["otherActors"])
    km = read["km"]
    found = reasons(mine, theirs, km, read["kin"], read["namesakes"])
    of_reasons = worth(found)
    value = round(score(of_reasons), 2)
    said = [str(reason) for reason in found]
    event = one.get("tellingOf")
    is_one = event is not None and event == other.get("tellingOf")
    verdicts = {judgement["verdict"] for judgement in read["judgements"]}
    if verdicts:
        standing = f"judged {verdicts.pop()}" if len(verdicts) == 1 else "judged both ways"
    elif is_one:
        standing = "certain"
    else:
        standing = "likely" if value >= LIKELY else "possible"
    row = {
        "incidentId": str(one["id"]),
        "incident": one["name"],
        "otherId": str(other["id"]),
        "other": other["name"],
        "dataset": other["dataset"],
        "standing": standing,
        "score": value,
        "reasons": [f"+ both are told as {event}", *said] if is_one else said,
        "judged": list(map(_judged, read["judgements"])),
        "days": read["days"],
        "km": None if km is None else round(km, 1),
        "coarse": "coarse" if km is not None and not (mine.exact and theirs.exact) else "",
        "killed": f"{_figure(one)} and {_figure(other)}",
        "sources": united((one["sources"], other["sources"])),
    }
    return row, of_reasons


def _telling(node: NodeRecord, places: Sequence[str], actors: Sequence[Row]) -> Telling:
    told = node.properties
    tactics = frozenset(told.get("tactics") or ()) - {"not-stated"}
    return Telling(
        first_day=told["firstDay"],
        last_day=told["lastDay"],
        dataset=told["dataset"],
        country=told.get("country"),
        admin1=told.get("admin1"),
        admin1_id=told.get("admin1Id"),
        admin2=told.get("admin2"),
        place_text=str(told["placeText"]),
        places=tuple(map(str, places)),
        exact=told["geoPrecision"] in ("exact", "near"),
        low=told.get("fatalitiesLow"),
        best=told.get("fatalitiesBest"),
        high=told.get("fatalitiesHigh"),
        tactics=tactics,
        target_type=told["targetType"],
        groups=frozenset(str(actor["id"]) for actor in actors if not actor["state"]),
        states=frozenset(str(actor["id"]) for actor in actors if actor["state"]),
        target=told.get("targetDescription") or "",
    )


def _judged(judgement: Row) -> str:
    day = f", {judgement['on']}" if judgement["on"] else ""
    why = f": {judgement['why']}" if judgement["why"] else ""
    return f"{judgement['verdict']}, by {judgement['by']}{day}{why}"


def _figure(told: Mapping[str, Any]) -> str:
    best = told.get("fatalitiesBest")
    return "?" if best is None else str(best)


def _not_compared(read: Sequence[Row]) -> Iterator[Row]:
    vague: dict[str, list[Mapping[str, Any]]] = {}
    for told in (one["one"].properties for one in read if one["other"] is None):
        long = (told["lastDay"] - told["firstDay"]).days > LONGEST
        why = f"dated to more than {LONGEST} days" if long else "neither a country nor a coordinate"
        vague.setdefault(why, []).append(told)
    for why, of_these in sorted(vague.items()):
        number = len(of_these)
        yield {
            **dict.fromkeys(_COLUMNS),
            "incident": f"{number:,} incident{'' if number == 1 else 's'}",
            "standing": "not compared",
            "reasons": [why],
            "judged": [],
            "coarse": "",
            "sources": united(told["sources"] for told in of_these),
        }


_COLUMNS: Final = (
    "incidentId", "incident", "otherId", "other", "dataset", "standing", "score", "reasons",
    "judged", "days", "km", "coarse", "killed", "sources",
)  # fmt: skip
