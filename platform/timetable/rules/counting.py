"""From a rule and a start to the last lawful day, and from a day to the instant at which it ends."""

from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from timetable.rules.calendar import ONE_DAY, WorkingCalendar
from timetable.rules.rule import Rule

LONDON = ZoneInfo("Europe/London")


def months_after(start: date, months: int) -> date:
    """The corresponding date `months` later, or the month's last day if it has none; earlier if negative."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    month = month0 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def last_lawful_day(rule: Rule, start: date, calendar: WorkingCalendar) -> date:
    """The last day on which `rule` is still kept when counted from `start`, which is day 0."""
    back = rule.direction == "before"
    match rule.unit:
        case "working_days" if back:
            return calendar.working_days_before(start, rule.amount)
        case "working_days":
            return calendar.add_working_days(start, rule.amount)
        case "months":
            return months_after(start, -rule.amount if back else rule.amount)
        case "days":
            return start + ONE_DAY * (-rule.amount if back else rule.amount)


def end_of_day(day: date) -> datetime:
    """The instant at which `day` ends in England: the midnight after it, aware, in Europe/London."""
    return datetime.combine(day + ONE_DAY, time.min, tzinfo=LONDON)


def day_in_england(at: datetime) -> date:
    """The calendar day in England at the aware instant `at`: the `today` that every rule is given."""
    if at.tzinfo is None:
        raise ValueError("day_in_england needs an aware datetime: a naive one names no instant")
    return at.astimezone(LONDON).date()
