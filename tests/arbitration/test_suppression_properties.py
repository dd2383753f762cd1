"""No small count is told, and none can be worked out from what is: by trying every distribution that looks the same."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from arbitration.suppression import LEAST, small, suppress

NAMES = "abc"
distributions = st.lists(st.integers(0, 9), min_size=1, max_size=3).map(
    lambda found: dict(zip(NAMES, found, strict=False))
)


@settings(deadline=None)
@given(distributions)
def test_no_small_count_is_told_nor_can_be_worked_out(counts):
    shown = suppress(counts)
    assert not any(small(told) for told in shown.counts.values() if told is not None)
    assert all(told in (None, counts[name]) for name, told in shown.counts.items())
    alike = [found for found in same_size(counts) if suppress(found) == shown]
    for name, count in counts.items():
        if small(count):
            assert len({found[name] for found in alike}) > 1


def same_size(counts):
    """Whoever knows the rule tries them all; of a single count nobody knows the total."""
    total = sum(counts.values())
    every = (dict(zip(counts, found, strict=True)) for found in product(range(total + LEAST), repeat=len(counts)))
    return [found for found in every if len(counts) == 1 or sum(found.values()) == total]


@given(st.dictionaries(st.sampled_from(NAMES), st.just(0) | st.integers(LEAST, 50)))
def test_nothing_is_withheld_without_a_small_count(counts):
    assert suppress(counts).counts == counts
    assert suppress(counts).total == sum(counts.values())
