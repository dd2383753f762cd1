"""Caseloads, their bands, and whom to choose; without a database."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.rules import band, choose, per_fte
from workforce.shapes import Candidate

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        officer_id=st.uuids(),
        person_id=st.uuids(),
        name=st.text(min_size=1, max_size=5),
        children=st.integers(0, 120),
        capacity=st.decimals("0.05", "1", places=2),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("caseload", "name"),
    [("49.9", "green-low"), ("50", "green"), ("70", "green"), ("70.1", "amber"), ("85", "amber"), ("85.1", "red")],
)
def test_bands(caseload, name):
    assert band(Decimal(caseload)) == name


def test_caseload_is_children_by_the_time_there_is_for_them():
    assert per_fte(48, Decimal("0.8") * Decimal("0.75")) == Decimal("80.0")
    assert per_fte(1, Decimal("0.3")) == Decimal("3.3")


@given(candidates=CANDIDATES)
def test_nobody_has_a_lower_caseload_than_the_one_chosen(candidates):
    found = choose(candidates, None)
    if not candidates:
        assert found is None
        return
    chosen, reason = found
    assert all(chosen.children * one.capacity <= one.children * chosen.capacity for one in candidates)
    assert "Lowest caseload" in reason


@given(candidates=CANDIDATES.filter(bool), data=st.data())
def test_the_choice_does_not_depend_on_the_order(candidates, data):
    assert choose(candidates, None) == choose(data.draw(st.permutations(candidates)), None)


@given(candidates=CANDIDATES.filter(bool), data=st.data())
def test_the_former_iro_comes_first_where_still_there(candidates, data):
    former = data.draw(st.sampled_from(candidates))
    chosen, reason = choose(candidates, former.person_id)
    assert chosen.person_id == former.person_id
    assert "before" in reason
    assert choose(candidates, uuid4()) == choose(candidates, None)
