"""What time it is. Real time, except in an installation that is a demonstration for ever (design.md 4)."""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.core.cache import cache as shared
from django.core.exceptions import PermissionDenied

from tenants.models import Installation

LONDON = ZoneInfo("Europe/London")
_KEY = "demo-clock"


@cache
def is_demo() -> bool:
    """Whether this installation was installed as a demonstration. Asked once a process: it never changes."""
    return bool(Installation.objects.filter(demo=True).exists())


def demo_moment() -> datetime | None:
    """The demonstration's own clock, where it has been set."""
    if not is_demo():
        return None
    set_to = shared.get(_KEY)
    return datetime.fromisoformat(set_to) if set_to else None


def set_demo_moment(moment: datetime | None) -> None:
    """Set the demonstration's clock for all its processes; None gives it back to real time."""
    if not is_demo():
        raise PermissionDenied(
            "Only an installation that was installed as a demonstration may have a clock of its own."
        )
    if moment is None:
        shared.delete(_KEY)
    else:
        shared.set(_KEY, moment.astimezone(UTC).isoformat(), timeout=None)


def now() -> datetime:
    return demo_moment() or datetime.now(UTC)


def today() -> date:
    """The date in England: a working day ends at midnight Europe/London."""
    return now().astimezone(LONDON).date()
