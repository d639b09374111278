"""The benchmark's table says what was measured, and of each goal whether it was kept."""

from __future__ import annotations

from benchmarks.goals import GOALS, table
from benchmarks.questions import ASKED, Kind


def found(seen: dict[str, float], what: str) -> list[str]:
    """What the line that begins so says was found, and whether the goal was kept."""
    (row,) = (line for line in table(seen) if line.startswith(f"| {what}"))
    _, _, told, _, kept, _ = (cell.strip() for cell in row.split("|"))
    return [told, kept]


def test_a_goal_that_was_not_measured_says_so() -> None:
    assert len(list(table({}))) == len(GOALS) + 2
    assert found({}, "graphq brief jnim, dossier") == ["not measured", ""]


def test_a_goal_is_kept_or_missed() -> None:
    assert found({"everything min": 24.9}, "all of the benchmark") == ["24.9 min", "kept"]
    assert found({"everything min": 25.1}, "all of the benchmark") == ["25.1 min", "missed"]
    seen = {"folder: release s": 30.0, "folder: first load s": 100.0}
    told = found(seen, "a release that changes 1 % of the rows, folder")
    assert told == ["0.3 x; 30.0 against 100.0 s", "missed"]


def test_of_questions_the_slowest_counts_and_all_that_are_over_the_goal_are_named() -> None:
    names = [line.name for line in ASKED if line.kind == Kind.NEAR]
    assert names == ["co-location (group)", "exposure (target)", "warn (target)"]
    seen = {f"folder: {name}, p95 ms": 20.0 + 190 * place for place, name in enumerate(names)}
    told, kept = found(seen, "co-location, exposure, warn, folder")
    assert told == "400 ms; 2 of 3 over: warn (target) 400, exposure (target) 210"
    assert kept == "missed"


def test_no_two_lines_of_questions_have_one_name() -> None:
    assert len({line.name for line in ASKED}) == len(ASKED)
