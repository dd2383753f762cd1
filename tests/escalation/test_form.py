"""The rest of a dispute's form (domain.md 3.4): what beside it is kept, who was told, and what each side says of it."""

from datetime import date

import pytest
from django.db import DatabaseError

from escalation import actions, queries
from escalation.form_shapes import Background, Proceeding, Telling
from escalation.models import Answer, CafcassConsideration, Closure, RelatedProceeding, ToldOf
from escalation.rules import InvalidAnswer, InvalidDispute, InvalidNote
from escalation.shapes import AnswerGiven, Closed
from ledger.acts import act
from reviews.rules import NotTheChildsIro
from tenants.pins import pinned
from tenants.problems import NotPermitted
from tenants.sql import run
from tests.escalation.quarrel import DAY, begin, closed, council, seen, service, written
from tests.reviews.care import in_care

CHILD = Telling(whom="child", told=True, words="I rang her after school.")
COURT = Proceeding(kind="court", reference="ZE26C00114")
WHOLE = Background(
    sub_category="Time with a brother", breached="Decision 2 of the review of 4 February", tried="Two calls in March",
    sought_by=date(2026, 5, 1), legal_advice=True, cafcass="not_considered", cafcass_reason="The director comes first.",
)  # fmt: skip


def rows(cast, case):
    with pinned(cast.house(case.council).service_pin()):
        counted = (ToldOf, RelatedProceeding, CafcassConsideration, Answer, Closure)
        return written(cast, case), *(model.objects.count() for model in counted)


def noted(cast, case, dispute_id, telling=CHILD, by="ada", day=DAY):
    return service(cast, case, lambda who: actions.note_telling(dispute_id, telling, actor=who), by, day)


def test_all_of_it_is_kept_shown_to_both_sides_and_sent_to_the_panel(cast):
    case = in_care(cast)
    told = (CHILD, Telling(whom="parent", told=False, words="His father’s address is kept from her."))
    started = begin(cast, case, background=WHOLE, told=told, related=(COURT,), urgent=True)
    view = council(cast, case, lambda who: queries.dispute(started.dispute_id, actor=who))
    assert (view.background.breached, view.background.sought_by, view.background.legal_advice) == (
        WHOLE.breached, WHOLE.sought_by, True,
    )  # fmt: skip
    assert (view.background.cafcass_not_yet, view.cafcass) == (WHOLE.cafcass_reason, ())
    assert [(one.whom, one.told, one.told_on, one.point) for one in view.told] == [
        ("child", True, DAY, "L1"), ("parent", False, None, "L1"),
    ]  # fmt: skip
    assert (view.untold, view.related[0].reference) == (("advocate",), COURT.reference)
    service(cast, case, lambda who: actions.refer_to_arbitration(started.dispute_id, "It can't wait.", actor=who))
    bundle = seen(cast, case, started.dispute_id).referral.bundle
    assert (bundle["dispute"]["tried"], bundle["dispute"]["sought_by"]) == (WHOLE.tried, "2026-05-01")
    assert bundle["related"] == [{"kind": "court", "reference": COURT.reference, "noted_on": "2026-04-01"}]
    assert "legal_advice" not in str(bundle)
    assert "address is kept" not in str(bundle)


def test_nothing_of_it_stands_before_a_dispute(cast):
    case = in_care(cast)
    view = seen(cast, case, begin(cast, case).dispute_id)
    assert (view.told, view.related, view.background.legal_advice) == ((), (), None)
    assert view.untold == ("child", "parent", "advocate")


def test_cafcass_considered_at_raising_is_a_consideration_like_any_other(cast):
    case = in_care(cast)
    asked = Background(cafcass="referred", cafcass_reason="Her rights are breached now.")
    view = seen(cast, case, begin(cast, case, background=asked).dispute_id)
    assert [(one.referred, one.reason) for one in view.cafcass] == [(True, asked.cafcass_reason)]
    assert view.background.cafcass_not_yet == ""


def test_every_fault_of_it_at_once_and_nothing_written(cast):
    case = in_care(cast)
    before = rows(cast, case)
    with pytest.raises(InvalidDispute) as refused:
        begin(
            cast, case, impact=" ", background=Background(sub_category="x" * 121, cafcass="considered"),
            told=(CHILD, Telling(whom="judge", told=False, words=" ", told_on=DAY)),
            related=(Proceeding(kind="quarrel", reference=" "),),
        )  # fmt: skip
    assert set(refused.value.errors) == {
        "impact", "sub_category", "cafcass_reason", "told[1].whom", "told[1].words", "told[1].told_on",
        "related[0].kind", "related[0].reference",
    }  # fmt: skip
    assert rows(cast, case) == before


