"""The questions that the other domains ask: when is this due, and why?"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from timetable.rules.calendar import WorkingCalendar
from timetable.rules.deadline import Deadline, count
from timetable.rules.errors import LimitExceeded, LimitInvalid, UnknownRule
from timetable.rules.protocol import LEVELS
from timetable.rules.rule import Rule, ensure_amount
from timetable.rules.table import rule_in_force

MOST_STAGES = 6


def deadline(
    rule_code: str,
    start: date,
    calendar: WorkingCalendar,
    *,
    on: date | None = None,
    local: Iterable[Rule] = (),
) -> Deadline:
    """The deadline of a rule counted from `start`.

    `on` picks the version of the rule (default: the one in force on `start`). `local` holds tightened
    rules of the council or region (see `tighten`); of all of them the tightest wins on this very date, and
    the general rule wins a tie. Raises UnknownRule, RuleNotInForce, CalendarNotCovered, and TypeError for
    a datetime, whose day depends on a time zone (see `day_in_england`).
    """
    if isinstance(start, datetime):
        raise TypeError("a deadline is counted from a date; turn the instant into one with day_in_england()")
    general = rule_in_force(rule_code, on or start)
    return tightest([count(rule, start, calendar) for rule in (general, *local)])


def determination_due(noticed_on: date, urgent: bool, calendar: WorkingCalendar) -> Deadline:
    """By when to determine: 15 working days from the notice, 5 on the fast track (domain.md 7.5)."""
    return deadline("arbitration.determination.fast" if urgent else "arbitration.determination", noticed_on, calendar)


def tightest(deadlines: Sequence[Deadline]) -> Deadline:
    """The deadline that falls first; the first given of those that fall together."""
    return min(deadlines, key=lambda candidate: candidate.limit)


def next_review(
    looked_after_from: date,
    held: Sequence[date],
    calendar: WorkingCalendar,
    *,
    local: Iterable[Rule] = (),
) -> Deadline:
    """The limit of the next review of a period of care (CPPCR 2010 reg 33; domain 2.1).

    `held` are the dates on which its reviews were completed, in any order. A date before the period began
    belongs to an earlier period and is left out: a return to care starts again with a first review.
    `local` may hold tightened rules for any of the three reviews; only those for the next one count.
    """
    reviews = sorted({day for day in held if day >= looked_after_from})
    match reviews:
        case []:
            code, start = "review.first", looked_after_from
        case [only]:
            code, start = "review.second", only
        case [*_, last]:
            code, start = "review.further", last
    return deadline(code, start, calendar, local=[rule for rule in local if rule.code == code])


def dispute_stage(
    level: str,
    *,
    opened: date,
    reached: date,
    calendar: WorkingCalendar,
    urgent: bool = False,
    amount: int | None = None,
) -> Deadline:
    """The limit for an answer at `level` (L1 to L4) of a dispute raised on `opened`, reached on `reached`.

    `amount` is the council's own ladder's working days (see `ensure_ladder`) in place of the default. The
    stage never outlasts the whole process, 20 working days from `opened`: then `cap` says so, and a stage
    reached after that end is overdue at once. Raises UnknownRule for another level, LimitInvalid when
    `reached` lies before `opened` or `amount` is no limit.
    """
    if level not in LEVELS:
        raise UnknownRule(f"There is no formal dispute level “{level}”. Use one of {', '.join(LEVELS)}.")
    if reached < opened:
        raise LimitInvalid(f"The stage can't be reached on {reached}, before the dispute was raised on {opened}.")
    rule = rule_in_force(f"dispute.stage.{level}{'.urgent' if urgent else ''}", opened)
    if amount is not None:
        ensure_amount(amount)
        rule = replace(rule, amount=amount, source="Dispute protocol of the council", force="local")
    whole = deadline("dispute.whole", opened, calendar)
    stage = count(rule, reached, calendar)
    if stage.limit <= whole.limit:
        return stage
    return replace(
        stage,
        limit=whole.limit,
        aim=whole.aim,
        skipped=calendar.skipped_between(reached, whole.limit),
        cap=whole,
    )


def ensure_ladder(amounts: Sequence[int], on: date) -> None:
    """Raise unless `amounts`, the working days of each formal stage, make a lawful ladder on the day `on`.

    LimitInvalid for a ladder without stages, with more than six, or with a stage under one day;
    LimitExceeded when the stages together pass the 20 working days of the whole process.
    """
    if not 1 <= len(amounts) <= MOST_STAGES:
        raise LimitInvalid(f"A dispute has 1 to {MOST_STAGES} formal stages, not {len(amounts)}.")
    for amount in amounts:
        ensure_amount(amount)
    whole = rule_in_force("dispute.whole", on)
    if sum(amounts) > whole.amount:
        raise LimitExceeded(
            f"The stages add up to {sum(amounts)} working days; the whole process may take {whole.amount} "
            f"({whole.source}). Shorten them by {sum(amounts) - whole.amount}."
        )
