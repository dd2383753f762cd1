"""What was erased, what waits for the council, and what is on hold."""

from uuid import UUID

from django.db.models import Max, QuerySet

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Child, Erasure, ErasureProposal, Hold, PeriodOfCare
from casework.queries.shapes import ErasureView, HoldView, KeepingView, WaitingErasure
from casework.queries.visibility import find_child, visible_children
from casework.rules.erasing import ADOPTED, DIED, Ground, Life, kept_until
from ledger import log
from ledger.reads import look
from tenants.problems import NotFound


def keeping(child_id: UUID, *, actor: Actor) -> KeepingView:
    """How long the child's record is kept, and the holds that stand on it."""
    actor.ensure(Permission.ERASURE_VIEW)
    with look(actor, "keeping") as seen:
        child = find_child(child_id, actor)
        seen.at([child.id])
        holds = tuple(map(_hold, open_holds(child.id).order_by("placed_on", "id")))
        return KeepingView(child.id, child.name, child.reference, kept_until(life(child)), holds)


def hold(hold_id: UUID, *, actor: Actor) -> tuple[HoldView, KeepingView]:
    """A hold that stands, and whose it is. Raises NotFound."""
    child_id = Hold.objects.filter(pk=hold_id).values_list("child", flat=True).first() or hold_id
    found = keeping(child_id, actor=actor)
    for one in found.holds:
        if one.id == hold_id:
            return one, found
    raise NotFound()


def waiting_erasures(*, actor: Actor) -> tuple[WaitingErasure, ...]:
    """Proposed by the service, and not yet confirmed by the council; the oldest first."""
    actor.ensure(Permission.ERASURE_VIEW)
    with look(actor, "erasures proposed") as seen:
        children = {child.id: child for child in visible_children(actor).filter(id__in=_open().values("child_id"))}
        seen.at(children)
        return tuple(_waiting(one, children[one.child_id]) for one in _open() if one.child_id in children)


def waiting_erasure(proposal_id: UUID, *, actor: Actor) -> WaitingErasure:
    """Raises NotFound for one that was confirmed already."""
    for one in waiting_erasures(actor=actor):
        if one.id == proposal_id:
            return one
    raise NotFound()


def erasures(*, actor: Actor) -> tuple[ErasureView, ...]:
    """What was erased, the newest first: when, why, by whom and by which event of the log. Nothing of any child."""
    actor.ensure(Permission.ERASURE_VIEW)
    found = list(Erasure.objects.select_related("proposal").order_by("-confirmed_on", "pk"))
    entries = dict(Erasure.history.filter(history_type="+").values_list("proposal_id", "history_id"))
    numbers = log.numbers(Erasure._meta.db_table, list(entries.values()))
    return tuple(
        ErasureView(
            id=one.pk,
            erased_on=one.confirmed_on,
            ground=Ground(one.proposal.ground).label,
            proposed_by=one.proposal.proposed_by,
            confirmed_by=one.confirmed_by,
            entries=one.entries,
            event=numbers.get(entries[one.pk]),
        )
        for one in found
    )


def open_holds(child_id: UUID) -> QuerySet[Hold]:
    return Hold.objects.filter(child=child_id, release=None)


def life(child: Child) -> Life:
    """The latest dates that were ever on record: a correction makes no record older (casework.erasing)."""
    periods = PeriodOfCare.history.filter(child_id=child.id)
    died = periods.filter(end_reason=DIED).aggregate(on=Max("ended_on"))["on"]
    adopted = periods.filter(end_reason__in=ADOPTED).aggregate(on=Max("ended_on"))["on"]
    born = Child.history.filter(id=child.id).aggregate(on=Max("date_of_birth"))["on"]
    return Life(born or child.date_of_birth, died, adopted)


def _open() -> QuerySet[ErasureProposal]:
    return ErasureProposal.objects.filter(erasure=None).order_by("proposed_on", "id")


def _hold(one: Hold) -> HoldView:
    return HoldView(one.id, one.reason, one.placed_by, one.placed_on)


def _waiting(one: ErasureProposal, child: Child) -> WaitingErasure:
    ground = Ground(one.ground).label
    return WaitingErasure(
        one.id, child.id, child.name, child.reference, ground, one.reason, one.proposed_by, one.proposed_on
    )
