"""Closing a dispute, which only the child's IRO does; and Cafcass, which is open to the IRO at every point."""

from uuid import UUID, uuid4

from accounts.actor import Actor
from escalation.course import of_dispute
from escalation.ladder import Move
from escalation.models import CafcassConsideration, Closure, FreeDecision
from escalation.rules import AlreadyDone, ensure_closed, ensure_given
from escalation.shapes import Closed
from escalation.sight import take
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.races import first_wins


def accept(dispute_id: UUID, closed: Closed, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The IRO accepts how it ended; `closed.outcome` is one of ACCEPTANCES.

    Returns the closure's id and the receipt. Raises NotFound, NotPermitted, NotTheChildsIro, NotNow, InvalidClosure,
    AlreadyDone. Publishes DISPUTE_CLOSED.
    """
    return _close(Move.ACCEPT, dispute_id, closed, actor)


def withdraw(dispute_id: UUID, closed: Closed, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The IRO withdraws the dispute; `closed.outcome` is one of WITHDRAWALS. Otherwise as `accept`."""
    return _close(Move.WITHDRAW, dispute_id, closed, actor)


def _close(move: Move, dispute_id: UUID, closed: Closed, actor: Actor) -> tuple[UUID, Receipt]:
    clash = AlreadyDone("The dispute was closed a moment ago.")
    with first_wins(clash), act(actor, f"{move} a dispute") as change:
        today = clock.today()
        dispute, course = take(move, dispute_id, actor, today)
        to_cafcass = CafcassConsideration.objects.filter(dispute=dispute, referred=True).exists()
        ensure_closed(
            closed, withdrawal=move is Move.WITHDRAW, state=course.state(today), referred_to_cafcass=to_cafcass
        )
        closure = Closure(
            id=uuid4(), dispute=dispute, outcome=closed.outcome, outcome_for_child=closed.outcome_for_child,
            closed_on=today, iro_view=closed.iro_view, learning=closed.learning, good_practice=closed.good_practice,
        )  # fmt: skip
        closure.save(force_insert=True)
        FreeDecision(closure=closure, own_free_decision=closed.own_free_decision).save(force_insert=True)
        publish(Tag.DISPUTE_CLOSED, {**of_dispute(dispute), "outcome": closed.outcome})
    return closure.id, change.receipt


def consider_cafcass(dispute_id: UUID, referred: bool, reason: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """Record that the IRO considered a referral to Cafcass (CA 1989 s25B(3)), and whether the case was referred.

    Possible in every state, closed too, any number of times. Raises NotFound, NotPermitted, NotTheChildsIro,
    Incomplete (no reason).
    """
    with act(actor, "consider Cafcass") as change:
        today = clock.today()
        dispute, _ = take(Move.CONSIDER_CAFCASS, dispute_id, actor, today)
        ensure_given(reason=reason)
        kept = CafcassConsideration(id=uuid4(), dispute=dispute, referred=referred, reason=reason, considered_on=today)
        kept.save(force_insert=True)
    return kept.id, change.receipt