def test_it_is_asked_anew_at_each_point_and_at_the_end(cast):
    case = in_care(cast)
    started = begin(cast, case)
    noted(cast, case, started.dispute_id)
    assert seen(cast, case, started.dispute_id).untold == ("parent", "advocate")
    service(cast, case, lambda who: actions.climb(started.dispute_id, "She can't wait.", actor=who))
    assert seen(cast, case, started.dispute_id).untold == ("child", "parent", "advocate")
    noted(cast, case, started.dispute_id)
    service(cast, case, lambda who: actions.accept(started.dispute_id, closed(), actor=who))
    assert "child" in seen(cast, case, started.dispute_id).untold
    noted(cast, case, started.dispute_id, Telling(whom="child", told=True, words="At home.", told_on=date(2026, 3, 31)))
    view = seen(cast, case, started.dispute_id)
    assert [one.point for one in view.told] == ["L1", "L2", "end"]
    assert "child" not in view.untold


def test_only_the_childs_iro_says_whom_they_told_and_what_runs_beside_it(cast):
    case = in_care(cast)
    started = begin(cast, case)
    before = rows(cast, case)
    for act_ in (
        lambda who: actions.note_telling(started.dispute_id, CHILD, actor=who),
        lambda who: actions.link_proceeding(started.dispute_id, COURT, actor=who),
    ):
        with pytest.raises(NotPermitted):
            council(cast, case, act_)
        with pytest.raises((NotPermitted, NotTheChildsIro)):
            service(cast, case, act_, "mary")
    with pytest.raises(InvalidNote) as refused:
        noted(
            cast, case, started.dispute_id, Telling(whom="child", told=True, words="I did.", told_on=date(2026, 4, 2))
        )
    assert list(refused.value.errors) == ["told_on"]
    assert rows(cast, case) == before


def test_a_councils_login_reads_it_and_can_write_none_of_it(cast):
    case = in_care(cast)
    started = begin(cast, case, told=(CHILD,), related=(COURT,))
    for table, words in (("toldof", "words"), ("relatedproceeding", "note")):
        for statement in (f"UPDATE escalation_{table} SET {words} = ''", f"DELETE FROM escalation_{table}"):
            with (
                pinned(cast.house(case.council).own_pin()),
                pytest.raises(DatabaseError, match="permission denied"),
                act(cast.actor("max", case.council), "an attack"),
            ):
                run(statement)
    view = seen(cast, case, started.dispute_id)
    assert (view.told[0].words, view.related[0].kind) == (CHILD.words, "court")


def test_an_action_has_somebody_who_does_it_and_a_day(cast):
    case = in_care(cast)
    started = begin(cast, case)
    before = rows(cast, case)
    half = AnswerGiven(position="agree", text="We will.", action="Two visits a month.")
    with pytest.raises(InvalidAnswer) as refused:
        council(cast, case, lambda who: actions.answer(started.stage_id, half, actor=who))
    assert set(refused.value.errors) == {"action_owner", "action_due"}
    assert rows(cast, case) == before
    whole = AnswerGiven(
        position="part", text="One a month.", action="A visit.", action_owner="Jo Lane", action_due=date(2026, 5, 2),
        resources_refused=True,
    )  # fmt: skip
    council(cast, case, lambda who: actions.answer(started.stage_id, whole, actor=who))
    answer = seen(cast, case, started.dispute_id).ladder[0].answer
    assert (answer.action_owner, answer.action_due, answer.resources_refused) == ("Jo Lane", date(2026, 5, 2), True)


def test_closing_keeps_what_is_learned_and_counts_working_days(cast):
    case = in_care(cast)
    started = begin(cast, case)
    ended = Closed(
        outcome="O1", outcome_for_child="She sees Joe.", own_free_decision=True, iro_view="Late, and well done.",
        learning="Ask at once who arranges it.", good_practice="Jo Lane drove her herself.",
    )  # fmt: skip
    service(cast, case, lambda who: actions.accept(started.dispute_id, ended, actor=who), day=date(2026, 4, 13))
    end = seen(cast, case, started.dispute_id).closure
    assert (end.iro_view, end.learning, end.good_practice) == (ended.iro_view, ended.learning, ended.good_practice)
    assert end.days_taken == 6  # Good Friday and Easter Monday don't count
