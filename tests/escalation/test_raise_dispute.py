from datetime import date
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError
from django.test import override_settings

from accounts.actor import process
from escalation import actions, queries
from escalation.rules import InvalidDispute
from escalation.rungs import LEVELS
from ledger.acts import act
from notifications.models import OutboxEvent
from notifications.relay import relay
from reviews import queries as reviews
from reviews.actions import hold_review
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tenants.sql import run
from tests.escalation.quarrel import DAY, about, begin, council, seen, service, written
from tests.reviews.care import held, in_care, on


def test_it_stands_at_once_with_an_explained_limit(cast):
    case = in_care(cast)
    started = begin(cast, case)
    assert (started.level, started.deadline.limit) == ("L1", date(2026, 4, 10))
    view = seen(cast, case, started.dispute_id)
    assert (view.line.state, view.line.days_left, view.whole.limit) == ("awaiting_answer", 9, date(2026, 5, 1))
    assert [(step.level, step.state) for step in view.ladder] == [
        ("L1", "current"), ("L2", "todo"), ("L3", "todo"), ("L4", "todo"),
    ]  # fmt: skip
    assert "Friday 3 April 2026 (Good Friday)" in view.ladder[0].explanation
    assert set(view.moves) == {
        "climb", "accept", "withdraw", "consider_cafcass", "note_telling", "link_proceeding",
    }  # fmt: skip
    assert council(cast, case, lambda who: queries.dispute(started.dispute_id, actor=who)).moves == ("answer",)


def test_straight_to_a_level_with_a_reason(cast):
    case = in_care(cast)
    before = written(cast, case)
    with pytest.raises(InvalidDispute) as refused:
        begin(cast, case, level="L3")
    assert list(refused.value.errors) == ["bypass_reason"]
    assert written(cast, case) == before
    started = begin(cast, case, level="L3", bypass_reason="Nobody below can spend this.")
    ladder = seen(cast, case, started.dispute_id).ladder
    assert [step.state for step in ladder] == ["skipped", "skipped", "current", "todo"]
    assert (ladder[2].why, ladder[2].reason) == (
        "The IRO went straight to this level",
        "Nobody below can spend this.",
    )


def test_an_urgent_one_has_a_day_a_level(cast):
    case = in_care(cast)
    started = begin(cast, case, urgent=True)
    assert started.deadline.limit == date(2026, 4, 2)
    assert "refer" in seen(cast, case, started.dispute_id).moves


def test_every_fault_at_once(cast):
    case = in_care(cast)
    with pytest.raises(InvalidDispute) as refused:
        begin(cast, case, issue="IC98", rag="blue", impact=" ", level="L5")
    assert set(refused.value.errors) == {"issue", "rag", "impact", "level"}


def test_about_a_decision_of_this_child_and_no_other(cast):
    case, other = in_care(cast), in_care(cast)
    with pinned(cast.house(case.council).service_pin()), on(date(2026, 2, 4)):
        ada = cast.actor("ada", case.council)
        issued, _ = hold_review(case.period_id, held(), actor=ada)
        foreign, _ = hold_review(other.period_id, held(), actor=ada)
    for decision_id in (foreign.decision_ids[0], uuid4()):
        with pytest.raises(InvalidDispute) as refused:
            begin(cast, case, decision_id=decision_id)
        assert list(refused.value.errors) == ["decision_id"]
    started = begin(cast, case, decision_id=issued.decision_ids[1])
    assert seen(cast, case, started.dispute_id).decision_text == "Plan time with her brother"
    view = service(cast, case, lambda ada: reviews.review(issued.review_id, actor=ada))
    assert [one.state for one in view.decisions] == ["issued", "in_dispute"]


@pytest.mark.parametrize(("by", "refusal"), [("ben", NotFound), ("mary", NotPermitted)])
def test_another_iro_and_the_manager_raise_nothing_for_this_child(cast, by, refusal):
    case = in_care(cast)
    before = written(cast, case)
    with pytest.raises(refusal):
        service(cast, case, lambda who: actions.raise_dispute(case.period_id, about(), actor=who), by)
    assert written(cast, case) == before


def test_no_council_raises_one(cast):
    case = in_care(cast)
    before = written(cast, case)
    with pytest.raises(NotPermitted):
        council(cast, case, lambda who: actions.raise_dispute(case.period_id, about(), actor=who))
    with pinned(cast.house("council/305").own_pin()), pytest.raises(NotFound):
        actions.raise_dispute(case.period_id, about(), actor=cast.actor("bea", "council/305"))
    assert written(cast, case) == before


