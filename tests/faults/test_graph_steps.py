"""Commands that change the graph, with one of their steps failing: all of the change, or none.

A sample; `make faults` tries every step.
"""

from __future__ import annotations

import pytest

from tests import figures
from tests.faults.cases import WRITING, Bench, Operation, sample

STEPS = 2


@pytest.mark.slow
@pytest.mark.parametrize("operation", WRITING, ids=str)
def test_a_step_that_fails_leaves_the_graph_before_or_after(
    operation: Operation, bench: Bench, seed: int
) -> None:
    tried = list(sample(bench, operation, STEPS, seed))
    lost = {str(fault): found for fault in tried if (found := bench.tried(operation, fault))}
    figures.tried("a step of a load or assess fails", len(tried), len(tried) - len(lost), seed=seed)
    assert not lost
