"""The draw: whoever holds its record comes to the same name; nobody is favoured; nobody busier is drawn."""

import hashlib
from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbitration.draw import Candidate, _place, draw

REFERRAL = UUID("018f0000-0000-7000-8000-000000000001")
people = st.lists(
    st.builds(Candidate, st.uuids(), st.text(max_size=10), st.integers(0, 4)),
    min_size=1,
    max_size=30,
    unique_by=lambda one: one.id,
)
seeds = st.binary(min_size=32, max_size=32)


@given(people, seeds, st.uuids(), st.randoms(use_true_random=False))
def test_order_of_the_roster_does_not_matter(candidates, seed, referral_id, random):
    shuffled = candidates.copy()
    random.shuffle(shuffled)
    assert draw(candidates, seed, referral_id) == draw(shuffled, seed, referral_id)


@given(people, seeds, st.uuids())
def test_only_those_with_the_fewest_cases_can_be_drawn(candidates, seed, referral_id):
    assert draw(candidates, seed, referral_id).load == min(one.load for one in candidates)


@given(people, seeds, st.uuids())
def test_the_record_read_back_gives_the_same_name(candidates, seed, referral_id):
    kept = [Candidate.of({"id": str(one.id), "name": one.name, "load": one.load}) for one in candidates]
    assert draw(kept, bytes.fromhex(seed.hex()), referral_id) == draw(candidates, seed, referral_id)


@given(st.integers(1, 30), st.integers(0, 2**64 - 1))
def test_an_outsider_can_compute_it_by_hand(many, number):
    """With plain hashlib, as the docstring of `draw` says it."""
    seed = number.to_bytes(32, "big")
    candidates = [Candidate(UUID(int=place), "", 0) for place in range(many)]
    expected = int.from_bytes(hashlib.sha256(seed + REFERRAL.bytes).digest(), "big") % many
    assert draw(candidates, seed, REFERRAL).id == UUID(int=expected)


@pytest.mark.parametrize("many", [2, 3, 7])
def test_no_place_is_favoured(many):
    """6,000 seeds: each place within five standard deviations of its share."""
    rounds = 6000
    candidates = [Candidate(UUID(int=place), "", 0) for place in range(many)]
    drawn = Counter(draw(candidates, number.to_bytes(32, "big"), REFERRAL).id for number in range(rounds))
    share = 1 / many
    spread = 5 * (rounds * share * (1 - share)) ** 0.5
    assert all(abs(drawn[one.id] - rounds * share) < spread for one in candidates)


def test_the_referral_takes_part_in_the_draw():
    """One seed for all referrals would otherwise draw one arbitrator for all."""
    candidates = [Candidate(UUID(int=place), "", 0) for place in range(5)]
    assert len({draw(candidates, bytes(32), UUID(int=number)).id for number in range(60)}) == 5


def test_a_number_past_the_last_whole_multiple_is_hashed_again():
    """2**256 is 2 more than a multiple of 7, so a digest of all ones would favour the second place."""
    ones = b"\xff" * 32
    again = int.from_bytes(hashlib.sha256(ones).digest(), "big")
    assert again % 7 != int.from_bytes(ones, "big") % 7
    assert _place(ones, 7) == again % 7


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_a_seed_of_another_length_is_refused(seed):
    with pytest.raises(ValueError, match="32 bytes"):
        draw([Candidate(UUID(int=1), "", 0)], seed, REFERRAL)
