"""What is used of the engine that its package does not publish is still there and does the same."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import arcadedb
import pytest

from graphq.graph.errors import StoreError
from graphq.graph.opening import open_store
from graphq.graph.stores.arcadedb import native
from tests.cli.run import ROOT

USED = {
    "_native.database.NativeDatabase": "to import it before the engine is used",
    "_native.lib.loaded": "to load the engine once",
    "_native.lib._load": "to load the engine while its settings are in the environment",
    "_native.lib._prepare_logging": "to have the engine keep no log",
    "_native.codec._default": "to encode the days of a row",
    "_native.extras._call": "to have the batch writer take rows that are encoded already",
    "_native.extras.NativeGraphBatch": "to have the batch writer take such rows",
}


@pytest.mark.parametrize("name", USED)
def test_the_engine_has_what_is_used_of_it(name: str) -> None:
    module, attribute = f"arcadedb.{name}".rsplit(".", 1)
    try:
        found = hasattr(importlib.import_module(module), attribute)
    except ImportError:
        found = False
    assert found, (
        f"arcadedb {arcadedb.__version__} has no {name}, which graph/stores/arcadedb/native.py "
        f"uses {USED[name]}: find what does that now, or keep the version named in pyproject.toml."
    )


def test_rows_given_encoded_are_what_the_package_itself_writes(tmp_path: Path) -> None:
    rows = [{"id": "a", "day": date(2019, 7, 22), "names": ["é", "x"], "n": 2, "part": 2.5}]
    found = []
    for way in ("ours", "the package's"):
        with native.engine().create_database(str(tmp_path / way)) as database:
            database.command("sql", "CREATE VERTEX TYPE Thing")
            with database.graph_batch() as batch:
                if way == "ours":
                    native.give(batch, "create_vertices", type="Thing", rows=native.encoded(rows))
                else:
                    batch.create_vertices("Thing", rows)
            answer = database.query("opencypher", "MATCH (t:Thing) RETURN properties(t) AS t")
            found.append([row["t"] for row in answer.to_list()])
    assert found[0] == found[1] == rows, (
        f"arcadedb {arcadedb.__version__} keeps rows that graph/stores/arcadedb/native.py encodes "
        "otherwise than its own methods do: encode them as its create_vertices does now, or keep "
        "the version that pyproject.toml names."
    )


def test_the_environment_is_as_it_was_once_the_engine_is_loaded(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from graphq.graph.opening import open_store\n"
        "before = set(os.environ.items())\n"
        "open_store(sys.argv[1], 'write').close()\n"
        # The engine sets this one by itself.
        "print({name for name, _ in before ^ set(os.environ.items())})\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "graph")],
        capture_output=True, text=True, check=True, env=surroundings(tmp_path),
    )  # fmt: skip
    assert (ran.stdout, ran.stderr) == ("{'ARCADEDB_NATIVE_LIBDIR'}\n", "")


def test_what_the_user_says_of_the_engine_holds(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from graphq.graph.stores.arcadedb import native\n"
        "os.environ['ARCADEDB_LOG_DIR'] = sys.argv[1]\n"
        "native.engine(heap='-Xmx700m', rules='-Dsome.rule=yes')\n"
        "from arcadedb._native import lib\n"
        "print(lib.diag()['max_heap'] >> 20, os.environ['ARCADEDB_LOG_DIR'] == sys.argv[1])\n"
    )
    given = {**surroundings(tmp_path), "ARCADEDB_NATIVE_ISOLATE_ARGS": "-Xmx300m"}
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "log")],
        capture_output=True, text=True, check=True, env=given,
    )  # fmt: skip
    assert ran.stdout == "300 True\n"


def test_the_engine_keeps_no_log_anywhere(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    for folder in (home, temporary):
        folder.mkdir()
    program = (
        "from graphq.graph.opening import open_store\n"
        "with open_store('graph', 'write') as store:\n"
        "    store.write([(\"CREATE (:Person {id: 'a'})\", {})])\n"
        "(__import__('pathlib').Path('graph') / 'db' / 'schema.json').write_text('{')\n"
        "open_store('graph')"
    )
    given = {
        **surroundings(tmp_path), "HOME": str(home), "TMPDIR": str(temporary),
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=given, capture_output=True, text=True
    )
    assert "is damaged" in ran.stderr
    assert "java" not in ran.stderr
    assert [*home.rglob("*"), *temporary.rglob("*")] == []


def test_a_machine_on_which_the_engine_does_not_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise OSError("GLIBC_2.28 not found")

    lib = importlib.import_module("arcadedb._native.lib")
    monkeypatch.setattr(lib, "loaded", lambda: False)
    monkeypatch.setattr(lib, "_load", fails)
    with pytest.raises(StoreError, match=r"cannot be loaded \(GLIBC_2.28 not found\)"):
        open_store(tmp_path / "graph", "write")


def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment without what is said of the engine."""
    said = {key: value for key, value in os.environ.items() if not key.startswith("ARCADEDB_")}
    return {**said, "XDG_STATE_HOME": str(tmp_path / "state")}


def test_a_command_that_runs_alone_leaves_numpy_out_and_others_have_it(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from graphq.graph.opening import open_store\n"
        "from graphq.graph.store import StoreOptions\n"
        "with open_store(sys.argv[1], 'write', StoreOptions(alone=sys.argv[2] == 'alone')):\n"
        "    print('numpy' in sys.modules)\n"
        "import numpy\n"
        "print(numpy.arange(3).sum())\n"
    )
    for way, there in (("alone", "False"), ("among others", "True")):
        given = [sys.executable, "-c", code, str(tmp_path / way), way]
        done = subprocess.run(given, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.split() == [there, "3"]
