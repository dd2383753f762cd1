"""Break-glass: an IRO sees another IRO's child for 60 minutes; others are told, and one of them reviews it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment, BreakGlass, BreakGlassReview, Child
from casework.queries.visibility import visible_children
from casework.rules import glass as rules
from ledger.acts import Receipt, act
from ledger.reads import look
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock, pins
from tenants.problems import NotFound
from tenants.races import first_wins
from timetable.queries import england
from timetable.rules import deadline


@dataclass(frozen=True, slots=True)
class Opened:
    """The case can be seen until `until`."""

    break_glass_id: UUID
    child_id: UUID
    until: datetime
    receipt: Receipt


def break_glass(reference: str, code: str, reason: str, *, actor: Actor) -> Opened:
    """Open the case of the child with this reference to the actor. The service's person, in a council's house.

    Raises NotPermitted, GlassInvalid, NotFound (the search for what isn't there is recorded too), SeenAnyway.
    Publishes BREAKGLASS_OPENED.
    """
    actor.ensure(Permission.BREAKGLASS_OPEN)
    if actor.person_id is None:
        raise NotFound()
    chosen, words = rules.ensure_reason(code, reason)
    with look(actor, "break-glass", f"break-glass: {chosen}") as seen:
        child = Child.objects.filter(reference=reference).first()
        seen.at([child.id] if child else [])
    if child is None:
        raise NotFound("There is no child with this reference here.")
    if visible_children(actor).filter(pk=child.pk).exists():
        raise rules.SeenAnyway("Open it from your list of cases.")
    moment = clock.now()
    row = BreakGlass(
        id=uuid4(), child=child, person_id=actor.person_id, person_name=actor.name, code=chosen, reason=words,
        opened_at=moment, until=moment + timedelta(minutes=rules.MINUTES),
        review_limit=deadline("break_glass.review", clock.today(), england()).limit,
    )  # fmt: skip
    with act(actor, f"Break-glass: {chosen.label}") as change:
        row.save(force_insert=True)
        publish(Tag.BREAKGLASS_OPENED, _told(row))
    return Opened(row.id, child.id, row.until, change.receipt)


def _told(row: BreakGlass) -> dict[str, object]:
    """Ids and dates: whoever is told looks the rest up, and that look is recorded."""
    iro = Appointment.objects.current().filter(period__child=row.child_id).values_list("iro_id", flat=True).first()
    return {
        "council": pins.current().code,
        "break_glass_id": str(row.id),
        "child_id": str(row.child_id),
        "iro_id": str(iro) if iro else None,
        "opened_at": row.opened_at.isoformat(),
        "review_limit": row.review_limit.isoformat(),
    }


def review_break_glass(break_glass_id: UUID, outcome: str, note: str, *, actor: Actor) -> Receipt:
    """Say whether it was justified, once. Raises NotPermitted, NotFound, OwnGlass, GlassInvalid, GlassReviewed."""
    actor.ensure(Permission.BREAKGLASS_REVIEW)
    used = BreakGlass.objects.filter(pk=break_glass_id).first()
    if used is None:
        raise NotFound()
    rules.ensure_not_own(used.person_id, actor.person_id)
    chosen, words = rules.ensure_review(outcome, note)
    again = rules.GlassReviewed("Read what was said of it.")
    with first_wins(again), act(actor, "review a break-glass") as change:
        BreakGlassReview(
            break_glass=used, reviewed_by=actor.name, reviewed_on=clock.today(), outcome=chosen, note=words
        ).save(force_insert=True)
    return change.receipt
