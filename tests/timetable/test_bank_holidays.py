"""Three sources of bank holidays agree: the package, the government's own list, and domain.md 2.3."""

from datetime import date

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from timetable.calendar import bank_holidays

PUBLISHED = {
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_agrees_with_the_list_of_the_domain(year):
    expected = [date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()]
    assert [holiday.day for holiday in bank_holidays([year])] == expected


def test_agrees_with_the_government_for_every_year_that_both_know():
    official = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    years = sorted({day["date"].year for day in official})
    assert years[0] <= 2012
    assert years[-1] >= 2027
    assert {holiday.day for holiday in bank_holidays(years)} == {day["date"] for day in official}


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2023, 5, 8), "Coronation of Charles III"),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2026, 8, 31), "Summer bank holiday"),
        (date(2026, 5, 4), "Early May bank holiday"),
    ],
)
def test_titles_are_the_ones_that_readers_know(day, title):
    assert (day, title) in bank_holidays([day.year])


def test_a_holiday_on_a_weekend_is_left_to_its_substitute():
    assert all(holiday.day.weekday() < 5 for holiday in bank_holidays(range(1991, 2041)))
