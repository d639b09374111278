"""CARVER: its six criteria, the scale of a score, and what may stand as one.

What always holds here: a score is a whole number within its scale, given by a person; what was not
scored has no number, and there is a total only where all six criteria have one. The highest score
says the same of each criterion: this speaks for protecting the facility first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CRITERIA: Final = (
    "criticality", "accessibility", "recuperability", "vulnerability", "effect", "recognizability",
)  # fmt: skip
"""The criteria, in the order of the letters."""
MEANINGS: Final = {
    "criticality": "how much depends on it",
    "accessibility": "how easily it can be reached",
    "recuperability": "how long it would take to recover",
    "vulnerability": "how easily an attack would succeed",
    "effect": "how great the harm would be, there and around",
    "recognizability": "how easily it is told from other places",
}
"""What is asked of each; the highest score is the most of it."""
METHOD: Final = "carver"
SCORES: Final = "scores"
RANKING: Final = "ranking"
NOT_SCORED: Final = "not scored"
USUAL_SCALE: Final = "1-5"

HIGHEST: Final = 1_000
"""The highest end that a scale may have."""
_WHOLE: Final = re.compile(r"([0-9]{1,5})(?:[.,]00?)?")
"""As programs write a whole number: `3`, `3.0`, `3,0`; with three noughts it may be a thousand."""
_SCALE: Final = re.compile(r"([0-9]{1,5})\s*(?:-|–|to)\s*([0-9]{1,5})")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Band(StrEnum):
    """In which third of its scale a score lies."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True, order=True)
class Scale:
    """The lowest and the highest score that could be given.

    Raises ValueError with a sentence when the one is not below the other.
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        """Refuse a scale on which nothing can be told apart."""
        if not 0 <= self.low < self.high <= HIGHEST:
            raise ValueError(
                f"{self.low} to {self.high} is no scale: the lowest score is below the highest, "
                f"and both lie between 0 and {HIGHEST:,}"
            )

    def __str__(self) -> str:
        """The scale as it is written: `1–5`."""
        return f"{self.low}–{self.high}"

    @classmethod
    def parse(cls, text: str) -> Scale:
        """Read `1-5`. Raises ValueError with a sentence that says what was wrong."""
        found = _SCALE.fullmatch(text.strip())
        if found is None:
            advice = (
                "; a spreadsheet program made a day of it: use the columns scale_low and scale_high"
                if _DAY.match(text)
                else ""
            )
            raise ValueError(f"'{text}' is no scale such as 1-5 or 1-10{advice}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of_ends(cls, low: str, high: str) -> Scale:
        """Read both ends. Raises ValueError with a sentence that says what was wrong."""
        ends = []
        for text in (low, high):
            found = _WHOLE.fullmatch(text)
            if found is None:
                raise ValueError(f"'{text}' is not a whole number, so it is no end of a scale")
            ends.append(int(found[1]))
        return cls(*ends)

    def score(self, text: str) -> int | None:
        """Read a score; blank is one that was not given. Raises ValueError with a sentence."""
        if not text.strip():
            return None
        found = _WHOLE.fullmatch(text.strip())
        if found is None:
            raise ValueError(
                f"'{text}' is not a whole number from {self.low} to {self.high}; leave it blank "
                "where it is not scored"
            )
        return self.checked(int(found[1]))

    def checked(self, score: int) -> int:
        """The score, if it lies on the scale. Raises ValueError with a sentence."""
        if not self.low <= score <= self.high:
            raise ValueError(
                f"{score} is not on the scale from {self.low} to {self.high}; leave it blank where "
                "it is not scored"
            )
        return score

    def band(self, score: int) -> Band:
        """In which third of the scale the score lies; one on a border is in the middle."""
        return _third(score - self.low, self.high - self.low)

    def band_of_total(self, total: int) -> Band:
        """In which third of what six scores can come to the total lies."""
        return _third(total - 6 * self.low, 6 * (self.high - self.low))


def _third(place: int, length: int) -> Band:
    if 3 * place < length:
        return Band.LOW
    return Band.HIGH if 3 * place > 2 * length else Band.MIDDLE


def total_of(scores: Sequence[int | None]) -> int | None:
    """The sum of all six scores, and nothing where one of them is not there."""
    if len(scores) != len(CRITERIA) or any(score is None for score in scores):
        return None
    return sum(score for score in scores if score is not None)
