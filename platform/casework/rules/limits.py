"""Which limits a period of care begins with (domain.md 1.4, 2.1, 2.6)."""

from collections.abc import Collection
from datetime import date

from casework.ssda903.codes import SHORT_BREAKS
from timetable.rules import Deadline, WorkingCalendar, deadline


def appointment_limit(looked_after_from: date, calendar: WorkingCalendar) -> Deadline:
    """By when the council should have appointed the IRO: 5 working days (IRO Handbook)."""
    return deadline("iro.appointed", looked_after_from, calendar)


def first_review(statuses: Collection[str], looked_after_from: date, calendar: WorkingCalendar) -> Deadline | None:
    """The limit of the first review, or None for a child who is only ever in short breaks (CPPCR 2010 reg 48)."""
    if only_short_breaks(statuses):
        return None
    return deadline("review.first", looked_after_from, calendar)


def only_short_breaks(statuses: Collection[str]) -> bool:
    return bool(statuses) and SHORT_BREAKS.issuperset(statuses)


def short_breaks_note(statuses: Collection[str]) -> str:
    """What applies in place of the ordinary first review; blank where that one does."""
    if not only_short_breaks(statuses):
        return ""
    return (
        "A series of short breaks has no ordinary first review: by CPPCR 2010 reg 48 the first is due within 3 months "
        "of the first placement, then one every 6 months. Once a placement lasts over 17 days, or all together over 75 "
        "days in 12 months, the ordinary limits apply from the first day: correct the legal status then."
    )
