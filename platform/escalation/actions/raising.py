"""Raising a dispute, and climbing: by the child's IRO alone, at once, to any level (domain.md 3.1 rules 4 and 5)."""

from datetime import date
from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment
from escalation import ladder
from escalation.actions import stages
from escalation.actions.telling import write_proceedings, write_tellings
from escalation.course import of_dispute
from escalation.ladder import Course, Move
from escalation.ladders import as_ladder, newest
from escalation.models import CafcassConsideration, Concern, CouncilLadder, Dispute, Stage
from escalation.rules import AlreadyDone, InvalidDispute, ensure_dispute, ensure_given, new_reference
from escalation.shapes import RaisedDispute, StartedStage
from escalation.sight import take
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from reviews.models import Decision
from reviews.queries import appointment_of
from tenants import clock
from tenants.races import first_wins


def raise_dispute(period_id: UUID, raised: RaisedDispute, *, actor: Actor) -> tuple[StartedStage, Receipt]:
    """Raise a dispute; its first stage begins today.

    Raises NotFound, NotPermitted, NotTheChildsIro, InvalidDispute with every faulty field.
    Publishes DISPUTE_RAISED and STAGE_STARTED.
    """
    with act(actor, "raise a dispute") as change:
        appointment = appointment_of(period_id, actor, Permission.DISPUTE_RAISE)
        in_force = newest()
        ladder_now = as_ladder(in_force)
        today = clock.today()
        ensure_dispute(raised, ladder_now, today)
        _ensure_own_decision(raised, period_id)
        _ensure_own_concern(raised, period_id)
        dispute = write_dispute(appointment, raised, in_force, today)
        why = Stage.Why.RAISED if raised.level == ladder_now.first.level else Stage.Why.BYPASS
        started = stages.start(dispute, raised.level, why, reached=today, reason=raised.bypass_reason)
        _write_beside(dispute, raised, actor.name, today)
        publish(Tag.DISPUTE_RAISED, {**of_dispute(dispute), "issue": dispute.issue, "urgent": dispute.urgent})
    return started, change.receipt


def _ensure_own_decision(raised: RaisedDispute, period_id: UUID) -> None:
    if raised.decision_id is None:
        return
    if not Decision.objects.filter(pk=raised.decision_id, review__period=period_id).exists():
        words = "Choose a decision of one of this child's reviews."
        raise InvalidDispute(words, errors={"decision_id": words})


def _ensure_own_concern(raised: RaisedDispute, period_id: UUID) -> None:
    if raised.concern_id is None:
        return
    if not Concern.objects.filter(pk=raised.concern_id, period=period_id).exists():
        words = "Choose a concern that was put about this child."
        raise InvalidDispute(words, errors={"concern_id": words})


def write_dispute(
    appointment: Appointment, raised: RaisedDispute, on_ladder: CouncilLadder | None, raised_on: date
) -> Dispute:
    """The row of a dispute, inside an act; the IRO appointed is whose it is, and `on_ladder` what it climbs."""
    asked = raised.background
    dispute = Dispute(
        id=uuid4(), reference=new_reference(), period=appointment.period, decision_id=raised.decision_id,
        concern_id=raised.concern_id,
        iro_id=appointment.iro_id, iro_name=appointment.iro_name, raised_on=raised_on, issue=raised.issue,
        rag=raised.rag, urgent=raised.urgent, description=raised.description, impact=raised.impact,
        child_wishes=raised.child_wishes, outcome_sought=raised.outcome_sought, ladder=on_ladder,
        sub_category=asked.sub_category, breached=asked.breached, tried=asked.tried, sought_by=asked.sought_by,
        legal_advice=asked.legal_advice,
        cafcass_not_yet=asked.cafcass_reason if asked.cafcass == "not_considered" else None,
    )  # fmt: skip
    dispute.save(force_insert=True)
    return dispute


def _write_beside(dispute: Dispute, raised: RaisedDispute, noted_by: str, today: date) -> None:
    """Inside an act: what the form says of Cafcass, of who was told and of what runs beside it."""
    write_tellings(dispute, raised.told, raised.level, noted_by, today)
    write_proceedings(dispute, raised.related, noted_by, today)
    asked = raised.background
    if asked.cafcass in ("considered", "referred"):
        CafcassConsideration(
            id=uuid4(), dispute=dispute, referred=asked.cafcass == "referred", reason=asked.cafcass_reason,
            considered_on=today,
        ).save(force_insert=True)  # fmt: skip


def climb(
    dispute_id: UUID, reason: str, *, actor: Actor, level: str | None = None
) -> tuple[StartedStage, Receipt]:  # fmt: skip
    """Take the dispute to the next level, or straight to any higher `level`, whether or not it was answered.

    Raises NotFound, NotPermitted, NotTheChildsIro, NotNow, Incomplete (no reason), AlreadyDone.
    Publishes STAGE_STARTED.
    """
    clash = AlreadyDone("The dispute reached this level a moment ago. Open it again.")
    with first_wins(clash), act(actor, "take a dispute higher") as change:
        today = clock.today()
        dispute, course = take(Move.CLIMB, dispute_id, actor, today)
        ensure_given(reason=reason)
        following = ladder.next_level(course)
        wanted = level or following
        ladder.ensure_higher(wanted, course)
        why = _why(course, bypass=wanted != following, today=today)
        started = stages.start(dispute, wanted, why, reached=today, reason=reason)
    return started, change.receipt


def _why(course: Course, *, bypass: bool, today: date) -> Stage.Why:
    if course.current.answered and not bypass:
        return Stage.Why.NOT_RESOLVED
    silent = course.state(today) is ladder.State.SILENT
    return Stage.Why.SILENCE if silent and not bypass else Stage.Why.BYPASS
