"""A calendar computed without a database, shared by the pure tests."""

import pytest

from timetable.calendar import bank_holidays
from timetable.rules import WorkingCalendar


@pytest.fixture(scope="session")
def england() -> WorkingCalendar:
    """England's calendar for every year that the tests count in."""
    return WorkingCalendar.of(bank_holidays(range(1991, 2041)))
