"""Whose move it is, for every course a referral can take: somebody is named until all is done, and no day is lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from arbitration import rules
from arbitration.standing import Happened, whose_move
from timetable.calendar import bank_holidays
from timetable.rules import WorkingCalendar

ENGLAND = WorkingCalendar.of(bank_holidays(range(2024, 2033)))
DAY = date(2026, 3, 2)
SIDE_SETS = st.sets(st.sampled_from(sorted(rules.SIDES)))


@st.composite
def courses(draw):
    """What can have happened, in its order: an urn, shares, a draw, statements, a determination, its answer."""
    far = draw(st.integers(0, 5))
    return Happened(
        received_on=DAY, urgent=draw(st.booleans()), laid_on=DAY if far >= 1 else None,
        sealed=draw(SIDE_SETS) if far >= 1 else (), called_on=DAY if far >= 2 else None, seated=far >= 3,
        conflicted=far >= 3 and draw(st.booleans()), heard=draw(SIDE_SETS),
        asked=draw(SIDE_SETS), asked_on=DAY, objected_on=draw(st.sampled_from([None, DAY])),
        issued_on=DAY if far >= 4 else None,
        answered=far == 5,
    )  # fmt: skip


@given(courses(), st.integers(0, 60))
def test_somebody_is_named_with_a_day_and_a_source_until_all_is_done(told, days):
    move = whose_move(told, DAY + timedelta(days=days), ENGLAND)
    assert move.what
    assert move.why
    if told.answered:
        assert (move.movers, move.limit) == ((), None)
    elif told.laid_on is None:
        assert (move.movers, move.limit) == (("secretary",), None)
    else:
        assert move.limit.rule.source
        if told.called_on is None:
            assert set(move.movers) == rules.SIDES - set(told.sealed)


@given(courses(), st.integers(0, 60))
def test_the_arbitrator_is_waited_for_exactly_when_a_determination_could_be_issued(told, days):
    today = DAY + timedelta(days=days)
    free = told.seated and not told.conflicted and told.issued_on is None
    free = free and not told.asked and told.objected_on is None
    try:
        rules.ensure_heard(told.heard, rules.determinable_from(DAY, told.urgent, ENGLAND), today)
    except rules.NotHeard:
        free = False
    assert (whose_move(told, today, ENGLAND).movers == ("arbitrator",)) == free
