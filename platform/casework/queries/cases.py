"""One case and lists of them, in a fixed number of queries however long the list is. Each look is recorded."""

from collections import Counter
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment, AppointmentProposal, Child
from casework.queries.assembling import proposal_view, views
from casework.queries.searching import Sought, matching
from casework.queries.shapes import Caseload, CasePage, CaseView, WaitingProposal
from casework.queries.visibility import find_child, set_aside, visible_children, visible_periods
from ledger import past
from ledger.past import Position
from ledger.reads import look
from tenants import clock
from tenants.problems import NotFound
from tenants.races import in_turn

MOST = 200
_ANY = Sought()


def case(which: UUID | str, *, actor: Actor, at: Position | None = None) -> CaseView:
    """By the child's id, or by the council's reference for it; as it was known at a position of the log.

    NotFound also for what the actor may not see now, and for a case that was not known then.
    """
    with look(actor, past.named("case", at)) as seen:
        child = find_child(which, actor)
        seen.at([child.id])
        with past.as_of(at):
            then = Child.objects.filter(pk=child.pk).first() if at else child
            if then is None:
                raise NotFound("This case was not known at that position of the log. Ask for a later one.")
            return views([then])[0]


def case_to_correct(which: UUID | str, *, actor: Actor) -> CaseView:
    """The case as it is, shown to nobody: what a correction is held against. Until the transaction ends, whoever else
    would correct it waits. Raises NotFound, NotPermitted."""
    child = find_child(which, actor)
    actor.ensure(Permission.CASE_CORRECT)
    in_turn("case", child.pk)
    return views([Child.objects.get(pk=child.pk)])[0]


def cases(
    *,
    actor: Actor,
    sought: Sought = _ANY,
    after: str | None = None,
    limit: int = 50,
    at: Position | None = None,
) -> CasePage:
    """Those looked for, by reference, those after `after`; at most 200 at once. One look with the ids of the shown.

    At a position of the log: of those whom the actor may see now, the ones that were known then. What somebody typed
    is kept nowhere: the look says that it was a search.
    """
    limit = max(1, min(limit, MOST))
    with look(actor, past.named("search" if sought.find else "cases", at)) as seen:
        visible = past.in_sight(visible_children(actor), at)
        with past.as_of(at):
            found = matching(visible, sought).order_by("reference")
            children = list((found.filter(reference__gt=after) if after else found)[: limit + 1])
            page, more = children[:limit], len(children) > limit
            seen.at([child.id for child in page])
            return CasePage(tuple(views(page)), page[-1].reference if more else None)


def caseloads(*, actor: Actor, at: Position | None = None) -> tuple[Caseload, ...]:
    """How many children in care each IRO is appointed for here, by name; of those whom the actor may see.

    From the council's own appointments: the region's diary, which counts across councils, is a projection without
    history, and a position is one of this house's log alone.
    """
    with look(actor, past.named("caseloads", at)) as seen:
        visible = past.in_sight(visible_periods(actor), at)
        with past.as_of(at):
            current = Appointment.objects.current().filter(period__in=visible, period__ended_on=None)
            current = current.exclude(period__child__in=set_aside())
            rows = list(current.values_list("iro_id", "iro_name", "period__child"))
        seen.at({child for _, _, child in rows})
    names = {iro: name for iro, name, _ in rows}
    counts = Counter(iro for iro, _, _ in rows)
    return tuple(sorted((Caseload(names[iro], count) for iro, count in counts.items()), key=lambda one: one.iro_name))


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
        .exclude(period__child__in=set_aside())
        .select_related("period__child")
        .order_by("period", "number")
    )
    return list({one.period_id: one for one in waiting}.values())


def _waiting(one: AppointmentProposal) -> WaitingProposal:
    child = one.period.child
    left = (one.limit - clock.today()).days
    return WaitingProposal(proposal_view(one), child.id, child.reference, child.name, left)
