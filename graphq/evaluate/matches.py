"""The evaluation of `matches`: how many of the pairs that it calls likely are one event, and how
many of those that are it finds.

What always holds here: what is told are shares with their counts; the same pairs are held against
day and place alone, which is the baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphq.cypher.reckon.one_event import LIKELY, outdone, reasons, score, worth
from graphq.document.document import Cells, Column, Document, Section, Table
from graphq.evaluate.labelled_pairs import LabelledPair, labelled_pairs
from graphq.graph.read.names import name_key

PRECISION, RECALL = 0.95, 0.85
"""The goals."""
_NEAR: Final = 5.0
"""Kilometres within which day and place alone take two for one."""
_SCORED, _BASELINE = "matches", "day and place alone"
_CSV: Final = (
    "pairs", "ranking", "compared", "oneEvent", "called", "right", "precision", "recall",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """How one way to tell did on some pairs."""

    pairs: str
    ranking: str
    compared: int
    """How many pairs."""
    one_event: int
    """How many of them tell one event."""
    called: int
    """How many are called one."""
    right: int
    """How many of these are."""

    @property
    def precision(self) -> float | None:
        """The share of those called one that are; none where none is called so."""
        return self.right / self.called if self.called else None

    @property
    def recall(self) -> float | None:
        """The share of those that are one that are called so; none where there are none."""
        return self.right / self.one_event if self.one_event else None


def evaluate_matches(seed: int = 1) -> list[MatchCounts]:
    """Precision and recall of both ways to tell, on each kind of labelled pairs."""
    pairs = labelled_pairs(seed)
    return [
        _found(half, ranking, [pair for pair in pairs if pair.half == half], calls)
        for half in dict.fromkeys(pair.half for pair in pairs)
        for ranking, calls in ((_SCORED, likely), (_BASELINE, by_day_and_place))
    ]


def likely(pairs: Sequence[LabelledPair]) -> list[LabelledPair]:
    """Those that `matches` proposes as one event."""
    compared = [pair for pair in pairs if pair.is_compared]
    worths = {
        pair.ids: worth(
            reasons(pair.one.telling, pair.other.telling, pair.km, pair.kin, pair.namesakes)
        )
        for pair in compared
    }
    left_behind = outdone(worths)
    return [
        pair
        for pair in compared
        if pair.ids not in left_behind and round(score(worths[pair.ids]), 2) >= LIKELY
    ]


def by_day_and_place(pairs: Sequence[LabelledPair]) -> list[LabelledPair]:
    """Those that share a day and lie close by, or have a place of one name without coordinates."""
    return [pair for pair in pairs if _day_and_place(pair)]


def _day_and_place(pair: LabelledPair) -> bool:
    """Whether they share a day, and lie close by or have a place of one name."""
    one, other = pair.one.telling, pair.other.telling
    if one.first_day > other.last_day or other.first_day > one.last_day:
        return False
    if pair.km is not None:
        return pair.km <= _NEAR
    names = [{name_key(name) for name in told.places} for told in (one, other)]
    return bool(names[0] & names[1])


def _found(
    half: str,
    ranking: str,
    pairs: Sequence[LabelledPair],
    calls: Callable[[Sequence[LabelledPair]], list[LabelledPair]],
) -> MatchCounts:
    called = calls(pairs)
    return MatchCounts(
        half,
        ranking,
        len(pairs),
        sum(pair.same for pair in pairs),
        len(called),
        sum(pair.same for pair in called),
    )


def document_of(found: Sequence[MatchCounts], seed: int) -> Document:
    """The figures, and how the pairs were made."""
    return Document(
        title=f"How well matches tells which incidents are one event (seed {seed})",
        compose=lambda: _sections(found),
        notes=(
            f"The goals are a precision of {PRECISION} and a recall of {RECALL} on the pairs held "
            "out. Precision is the share of the pairs called one event that are; recall the share "
            "of those that are one event that are called so.",
            "Pairs of 2011 and 2015 are rows of UCDP GED 19.1 for Myanmar that are known to a "
            "district and a week at least, each against its own row told otherwise (the coordinate "
            "left out in every second and moved in the others, and one or two of: days, names, "
            "district, figures, actors) and against the others of the same days, so told. Two "
            "who tell an event by themselves may differ in more than that.",
            "UCDP GED: Uppsala Conflict Data Program, CC BY 4.0.",
        ),
        lines=lambda: [_CSV, *([line[name] for name in _CSV] for line in map(_line, found))],
        data=lambda: {"question": "matches", "seed": seed, "found": list(map(_line, found))},
    )


def _sections(found: Sequence[MatchCounts]) -> Iterator[Section]:
    heads = ("told by", "called one", "rightly", "precision", "recall")
    for half in dict.fromkeys(one.pairs for one in found):
        of_it = [one for one in found if one.pairs == half]
        columns = tuple(Column(head, number=place > 0) for place, head in enumerate(heads))
        rows = tuple(
            Cells((one.ranking, f"{one.called:,}", f"{one.right:,}", _share(one.precision),
                   _share(one.recall)))
            for one in of_it
        )  # fmt: skip
        compared, one_event = of_it[0].compared, of_it[0].one_event
        title = f"Pairs of {half}: {compared:,}, of which {one_event:,} tell one event"
        yield Section(title, (Table(columns, rows, nothing="None.", gap=1),))


def _share(share: float | None) -> str:
    return "—" if share is None else f"{share:.3f}"


def _line(found: MatchCounts) -> dict[str, Any]:
    return {
        "pairs": found.pairs,
        "ranking": found.ranking,
        "compared": found.compared,
        "oneEvent": found.one_event,
        "called": found.called,
        "right": found.right,
        "precision": None if found.precision is None else round(found.precision, 4),
        "recall": None if found.recall is None else round(found.recall, 4),
    }
