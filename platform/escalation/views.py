"""Rows of a dispute as they are shown."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from accounts.actor import Actor
from escalation.bundle_views import bundle_view, redaction_views
from escalation.course import course_of, whole
from escalation.direction_views import direction_views
from escalation.draw_views import draw_view, waits_for_share
from escalation.form_shapes import AnswerView, ClosureView
from escalation.form_views import background_view, proceeding_views, telling_views, untold_now
from escalation.ladder import Course, Move, State
from escalation.ladders import as_ladder
from escalation.models import (
    Answer,
    ArbitrationReferral,
    Concern,
    ConcernOutcome,
    CouncilLadder,
    CouncilStatement,
    Dispute,
    ReceivedDetermination,
    ServiceStatement,
    Stage,
)
from escalation.panel_shapes import FilingOption, NextMove
from escalation.procedure_views import filing_options, procedure_of
from escalation.pursuing import pursuits
from escalation.rules import slips_limit
from escalation.rungs import Rung
from escalation.shapes import (
    ISSUES,
    OUTCOMES,
    CafcassView,
    ConcernState,
    ConcernView,
    DeterminationView,
    DisputeLine,
    DisputeView,
    LadderView,
    ReferralView,
    RungView,
    StatementView,
    Step,
)
from escalation.sight import moves
from escalation.slip_views import correction_views, request_views
from escalation.standing import next_move
from escalation.turns import turns
from ledger import slips
from ledger.sealed import sha256_of
from tenants import clock
from timetable.queries import england
from timetable.rules import deadline, dispute_stage, rule_in_force

_FILES = {Move.FILE_FOR_COUNCIL: "council", Move.FILE_FOR_SERVICE: "service"}
_UNKNOWN = NextMove(movers=(), what="", why="", limit=None)
WAITING = (State.AWAITING_ANSWER, State.SILENT)


def line(row: Dispute, today: date) -> DisputeLine:
    course, child = course_of(row), row.period.child
    state, current = course.state(today), max(row.stages.all(), key=lambda stage: stage.level)
    limit = current.limit if state in WAITING else None
    return DisputeLine(
        id=row.id, reference=row.reference, child_id=child.id, period_id=row.period_id, child_name=child.name,
        child_reference=child.reference, issue=row.issue, issue_title=ISSUES[row.issue], rag=row.rag,
        urgent=row.urgent, state=state, level=current.level, level_title=course.ladder.rung(current.level).title,
        stage_id=current.id, raised_on=row.raised_on, iro_name=row.iro_name, limit=limit,
        days_left=(limit - today).days if limit else None,
    )  # fmt: skip


def view(row: Dispute, today: date, moves: tuple[str, ...], actor: Actor) -> DisputeView:
    """`moves` are what the reader, `actor`, can do; of a draw the reader sees their own side's share."""
    course, referral = course_of(row), getattr(row, "referral", None)
    determination = getattr(referral, "determination", None)
    shown = DisputeView(
        line=line(row, today), description=row.description, impact=row.impact, child_wishes=row.child_wishes,
        outcome_sought=row.outcome_sought, decision_id=row.decision_id,
        decision_text=row.decision.text if row.decision else "", background=background_view(row),
        told=telling_views(row), untold=untold_now(row, course, today), related=proceeding_views(row),
        ladder=_ladder(row, course, today), whole=whole(row),
        cafcass=_cafcass(row), closure=_closure(row),
        referral=_referral(referral, actor, moves, today) if referral else None,
        determination=_determination(determination, today) if determination else None,
        turns=turns(row), moves=moves, next=_UNKNOWN,
    )  # fmt: skip
    return replace(shown, next=next_move(shown, today, england()))


def open_moves(row: Dispute, actor: Actor, today: date) -> tuple[str, ...]:
    """What the actor can do. A statement and an answer are given once: what is there already is no longer offered."""
    course, referral = course_of(row), getattr(row, "referral", None)
    determination = getattr(referral, "determination", None)
    all_done = determination is not None and all(pursued.done for _, pursued in pursuits(determination))
    no_slips = determination is None or today > slips_limit(determination.issued_on, england()).limit
    done = {
        Move.ASK_COUNCIL_CORRECTION: no_slips,
        Move.ASK_SERVICE_CORRECTION: no_slips,
        Move.SEAL_COUNCIL_SHARE: not waits_for_share(referral, "council", today),
        Move.SEAL_SERVICE_SHARE: not waits_for_share(referral, "service", today),
        Move.REPORT_DIRECTION: all_done,
        Move.FIND_DIRECTION: all_done,
        Move.STATE_COUNCIL_CASE: hasattr(referral, "council_statement"),
        Move.STATE_SERVICE_CASE: hasattr(referral, "service_statement"),
        Move.ANSWER_DETERMINATION: course.determination_answered or not course.determined,
    }
    return tuple(move for move in moves(row, course, actor, today) if not done.get(Move(move), False))


def concern_view(row: Concern, today: date) -> ConcernView:
    outcome, raised = getattr(row, "outcome", None), tuple(one.id for one in row.disputes.all())
    return ConcernView(
        id=row.id, issue=row.issue, issue_title=ISSUES[row.issue], text=row.text, put_to=row.put_to,
        iro_name=row.iro_name, put_on=row.put_on, limit=row.limit,
        explanation=deadline("dispute.informal", row.put_on, england()).explain(),
        state=_concern_state(row, outcome, raised, today), outcome=outcome.text if outcome else "", dispute_ids=raised,
    )  # fmt: skip


def _concern_state(
    row: Concern, outcome: ConcernOutcome | None, raised: tuple[UUID, ...], today: date
) -> ConcernState:  # fmt: skip
    if raised:
        return ConcernState.RAISED
    if outcome is not None:
        return ConcernState.SETTLED if outcome.settled else ConcernState.NOT_SETTLED
    return ConcernState.OVERDUE if today > row.limit else ConcernState.WAITING


