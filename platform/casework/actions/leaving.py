"""A council leaves the service, and perhaps stays after all: by an operator's command in the region's name."""

from datetime import date
from uuid import uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Departure
from casework.queries.leaving import leaves_on as departure_day
from casework.rules.leaving import NotedMeanwhile, ensure_day_ahead, ensure_serving
from casework.rules.reasons import ensure_reason
from ledger.acts import Receipt, act
from tenants import clock
from tenants.races import first_wins


def note_departure(leaves_on: date | None, reason: str, *, actor: Actor) -> tuple[int, Receipt]:
    """From `leaves_on` the council hands in no case; None: it stays after all. The number of the note, its receipt.

    Raises NotPermitted, DepartureInvalid, ReasonNeeded, NotedMeanwhile.
    """
    actor.ensure(Permission.WORKFORCE_MANAGE)
    today, words = clock.today(), ensure_reason(reason)
    if leaves_on is not None:
        ensure_day_ahead(leaves_on, today)
    clash = NotedMeanwhile("It was noted a moment ago. Look at it first.")
    with first_wins(clash), act(actor, "note that a council leaves the service") as change:
        number = Departure.objects.count() + 1
        Departure(id=uuid4(), number=number, leaves_on=leaves_on, reason=words, noted_on=today).save(force_insert=True)
    return number, change.receipt


def ensure_served(today: date) -> None:
    """Raises CouncilHasLeft: the pinned council left, so nothing new begins here."""
    ensure_serving(departure_day(), today)
