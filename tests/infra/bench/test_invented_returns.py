"""Invented returns for the benchmarks: the same for the same seed, in order, and such that the rules take every row."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.models import Child, ClaimedReview, Episode
from infra.bench import nation, returns
from tenants.pins import pinned


def test_the_same_seed_makes_the_same_children_and_another_others():
    made = returns.council("210", 50, 1)
    assert made == returns.council("210", 50, 1)
    assert made != returns.council("210", 50, 2)
    assert returns.files(made, 2026) == returns.files(returns.council("210", 50, 1), 2026)


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_care_runs_forwards_and_nobody_is_in_it_before_birth_or_after_eighteen(seed):
    for one in returns.council("210", 20, seed):
        start, end = one.stays[0].start, one.stays[-1].end
        assert one.born < start
        assert all(stay.end is None or stay.start < stay.end for stay in one.stays)
        assert end is None or (end - one.born).days < 18.01 * 365.25
        assert list(one.reviews) == sorted(one.reviews)
        assert all(start < held and (end is None or held < end) for held, _ in one.reviews)


def test_england_is_84_000_children_in_councils_of_different_size():
    sizes = nation._sizes([f"{number:03}" for number in range(153)], 84_000, 1)
    assert abs(sum(sizes) - 84_000) < 153
    assert max(sizes) > 5 * min(sizes)


@pytest.mark.parametrize("children", [40])
def test_a_councils_two_years_are_loaded_without_a_row_left_out(cast, children):
    done = nation._load_council("210", children, 1)
    assert (done.children, done.left_out) == (children, 0)
    assert json.loads(json.dumps(asdict(done)))["council"] == "210"
    with pinned(cast.house("council/210").own_pin()):
        assert Child.objects.count() > children * 0.9
        assert Episode.objects.count() >= Child.objects.count()
        assert ClaimedReview.objects.exists()
