"""Concerns about IROs, to the council's leaders and the service's; flags, to the service's alone."""

from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment
from escalation.iro_concerns import (
    FINDINGS,
    INDICATORS,
    WINDOW,
    Flag,
    Iro,
    IroConcernAnswered,
    IroConcernView,
    Taken,
    standing,
)
from escalation.models import IroConcern, RetaliationCheck
from ledger.reads import look
from tenants.problems import NotFound
from timetable.queries import england
from timetable.rules import deadline


def iro_concerns(*, actor: Actor) -> list[IroConcernView]:
    """All of the council, the newest first. The look is recorded: what is said may tell of a child.

    Raises NotPermitted.
    """
    actor.ensure(Permission.IRO_CONCERN_VIEW)
    with look(actor, "concerns about IROs") as seen:
        seen.at([])
        rows = list(IroConcern.objects.select_related("taken").prefetch_related("answers"))
        flags = _flags(actor)
        return [_view(row, flags.get(row.id)) for row in rows]


def iro_concern(concern_id: UUID, *, actor: Actor) -> IroConcernView:
    """One of them. Raises NotPermitted, NotFound."""
    found = next((one for one in iro_concerns(actor=actor) if one.id == concern_id), None)
    if found is None:
        raise NotFound("There is no such concern here. Go back to the list.")
    return found


def iros(*, actor: Actor) -> list[Iro]:
    """Whom a concern can be about: everybody who was appointed as an IRO in this council, by name. Recorded."""
    actor.ensure(Permission.IRO_CONCERN_RAISE)
    with look(actor, "IROs") as seen:
        seen.at([])
        known = dict(Appointment.objects.order_by("appointed_on").values_list("iro_id", "iro_name"))
    return sorted((Iro(*one) for one in known.items()), key=lambda one: (one.name, one.id))


def _flags(actor: Actor) -> dict[UUID, Flag]:
    """By concern; none for who may not see them. A council's login can't read them in any case."""
    if not actor.may(Permission.RETALIATION_VIEW):
        return {}
    calendar = england()
    found = {}
    for row in RetaliationCheck.objects.filter(flagged=True):
        assert row.dispute_id is not None  # the database sees to it: a_flag_says_what_it_follows
        assert row.escalated_on is not None
        assert row.window_ends is not None
        found[row.concern_id] = Flag(
            dispute_id=row.dispute_id, reference=row.reference, escalated_on=row.escalated_on,
            window_ends=row.window_ends, indicators=INDICATORS,
            explanation=deadline(WINDOW, row.escalated_on, calendar).explain(),
        )  # fmt: skip
    return found


def _view(row: IroConcern, flag: Flag | None) -> IroConcernView:
    answers = tuple(
        IroConcernAnswered(
            body=one.body, finding=one.finding, finding_title=FINDINGS[one.finding], text=one.text,
            answered_by=one.answered_by, answered_on=one.answered_on,
        )
        for one in row.answers.all()
    )  # fmt: skip
    taken = getattr(row, "taken", None)
    return IroConcernView(
        id=row.id, iro=Iro(row.iro_id, row.iro_name), text=row.text, sought=row.sought, raised_by=row.raised_by,
        raised_on=row.raised_on,
        standing=standing(frozenset(one.body for one in answers), taken=taken is not None),
        answers=answers,
        taken=Taken(reason=taken.reason, taken_by=taken.taken_by, taken_on=taken.taken_on) if taken else None,
        flag=flag,
    )  # fmt: skip
