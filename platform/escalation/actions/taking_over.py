"""A council joins with disputes that run already: they go on where they stand, their clock from the days on record."""

from collections.abc import Iterable
from datetime import date

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment
from escalation.actions import stages
from escalation.actions.raising import write_dispute
from escalation.course import of_dispute
from escalation.ladders import as_ladder, newest
from escalation.models import Dispute, Stage
from escalation.rules import InvalidDispute, ensure_dispute
from escalation.shapes import RunningDispute, UntakenDispute
from ledger.acts import act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound, Problem

ORIGIN = "Taken over when the council joined; raised under its own protocol."


def take_over_disputes(running: Iterable[RunningDispute], *, actor: Actor) -> tuple[int, int, list[UntakenDispute]]:
    """In the council's house as the service. How many were taken over, how many were there already, and the rows that
    could not be taken, each with its reason; the others are taken all the same.

    What is overdue climbs by itself, as any other: the limits are counted from the days on record.
    """
    actor.ensure(Permission.DISPUTE_RAISE)
    taken = known = 0
    untaken: list[UntakenDispute] = []
    for one in running:
        try:
            is_new = _take_over(one, actor)
        except Problem as problem:
            untaken.append(UntakenDispute(one.row, problem.code, problem.detail))
        else:
            taken, known = taken + is_new, known + (not is_new)
    return taken, known, untaken


def _take_over(one: RunningDispute, actor: Actor) -> bool:
    appointment = _appointment(one.child)
    _ensure_days(one, appointment, clock.today())
    in_force = newest()
    ladder = as_ladder(in_force)
    ensure_dispute(one.raised, ladder, clock.today())
    same = Dispute.objects.filter(period=appointment.period, raised_on=one.raised_on, issue=one.raised.issue)
    if same.exists():
        return False
    why = Stage.Why.RAISED if one.raised.level == ladder.first.level else Stage.Why.BYPASS
    with act(actor, "take over a running dispute"):
        dispute = write_dispute(appointment, one.raised, in_force, one.raised_on)
        stages.start(dispute, one.raised.level, why, reached=one.reached_on, reason=ORIGIN)
        publish(Tag.DISPUTE_RAISED, {**of_dispute(dispute), "issue": dispute.issue, "urgent": dispute.urgent})
    return True


def _appointment(child: str) -> Appointment:
    found = Appointment.objects.current().filter(period__child__reference=child, period__ended_on=None)
    appointment = found.select_related("period__child").first()
    if appointment is None:
        raise NotFound(f"The child {child} is not in care here, or has no IRO yet: take the IROs over first.")
    return appointment


def _ensure_days(one: RunningDispute, appointment: Appointment, today: date) -> None:
    if not appointment.period.looked_after_from <= one.raised_on <= one.reached_on <= today:
        raise InvalidDispute(
            "A dispute is raised while the child is in care, reaches its stage then or later, and not in the future."
        )
