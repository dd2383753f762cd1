"""Whether a council is leaving the service, and when."""

from datetime import date

from casework.models import Departure


def leaves_on() -> date | None:
    """The day on which the pinned council leaves, or left; None where it stays."""
    newest = Departure.objects.last()
    return newest.leaves_on if newest else None
