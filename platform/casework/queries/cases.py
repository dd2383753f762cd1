"""One case and lists of them, in a fixed number of queries however long the list is. Each look is recorded."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment, AppointmentProposal
from casework.queries.assembling import proposal_view, views
from casework.queries.shapes import CasePage, CaseView, WaitingProposal
from casework.queries.visibility import find_child, visible_children, visible_periods
from ledger.reads import look
from tenants import clock

MOST = 200


def case(which: UUID | str, *, actor: Actor) -> CaseView:
    """By the child's id, or by the council's reference for it. NotFound also for what the actor may not see."""
    with look(actor, "case") as seen:
        child = find_child(which, actor)
        seen.at([child.id])
        return views([child])[0]


def cases(*, actor: Actor, after: str | None = None, limit: int = 50) -> CasePage:
    """By reference, those after `after`; at most 200 at once. One look with all their ids."""
    limit = max(1, min(limit, MOST))
    with look(actor, "cases") as seen:
        found = visible_children(actor).order_by("reference")
        children = list((found.filter(reference__gt=after) if after else found)[: limit + 1])
        page, more = children[:limit], len(children) > limit
        seen.at([child.id for child in page])
        return CasePage(tuple(views(page)), page[-1].reference if more else None)


def waiting_proposals(*, actor: Actor) -> tuple[WaitingProposal, ...]:
    """What the council may confirm, the most urgent first. Nothing for whoever may not confirm."""
    with look(actor, "proposals") as seen:
        found = _newest_unconfirmed(actor) if actor.may(Permission.APPOINTMENT_CONFIRM) else []
        seen.at([one.period.child_id for one in found])
        return tuple(_waiting(one) for one in sorted(found, key=lambda one: (one.limit, one.period.child.reference)))


def _newest_unconfirmed(actor: Actor) -> list[AppointmentProposal]:
    appointed = Appointment.objects.filter(period=OuterRef("period"), proposal__number__gte=OuterRef("number"))
    waiting = (
        AppointmentProposal.objects.filter(~Exists(appointed), period__in=visible_periods(actor), period__ended_on=None)
        .select_related("period__child")
        .order_by("period", "number")
    )
    return list({one.period_id: one for one in waiting}.values())


def _waiting(one: AppointmentProposal) -> WaitingProposal:
    child = one.period.child
    left = (one.limit - clock.today()).days
    return WaitingProposal(proposal_view(one), child.id, child.reference, child.name, left)
