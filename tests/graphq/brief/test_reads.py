"""A brief asks nothing twice, and reads what its sections share once."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.brief.compose import brief_of
from graphq.graph.store import Store
from tests.graphq.brief.write_expected import DAY
from tests.noting import Noting


@pytest.mark.parametrize(("subject", "most"), [("jnim", 44), ("GSIM", 45), ("Gao airport", 19)])
def test_a_brief_takes_few_reads_and_none_twice(jnim: Store, subject: str, most: int) -> None:
    store: Any = Noting(jnim)
    brief_of(store, subject, DAY, DAY)
    assert len(store.reads) <= most
    assert len(set(store.reads)) == len(store.reads)
