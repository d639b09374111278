"""What the tests of the evaluation share."""

from __future__ import annotations

import pytest

from graphq.graph.store import Store
from tests.cypher.build import Build


@pytest.fixture
def build(empty_store: Store) -> Build:
    """An empty graph to be made by hand, on each engine."""
    return Build(empty_store)
