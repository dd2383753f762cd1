"""A deadline: a function's result that can say why it is what it is. Never stored as a counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from timetable.rules.calendar import ONE_DAY, SkippedDay, WorkingCalendar
from timetable.rules.counting import end_of_day, last_lawful_day
from timetable.rules.rule import Rule
from timetable.rules.wording import explain


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """When a rule, counted from `start`, is last kept.

    `limit` is the last lawful day and `aim` the last working day on or before it. `skipped` lists each
    day that is no working day between start and limit (for months and days: between aim and limit).
    `cap` is the deadline of a whole process where that ended this stage sooner than its own rule would.
    """

    rule: Rule
    start: date
    limit: date
    aim: date
    skipped: tuple[SkippedDay, ...]
    calendar_version: str
    cap: Deadline | None = None

    @property
    def ends_at(self) -> datetime:
        """The instant at which the limit ends: midnight after it, aware, Europe/London."""
        return end_of_day(self.limit)

    def kept_by(self, day: date) -> bool:
        """Whether something done on `day` was in time."""
        return day <= self.limit

    def overdue(self, today: date) -> bool:
        """Whether the limit has passed for something not yet done."""
        return not self.kept_by(today)

    def days_left(self, today: date) -> int:
        """Calendar days from `today` to the limit: 0 on its last day, negative when overdue."""
        return (self.limit - today).days

    def explain(self) -> str:
        """Sentences for people: the limit, the count, each day passed over, and the legal source."""
        return explain(self)

    def as_dict(self) -> dict[str, object]:
        """The deadline as JSON can carry it: dates as YYYY-MM-DD, `ends_at` with its offset."""
        return {
            "rule": self.rule.code,
            "title": self.rule.title,
            "amount": self.rule.amount,
            "unit": self.rule.unit,
            "direction": self.rule.direction,
            "source": self.rule.source,
            "force": self.rule.force,
            "start": self.start.isoformat(),
            "limit": self.limit.isoformat(),
            "aim": self.aim.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "skipped": [{"date": skip.day.isoformat(), "reason": skip.reason} for skip in self.skipped],
            "capped_by": self.cap.rule.code if self.cap else None,
            "calendar": self.calendar_version,
            "explanation": self.explain(),
        }


@lru_cache(maxsize=4_096)
def count(rule: Rule, start: date, calendar: WorkingCalendar) -> Deadline:
    """The deadline of `rule` counted from `start`, which is day 0. Kept: a council's load asks for the same thousands
    of times over.

    Raises CalendarNotCovered when the count leaves the years of the calendar.
    """
    limit = last_lawful_day(rule, start, calendar)
    aim = calendar.last_working_day(limit)
    if rule.unit != "working_days":
        skipped = calendar.skipped_between(aim, limit)
    elif rule.direction == "after":
        skipped = calendar.skipped_between(start, limit)
    else:
        skipped = calendar.skipped_between(limit, start - ONE_DAY)
    return Deadline(rule=rule, start=start, limit=limit, aim=aim, skipped=skipped, calendar_version=calendar.version)