def ladder_view(row: CouncilLadder | None) -> LadderView:
    """None: the service's own."""
    ladder = as_ladder(row)
    return LadderView(
        version=ladder.version, title=ladder.title, rungs=tuple(map(_rung, ladder.rungs)),
        days=sum(rung.days for rung in ladder.rungs), reason=row.reason if row else "",
        adopted_by=row.adopted_by if row else "", adopted_on=row.adopted_on if row else None,
    )  # fmt: skip


def _rung(rung: Rung) -> RungView:
    urgent = rule_in_force(rung.rule(urgent=True), clock.today()).amount
    return RungView(
        level=rung.level, title=rung.title, responder=rung.responder, days=rung.days, urgent_days=urgent,
        form=rung.form, replier=str(rung.replier), on_silence=str(rung.on_silence),
    )  # fmt: skip


def _ladder(row: Dispute, course: Course, today: date) -> tuple[Step, ...]:
    reached = {stage.level: stage for stage in row.stages.all()}
    return tuple(_step(rung, reached.get(rung.level), row, course, today) for rung in course.ladder.rungs)


def _step(rung: Rung, stage: Stage | None, row: Dispute, course: Course, today: date) -> Step:
    if stage is None:
        state = "skipped" if rung.level < course.current.level else "todo"
        return Step(
            level=rung.level, title=rung.title, responder=rung.responder, form=rung.form,
            on_silence=str(rung.on_silence), state=state,
        )  # fmt: skip
    on_it = stage.level == course.current.level and course.closed is None and not course.referred
    answer = getattr(stage, "answer", None)
    due = dispute_stage(
        rung.level,
        opened=row.raised_on,
        reached=stage.started_on,
        calendar=england(),
        urgent=row.urgent,
        amount=course.ladder.amount(rung.level, urgent=row.urgent),
    )
    return Step(
        level=rung.level, title=rung.title, responder=rung.responder, form=rung.form,
        on_silence=str(rung.on_silence), state="current" if on_it else "done",
        stage_id=stage.id, why=stage.Why(stage.why).label, reason=stage.reason, started_on=stage.started_on,
        limit=stage.limit, explanation=due.explain(), overdue=_overdue(stage, answer, on_it, today),
        answer=_answer(answer) if answer else None,
    )  # fmt: skip


def _overdue(stage: Stage, answer: Answer | None, on_it: bool, today: date) -> bool:
    """Answered late, or still waited for past the limit."""
    return answer.answered_on > stage.limit if answer else on_it and today > stage.limit


def _answer(row: Answer) -> AnswerView:
    return AnswerView(
        id=row.id, position=row.position, position_title=row.get_position_display(), text=row.text,
        answered_by=row.answered_by, answered_on=row.answered_on, action=row.action or "",
        action_owner=row.action_owner or "", action_due=row.action_due, resources_refused=row.resources_refused,
    )  # fmt: skip


def _cafcass(row: Dispute) -> tuple[CafcassView, ...]:
    found = row.cafcass.order_by("considered_on", "id")
    return tuple(
        CafcassView(referred=one.referred, reason=one.reason, considered_on=one.considered_on) for one in found
    )


def _closure(row: Dispute) -> ClosureView | None:
    found = getattr(row, "closure", None)
    if found is None:
        return None
    return ClosureView(
        outcome=found.outcome, title=OUTCOMES[found.outcome], outcome_for_child=found.outcome_for_child,
        iro_view=found.iro_view or "", learning=found.learning or "", good_practice=found.good_practice or "",
        days_taken=england().working_days_between(row.raised_on, found.closed_on), closed_on=found.closed_on,
    )  # fmt: skip


def _referral(row: ArbitrationReferral, actor: Actor, moves: tuple[str, ...], today: date) -> ReferralView:
    sides = (
        ("council", getattr(row, "council_statement", None)),
        ("service", getattr(row, "service_statement", None)),
    )
    return ReferralView(
        id=row.id, referred_on=row.referred_on, grounds=row.grounds, bundle=row.bundle, bundle_sha256=row.bundle_sha256,
        statements=tuple(_statement(side, made) for side, made in sides if made), draw=draw_view(row, actor),
        procedure=procedure_of(row), may_file=_may_file(row, moves, today), frozen=bundle_view(row),
        redactions=redaction_views(row),
    )  # fmt: skip


def _may_file(row: ArbitrationReferral, moves: tuple[str, ...], today: date) -> tuple[FilingOption, ...]:
    side = next((name for move, name in _FILES.items() if move in moves), None)
    return filing_options(row, side, today) if side else ()


def _statement(side: str, row: CouncilStatement | ServiceStatement) -> StatementView:
    return StatementView(side=side, text=row.text, made_by=row.made_by, made_on=row.made_on)


def _determination(row: ReceivedDetermination, today: date) -> DeterminationView:
    answer, silence = getattr(row, "answer", None), getattr(row, "silence", None)
    return DeterminationView(
        id=row.id, content=row.content, sha256=row.sha256, intact=sha256_of(row.content) == row.sha256,
        issued_on=row.issued_on, answer_limit=row.answer_limit, position=answer.position if answer else "",
        position_title=answer.get_position_display() if answer else "", reasons=answer.reasons if answer else "",
        answered_by=answer.answered_by if answer else "", answered_on=answer.answered_on if answer else None,
        silent_on=silence.noted_on if silence else None, directions=direction_views(row, today),
        reading=slips.read(row.content, row.slips), corrections=correction_views(row),
        slip_requests=request_views(row), slips_limit=slips_limit(row.issued_on, england()).limit,
    )  # fmt: skip
