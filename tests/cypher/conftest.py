"""What the tests of the saved questions share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphq.graph.opening import open_store
from graphq.graph.store import Store
from tests.cypher.build import Build


@pytest.fixture
def build(empty_store: Store) -> Build:
    """An empty graph to be made by hand, on each engine."""
    return Build(empty_store)


@pytest.fixture(scope="module")
def jnim(jnim_folder: Path) -> Iterator[Store]:
    """The jnim dossier in a folder, for tests that need only one engine."""
    with open_store(jnim_folder) as opened:
        yield opened
