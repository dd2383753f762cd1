from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.models import Decision, Review
from reviews.rules import KINDS, InvalidReview, InvalidVote, Standing, VoteTooLate, ensure_review, ensure_vote, state_of
from reviews.shapes import PRIORITIES, DecisionState, Participation, VoteCast
from tests.reviews.care import decision, held

BORN = date(2014, 6, 1)
STANDING = Standing(BORN, date(2026, 1, 5), None, (), date(2026, 2, 2))
TODAY = date(2026, 2, 4)


def faults(review, standing=STANDING, today=TODAY):
    with pytest.raises(InvalidReview) as refused:
        ensure_review(review, standing, today)
    return refused.value.errors


def test_a_good_review_passes():
    ensure_review(held(), STANDING, TODAY)


@pytest.mark.parametrize(("fields", "field"), [
    ({"held_on": date(2026, 1, 4)}, "held_on"),
    ({"participation": "PN8"}, "participation"),
    ({"participation": "PN0"}, "participation"),
    ({"child_views": "  "}, "child_views"),
    ({"held_on": date(2026, 2, 3)}, "late_reason"),
    ({"held_on": date(2026, 2, 3), "late_reason": "weather"}, "late_reason"),
    ({"late_reason": "illness"}, "late_reason"),
    ({"decisions": ()}, "decisions"),
    ({"decisions": (decision(), decision(text=" "))}, "decisions[1].text"),
    ({"decisions": (decision(owner_name=""),)}, "decisions[0].owner_name"),
    ({"decisions": (decision(due_on=date(2026, 2, 1)),)}, "decisions[0].due_on"),
    ({"decisions": (decision(priority="soon"),)}, "decisions[0].priority"),
])  # fmt: skip
def test_each_fault_is_named_by_its_field(fields, field):
    assert list(faults(held(**fields))) == [field]


def test_a_review_is_recorded_after_it_was_held():
    assert list(faults(held(), today=date(2026, 2, 1))) == ["held_on"]
    ensure_review(held(), STANDING, date(2026, 2, 2))


def test_all_faults_come_at_once():
    wrong = faults(held(participation="", child_views="", decisions=()))
    assert set(wrong) == {"participation", "child_views", "decisions"}


def test_a_late_review_with_its_reason_and_a_reason_instead_of_views_pass():
    late = held(held_on=date(2026, 2, 3), late_reason="court", child_views="", no_views_reason="She was asleep.")
    ensure_review(late, STANDING, TODAY)


def test_a_review_comes_after_the_last_and_within_the_period():
    second = Standing(BORN, date(2025, 1, 6), date(2026, 1, 30), (date(2026, 1, 20),), date(2026, 4, 20))
    assert second.kind == "second"
    assert list(faults(held(held_on=date(2026, 1, 20)), second)) == ["held_on"]
    assert list(faults(held(held_on=date(2026, 1, 31)), second)) == ["held_on"]
    ensure_review(held(held_on=date(2026, 1, 30)), second, TODAY)


@given(st.dates(date(2010, 1, 1), date(2026, 1, 1)), st.integers(-2000, 3000), st.sampled_from(Participation))
def test_the_fourth_birthday_parts_the_codes_and_itself_allows_either(born, days, code):
    day = min(max(born + timedelta(days=1461 + days), born), date(2026, 2, 2))
    age_known = (day.year - born.year) - ((day.month, day.day) < (born.month, born.day))
    birthday = age_known == 4 and (day.month, day.day) == (born.month, born.day)
    allowed = birthday or (age_known < 4) == (code is Participation.PN0)
    standing = Standing(born, born, None, (), date(2030, 1, 1))
    review = held(held_on=day, participation=code, decisions=(decision(due_on=day),))
    if allowed:
        ensure_review(review, standing, TODAY)
    else:
        assert list(faults(review, standing)) == ["participation"]


def test_participation_counts_as_the_department_counts():
    assert {code for code in Participation if code.counts} == {"PN1", "PN2", "PN3", "PN5", "PN6"}
    assert Participation.PN0.counts is None
    assert all(code.meaning for code in Participation)


def test_a_vote_on_the_last_day_counts_and_a_day_later_does_not():
    limit = date(2026, 2, 11)
    ensure_vote(VoteCast(agreed=True), limit, limit)
    with pytest.raises(VoteTooLate, match="11 February 2026"):
        ensure_vote(VoteCast(agreed=True), limit, limit + timedelta(days=1))
    with pytest.raises(InvalidVote) as refused:
        ensure_vote(VoteCast(agreed=False, case_manager_comment=" "), limit, limit)
    assert list(refused.value.errors) == ["case_manager_comment"]


@pytest.mark.parametrize(("agreed", "deemed", "disputed", "state"), [
    (None, False, False, DecisionState.ISSUED),
    (True, False, False, DecisionState.AGREED),
    (False, False, False, DecisionState.DISAGREED),
    (None, True, False, DecisionState.DEEMED_AGREED),
    (False, False, True, DecisionState.IN_DISPUTE),
    (True, True, False, DecisionState.AGREED),
])  # fmt: skip
def test_state_is_derived(agreed, deemed, disputed, state):
    assert state_of(agreed=agreed, deemed=deemed, disputed=disputed) is state


def test_codes_of_rules_and_tables_are_the_same():
    assert tuple(Decision.Priority.values) == PRIORITIES
    assert tuple(Review.Kind.values) == KINDS
