"""A facility as one assessment scores it: a column of the CARVER matrix, with its cells.

What always holds here: what was not scored is "not scored" and never 0, and there is a total only
where all six criteria are scored.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphq.graph.model.ratings import CRITERIA, NOT_SCORED, Band, Scale, total_of


@dataclass(frozen=True, slots=True)
class Score:
    """What was given for one criterion."""

    criterion: str
    score: int | None
    band: Band | None

    @property
    def text(self) -> str:
        """The score and in which third of its scale it lies, or that there is none."""
        return NOT_SCORED if self.score is None else f"{self.score} {self.band}"


@dataclass(frozen=True, slots=True)
class Said:
    """One remark on a rating, or on an assessment, with who says it."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """One facility as one assessment scores it."""

    target_id: str
    target: str
    assessment_id: str
    assessors: tuple[str, ...]
    date: str
    scale: Scale
    cells: tuple[Score, ...]
    said: tuple[Said, ...]
    sources: tuple[str, ...]

    @property
    def scored(self) -> int:
        """How many criteria have a score."""
        return sum(cell.score is not None for cell in self.cells)

    @property
    def total(self) -> int | None:
        """The sum, where all six have a score; nothing otherwise."""
        return total_of([cell.score for cell in self.cells])

    @property
    def total_band(self) -> Band | None:
        """In which third of all possible totals it lies, where there is one."""
        return None if self.total is None else self.scale.band_of_total(self.total)

    @property
    def total_text(self) -> str:
        """The total with what it is out of, or how many criteria are scored."""
        if self.total is None:
            return f"—, {self.scored} of {len(CRITERIA)} scored"
        return f"{self.total} {self.total_band} (of {6 * self.scale.low}–{6 * self.scale.high})"

    @property
    def who(self) -> str:
        """Who judged."""
        return "; ".join(self.assessors)
