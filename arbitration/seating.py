"""Who sits on a referral now, and what is still to be filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.actor import Actor
from arbitration.models import Arbitrator, Draw, Referral, Seat
from arbitration.places import PRESIDING, SOLE


@dataclass(frozen=True, slots=True)
class Member:
    """An arbitrator in a place. `seat` is None for one whom an earlier release drew."""

    arbitrator: Arbitrator
    place: str
    seat: Seat | None


def members(referral: Referral) -> tuple[Member, ...]:
    """Who sits, whoever presides first."""
    seats = list(referral.seats.select_related("arbitrator", "vacancy"))
    if not seats:
        drawn = _drawn_before_seats(referral)
        return (Member(drawn.arbitrator, SOLE.name, None),) if drawn else ()
    sitting = [Member(one.arbitrator, one.place, one) for one in seats if not hasattr(one, "vacancy")]
    return tuple(sorted(sitting, key=lambda one: (one.place not in PRESIDING, one.place)))


def _drawn_before_seats(referral: Referral) -> Draw | None:
    return referral.draws.select_related("arbitrator").first()


def presiding(referral: Referral) -> Member | None:
    """Who drafts and issues; None while that place is empty."""
    return next((one for one in members(referral) if one.place in PRESIDING), None)


def presides(referral: Referral, actor: Actor) -> bool:
    found = presiding(referral)
    return found is not None and is_of(found, actor)


def is_of(member: Member, actor: Actor) -> bool:
    return actor.person_id is not None and member.arbitrator.person_id == actor.person_id


def unfilled(referral: Referral) -> tuple[str, ...]:
    """The places that somebody left and nobody has taken since."""
    sitting = {one.place for one in members(referral)}
    left = referral.seats.filter(vacancy__isnull=False).values_list("place", flat=True)
    return tuple(sorted(set(left) - sitting))


def left_by(referral: Referral) -> Sequence[UUID]:
    """Arbitrators who sat here and sit no longer: never drawn for it again."""
    return list(referral.seats.filter(vacancy__isnull=False).values_list("arbitrator", flat=True))
