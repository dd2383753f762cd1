"""Seeding the table and reading it back, on a real PostgreSQL with the real migration."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from timetable.actions import Seeded, seed_bank_holidays, seed_bank_holidays_around_today
from timetable.calendar import bank_holidays
from timetable.models import BankHoliday
from timetable.queries import england, forget_england
from timetable.rules import CalendarNotCovered, WorkingCalendar, deadline

GOOD_FRIDAY = date(2026, 4, 3)

pytestmark = pytest.mark.usefixtures("calendar_table")


def test_seeding_fills_the_years_and_again_changes_nothing():
    assert seed_bank_holidays(2025, 2026) == Seeded(added=16, changed=0, removed=0)
    assert seed_bank_holidays(2025, 2026) == Seeded(added=0, changed=0, removed=0)
    assert list(BankHoliday.objects.values_list("date", "title")) == bank_holidays([2025, 2026])


def test_the_table_gives_the_calendar_that_the_package_gives():
    seed_bank_holidays(2025, 2027)
    assert england() == WorkingCalendar.of(bank_holidays([2025, 2026, 2027]))
    assert deadline("review.first", date(2026, 3, 20), england()).limit == date(2026, 4, 21)


def test_a_computed_day_that_went_is_removed_and_a_changed_title_mended():
    seed_bank_holidays(2026, 2026)
    BankHoliday.objects.filter(date=GOOD_FRIDAY).update(title="Friday")
    BankHoliday.objects.create(date=date(2026, 5, 12), title="Moved since", source="an older package")
    BankHoliday.objects.filter(date=date(2026, 4, 6)).delete()
    assert seed_bank_holidays(2026, 2026) == Seeded(added=1, changed=1, removed=1)
    assert list(BankHoliday.objects.values_list("date", "title")) == bank_holidays([2026])


def test_a_proclaimed_day_is_left_as_it_is():
    proclaimed = {date(2026, 6, 15): "Jubilee", GOOD_FRIDAY: "Good Friday, as proclaimed"}
    for day, title in proclaimed.items():
        BankHoliday.objects.create(date=day, title=title, proclaimed=True, source="proclamation")
    assert seed_bank_holidays(2026, 2026) == Seeded(added=7, changed=0, removed=0)
    assert dict(BankHoliday.objects.filter(proclaimed=True).values_list("date", "title")) == proclaimed
    assert england().why_not_working(date(2026, 6, 15)) == "Jubilee"


def test_years_outside_the_seeding_are_left_alone():
    seed_bank_holidays(2024, 2024)
    seed_bank_holidays(2026, 2026)
    assert england().years == {2024, 2026}


def test_a_seeding_that_is_rolled_back_leaves_nothing():
    with transaction.atomic():
        assert seed_bank_holidays(2026, 2026).added == 8
        transaction.set_rollback(True)
    assert not BankHoliday.objects.exists()


def test_an_unseeded_table_refuses_to_count():
    with pytest.raises(CalendarNotCovered):
        deadline("review.first", date(2026, 3, 20), england())


def test_seeding_shows_at_once_in_this_process():
    seed_bank_holidays(2025, 2025)
    assert england().years == {2025}
    seed_bank_holidays(2026, 2026)
    assert england().years == {2025, 2026}


def test_the_calendar_is_read_once_and_kept():
    seed_bank_holidays(2026, 2026)
    with CaptureQueriesContext(connection) as read:
        assert england() is england()
    assert len(read) == 1
    forget_england()
    with CaptureQueriesContext(connection) as read:
        england()
    assert len(read) == 1


def test_the_step_of_installing_covers_a_childhood_behind_and_years_ahead(time_machine):
    time_machine.move_to("2026-12-31T23:30:00+00:00", tick=False)
    seed_bank_holidays_around_today()
    assert england().years == set(range(2001, 2042))
