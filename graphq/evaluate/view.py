"""What an evaluation says, as a document.

What always holds here: every figure has its spread beside it, and each group of strikes its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from graphq.document.document import Cells, Column, Document, Section, Table
from graphq.evaluate.evaluate import CHOSEN, HIGHEST, QUESTION, WEIGHTS, Evaluation
from graphq.evaluate.ranks import HITS
from graphq.evaluate.replay import PARTS
from graphq.evaluate.report import LIKENESS, Difference, TaskGroup
from graphq.evaluate.resamples import DECIMALS, INSIDE, Figure

_SMALL: Final = 0.1
_MRR: Final = "mean reciprocal rank"
_CSV: Final = (
    "years", "strikes", "count", "figure", "ranking", "against", "value", "low", "high",
)  # fmt: skip
_TOLD: Final = {
    1: "better", 0: "cannot be told apart", -1: "worse", None: "too close to say",
}  # fmt: skip


def document_of(found: Evaluation) -> Document:
    """The evaluation: its tables, and how to read them."""
    return Document(
        title=heading(found),
        compose=lambda: sections(found),
        notes=(_reading(), *found.notes),
        lines=lambda: [_CSV, *([line.get(name) for name in _CSV] for line in _lines(found))],
        data=lambda: as_object(found),
    )


def heading(found: Evaluation) -> str:
    """What was measured, in one line."""
    asked = found.parameters
    weights = ", ".join(
        f"{part} {asked[name]:g}" for part, name in zip(PARTS, WEIGHTS, strict=True)
    )
    several = asked["precedents"]
    nearest = "the precedent most alike" if several == 1 else f"the {several} precedents most alike"
    return (
        f"How high likeness ranks what was struck next: {weights}; to {nearest}; as of "
        f"{asked['asOf']}"
    )


def sections(found: Evaluation) -> Iterator[Section]:
    """The tables in their order."""
    if found.choice:
        yield weights_tried(found)
    yield from map(_standings, found.groups)
    yield from comparisons(found)


def section(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1
) -> Section:
    """A table under a heading; its first `words` columns are words, the others figures."""
    columns = tuple(
        Column(head, number=place >= words, whole=place >= words)
        for place, head in enumerate(heads)
    )
    return Section(title, (Table(columns, tuple(map(Cells, rows)), nothing="None.", gap=1),))


def comparisons(found: Evaluation) -> Iterator[Section]:
    """What can be told apart on the same strikes, and what each part of likeness adds."""
    yield section(
        f"Differences in {_MRR}, on the same strikes",
        ("strikes", "compared", "difference", "so it is"),
        [
            (
                f"{group.strikes} {group.years}",
                f"{difference.of} less {difference.against}",
                _signed(difference.mrr),
                _TOLD[difference.mrr.side],
            )
            for group in found.groups
            for difference in group.differences
        ],
        words=4,
    )
    parts = [difference.against for difference in found.groups[0].parts]
    if parts:
        yield section(
            f"What each part of likeness adds to its {_MRR}",
            ("part", *(f"{group.strikes} {group.years}" for group in found.groups)),
            [
                (part, *(_signed(group.parts[place].mrr) for group in found.groups))
                for place, part in enumerate(parts)
            ],
        )


def weights_tried(found: Evaluation) -> Section:
    """The weights that were given and chosen."""
    choice = found.choice
    assert choice
    given = [found.parameters[name] for name in WEIGHTS]
    return section(
        f"Weights: {choice.tried} tried on {choice.strikes} first strikes; {choice.tied} of them "
        "cannot be told from the highest, and the chosen ones are the closest to equal of these",
        ("ranking", *PARTS),
        [
            (name, *(f"{weight:g}" for weight in weights))
            for name, weights in (
                (LIKENESS, given), (CHOSEN, choice.chosen), (HIGHEST, choice.highest),
            )
        ],
    )  # fmt: skip


def _standings(group: TaskGroup) -> Section:
    most = f"{group.most:,}"
    among = most if group.fewest == group.most else f"{group.fewest:,} to {most}"
    strikes = "strike" if group.count == 1 else "strikes"
    # Among thousands of facilities all figures are small.
    decimals = 2 if max(found.mrr.value for found in group.standings) >= _SMALL else DECIMALS
    return section(
        f"{group.strikes[0].upper()}{group.strikes[1:]} {group.years}: {group.count:,} {strikes}, "
        f"each ranked among {among} facilities",
        ("ranking", *(f"hits at {place}" for place in HITS), _MRR),
        [
            (
                standing.ranking,
                *(spread(standing.hits[place], decimals) for place in HITS),
                spread(standing.mrr, decimals),
            )
            for standing in group.standings
        ],
    )


def spread(figure: Figure, decimals: int = 2) -> str:
    """A figure with its interval in brackets."""
    value, low, high = (f"{end:.{decimals}f}" for end in (figure.value, figure.low, figure.high))
    return f"{value} ({low}–{high})"


def _signed(figure: Figure) -> str:
    value, low, high = (
        f"{number:+.{DECIMALS}f}" for number in (figure.value, figure.low, figure.high)
    )
    # A zero has no sign.
    value, low, high = (text[1:] if float(text) == 0 else text for text in (value, low, high))
    # In one piece, so that a narrow table breaks before the bracket.
    return f"{value} ({low}…{high})"


def _reading() -> str:
    return (
        "Hits at 3 is the share of strikes whose facility stood among the first 3; the mean "
        "reciprocal rank is 1 where it always stood first. Among equals every order counts alike. "
        f"In brackets is where the figure lies in {INSIDE} of 100 resamples of the strikes."
    )


def as_object(found: Evaluation) -> dict[str, Any]:
    """The evaluation as one object, documented in `docs/output.md`."""
    choice = found.choice
    return {
        "question": QUESTION,
        "parameters": found.parameters,
        "facilities": found.facilities,
        "strikes": found.strikes,
        "leftOut": found.unasked,
        "groups": [
            {
                "years": group.years,
                "strikes": group.strikes,
                "count": group.count,
                "among": {"fewest": group.fewest, "most": group.most},
                "rankings": [
                    {
                        "ranking": standing.ranking,
                        **{f"hits{place}": _told(standing.hits[place]) for place in HITS},
                        "mrr": _told(standing.mrr),
                    }
                    for standing in group.standings
                ],
                "differences": [_compared(difference) for difference in group.differences],
                "parts": [
                    {"part": difference.against, "adds": _told(difference.mrr)}
                    for difference in group.parts
                ],
            }
            for group in found.groups
        ],
        "choice": {
            "chosen": dict(zip(WEIGHTS, choice.chosen, strict=True)),
            "highest": dict(zip(WEIGHTS, choice.highest, strict=True)),
            "tried": choice.tried,
            "tied": choice.tied,
            "strikes": choice.strikes,
        }
        if choice
        else None,
        "notes": list(found.notes),
    }


def _told(figure: Figure) -> dict[str, float]:
    return {name: round(getattr(figure, name), 6) + 0.0 for name in ("value", "low", "high")}


def _compared(difference: Difference) -> dict[str, Any]:
    return {
        "of": difference.of,
        "against": difference.against,
        "mrr": _told(difference.mrr),
        "told": _TOLD[difference.mrr.side],
    }


def _lines(found: Evaluation) -> Iterator[dict[str, Any]]:
    """One figure a line."""
    for group in found.groups:
        about = {"years": group.years, "strikes": group.strikes, "count": group.count}
        for standing in group.standings:
            of = {**about, "ranking": standing.ranking}
            for place in HITS:
                yield {**of, "figure": f"hits{place}", **_told(standing.hits[place])}
            yield {**of, "figure": "mrr", **_told(standing.mrr)}
        for figure, differences in (("difference", group.differences), ("adds", group.parts)):
            for difference in differences:
                ends = {"ranking": difference.of, "against": difference.against}
                yield {**about, **ends, "figure": figure, **_told(difference.mrr)}
