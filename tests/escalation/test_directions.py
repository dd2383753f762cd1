"""What a determination directs: reported by the council, done only when the IRO says so, and never quietly late."""

from datetime import date, timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from accounts.actor import process
from escalation import actions, queries
from escalation.directions import DirectionState, Pursuit
from escalation.ladder import NotNow
from escalation.models import DirectionFinding, DirectionReport, OverdueDirection, SilentDecline
from escalation.rules import AlreadyDone, Incomplete, InvalidAnswer
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.arbitration import post
from tests.escalation.quarrel import begin, carry, closed, council, put_in_shares, seen, service
from tests.escalation.test_dispute_to_the_end import determine, state_both
from tests.reviews.care import in_care, on
from timetable.queries import england

TABLES = (DirectionReport, DirectionFinding, SilentDecline, OverdueDirection)


@pytest.fixture
def case(cast):
    return in_care(cast)


@pytest.fixture
def determined(cast, case):
    return determined_today(cast, case)


def determined_today(cast, case):
    """(dispute's id, determination's id, the day) of one that the council has yet to answer."""
    today = post.today()
    started = begin(cast, case, day=today, urgent=True)
    referral_id, _ = service(
        cast, case, lambda ada: actions.refer_to_arbitration(started.dispute_id, "It can't wait.", actor=ada), day=today
    )
    put_in_shares(cast, case, referral_id, today)
    state_both(cast, case, referral_id, today)
    carry(cast, case.council)
    issued = determine(cast, referral_id)
    carry(cast, "panel/national")
    return started.dispute_id, issued.id, today


def kept(cast, case):
    with pinned(cast.house(case.council).service_pin()):
        return [(model.objects.count(), model.history.count()) for model in TABLES]


def comply(cast, case, determined, position="comply", reasons="", day=None):
    _, found, today = determined
    council(
        cast, case, lambda dora: actions.answer_determination(found, position, reasons, actor=dora), "dora",
        day or today,
    )  # fmt: skip


def report(cast, case, determined, progress="done", text="She moved on Monday.", *, by="max", day=None, number=1):
    _, found, today = determined
    return council(
        cast, case, lambda who: actions.report_direction(found, number, progress, text, actor=who), by, day or today
    )


def find(cast, case, determined, carried_out, text="I saw it.", *, by="ada", day=None, number=1):
    _, found, today = determined
    return service(
        cast, case, lambda who: actions.find_direction(found, number, carried_out, text, actor=who), by, day or today
    )


def first(cast, case, determined, day=None):
    dispute_id, _, today = determined
    return seen(cast, case, dispute_id, day=day or today).determination.directions[0]


def strike(cast, case, day):
    with pinned(cast.house(case.council).service_pin()), on(day):
        return actions.follow_determinations(day, actor=process("clock"))


def test_only_the_iro_makes_it_done(cast, case, determined):
    assert first(cast, case, determined).state is DirectionState.AWAITED
    comply(cast, case, determined)
    assert first(cast, case, determined).state is DirectionState.ACCEPTED
    report(cast, case, determined, "under_way", "A carer is found.")
    assert first(cast, case, determined).state is DirectionState.UNDER_WAY
    report(cast, case, determined, by="dora")
    assert first(cast, case, determined).state is DirectionState.REPORTED
    find(cast, case, determined, False, "She is where she was.")
    assert first(cast, case, determined).state is DirectionState.UNDER_WAY
    report(cast, case, determined, text="Now she has moved.")
    find(cast, case, determined, True)
    shown = first(cast, case, determined)
    assert (shown.state, len(shown.reports)) == (DirectionState.DONE, 3)
    assert [(one.nth, one.carried_out) for one in shown.findings] == [(2, False), (3, True)]
    for again in (report, lambda *of: find(*of, False)):
        with pytest.raises(AlreadyDone):
            again(cast, case, determined)


def test_after_the_dispute_is_closed_too(cast, case, determined):
    comply(cast, case, determined)
    dispute_id, _, today = determined
    service(cast, case, lambda ada: actions.accept(dispute_id, closed("O9"), actor=ada), day=today)
    report(cast, case, determined)
    find(cast, case, determined, True)
    assert first(cast, case, determined).state is DirectionState.DONE


