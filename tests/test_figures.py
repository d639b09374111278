"""What the tests tried is summed by name, whichever process noted it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import figures

ROOT = Path(__file__).parents[1]


def test_notes_of_many_at_once_are_summed_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "figures"
    monkeypatch.setenv(figures.VARIABLE, str(noted))
    with ThreadPoolExecutor(8) as several:
        for number in range(200):
            several.submit(figures.tried, "kill -9", 3, 3 - number % 2, seed=number % 2)
    figures.tried("a full disk", 1000, 1000)
    printed = subprocess.run(
        [sys.executable, "-m", "tests.figures", noted],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed.splitlines() == [
        "             tried   held  lost  seeds",
        "a full disk  1,000  1,000     0",
        "kill -9        600    500   100  0, 1",
    ]


def test_nothing_is_noted_where_no_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(figures.VARIABLE, raising=False)
    figures.tried("kill -9", 1, 1)
    assert not list(tmp_path.iterdir())
