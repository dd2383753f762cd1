"""Reads of the calendar tables."""

from functools import lru_cache
from time import monotonic

from timetable.models import BankHoliday
from timetable.rules import WorkingCalendar

SECONDS_KEPT = 60


def england() -> WorkingCalendar:
    """England's working calendar from the table, kept in this process for up to a minute.

    An unseeded table gives a calendar that covers no year: each count in it raises CalendarNotCovered.
    """
    return _england(int(monotonic() // SECONDS_KEPT))


def forget_england() -> None:
    """Read the table again at the next call; other processes see a change within a minute."""
    _england.cache_clear()


@lru_cache(maxsize=1)
def _england(_minute: int) -> WorkingCalendar:
    return WorkingCalendar.of(BankHoliday.objects.values_list("date", "title"))
