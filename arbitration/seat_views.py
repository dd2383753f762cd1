"""Who sits on a referral, and who sat, as it is shown."""

from accounts.actor import Actor
from arbitration.models import Referral, Seat
from arbitration.places import TITLES
from arbitration.seating import members
from arbitration.shapes import SeatView


def seat_views(referral: Referral, actor: Actor) -> tuple[SeatView, ...]:
    """Those who sit, whoever presides first; then those who left, in their order. None for a draw without seats."""
    sitting = [one.seat for one in members(referral) if one.seat]
    left = referral.seats.filter(vacancy__isnull=False).select_related("arbitrator", "vacancy")
    return tuple(_view(one, actor) for one in (*sitting, *left.order_by("vacancy__left_on", "place")))


def _view(seat: Seat, actor: Actor) -> SeatView:
    vacancy = getattr(seat, "vacancy", None)
    return SeatView(
        place=seat.place, title=TITLES[seat.place], arbitrator_id=seat.arbitrator_id, name=seat.arbitrator.name,
        taken_on=seat.taken_on, left_on=vacancy.left_on if vacancy else None,
        why=vacancy.get_why_display() if vacancy else "", reason=vacancy.reason if vacancy else "",
        mine=vacancy is None and actor.person_id is not None and seat.arbitrator.person_id == actor.person_id,
    )  # fmt: skip
