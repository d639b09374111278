"""A set of hashes in little memory holds what a set holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.write.numbers import Numbers

HASHES = st.integers(-(2**63), 2**63 - 1)


def as_held(number: int) -> int:
    """Of 64 bits; nought and one are the same, as no two hashes differ by so little."""
    return number % 2**64 or 1


@given(st.lists(HASHES | st.integers(0, 3_000), max_size=3_000), HASHES)
def test_it_holds_what_a_set_holds(numbers: list[int], other: int) -> None:
    found, wanted = Numbers(), set[int]()
    for number in numbers:
        assert found.add(number) is (as_held(number) not in wanted)
        wanted.add(as_held(number))
    assert len(found) == len(wanted)
    assert all(number in found for number in numbers)
    assert (other in found) is (as_held(other) in wanted)


def test_many_numbers_are_all_found_again_and_no_others() -> None:
    found = Numbers(hash(str(number)) for number in range(100_000))
    assert len(found) == 100_000
    assert all(hash(str(number)) in found for number in range(0, 100_000, 97))
    assert not any(hash(str(number)) in found for number in range(100_000, 103_000))
