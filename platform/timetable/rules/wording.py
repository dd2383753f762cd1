"""A deadline in plain English: what it is, why it falls there, and each day that the count passed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from timetable.rules.calendar import WEEKEND, SkippedDay

if TYPE_CHECKING:
    from timetable.rules.deadline import Deadline

AUTHORITY = {
    "law": "required by law",
    "guidance": "statutory guidance",
    "protocol": "this service's protocol",
    "local": "a local limit",
}


def long_date(day: date) -> str:
    """ "Monday 5 January 2026"."""
    return f"{day:%A} {_short(day)}"


def _short(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def explain(deadline: Deadline) -> str:
    """The sentences of `Deadline.explain`."""
    parts = (_limit, _count, _cap, _skipped, _aim, _authority)
    return " ".join(filter(None, (part(deadline) for part in parts)))


def _limit(deadline: Deadline) -> str:
    return f"{deadline.rule.title}: no later than {long_date(deadline.limit)}, until midnight in England."


def _count(deadline: Deadline) -> str:
    counted = _counted(deadline)
    if deadline.cap:
        return f"The stage itself allows {counted}."
    clamped = deadline.rule.unit == "months" and deadline.limit.day != deadline.start.day
    clamp = f"; {deadline.limit:%B %Y} has no day {deadline.start.day}, so its last day counts"
    return f"That is {counted}, which is day 0{clamp if clamped else ''}."


def _counted(deadline: Deadline) -> str:
    rule = deadline.rule
    return f"{rule.measure} {rule.direction} {long_date(deadline.start)} ({rule.counted_from})"


def _skipped(deadline: Deadline) -> str:
    """The days passed over while counting; for a stage that was cut short, those of the whole process."""
    counted = deadline.cap or deadline
    if not counted.skipped or counted.rule.unit != "working_days":
        return ""
    weekend = [skip.day for skip in counted.skipped if skip.reason in WEEKEND.values()]
    parts = [_named(skip) for skip in counted.skipped if skip.reason not in WEEKEND.values()]
    if weekend:
        parts.append(f"Saturdays and Sundays {_listed(weekend)}")
    return f"Not counted: {'; '.join(parts)}."


def _aim(deadline: Deadline) -> str:
    if deadline.aim == deadline.limit:
        return ""
    passed = " and ".join(_named(skip) for skip in deadline.skipped)
    verb = "is not a working day" if len(deadline.skipped) == 1 else "are not working days"
    return f"{passed} {verb}, so aim for {long_date(deadline.aim)}."


def _cap(deadline: Deadline) -> str:
    if not deadline.cap:
        return ""
    whole = deadline.cap
    return (
        f"It ends sooner because the whole process may take no more than {_counted(whole)}, "
        f"which is day 0 ({whole.rule.source})."
    )


def _authority(deadline: Deadline) -> str:
    rule = deadline.rule
    since = f"in force from {_short(rule.effective_from)}"
    if rule.effective_to:
        since += f" to {_short(rule.effective_to)}"
    return f"Source: {rule.source}, {AUTHORITY[rule.force]}, {since}. Calendar {deadline.calendar_version}."


def _named(skip: SkippedDay) -> str:
    """ "Friday 3 April 2026 (Good Friday)"; a weekend day's own name is reason enough."""
    return long_date(skip.day) + ("" if skip.reason in WEEKEND.values() else f" ({skip.reason})")


def _listed(days: Sequence[date]) -> str:
    """Days with each month said once: "31 January 2026, 1 and 7 February 2026"."""
    months = groupby(days, key=lambda day: (day.year, day.month))
    return ", ".join(_month(list(members)) for _, members in months)


def _month(days: Sequence[date]) -> str:
    numbers = [str(day.day) for day in days]
    counted = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else numbers[0]
    return f"{counted} {days[0]:%B %Y}"
