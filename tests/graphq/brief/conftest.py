"""What the tests of briefs share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.graph.write.writer import prepare
from tests.cypher.build import Build


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """An empty graph in a folder, to be made by hand."""
    with open_store(tmp_path / "made", "write") as store:
        prepare(store)
        yield Build(store)


@pytest.fixture(scope="module")
def jnim(jnim_folder: Path) -> Iterator[Store]:
    """The jnim dossier in a folder."""
    with open_store(jnim_folder) as opened:
        yield opened
