"""What the tests of faults share: a bench for each process that runs tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.cases import Bench
from tests.faults.running import NoCompilerError, compiler
from tests.neo4j_fixture import skip_or_fail

IN_MEMORY = Path("/dev/shm")
ROOM = 1 << 30


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """Places to try commands in: in memory where there is room, so that no disk is waited for."""
    try:
        compiler()
    except NoCompilerError as error:
        skip_or_fail(str(error), "GRAPHQ_REQUIRE_FAULTS")
    in_memory = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(
        prefix="graphq-faults-", dir=IN_MEMORY if in_memory else None
    ) as folder:
        bench = Bench(Path(folder))
        try:
            yield bench
        finally:
            bench.close()


@pytest.fixture(scope="session")
def seed() -> int:
    """What the samples are drawn with; the same in every run, unless GRAPHQ_FAULTS_SEED says so."""
    return int(os.environ.get("GRAPHQ_FAULTS_SEED", "20170302"))
