"""Orders: what a panel says to both sides before it determines; and what the sides file, kept as it came.

All that changes a referral's procedure waits its turn, so that no round is begun beside another, and none while the
determination is being issued.
"""

from dataclasses import replace
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.actions.leaving import vacate
from arbitration.actions.orders import write
from arbitration.models import Determination, Filing, Referral, Seat, Vacancy
from arbitration.procedure import (
    BY_MEMBERS,
    BY_SECRETARY,
    DECIDES,
    TELLS,
    AlreadyDecided,
    OrderGiven,
    OrderMeanwhile,
    decided,
    terms_of,
)
from arbitration.procedure_views import procedure_of
from arbitration.seating import is_of, members
from arbitration.shapes import SentFiling
from arbitration.sight import ensure_sight, referral_here, referral_presided, referral_sat_on
from ledger.acts import Receipt, act
from tenants import clock
from tenants.races import first_wins, in_turn
from timetable.procedure import FilingKind, OrderKind
from timetable.queries import england


def make_order(referral_id: UUID, given: OrderGiven, *, actor: Actor) -> tuple[UUID, Receipt]:
    """By whoever presides; a disclosure by anybody who sits; a decision on an objection by the secretary.

    An objection that is upheld empties the seat, and it is drawn again. Returns the order's id and the receipt.
    Raises NotFound, AlreadyIssued, Invalid, RoundOpen, RoundTooLate, NotUrgent, AlreadyDecided. Publishes ORDER_MADE.
    """
    referral = _before(referral_id, given.kind, actor)
    meanwhile = OrderMeanwhile("Read it first; then make yours, if it is still needed.")
    with first_wins(meanwhile), act(actor, "make an order") as change:
        in_turn("procedure", referral.id)
        if Determination.objects.filter(referral=referral).exists():
            raise rules.AlreadyIssued("Nothing is ordered any more. A slip needs a correction of its own.")
        known = procedure_of(referral)
        terms = terms_of(given, known, urgent=referral.urgent, end=referral.limit, now=clock.now(), calendar=england())
        if given.kind is OrderKind.UPHELD:
            _uphold(referral, decided(given, known).about, given.text, actor)
        elif given.kind in DECIDES:
            decided(given, known)
        if given.kind in TELLS:
            given = replace(given, about=_own_id(referral, actor))
        made = write(referral, given, terms, actor.name)
    return made.id, change.receipt


def _before(referral_id: UUID, kind: OrderKind, actor: Actor) -> Referral:
    """The referral, for whoever may make an order of this kind; for everybody else there is none."""
    if kind in BY_SECRETARY:
        ensure_sight(actor)
        actor.ensure(Permission.ARBITRATION_RUN)
        return referral_here(referral_id)
    return referral_sat_on(referral_id, actor) if kind in BY_MEMBERS else referral_presided(referral_id, actor)


def _own_id(referral: Referral, actor: Actor) -> UUID:
    """The arbitrator who discloses: they sit, or there would be no referral for them."""
    return next(one.arbitrator.id for one in members(referral) if is_of(one, actor))


def _uphold(referral: Referral, arbitrator_id: UUID | None, reason: str, actor: Actor) -> None:
    """Whoever left meanwhile has no seat any more: the objection is upheld all the same."""
    seat = Seat.objects.sitting().filter(referral=referral, arbitrator=arbitrator_id).first()
    if seat is not None:
        vacate(seat, Vacancy.Why.OBJECTION, reason, actor)


def take_in_filing(sent: SentFiling, *, actor: Actor) -> None:
    """Keep what a side filed as it arrived. The same twice changes nothing. Raises NotFound, Invalid."""
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = referral_here(sent.referral_id, sent.council)
    rules.ensure_side(sent.side)
    if Filing.objects.filter(id=sent.filing_id).exists():
        return
    twice = AlreadyDecided("The same filing came twice at one moment.")
    with first_wins(twice), act(actor, "take in what a side filed"):
        Filing(
            id=sent.filing_id, referral=referral, side=sent.side, kind=FilingKind(sent.kind), about=sent.about,
            title=sent.title, text=sent.text, why_late=sent.why_late, made_by=sent.made_by, made_on=sent.made_on,
        ).save(force_insert=True)  # fmt: skip
