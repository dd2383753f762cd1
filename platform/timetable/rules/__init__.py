"""The timetable's pure rules: dates and a calendar in, deadlines that explain themselves out. No Django."""

from timetable.rules.calendar import Holiday, SkippedDay, WorkingCalendar
from timetable.rules.clocks import (
    deadline,
    determination_due,
    dispute_stage,
    ensure_ladder,
    next_review,
    tightest,
)
from timetable.rules.counting import LONDON, day_in_england, end_of_day, months_after
from timetable.rules.deadline import Deadline
from timetable.rules.errors import (
    CalendarNotCovered,
    LimitExceeded,
    LimitInvalid,
    RuleNotInForce,
    TimetableError,
    UnknownRule,
)
from timetable.rules.protocol import LEVELS
from timetable.rules.rule import Rule, tighten
from timetable.rules.table import CODES, RULES, rule_in_force, versions_of

__all__ = [
    "CODES",
    "LEVELS",
    "LONDON",
    "RULES",
    "CalendarNotCovered",
    "Deadline",
    "Holiday",
    "LimitExceeded",
    "LimitInvalid",
    "Rule",
    "RuleNotInForce",
    "SkippedDay",
    "TimetableError",
    "UnknownRule",
    "WorkingCalendar",
    "day_in_england",
    "deadline",
    "determination_due",
    "dispute_stage",
    "end_of_day",
    "ensure_ladder",
    "months_after",
    "next_review",
    "rule_in_force",
    "tighten",
    "tightest",
    "versions_of",
]
