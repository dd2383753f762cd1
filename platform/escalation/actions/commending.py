"""A commendation: exemplary practice is put on the child's file, and told to those who lead the worker."""

from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from escalation.models import Commendation
from escalation.rules import ensure_commendation
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from reviews.queries import appointment_of
from tenants import clock


def commend(period_id: UUID, whom: str, text: str, difference: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """By the child's IRO: what was done well, by whom, and what difference it made for the child.

    Returns its id and the receipt. Raises NotFound, NotPermitted, NotTheChildsIro, Incomplete. Publishes COMMENDED.
    """
    with act(actor, "commend good practice") as change:
        appointment = appointment_of(period_id, actor, Permission.DISPUTE_RAISE)
        ensure_commendation(whom, text, difference)
        kept = Commendation(
            id=uuid4(), period=appointment.period, whom=whom.strip(), text=text, difference=difference,
            iro_name=appointment.iro_name, commended_on=clock.today(),
        )  # fmt: skip
        kept.save(force_insert=True)
        publish(Tag.COMMENDED, {"child_id": str(appointment.period.child_id), "commendation_id": str(kept.id)})
    return kept.id, change.receipt
