"""What the timetable refuses, each with a stable code and a message that says what to do next."""

from tenants.problems import Invalid


class TimetableError(Invalid):
    """Base of every refusal here: a problem of status 422 (the base is plain Python, so rules stay pure)."""

    code = "timetable-error"
    title = "This date or limit can't be used"


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
