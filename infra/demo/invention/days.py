"""The working days of England that the story is told in."""

from datetime import date, timedelta
from functools import cache

from timetable.calendar import bank_holidays
from timetable.rules import WorkingCalendar

STORY = timedelta(days=730)
_DESK_DAYS = (1, 3)
"""Tuesday and Thursday."""


class Calendar:
    """Steps from working day to working day. `rules` is what the timetable's own rules count with."""

    def __init__(self, rules: WorkingCalendar) -> None:
        self.rules = rules

    def works(self, day: date) -> bool:
        return self.rules.why_not_working(day) is None

    def on_or_after(self, day: date) -> date:
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        while not self.works(day):
            day -= timedelta(days=1)
        return day

    def desk_day(self, day: date) -> date:
        """The first day, from this one on, on which what happened is written up: so that the clock stops less often."""
        while day.weekday() not in _DESK_DAYS:
            day += timedelta(days=1)
        return self.on_or_after(day)

    def next_desk_day(self, day: date) -> date:
        return self.desk_day(day + timedelta(days=1))

    def later(self, day: date, steps: int) -> date:
        """So many working days after a day."""
        for _ in range(steps):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def earlier(self, day: date, steps: int) -> date:
        for _ in range(steps):
            day = self.on_or_before(day - timedelta(days=1))
        return day


@cache
def england(last: date) -> Calendar:
    """For a story that ends on `last` and the limits that reach beyond it."""
    years = range(last.year - 4, last.year + 4)
    return Calendar(WorkingCalendar.of((one.day, one.title) for one in bank_holidays(years)))
