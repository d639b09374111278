"""An assessment and its ratings as model objects, whichever way they came.

What always holds here: an assessment names who judged, and a rating carries what was given and
nothing else; what was not scored is not written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphq.graph.model.nodes import Assessment
from graphq.graph.model.ratings import METHOD, SCORES, Scale
from graphq.graph.model.relationships import Rates
from graphq.graph.model.values import PartialDate
from graphq.graph.read.names import name_key
from graphq.ingest.places.tree import shortened

LONGEST_NAME: Final = 100
MOST_NAMES: Final = 20
_NO_NAMES: Final = frozenset(
    {"anon", "anonymous", "assessor", "na", "nobody", "none", "tbd", "unknown", "user"}
)


def names_told(names: Sequence[str]) -> str:
    """Why these cannot be the names of who judged; blank where they can."""
    if not names:
        return "no assessor is named; a score is kept only with the name of who gave it"
    if len(names) > MOST_NAMES:
        return f"more than {MOST_NAMES} assessors are named"
    for name in names:
        if not any(map(str.isalpha, name)) or name_key(name) in _NO_NAMES:
            return f"'{name}' is not the name of a person or body"
        if len(name) > LONGEST_NAME:
            return f"the name has more than {LONGEST_NAME} characters"
    return ""


def assessment(
    key: str,
    assessors: Sequence[str],
    date: PartialDate,
    *,
    kind: str = SCORES,
    scale: Scale | None,
    sources: Sequence[str],
) -> Assessment:
    """The node of an assessment; its caption is who judged, and in which year."""
    first = assessors[0].split(" (", 1)[0]
    others = " and others" if len(assessors) > 1 else ""
    year = f", {date.year}"
    return Assessment(
        id=key,
        name=shortened(f"{first}{others}", 30 - len(year)) + year,
        method=METHOD,
        kind=kind,
        assessors=tuple(assessors),
        date=str(date),
        date_precision=date.precision,
        first_day=date.span.first,
        last_day=date.span.last,
        scale_low=scale.low if scale else None,
        scale_high=scale.high if scale else None,
        sources=tuple(sources),
    )


def rating(
    assessment_id: str,
    target_id: str,
    scores: Mapping[str, int | None],
    *,
    rank: int | None = None,
    sources: Sequence[str],
) -> Rates:
    """The rating of one target."""
    given: dict[str, Any] = dict(scores)
    return Rates(
        id=f"rates:{assessment_id}>{target_id}",
        start=assessment_id,
        end=target_id,
        rank=rank,
        sources=tuple(sources),
        **given,
    )
