"""Working days in England: the definition of regulation 2 of the CPPCR 2010, with bank holidays as data.

A working day is any day but Saturday, Sunday, Christmas Day, Good Friday and a bank holiday in England and
Wales. Christmas Day and Good Friday reach us in the list of bank holidays (or fall on a weekend), so that
list and the two weekend days are the whole definition.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple, Self

from timetable.rules.errors import CalendarNotCovered

ONE_DAY = timedelta(days=1)
WEEKEND = {5: "Saturday", 6: "Sunday"}

# England and Wales have had at least eight bank holidays a year since 1978. A year with fewer was never
# loaded, or only in part (a proclaimed day alone), and counting in it would put limits too early.
BANK_HOLIDAYS_IN_A_FULL_YEAR = 8


class Holiday(NamedTuple):
    """One bank holiday: the day that is actually taken, and its name."""

    day: date
    title: str


class SkippedDay(NamedTuple):
    """A day that a count passed over, and why: a weekend day's name or a bank holiday's title."""

    day: date
    reason: str


@dataclass(frozen=True)
class WorkingCalendar:
    """The bank holidays that counts go by. `version` changes exactly when the list does."""

    holidays: frozenset[Holiday]
    version: str

    @classmethod
    def of(cls, holidays: Iterable[tuple[date, str]]) -> Self:
        """A calendar of (day, title) pairs, its version the digest of their sorted list."""
        days = frozenset(Holiday(day, title) for day, title in holidays)
        listing = "".join(f"{day.isoformat()} {title}\n" for day, title in sorted(days))
        return cls(days, f"england-{sha256(listing.encode()).hexdigest()[:12]}")

    @cached_property
    def _titles(self) -> dict[date, str]:
        # Sorted, so that two names for one day always give the same reason.
        return dict(sorted(self.holidays, reverse=True))

    @cached_property
    def years(self) -> frozenset[int]:
        """The calendar years that this calendar can count in."""
        days_in_year = Counter(day.year for day in self._titles)
        return frozenset(y for y, days in days_in_year.items() if days >= BANK_HOLIDAYS_IN_A_FULL_YEAR)

    def why_not_working(self, day: date) -> str | None:
        """Why `day` is no working day (a bank holiday's title, or Saturday or Sunday), or None if it is one.

        Raises CalendarNotCovered for a year whose bank holidays are not loaded.
        """
        if day.year not in self.years:
            raise CalendarNotCovered(
                f"The calendar {self.version} has no bank holidays for {day.year}. "
                f"Check the date {day.isoformat()}; if it is right, ask an administrator to load that year."
            )
        return self._titles.get(day) or WEEKEND.get(day.weekday())

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts as a working day."""
        return self.why_not_working(day) is None

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`th working day after `start`, which is day 0 whether it is a working day or not."""
        return self._step(start, count, ONE_DAY)

    def working_days_before(self, start: date, count: int) -> date:
        """The `count`th working day before `start`, which is day 0."""
        return self._step(start, count, -ONE_DAY)

    def _step(self, start: date, count: int, stride: timedelta) -> date:
        if count < 0:
            raise ValueError(f"cannot count {count} working days; count in the other direction instead")
        day = start
        while count:
            day += stride
            count -= self.is_working_day(day)
        return day

    def last_working_day(self, limit: date) -> date:
        """The last working day on or before `limit`: the day to aim for when the limit is not one itself."""
        day = limit
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def working_days_between(self, earlier: date, later: date) -> int:
        """How many working days lie after `earlier` up to and including `later`; 0 if there are none."""
        return sum(self.is_working_day(day) for day in days_after(earlier, later))

    def skipped_between(self, earlier: date, later: date) -> tuple[SkippedDay, ...]:
        """Each day after `earlier` up to and including `later` that is no working day, with its reason."""
        reasons = ((day, self.why_not_working(day)) for day in days_after(earlier, later))
        return tuple(SkippedDay(day, reason) for day, reason in reasons if reason)


def days_after(earlier: date, later: date) -> Iterator[date]:
    """Each day after `earlier` up to and including `later`, in order."""
    for offset in range(1, (later - earlier).days + 1):
        yield earlier + timedelta(days=offset)
