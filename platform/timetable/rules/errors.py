"""What the timetable refuses, each with a stable code and a message that says what to do next."""

from typing import ClassVar


class TimetableError(ValueError):
    """Base of every refusal here. `code` is stable and kebab-case; `str(error)` is for people."""

    code: ClassVar[str] = "timetable-error"


class UnknownRule(TimetableError):
    """No rule has that code."""

    code = "unknown-rule"


class RuleNotInForce(TimetableError):
    """The rule exists, but no version of it was in force on the day asked for."""

    code = "rule-not-in-force"


class LimitExceeded(TimetableError):
    """A local limit is looser than the one it stands under; local limits may only tighten."""

    code = "limit-exceeded"


class LimitInvalid(TimetableError):
    """A limit is not a whole number of at least one, or a ladder has too few or too many stages."""

    code = "limit-invalid"


class CalendarNotCovered(TimetableError):
    """The calendar holds no bank holidays for the year asked for, so a count would be silently wrong."""

    code = "calendar-not-covered"
