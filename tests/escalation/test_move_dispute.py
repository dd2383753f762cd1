"""Answers, climbing, closing, Cafcass and the clock, on PostgreSQL and under the logins whose part it is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import DatabaseError, connection

from escalation import actions, queries
from escalation.ladder import NotNow
from escalation.models import ArbitrationReferral, Closure, FreeDecision, Stage
from escalation.rules import AlreadyDone, Incomplete, InvalidAnswer, InvalidClosure, NotCurrent
from escalation.rungs import LEVELS
from escalation.shapes import AnswerGiven
from escalation.tasks import climb
from ledger.models import Change
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.escalation.quarrel import NO, begin, closed, council, seen, service, written
from tests.reviews.care import in_care, on

LIMITS = [date(2026, 4, 10), date(2026, 4, 17), date(2026, 4, 24), date(2026, 5, 1)]
LATE = date(2026, 4, 11)

ALWAYS = ("consider_cafcass", "note_telling", "link_proceeding")


@pytest.fixture
def case(cast):
    return in_care(cast)


@pytest.fixture
def begun(cast, case):
    return begin(cast, case)


def answer(cast, case, stage_id, given=NO, by="max", day=LIMITS[0]):
    return council(cast, case, lambda who: actions.answer(stage_id, given, actor=who), by, day)


def strike(day):
    with on(day, hour=0):
        return climb(house="council/210", login="region")


def rows(cast, case):
    with pinned(cast.house(case.council).service_pin()):
        found = Stage.objects.order_by("level").values_list("level", "why", "started_on", "limit")
        return [(level, why) for level, why, *_ in found], [limit for *_, limit in found]


def test_the_council_answers_and_the_iro_goes_higher(cast, case, begun):
    answer(cast, case, begun.stage_id)
    view = seen(cast, case, begun.dispute_id, day=LIMITS[0])
    step = view.ladder[0]
    assert (view.line.state, step.answer.position, step.answer.answered_by) == ("answered", "disagree", "Max Adeyemi")
    assert not step.overdue
    higher, _ = service(cast, case, lambda ada: actions.climb(begun.dispute_id, "Not enough", actor=ada), day=LATE)
    assert (higher.level, higher.deadline.limit) == ("L2", date(2026, 4, 17))
    assert seen(cast, case, begun.dispute_id, day=LATE).ladder[1].why == "The answer did not resolve it"


def test_a_late_answer_counts_for_as_long_as_the_stage_is_current(cast, case, begun):
    answer(cast, case, begun.stage_id, day=date(2026, 4, 13))
    assert seen(cast, case, begun.dispute_id, day=date(2026, 4, 13)).ladder[0].overdue
    assert strike(date(2026, 4, 20)) == 0
    service(cast, case, lambda ada: actions.climb(begun.dispute_id, "No", actor=ada), day=date(2026, 4, 14))
    with pytest.raises(NotCurrent):
        answer(cast, case, begun.stage_id, day=date(2026, 4, 14))


def test_an_answer_is_given_once_and_whole(cast, case, begun):
    with pytest.raises(InvalidAnswer) as refused:
        answer(cast, case, begun.stage_id, AnswerGiven(position="maybe", text=" "))
    assert set(refused.value.errors) == {"position", "text"}
    answer(cast, case, begun.stage_id)
    with pytest.raises(NotNow):
        answer(cast, case, begun.stage_id)


def test_nobody_else_answers(cast, case, begun):
    before = written(cast, case)
    with pytest.raises(NotFound):
        answer(cast, case, begun.stage_id, by="pat")
    with pytest.raises(NotPermitted):
        service(cast, case, lambda ada: actions.answer(begun.stage_id, NO, actor=ada))
    with pinned(cast.house("council/305").own_pin()), pytest.raises(NotFound):
        actions.answer(begun.stage_id, NO, actor=cast.actor("bea", "council/305"))
    assert written(cast, case) == before


@pytest.mark.parametrize(("by", "refusal"), [("ben", NotFound), ("mary", NotPermitted)])
def test_nobody_but_the_childs_iro_moves_it(cast, case, begun, by, refusal):
    before = written(cast, case)
    for move in (
        lambda who: actions.climb(begun.dispute_id, "Higher", actor=who),
        lambda who: actions.accept(begun.dispute_id, closed(), actor=who),
        lambda who: actions.withdraw(begun.dispute_id, closed("O5"), actor=who),
        lambda who: actions.consider_cafcass(begun.dispute_id, False, "Not yet", actor=who),
        lambda who: actions.refer_to_arbitration(begun.dispute_id, "Now", actor=who),
    ):
        with pytest.raises(refusal):
            service(cast, case, move, by)
        with pytest.raises(NotPermitted):
            council(cast, case, move, "dora")
    assert written(cast, case) == before


def test_straight_up_without_waiting_and_never_down(cast, case, begun):
    higher, _ = service(
        cast, case, lambda ada: actions.climb(begun.dispute_id, "It can't wait", actor=ada, level="L4")
    )  # fmt: skip
    assert higher.level == "L4"
    assert [step.state for step in seen(cast, case, begun.dispute_id).ladder] == [
        "done", "skipped", "skipped", "current",
    ]  # fmt: skip
    for level in (None, "L2", "L4", "L5"):
        with pytest.raises(NotNow):
            service(cast, case, lambda ada, to=level: actions.climb(begun.dispute_id, "Again", actor=ada, level=to))


def test_climbing_says_why(cast, case, begun):
    with pytest.raises(Incomplete):
        service(cast, case, lambda ada: actions.climb(begun.dispute_id, " ", actor=ada))


def test_silence_climbs_by_itself_to_the_top_and_then_to_arbitration(cast, case, begun):
    found = [strike(limit) for limit in LIMITS[:1]]
    for limit in LIMITS:
        day = date.fromordinal(limit.toordinal() + 1)
        found += [strike(day), strike(day)]
    assert found == [0, 1, 0, 1, 0, 1, 0, 1, 0]
    levels, limits = rows(cast, case)
    assert levels == [("L1", "raised"), ("L2", "silence"), ("L3", "silence"), ("L4", "silence")]
    assert limits == LIMITS
    view = seen(cast, case, begun.dispute_id, day=date(2026, 5, 2))
    assert view.line.state == "arbitration"
    assert view.referral.grounds == "No answer at the highest level, director, by 1 May 2026."
    with pinned(cast.house(case.council).service_pin()):
        clock = Change.objects.filter(purpose="no answer in time")
        assert {one.actor for one in clock} == {"process:clock"}
        assert clock.count() == 4


def test_two_clocks_at_once_climb_once(cast, case, begun):
    def one_clock(_):
        try:
            return climb(house="council/210", login="region")
        finally:
            connection.close()

    with on(LATE), ThreadPoolExecutor(4) as clocks:
        assert sum(clocks.map(one_clock, range(4))) == 1
    assert rows(cast, case)[0] == [("L1", "raised"), ("L2", "silence")]
    with pinned(cast.house(case.council).service_pin()):
        assert Stage.history.filter(level="L2").count() == 1


def test_one_dispute_that_moved_does_not_hold_up_the_others(cast, case, begun):
    other = begin(cast, in_care(cast))
    service(cast, case, lambda ada: actions.accept(begun.dispute_id, closed(), actor=ada))
    assert strike(LATE) == 1
    assert seen(cast, case, other.dispute_id, day=LATE).line.level == "L2"


def test_past_the_twenty_days_silence_ends_the_ladder(cast, case, begun):
    answer(cast, case, begun.stage_id)
    late = date(2026, 5, 5)
    service(cast, case, lambda ada: actions.climb(begun.dispute_id, "Nothing was done", actor=ada), day=late)
    assert strike(late) == 1
    with pinned(cast.house(case.council).service_pin()):
        grounds = ArbitrationReferral.objects.get().grounds
    assert "20 working days of the whole process ended on 1 May 2026" in grounds


@pytest.mark.parametrize(("move", "outcome", "state"), [("accept", "O2", "resolved"), ("withdraw", "O5", "withdrawn")])
def test_the_iro_closes_and_the_council_never_learns_whether_freely(cast, case, begun, move, outcome, state):
    given = closed(outcome, free=False)
    service(cast, case, lambda ada: getattr(actions, move)(begun.dispute_id, given, actor=ada))
    view = seen(cast, case, begun.dispute_id)
    assert (view.line.state, view.closure.outcome, view.moves) == (state, outcome, ALWAYS)
    with pinned(cast.house(case.council).service_pin()):
        assert FreeDecision.objects.get().own_free_decision is False
    with pinned(cast.house(case.council).own_pin()):
        for table in ("escalation_freedecision", "escalation_historicalfreedecision"):
            with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
                cursor.execute(f"SELECT * FROM {table}")
    with pytest.raises(NotNow):
        service(cast, case, lambda ada: actions.climb(begun.dispute_id, "After all", actor=ada))
    assert strike(LATE) == 0


@pytest.mark.parametrize(("move", "outcome"), [
    ("accept", "O4"), ("accept", "O5"), ("accept", "O8"), ("accept", "O9"), ("accept", "O11"), ("withdraw", "O1"),
])  # fmt: skip
def test_an_outcome_fits_what_happened(cast, case, begun, move, outcome):
    with pytest.raises(InvalidClosure) as refused:
        service(cast, case, lambda ada: getattr(actions, move)(begun.dispute_id, closed(outcome), actor=ada))
    assert list(refused.value.errors) == ["outcome"]
    with pinned(cast.house(case.council).service_pin()):
        assert not Closure.objects.exists()


def test_cafcass_at_any_point_even_when_closed(cast, case, begun):
    def consider(referred):
        service(
            cast, case, lambda ada: actions.consider_cafcass(begun.dispute_id, referred, "Rights at stake", actor=ada)
        )

    consider(False)
    consider(True)
    service(cast, case, lambda ada: actions.accept(begun.dispute_id, closed("O8"), actor=ada))
    consider(True)
    assert [one.referred for one in seen(cast, case, begun.dispute_id).cafcass].count(True) == 2


def test_not_to_arbitration_before_its_time_and_once(cast, case, begun):
    def refer():
        return service(cast, case, lambda ada: actions.refer_to_arbitration(begun.dispute_id, "Enough", actor=ada))

    with pytest.raises(NotNow, match="Cafcass is open at any time"):
        refer()
    service(cast, case, lambda ada: actions.climb(begun.dispute_id, "Top", actor=ada, level="L4"))
    with pytest.raises(NotNow):
        refer()
    stage_id = seen(cast, case, begun.dispute_id).line.stage_id
    answer(cast, case, stage_id, by="dora", day=date(2026, 4, 2))
    refer()
    with pytest.raises(NotNow):
        refer()


def test_of_two_who_close_at_once_one_wins(cast, case, begun):
    house, ada = cast.house(case.council), cast.actor("ada", case.council)

    def close(_):
        try:
            with pinned(house.service_pin()):
                return actions.accept(begun.dispute_id, closed(), actor=ada)[0]
        except (AlreadyDone, NotNow) as lost:
            return lost.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as both:
        found = list(both.map(close, range(4)))
    assert len([one for one in found if not isinstance(one, str)]) == 1
    with pinned(house.service_pin()):
        assert Closure.objects.count() == FreeDecision.objects.count() == 1


def test_what_waits_for_an_answer_leaves_the_councils_list_with_it(cast, case, begun):
    def waiting(day):
        return council(cast, case, lambda who: queries.awaiting_answer(actor=who), day=day)

    assert [one.days_left for one in waiting(LATE)] == [-1]
    assert waiting(LATE)[0].level == LEVELS[0]
    answer(cast, case, begun.stage_id)
    assert waiting(LATE) == []