def test_nobody_else_and_nothing_without_its_words(cast, case, determined):
    before = kept(cast, case)
    for attempt, refusal in (
        (lambda: report(cast, case, determined, "perhaps"), InvalidAnswer),
        (lambda: report(cast, case, determined, text=" "), InvalidAnswer),
        (lambda: report(cast, case, determined, by="pat"), NotFound),
        (lambda: report(cast, case, determined, number=9), NotFound),
        (lambda: find(cast, case, determined, True, " "), Incomplete),
        (lambda: find(cast, case, determined, True, by="mary"), NotPermitted),
        (lambda: find(cast, case, determined, True, by="ben"), NotFound),
        (lambda: find(cast, case, determined, True, number=0), NotFound),
    ):
        with pytest.raises(refusal):
            attempt()
    _, found, today = determined
    with pytest.raises(NotPermitted):
        council(cast, case, lambda dora: actions.find_direction(found, 1, True, "Done.", actor=dora), "dora", today)
    assert kept(cast, case) == before


def test_a_dispute_that_was_closed_without_a_determination_directs_nothing(cast, case, determined):
    begun = begin(cast, case)
    service(cast, case, lambda ada: actions.accept(begun.dispute_id, closed(), actor=ada))
    assert not {"report_direction", "find_direction"} & set(seen(cast, case, begun.dispute_id).moves)
    with pytest.raises(NotNow):
        service(cast, case, lambda ada: queries.determination_of(begun.dispute_id, actor=ada))


def test_silence_is_a_decline_on_record_once_and_told(cast, case, determined, settings_mail):
    dispute_id, _, today = determined
    limit = seen(cast, case, dispute_id, day=today).determination.answer_limit
    assert strike(cast, case, limit) == 0
    before = kept(cast, case)
    assert before[2] == (0, 0)
    after = limit + timedelta(days=1)
    assert [strike(cast, case, after), strike(cast, case, after)] == [1, 0]
    with pinned(cast.house(case.council).service_pin()):
        assert SilentDecline.history.get().history_user_id == "process:clock"
    shown = seen(cast, case, dispute_id, day=after)
    assert (shown.determination.silent_on, first(cast, case, determined, after).state) == (
        after, DirectionState.DECLINED,
    )  # fmt: skip
    carry(cast, case.council)
    told = {message.to[0] for message in mail.outbox if "no answer to the determination" in message.subject}
    assert told == {cast.person(name).email for name in ("dora", "mary", "hugo")}
    comply(cast, case, determined, day=after)
    late = seen(cast, case, dispute_id, day=after).determination
    assert (late.position, late.silent_on) == ("comply", after)
    assert first(cast, case, determined, after).state is DirectionState.ACCEPTED


def test_what_is_long_overdue_is_told_once_and_what_was_reported_is_not(cast, case, determined, settings_mail):
    comply(cast, case, determined)
    due = first(cast, case, determined).due_on
    limit = england().add_working_days(due, 10)
    assert strike(cast, case, limit) == 0
    after = limit + timedelta(days=1)
    report(cast, case, determined, day=due)
    assert strike(cast, case, after) == 0
    find(cast, case, determined, False, "Not so.", day=after)
    shown = first(cast, case, determined, after)
    assert (shown.state, shown.told_overdue_on) == (DirectionState.OVERDUE, None)
    assert [strike(cast, case, after), strike(cast, case, after)] == [1, 0]
    assert first(cast, case, determined, after).told_overdue_on == after
    carry(cast, case.council)
    told = [message for message in mail.outbox if "is overdue" in message.subject]
    assert {message.to[0] for message in told} == {cast.person(name).email for name in ("dora", "mary", "hugo")}
    assert not [message for message in told if "Tamsin" in message.subject + message.body]


def test_what_was_declined_is_never_overdue(cast, case, determined):
    comply(cast, case, determined, "decline", "We appeal to reason.")
    due = first(cast, case, determined).due_on
    assert strike(cast, case, due + timedelta(days=60)) == 0
    find(cast, case, determined, True, "They did it all the same.")
    assert first(cast, case, determined).state is DirectionState.DONE


DUE = date(2026, 3, 2)
PURSUITS = st.builds(
    Pursuit,
    due_on=st.just(DUE),
    position=st.sampled_from(["", "comply", "part", "decline"]),
    silent=st.booleans(),
    reports=st.lists(st.booleans(), max_size=3).map(tuple),
    findings=st.frozensets(st.tuples(st.integers(0, 3), st.booleans()), max_size=3),
)


@given(PURSUITS, st.integers(-3, 3))
def test_whatever_the_council_says_it_is_done_by_the_iros_word_alone(pursued, days):
    state = pursued.state(DUE + timedelta(days=days))
    assert (state is DirectionState.DONE) == any(carried_out for _, carried_out in pursued.findings)
    if state is DirectionState.OVERDUE:
        assert days > 0
        assert not pursued.declined
    if state is DirectionState.DECLINED:
        assert pursued.position == "decline" or not pursued.position
    assert state.label
