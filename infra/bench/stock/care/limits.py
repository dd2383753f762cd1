"""The limits that run from the start, by the same pure rules as ours."""

from datetime import date
from functools import cache
from typing import Any

from timetable.calendar import bank_holidays
from timetable.rules import WorkingCalendar, deadline


@cache
def _england() -> WorkingCalendar:
    year = date.today().year  # noqa: DTZ011  a range of years, once a process
    return WorkingCalendar.of(bank_holidays(range(year - 25, year + 15)))


def limits(looked_after_from: date) -> dict[str, Any]:
    calendar = _england()
    return {
        "appointment": deadline("iro.appointed", looked_after_from, calendar).as_dict(),
        "first_review": deadline("review.first", looked_after_from, calendar).as_dict(),
    }
