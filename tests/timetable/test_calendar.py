"""The working calendar: its version, its reach, and what it refuses."""

from datetime import date

import pytest

from timetable.calendar import bank_holidays
from timetable.rules import CalendarNotCovered, WorkingCalendar


def test_the_version_follows_the_content_and_not_the_order():
    days = bank_holidays([2026])
    calendar = WorkingCalendar.of(days)
    assert calendar == WorkingCalendar.of(reversed(days))
    assert calendar.version.startswith("england-")
    proclaimed = WorkingCalendar.of([*days, (date(2026, 6, 15), "Jubilee")])
    assert proclaimed.version != calendar.version


def test_a_proclaimed_day_moves_a_limit_and_says_why():
    days = bank_holidays([2026])
    before, after = WorkingCalendar.of(days), WorkingCalendar.of([*days, (date(2026, 6, 15), "Jubilee")])
    assert before.add_working_days(date(2026, 6, 12), 1) == date(2026, 6, 15)
    assert after.add_working_days(date(2026, 6, 12), 1) == date(2026, 6, 16)
    assert after.why_not_working(date(2026, 6, 15)) == "Jubilee"


def test_one_day_with_two_titles_always_gives_the_same_reason():
    days = [*bank_holidays([2026]), (date(2026, 4, 3), "Another name")]
    assert WorkingCalendar.of(days).why_not_working(date(2026, 4, 3)) == "Another name"
    assert WorkingCalendar.of(reversed(days)).why_not_working(date(2026, 4, 3)) == "Another name"


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 4), date(2052, 1, 2)])
def test_a_year_that_is_not_loaded_is_refused_instead_of_miscounted(day):
    calendar = WorkingCalendar.of([*bank_holidays([2026]), (date(2027, 1, 1), "New Year's Day")])
    with pytest.raises(CalendarNotCovered, match=f"no bank holidays for {day.year}") as refusal:
        calendar.is_working_day(day)
    assert refusal.value.code == "calendar-not-covered"


def test_a_count_that_leaves_the_calendar_is_refused():
    calendar = WorkingCalendar.of(bank_holidays([2026]))
    with pytest.raises(CalendarNotCovered):
        calendar.add_working_days(date(2026, 12, 30), 2)


def test_an_empty_calendar_counts_nothing():
    with pytest.raises(CalendarNotCovered):
        WorkingCalendar.of([]).add_working_days(date(2026, 1, 5), 1)


def test_a_negative_count_is_a_mistake():
    with pytest.raises(ValueError, match="other direction"):
        WorkingCalendar.of(bank_holidays([2026])).add_working_days(date(2026, 1, 5), -1)


def test_nothing_lies_between_a_day_and_an_earlier_one(england):
    assert england.working_days_between(date(2026, 1, 9), date(2026, 1, 5)) == 0
    assert england.working_days_between(date(2026, 1, 5), date(2026, 1, 9)) == 4
