"""The only writers of the calendar tables."""

from importlib.metadata import version
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import now

from timetable.calendar import bank_holidays
from timetable.models import BankHoliday
from timetable.queries import forget_england
from timetable.rules import day_in_england

# A young person of 18 may have come into care at birth, and what is asked about them may lie some years back.
YEARS_BACK = 25
# Longer than any limit; a later year's days are computed from today's law and put right by the next seeding.
YEARS_AHEAD = 15


class Seeded(NamedTuple):
    """How many bank holidays a seeding added, renamed and took away."""

    added: int
    changed: int
    removed: int


def seed_bank_holidays_around_today() -> Seeded:
    """Seed every year that a limit may be counted in: the step that installing and migrating run."""
    year = day_in_england(now()).year
    return seed_bank_holidays(year - YEARS_BACK, year + YEARS_AHEAD)


def seed_bank_holidays(first_year: int, last_year: int) -> Seeded:
    """Bring the table's computed days of these years (both included) in line with the `holidays` package.

    Running it again changes nothing. A computed day that the package no longer knows is taken away (a
    jubilee moved the spring holiday of 2022); days entered as proclaimed are never touched.
    """
    wanted = {holiday.day: holiday.title for holiday in bank_holidays(range(first_year, last_year + 1))}
    with transaction.atomic():
        rows = BankHoliday.objects.filter(date__year__gte=first_year, date__year__lte=last_year)
        known = {row.date: row for row in rows}
        computed = {day: row for day, row in known.items() if not row.proclaimed}
        stale = computed.keys() - wanted.keys()
        renamed = [day for day in computed.keys() & wanted.keys() if computed[day].title != wanted[day]]
        missing = wanted.keys() - known.keys()
        BankHoliday.objects.filter(date__in=stale).delete()
        source = f"holidays {version('holidays')}, GB-ENG"
        BankHoliday.objects.bulk_create(
            [BankHoliday(date=day, title=wanted[day], source=source) for day in (*renamed, *sorted(missing))],
            update_conflicts=True,
            update_fields=["title", "source"],
            unique_fields=["date"],
        )
        transaction.on_commit(forget_england)
    return Seeded(len(missing), len(renamed), len(stale))
