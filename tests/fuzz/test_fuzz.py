"""Ten thousand damaged files on every run; `make fuzz` tries a million."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from graphq.ingest.recognise import known_formats
from graphq.ingest.runs import Summary
from tests import figures
from tests.fuzz.case import make, undamaged
from tests.fuzz.hold import outcome
from tests.fuzz.run import run
from tests.fuzz.seeds import Seed, seeds

SEED: Final = 20261129
FILES: Final = 10_000
PARTS: Final = 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_of_any_file_nothing_is_lost_and_no_load_breaks(part: int, tmp_path: Path) -> None:
    each = FILES // PARTS
    done = run(SEED, part * each, each, tmp_path / "lost")
    figures.tried("input files", done.tried, done.held, seed=SEED)
    assert not done.lost, {number: done.lost[number] for number in list(done.lost)[:5]}
    assert done.loaded > each / 4, "nearly nothing was left to be read"


def test_a_case_is_made_again_by_its_seed_and_number(tmp_path: Path) -> None:
    for number in range(30):
        one, other = make(1, number, tmp_path / "one"), make(1, number, tmp_path / "other")
        assert (one.form, one.rows) == (other.form, other.rows)
        if one.path.is_file():
            assert one.path.read_bytes() == other.path.read_bytes()


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.form)
def test_a_seed_is_read_as_it_stands(seed: Seed, tmp_path: Path) -> None:
    found = outcome(undamaged(seed, tmp_path))
    assert isinstance(found, Summary), found
    # Of the made-up list three entries are wrong on purpose.
    assert found.rejected == (3 if seed.xml else 0)


def test_there_is_a_seed_of_every_format() -> None:
    assert {seed.form for seed in seeds()} == {*known_formats(), "dossier"}
