"""Running cases, and keeping those that did not hold.

What always holds here: most are read and made into facts, one in a thousand is loaded into a folder
as well, and one in ten thousand goes through the command.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graphq.graph.opening import open_store
from graphq.ingest.load import find
from graphq.ingest.runs import Summary
from tests.fuzz.case import Case, make
from tests.fuzz.hold import outcome
from tests.ingest.tables import good, write_dossier

INTO_A_FOLDER: Final = 1_000
THROUGH_THE_COMMAND: Final = 10_000
LONGEST_SECONDS: Final = 20.0
"""A small file takes milliseconds; what takes so long grows faster than the file."""
_IN_MEMORY: Final = "/dev/shm"
"""Where files are that no disk has to keep."""
_CODES: Final = range(4)
_RAW: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What acts on a terminal, or is not seen there."""


@dataclass(slots=True)
class Ran:
    """What was tried, and what of it was lost: the number of each case, with what was wrong."""

    tried: int = 0
    loaded: int = 0
    """How many ended in a summary; the others in a sentence that refuses them."""
    lost: dict[int, str] = field(default_factory=dict)

    @property
    def held(self) -> int:
        """How many held."""
        return self.tried - len(self.lost)

    def __add__(self, more: Ran) -> Ran:
        """Both together."""
        return Ran(self.tried + more.tried, self.loaded + more.loaded, self.lost | more.lost)

    def told(self, seed: int, seconds: float) -> str:
        """The figures on one line."""
        return (
            f"Input files: {self.tried:,} tried, {self.held:,} held, {len(self.lost):,} lost "
            f"(seed {seed}; {self.loaded:,} were read; {seconds:,.0f} s)."
        )


def run(seed: int, first: int, count: int, lost: Path) -> Ran:
    """Run so many cases from the number `first` on; those that are lost are kept in the folder."""
    done = Ran()
    memory = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="graphq-fuzz-", dir=memory) as named:
        folder = Path(named)
        for number in range(first, first + count):
            case = make(seed, number, folder / "case")
            done.tried += 1
            try:
                done.loaded += isinstance(_held(case, number, folder), Summary)
            except Exception as error:  # noqa: BLE001 - every one is to be told
                done.lost[number] = f"{type(error).__name__}: {error}"[:300]
                _keep(case, lost / f"{seed}-{number}")
    return done


def _held(case: Case, number: int, folder: Path) -> Summary | str:
    began = time.monotonic()
    done = outcome(case)
    assert time.monotonic() - began < LONGEST_SECONDS, "it took too long"
    if number % INTO_A_FOLDER == 0:
        with _emptied(folder / "graph") as graph, open_store(graph, "write") as store:
            facilities = write_dossier(folder / "facilities", good())
            with contextlib.closing(find(str(facilities))) as found:
                found.into(store, "fuzz")
            loaded = outcome(case, store)
        assert isinstance(loaded, type(done)), f"{done} became {loaded}"
    if number % THROUGH_THE_COMMAND == 0:
        with _emptied(folder / "graph") as graph:
            _see_command(case, graph)
    return done


@contextlib.contextmanager
def _emptied(graph: Path) -> Iterator[Path]:
    shutil.rmtree(graph, ignore_errors=True)
    yield graph
    shutil.rmtree(graph, ignore_errors=True)


def _see_command(case: Case, graph: Path) -> None:
    form = ["--as", case.form] if case.form else []
    done = subprocess.run(
        [sys.executable, "-m", "graphq.cli.main", "load", str(case.path), *form, "--db",
         str(graph)],
        cwd=case.path.parent, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    told = done.stdout.decode() + done.stderr.decode()
    assert done.returncode in _CODES, (done.returncode, told)
    assert "not foreseen" not in told, told
    assert "Traceback" not in told, told
    assert not _RAW.search(told), repr(told)


def _keep(case: Case, where: Path) -> None:
    """Keep the file that was lost, and why."""
    shutil.rmtree(where, ignore_errors=True)
    where.mkdir(parents=True)
    if case.path.is_dir():
        shutil.copytree(case.path, where / case.path.name)
    else:
        shutil.copy(case.path, where)
    (where / "why.txt").write_text(
        f"--as {case.form}\n{traceback.format_exc()}", encoding="utf-8", errors="replace"
    )
