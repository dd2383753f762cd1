"""A calendar computed without a database for the pure tests, and a real table for the few that need one."""

import pytest

from tenants.logins import INSTALLER
from tenants.pins import Pin, pinned
from timetable.calendar import bank_holidays
from timetable.models import BankHoliday
from timetable.queries import forget_england
from timetable.rules import WorkingCalendar


@pytest.fixture(scope="session")
def england() -> WorkingCalendar:
    """England's calendar for every year that the tests count in."""
    return WorkingCalendar.of(bank_holidays(range(1991, 2041)))


@pytest.fixture
def calendar_table(cast):
    """The table of bank holidays, empty, written to as the installer does."""
    with pinned(Pin(INSTALLER)):
        BankHoliday.objects.all().delete()
        forget_england()
        yield
    forget_england()
