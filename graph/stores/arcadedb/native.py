"""The engine's package: how it is loaded, and what is used of it that it does not publish.

What always holds here: the engine reads its settings from the environment when it is loaded, once
in a process; ours stand there for that moment only. No other module reaches for a name of the
package that begins with an underscore; pyproject.toml names the one version of it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import orjson

from graphq.graph.errors import StoreError
from graphq.graph.records import Row
from graphq.graph.store import MEMORY_TO_WRITE

HEAP_FOR_WRITING: Final = f"-Xmx{MEMORY_TO_WRITE}m"
"""How far the engine's memory may grow in a process that begins by writing."""

NO_FETCHING: Final = (
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false "
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false"
)
"""A statement that reads the graph is not to read files or web pages."""

_NO_MEMORY: Final = "rc=801"
"""What the engine says of memory that it cannot set aside."""

_NO_LOG: Final = Path(__file__).with_name("no-log.properties")
"""What tells the engine to keep no log."""

_LOADING: Final = threading.Lock()


def engine(
    heap: str = "", rules: str = "", notes: Path | None = None, *, alone: bool = False
) -> Any:
    """The engine's package, with the engine loaded.

    Only the first call in a process has a say in how: `heap` is for its memory, unless the user has
    said something about that, `rules` are what it must not do, and `notes` is the folder for what
    it notes down; `alone` is said in `StoreOptions`. Raises StoreError where it does not run.
    """
    try:
        with _without_numpy() if alone else contextlib.nullcontext():
            import arcadedb
            import arcadedb._native.database  # by itself imported later, and numpy with it
        from arcadedb._native import lib
    except (ImportError, OSError) as error:
        raise _not_loaded(error) from error
    with _LOADING:
        if not lib.loaded():
            try:
                with _without_log(lib, notes), _environment(_settings(heap, rules, notes)):
                    lib._load()
            except (OSError, arcadedb.ArcadeDBError) as error:
                raise _not_loaded(error) from error
    return arcadedb


def _not_loaded(error: Exception) -> StoreError:
    if _NO_MEMORY in str(error):
        return StoreError(
            "The embedded engine cannot be loaded: this process may not take as much memory as it "
            "sets aside. Allow it more: ulimit -v unlimited."
        )
    return StoreError(
        f"The embedded engine cannot be loaded ({error}). It runs on Linux with glibc 2.28 or "
        "later (x86-64, arm64), macOS (arm64) and Windows (x64); elsewhere use a Neo4j server."
    )


def _settings(heap: str, rules: str, notes: Path | None) -> dict[str, str]:
    """The variables by which the engine is told."""
    arguments = f"{os.environ.get('ARCADEDB_NATIVE_ISOLATE_ARGS', heap)} {rules}"
    # By itself it prints its log on the terminal.
    console = os.environ.get("ARCADEDB_LOG_CONSOLE", "0")
    told = {"ARCADEDB_NATIVE_ISOLATE_ARGS": arguments, "ARCADEDB_LOG_CONSOLE": console}
    return told if notes is None else {**told, "ARCADEDB_LOG_DIR": str(notes)}


@contextlib.contextmanager
def _without_numpy() -> Iterator[None]:
    """Have numpy not to be found in the block, unless it is imported already.

    The engine takes numpy's values where numpy can be had. No value of ours is numpy's, and the
    import is a fifth of the time in which a command answers.
    """
    if "numpy" in sys.modules:
        yield
        return
    sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["numpy"]


@contextlib.contextmanager
def _without_log(lib: Any, notes: Path | None) -> Iterator[None]:
    """Have the engine keep no log in the block, unless somebody has said where it is to go.

    By itself it keeps one in the home of the user, or where it cannot, in a new temporary folder
    each time; what it could not write there it would print, with traces, on the terminal.
    """
    if notes is not None or os.environ.keys() & {"ARCADEDB_LOG_DIR", "ARCADEDB_LOG_CONSOLE"}:
        yield
        return
    prepared = lib._prepare_logging
    lib._prepare_logging = lambda given: [f"-Djava.util.logging.config.file={_NO_LOG.as_posix()}"]
    try:
        yield
    finally:
        lib._prepare_logging = prepared


@contextlib.contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Have the settings in the environment in the block, and what was there before after it."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def rows_of(found: Any, check: Callable[[], None]) -> list[Row]:
    """All rows of a result, which ends with it; `check` is called again and again meanwhile.

    The package's own way of taking them all, `to_list`, cannot be stopped.
    """
    rows: list[Row] = []
    try:
        while True:
            rows.extend(properties for properties, _ in found._buf)
            found._buf.clear()
            if not found._fill():
                return rows
            check()
    finally:
        found.close()


def encoded(rows: list[Row]) -> orjson.Fragment:
    """The rows as the engine takes them; a day stays a day."""
    from arcadedb._native import codec

    return orjson.Fragment(orjson.dumps(rows, codec._default, orjson.OPT_PASSTHROUGH_DATETIME))


def give(batch: Any, operation: str, **given: Any) -> dict[str, Any]:
    """Have the batch writer do it, and return what it answers.

    The package's own methods look at every value in Python before they encode it, which takes as
    long as the encoding and keeps the thread that makes the rows waiting.
    """
    from arcadedb._native import extras

    done: dict[str, Any] = extras._call(
        "The batch writer failed",
        "arcadedb_n_gb",
        batch._gb,
        operation.encode(),
        orjson.dumps(given),
    )
    return done
