"""A load that is killed at any moment leaves the graph that was there, or all of the new one.

Twenty processes are killed with SIGKILL at moments drawn at random: half of them load into an empty
folder, half load a changed dossier over a finished one. The moments count from when the load begins
and reach from its first step to shortly after its end.
"""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from graphq.graph.errors import StoreError
from graphq.graph.opening import open_store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.graph.make import Snapshot, everything
from tests.graph.process import LOAD, running

ROUNDS = 20
SEED = 20170302
JNIM = Dossier.find("jnim").folder
EARLIEST_AND_LATEST = ((0.05, 1.1), (0.2, 0.8))
"""Seconds after opening begins: of a first load, and of one over a finished load."""
REPLACED = ("Suicide", "Roadside")


def loaded(folder: Path, dossier: Path) -> Snapshot:
    """The graph after loading the dossier into the folder in one go."""
    with open_store(folder, "write") as store:
        load(Dossier(dossier), store, "test")
        return everything(store)


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The jnim dossier, and one of the same name that says otherwise of many incidents."""
    made = tmp_path_factory.mktemp("dossiers")
    first, second = made / "first" / "jnim", made / "second" / "jnim"
    for folder in (first, second):
        shutil.copytree(JNIM, folder)
    incidents, changes = second / "incidents.csv", second / "changes.csv"
    text = incidents.read_text(encoding="utf-8")
    assert text.count(REPLACED[0]) > 5
    incidents.write_text(text.replace(*REPLACED), encoding="utf-8")
    # A change of kind takes another way through the writer, and what is derived goes with it.
    text = changes.read_text(encoding="utf-8")
    assert ",merger," in text
    changes.write_text(text.replace(",merger,", ",alliance,"), encoding="utf-8")
    # The last spellings are taken back.
    aliases = second / "aliases.csv"
    lines = aliases.read_text(encoding="utf-8").splitlines(keepends=True)
    aliases.write_text("".join(lines[:-40]), encoding="utf-8")
    return first, second


@pytest.fixture(scope="module")
def clean(dossiers: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """The graph that one clean load of each dossier gives."""
    made = tmp_path_factory.mktemp("clean")
    first, second = (loaded(made / f"g{number}", folder) for number, folder in enumerate(dossiers))
    assert first != second
    return [first, second]


@pytest.fixture(scope="module")
def finished(dossiers: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first dossier loaded to the end."""
    folder = tmp_path_factory.mktemp("finished") / "graph"
    loaded(folder, dossiers[0])
    return folder


def states(folder: Path) -> list[str]:
    """How the loads of the folder ended; none where there is no graph yet."""
    if not (folder / "db").exists():
        # The kill came before the engine had made anything.
        with pytest.raises(StoreError, match="There is no graph in"):
            open_store(folder)
        return []
    with open_store(folder) as store:
        rows = store.read("MATCH (r:IngestRun) RETURN r.state AS state ORDER BY state")
        return [row["state"] for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_killed_load_leaves_one_whole_graph_and_can_be_done_again(
    number: int,
    dossiers: tuple[Path, Path],
    clean: list[Snapshot],
    finished: Path,
    tmp_path: Path,
) -> None:
    over = number % 2
    delay = random.Random(SEED + number).uniform(*EARLIEST_AND_LATEST[over])
    what = f"round {number}, seed {SEED}: killed {delay:.4f} s after the load began"
    folder = tmp_path / "graph"
    if over:
        shutil.copytree(finished, folder)
    with running(LOAD, folder, dossiers[over]) as process:
        time.sleep(delay)
        process.kill()
        process.wait()
    before = states(folder)
    assert before in (["finished"] * over, ["finished"] * (over + 1)), what
    if before:
        with open_store(folder) as store:
            held = everything(store)
        assert held == clean[len(before) - 1], what
    assert loaded(folder, dossiers[over]) == clean[over], what
    assert states(folder) == [*before, "finished"], what
    assert {found.name for found in folder.iterdir() if found.name.startswith("db")} == {"db"}
