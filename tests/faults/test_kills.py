"""Commands killed at random moments: the graph before or after, and the same command again does it.

A sample; `make faults` kills a thousand.
"""

from __future__ import annotations

import pytest

from tests import figures
from tests.faults.cases import READING, WRITING, Bench, Operation, moments


@pytest.mark.slow
@pytest.mark.parametrize(
    ("operation", "number"),
    [*((operation, 2) for operation in WRITING), *((operation, 1) for operation in READING[::2])],
    ids=str,
)
def test_a_command_that_is_killed_leaves_all_or_nothing(
    operation: Operation, number: int, bench: Bench, seed: int
) -> None:
    tried = list(moments(bench, operation, number, seed))
    lost = {str(moment): found for moment in tried if (found := bench.tried(operation, moment))}
    figures.tried("kill -9 in a command", len(tried), len(tried) - len(lost), seed=seed)
    assert not lost
