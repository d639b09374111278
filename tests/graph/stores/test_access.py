"""Whoever may read a graph's folder can, and whoever may not is told which file it is about.

The tests run as whoever runs them; who may read everything, as root may, lets go of that first.
"""

from __future__ import annotations

import ctypes
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from graphq.graph.opening import open_store
from graphq.graph.write.writer import prepare

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the modes of Linux")

_ASK = """
import sys
from graphq.graph.errors import StoreError
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
try:
    with open_store(sys.argv[1], sys.argv[2], StoreOptions(wait_seconds=0)) as store:
        print(store.read("MATCH (n:GraphInfo) RETURN count(n) AS n")[0]["n"])
except StoreError as error:
    print(error)
"""
_NOBODY = 65534
_DROP_FROM_BOUNDS, _OVERRIDE, _READ_ALL = 24, 1, 2
"""Of prctl(2) and capabilities(7)."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
    return tmp_path / "graph"


def without_privileges() -> None:
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (_OVERRIDE, _READ_ALL):
            libc.prctl(_DROP_FROM_BOUNDS, capability, 0, 0, 0)


def asked(folder: Path, mode: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", _ASK, str(folder), mode],
        preexec_fn=without_privileges, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def closed_off(file: Path, mode: int) -> None:
    """Give the file away, as far as that goes, with this mode for all others."""
    file.chmod(mode)
    if os.geteuid() == 0:
        os.chown(file, _NOBODY, _NOBODY)


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_file_of_the_graph_that_is_closed_off_is_named(folder: Path, mode: str) -> None:
    assert asked(folder, mode) == "1\n"
    file = next(iter(sorted((folder / "db").glob("*.bucket"))))
    before = file.read_bytes()
    closed_off(file, 0)
    assert asked(folder, mode).startswith(f"{file} may not be read by you.")
    assert file.read_bytes() == before


def test_who_may_only_read_a_graph_reads_it(folder: Path) -> None:
    for file in (folder / "db").iterdir():
        closed_off(file, 0o444)
    assert asked(folder, "read") == "1\n"


def test_every_file_of_the_graph_may_be_read_by_who_may_read_its_mark(folder: Path) -> None:
    with open_store(folder, "write") as store:
        with store.bulk() as bulk:
            bulk.nodes(("Person",), [{"id": "a", "properties": {"id": "a"}}])
        store.write([("CREATE (:Target {id: 'new'})", {})])
    mark = stat.S_IMODE((folder / "graphq.json").stat().st_mode) & 0o666
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (folder / "db").iterdir()}
    assert modes == {mark}
