"""Somebody stands down: their place is empty from then on, both sides are told, and it is drawn again at once."""

from uuid import UUID

import structlog

from accounts.actor import Actor
from arbitration import rules
from arbitration.actions.urns import lay_for
from arbitration.models import Determination, Referral, Seat, Vacancy
from arbitration.places import TITLES
from arbitration.sight import referral_sat_on
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins

log = structlog.get_logger(__name__)


def stand_down(referral_id: UUID, reason: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """By a member, at any time before the determination; when in doubt, decline (IBA 2024, General Standard 2).

    Returns the vacancy's id and the receipt. Raises NotFound, Invalid (no reason), AlreadyIssued, NotSitting.
    """
    referral = referral_sat_on(referral_id, actor)
    rules.ensure_filled(reason=reason)
    with first_wins(rules.NotSitting("You left a moment ago.")), act(actor, "stand down from a referral") as change:
        seat = Seat.objects.sitting().of(actor.person_id).filter(referral=referral).first()
        if seat is None:
            raise NotFound("This draw was of an earlier release, and has no seat to leave. Tell the secretary.")
        vacancy = vacate(seat, Vacancy.Why.RECUSED, reason, actor)
    return vacancy.id, change.receipt


def vacate(seat: Seat, why: Vacancy.Why, reason: str, actor: Actor) -> Vacancy:
    """Inside an act. Publishes SEAT_VACATED, and URN_LAID where somebody is free. Raises AlreadyIssued."""
    referral, today = seat.referral, clock.today()
    if Determination.objects.filter(referral=referral).exists():
        raise rules.AlreadyIssued("Nobody leaves a panel that has determined.")
    vacancy = Vacancy(seat=seat, why=why, reason=reason, made_by=actor.name, left_on=today)
    vacancy.save(force_insert=True)
    publish(Tag.SEAT_VACATED, {**_of(referral), **_told(seat, vacancy)})
    # A draw of other places that goes on is finished first: the clock, or the secretary, lays the next urn after it.
    if not referral.urns.undrawn().exists():
        try:
            lay_for(referral, today)
        except rules.NoArbitratorFree:
            log.warning("no-arbitrator-free", referral=str(referral.id))
    return vacancy


def _of(referral: Referral) -> dict[str, object]:
    return {"referral_id": str(referral.id), "region": referral.region, "council": referral.council}


def _told(seat: Seat, vacancy: Vacancy) -> dict[str, object]:
    return {
        "vacancy_id": str(vacancy.id),
        "place": seat.place,
        "title": TITLES[seat.place],
        "name": seat.arbitrator.name,
        "arbitrator_id": str(seat.arbitrator_id),
        "why": vacancy.why,
        "reason": vacancy.reason,
        "left_on": vacancy.left_on.isoformat(),
    }
