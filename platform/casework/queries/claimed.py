"""Reviews that the council claims to have had before it joined: from the last of them the next limit runs.

Only those before the house was there: what is held since then is the service's own to record, and no return that comes
later moves a limit.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from casework.models import ClaimedReview
from tenants import pins, queries
from tenants.clock import LONDON
from tenants.kinds import Kind


def claimed_before_joining(children: Iterable[UUID]) -> dict[UUID, tuple[date, ...]]:
    """By child, the days in order; nothing for whoever has none. For a look that its caller has recorded."""
    found: defaultdict[UUID, list[date]] = defaultdict(list)
    rows = ClaimedReview.objects.filter(child__in=list(children), held_on__lt=_joined_on()).order_by("held_on")
    for child, held_on in rows.values_list("child", "held_on"):
        found[child].append(held_on)
    return {child: tuple(days) for child, days in found.items()}


def _joined_on() -> date:
    return queries.house(Kind.COUNCIL, pins.current().code).created_at.astimezone(LONDON).date()