def test_events_carry_the_diarys_figures_and_no_words(cast):
    case = in_care(cast)
    first, second = begin(cast, case), begin(cast, case, day=date(2026, 4, 7), urgent=True)
    with pinned(cast.house(case.council).relay_pin()):
        rows = list(OutboxEvent.objects.filter(tag__startswith="escalation:").order_by("created_at"))
    raised = [row.payload for row in rows if row.tag == "escalation:dispute:raised"]
    started = [row.payload for row in rows if row.tag == "escalation:stage:started"]
    assert [one["open_disputes"] for one in raised] == [1, 2]
    assert [one["dispute_limit"] for one in started] == ["2026-04-10", "2026-04-08"]
    assert [one["dispute_id"] for one in started] == [str(first.dispute_id), str(second.dispute_id)]
    assert {one["council"] for one in (*raised, *started)} == {"210"}
    assert raised[0]["as_of"] < raised[1]["as_of"]
    assert not [one for one in (*raised, *started) for text in one.values() if "brother" in str(text)]


@pytest.mark.parametrize("level", LEVELS)
def test_whoever_answers_at_the_level_is_told_without_a_word_about_the_child(cast, level):
    case = in_care(cast)
    started = begin(cast, case, level=level, bypass_reason="Because")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        relay(cast.house(case.council))
    (sent,) = [message for message in mail.outbox if started.reference in message.subject]
    assert sent.to == (["max@example.org"] if level in ("L1", "L2") else ["dora@example.org"])
    assert "Friday 10 April 2026" in sent.body
    assert f"{settings.SITE_URL}/councils/210/disputes/{started.dispute_id}/" in sent.body
    assert not {"Tamsin", "Quayle", "brother", "Joe"} & set(sent.body.replace(".", " ").split())


def test_an_urgent_one_reaches_the_director_the_same_day(cast):
    case = in_care(cast)
    started = begin(cast, case, urgent=True)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        relay(cast.house(case.council))
    told = {message.to[0] for message in mail.outbox if started.reference in message.subject}
    assert told == {"max@example.org", "dora@example.org"}


def test_lists_show_each_what_is_theirs(cast):
    case, bens = in_care(cast), in_care(cast, iro="ben")
    mine = begin(cast, case)
    his = service(cast, bens, lambda ben: actions.raise_dispute(bens.period_id, about(), actor=ben), "ben")[0]

    def listed(by, act=service):
        return {one.id for one in act(cast, case, lambda who: queries.disputes(actor=who), by)}

    assert listed("ada") == {mine.dispute_id}
    assert listed("ben") == {his.dispute_id}
    assert listed("mary") == listed("max", council) == {mine.dispute_id, his.dispute_id}
    assert listed("pat", council) == set()
    waiting = council(cast, case, lambda who: queries.awaiting_answer(actor=who))
    assert {one.id for one in waiting} == {mine.dispute_id, his.dispute_id}
    with pinned(cast.house("council/305").own_pin()):
        bea = cast.actor("bea", "council/305")
        assert queries.disputes(actor=bea) == []
        with pytest.raises(NotFound):
            queries.dispute(mine.dispute_id, actor=bea)
    assert not [one for one in waiting if one.raised_on != DAY]


def test_history_goes_through_the_same_filter(cast):
    case = in_care(cast)
    started = begin(cast, case)
    entries = service(cast, case, lambda ada: queries.history(started.dispute_id, actor=ada))
    assert {entry.what for entry in entries} == {"Dispute", "Stage of a dispute"}
    assert {entry.actor for entry in entries} == {"Ada Fairweather"}
    assert service(cast, case, lambda ada: queries.timeline(case.child_id, actor=ada)) == entries
    with pytest.raises(NotFound):
        service(cast, case, lambda ben: queries.history(started.dispute_id, actor=ben), "ben")
    assert service(cast, case, lambda ben: queries.timeline(case.child_id, actor=ben), "ben") == []
    assert council(cast, case, lambda pat: queries.timeline(case.child_id, actor=pat), "pat") == []


def test_no_council_rids_itself_of_the_iro(cast):
    case = in_care(cast)
    started = begin(cast, case)
    for statement in ("UPDATE casework_appointment SET ended_on = now()", "DELETE FROM casework_appointment"):
        with (
            pinned(cast.house(case.council).own_pin()),
            pytest.raises(DatabaseError, match="permission denied"),
            act(process("cast"), "end an appointment"),
        ):
            run(statement)
    assert "climb" in seen(cast, case, started.dispute_id).moves
