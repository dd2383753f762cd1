"""The council's statutory appointment of an IRO: the region proposes, the council confirms (domain.md 1.4)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError

from accounts.actor import Actor
from accounts.permissions import Permission
from casework import rules
from casework.actions.workers import staff_of_child
from casework.models import Appointment, AppointmentProposal
from casework.queries.visibility import visible_periods
from casework.shapes import ConfirmedAppointment
from ledger.acts import act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock, pins
from tenants.problems import NotFound


@dataclass(frozen=True, slots=True)
class Proposed:
    """Whom the region proposes; `iro_id` is the officer's person id, `limit` the day by which to appoint."""

    period_id: UUID
    number: int
    iro_id: UUID
    iro_name: str
    iro_registration: str
    iro_email: str
    proposed_on: date
    limit: date


def record_proposal(proposed: Proposed, *, actor: Actor) -> None:
    """Written by the region's process in the council's house. The same proposal twice is one."""
    actor.ensure(Permission.WORKFORCE_MANAGE)
    if AppointmentProposal.objects.filter(period_id=proposed.period_id, number=proposed.number).exists():
        return
    with act(actor, "The region proposed an IRO"):
        AppointmentProposal(
            period_id=proposed.period_id,
            number=proposed.number,
            iro_id=proposed.iro_id,
            iro_name=proposed.iro_name,
            iro_registration=proposed.iro_registration,
            iro_email=proposed.iro_email,
            proposed_on=proposed.proposed_on,
            limit=proposed.limit,
        ).save(force_insert=True)


def confirm_appointment(proposal_id: UUID, *, actor: Actor) -> ConfirmedAppointment:
    """Make the proposal the council's appointment: from now on the child has this IRO, and no earlier one.

    Raises NotFound, NotPermitted, AlreadyAppointed, ProposalReplaced, IroExcluded (looked at again now: somebody may
    have become the child's social worker since the proposal), PeriodEnded.
    """
    proposal = _proposal(proposal_id, actor)
    actor.ensure(Permission.APPOINTMENT_CONFIRM)
    _ensure_can_be_confirmed(proposal)
    appointment = Appointment(
        period=proposal.period,
        proposal=proposal,
        iro_id=proposal.iro_id,
        iro_name=proposal.iro_name,
        appointed_on=clock.today(),
        appointed_by=actor.name,
    )
    try:
        with act(actor, "The council appointed the IRO") as change:
            appointment.save(force_insert=True)
            publish(Tag.APPOINTMENT_MADE, _made(appointment))
    except IntegrityError as race:
        raise _already(proposal) from race
    return ConfirmedAppointment(
        appointment_id=appointment.id,
        child_id=proposal.period.child_id,
        period_id=proposal.period_id,
        iro_id=appointment.iro_id,
        iro_name=appointment.iro_name,
        appointed_on=appointment.appointed_on,
        receipt=change.receipt,
    )


def confirm_newest(period_id: UUID, *, actor: Actor) -> bool:
    """Confirm what the region proposed last for this period; False where its IRO is appointed already. Raises NotFound
    where nobody was proposed, and what `confirm_appointment` raises."""
    proposal = AppointmentProposal.objects.filter(period=period_id).order_by("number").last()
    if proposal is None:
        raise NotFound("The region has proposed nobody for this child yet.")
    if Appointment.objects.filter(proposal=proposal).exists():
        return False
    confirm_appointment(proposal.id, actor=actor)
    return True


def _proposal(proposal_id: UUID, actor: Actor) -> AppointmentProposal:
    found = (
        AppointmentProposal.objects.filter(id=proposal_id, period__in=visible_periods(actor))
        .select_related("period__child")
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def _ensure_can_be_confirmed(proposal: AppointmentProposal) -> None:
    period = proposal.period
    if period.ended_on is not None:
        raise rules.PeriodEnded(f"It ended on {period.ended_on}: there is nothing to appoint an IRO for.")
    if Appointment.objects.filter(period=period, proposal__number__gte=proposal.number).exists():
        raise _already(proposal)
    if AppointmentProposal.objects.filter(period=period, number__gt=proposal.number).exists():
        raise rules.ProposalReplaced("Look at the case again and confirm the region's newest proposal.")
    rules.ensure_not_excluded(
        proposal.iro_name, proposal.iro_registration, proposal.iro_email, staff_of_child(period.child_id)
    )


def _already(proposal: AppointmentProposal) -> rules.AlreadyAppointed:
    return rules.AlreadyAppointed(f"The case of {proposal.period.child.reference} has its IRO: nothing is left to do.")


def _made(appointment: Appointment) -> dict[str, object]:
    return {
        "council": pins.current().code,
        "child_id": str(appointment.period.child_id),
        "period_id": str(appointment.period_id),
        "proposal_id": str(appointment.proposal_id),
        "iro_id": str(appointment.iro_id),
        "iro_name": appointment.iro_name,
        "appointed_on": appointment.appointed_on.isoformat(),
    }
