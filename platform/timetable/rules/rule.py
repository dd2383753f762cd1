"""A time limit as data: how much, of what, counted from what, on whose authority, and since when."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from timetable.rules.errors import LimitExceeded, LimitInvalid

Unit = Literal["working_days", "months", "days"]
Direction = Literal["after", "before"]
Force = Literal["law", "guidance", "protocol", "local"]

UNIT_NAMES: dict[Unit, str] = {"working_days": "working day", "months": "month", "days": "day"}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One version of one limit. `effective_to` is the last day in force; None means still in force.

    `counted_from` completes "working days after …"; `force` says whether Parliament (`law`), statutory
    guidance, this service's protocol or a council's own (`local`) practice sets the limit.
    """

    code: str
    title: str
    amount: int
    unit: Unit
    counted_from: str
    source: str
    force: Force
    effective_from: date
    effective_to: date | None = None
    direction: Direction = "after"

    def in_force(self, on: date) -> bool:
        """Whether this version applies on `on`."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    @property
    def measure(self) -> str:
        """The limit in words: "1 month", "20 working days"."""
        return f"{self.amount} {UNIT_NAMES[self.unit]}{'' if self.amount == 1 else 's'}"


def tighten(rule: Rule, amount: int, *, source: str = "local limit", unit: Unit | None = None) -> Rule:
    """`rule` as a council or region applies it: sooner after the start, or earlier before the meeting.

    Raises LimitExceeded when `amount` is looser than the rule's own. A convention in another unit (28 days
    beside 20 working days) can't be compared before a date is known: hand it to `deadline(…, local=…)`,
    which lets the tighter of the two win on every date.
    """
    ensure_amount(amount)
    unit = unit or rule.unit
    if unit not in get_args(Unit):
        raise LimitInvalid(f"“{unit}” is no unit of time here. Use one of {', '.join(get_args(Unit))}.")
    local = replace(rule, amount=amount, unit=unit, source=source, force="local")
    looser = amount > rule.amount if rule.direction == "after" else amount < rule.amount
    if unit == rule.unit and looser:
        bound = "at most" if rule.direction == "after" else "at least"
        raise LimitExceeded(
            f"{rule.title}: {local.measure} is looser than {rule.measure} ({rule.source}). "
            f"A local limit may only tighten it: give {bound} {rule.amount}."
        )
    return local


def ensure_amount(amount: int) -> None:
    """Raise LimitInvalid unless `amount` is a whole number of at least one."""
    if isinstance(amount, bool) or not isinstance(amount, int) or amount < 1:
        raise LimitInvalid(f"A limit of {amount!r} can't be kept. Give a whole number of at least 1.")
