"""The next release of a made-up table differs in the rows that it is to differ in."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.ged_like import release, write

ROWS = 2_000


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of the table."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_release_changes_a_hundredth_of_the_rows_in_each_of_four_ways(tmp_path: Path) -> None:
    first, second, again = (tmp_path / name for name in ("first.csv", "second.csv", "again.csv"))
    write(first, ROWS)
    changed = release(first, second)
    assert release(first, again) == changed
    assert second.read_bytes() == again.read_bytes()
    pairs = list(zip(rows(first), rows(second), strict=True))
    differing = [(old, new) for old, new in pairs if old != new]
    assert len(differing) == changed
    assert ROWS / 200 < changed < ROWS / 50
    assert all(old["id"] == new["id"] and old["best"] != new["best"] for old, new in differing)
    for column in ("source_article", "side_b_new_id", "latitude"):
        assert any(old[column] != new[column] for old, new in differing), column
