"""Commands that write a file, with one of their steps failing: the whole file, or what was there.

A sample; `make faults` tries every step.
"""

from __future__ import annotations

import pytest

from tests import figures
from tests.faults.cases import READING, Bench, Operation, sample

STEPS = 1


@pytest.mark.slow
@pytest.mark.parametrize("operation", READING, ids=str)
def test_a_step_that_fails_leaves_a_whole_file_or_what_was_there(
    operation: Operation, bench: Bench, seed: int
) -> None:
    tried = list(sample(bench, operation, STEPS, seed))
    lost = {str(fault): found for fault in tried if (found := bench.tried(operation, fault))}
    figures.tried(
        "a step of an export, page or brief fails", len(tried), len(tried) - len(lost), seed=seed
    )
    assert not lost
