"""Significant changes that must reach the IRO: which there are, and how soon each must be told (domain.md 1.14).

The duty is the council's (CPPCR 2010 reg 37); the catalogue is a local one, with what guidance adds.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tenants.problems import Conflict, Invalid
from timetable.rules import Deadline, WorkingCalendar, deadline

LONGEST = 4_000
FURTHEST = timedelta(days=366)
"""How far ahead a change may be told of: a year."""


class NoticeInvalid(Invalid):
    code = "notice-invalid"
    title = "This can't be taken as a notice of a change"


class AlreadyAcknowledged(Conflict):
    code = "notice-acknowledged"
    title = "The IRO has acknowledged this notice already"


class Early(StrEnum):
    """Whether the IRO is to consider an early review after such a change."""

    MUST = "must"
    YES = "yes"
    CONSIDER = "consider"
    NO = "no"

    @property
    def meaning(self) -> str:
        return _EARLY[self]


_EARLY = {
    Early.MUST: "A review must be held (law)",
    Early.YES: "Calls for an early review",
    Early.CONSIDER: "Consider an early review",
    Early.NO: "No early review on its account",
}


class Clock(StrEnum):
    """From when on a notice is late. The days of some changes begin only `after` some days of the state itself."""

    BEFORE = "before"
    SAME_DAY = "same_day"
    ONE_DAY = "notice.one_day"
    TWO_DAYS = "notice.two_days"
    WHEN_KNOWN = "when_known"


@dataclass(frozen=True, slots=True)
class Change:
    code: str
    meaning: str
    clock: Clock
    early: Early
    after: int = 0

    def deadline(self, happened_on: date, calendar: WorkingCalendar) -> Deadline | None:
        """Where the clock counts working days."""
        if self.clock in (Clock.ONE_DAY, Clock.TWO_DAYS):
            return deadline(self.clock, self._start(happened_on), calendar)
        return None

    def limit(self, happened_on: date, calendar: WorkingCalendar) -> date | None:
        """The last day on which it is told in time; None where it is to be told when it is known."""
        counted = self.deadline(happened_on, calendar)
        if counted is not None:
            return counted.limit
        if self.clock is Clock.BEFORE:
            return happened_on - timedelta(days=1)
        return self._start(happened_on) if self.clock is Clock.SAME_DAY else None

    def _start(self, happened_on: date) -> date:
        return happened_on + timedelta(days=self.after)


_B, _S, _1, _2, _K = Clock.BEFORE, Clock.SAME_DAY, Clock.ONE_DAY, Clock.TWO_DAYS, Clock.WHEN_KNOWN
_CHANGES = (
    Change("SC01", "Change of care plan", _B, Early.YES),
    Change("SC02", "Outcome from a panel (adoption, fostering, permanence, resource)", _2, Early.CONSIDER),
    Change("SC03", "Outcome of a court hearing, or a court order", _1, Early.YES),
    Change("SC04", "Unexpected change of placement", _1, Early.YES),
    Change("SC05", "Unexpected change in the birth or foster family", _2, Early.CONSIDER),
    Change("SC06", "Out of education or excluded for more than 5 days", _1, Early.CONSIDER, after=5),
    Change("SC07", "Serious injury or illness", _S, Early.CONSIDER),
    Change("SC08", "Change of social worker or team", _2, Early.NO),
    Change("SC09", "Involvement in serious criminal activity", _1, Early.CONSIDER),
    Change("SC10", "Breakdown of contact, or a significant change in it", _2, Early.YES),
    Change("SC11", "Unexpected discharge from care, or a proposed one", _S, Early.YES),
    Change("SC12", "Missing from care for more than 3 days", _S, Early.YES, after=3),
    Change("SC13", "Significant delay in review decisions or the adoption plan", _K, Early.CONSIDER),
    Change("SC14", "Complaint from the child, a parent or a carer", _1, Early.CONSIDER),
    Change("SC15", "Allegation against a carer", _S, Early.YES),
    Change("SC16", "Child protection issue", _S, Early.YES),
    Change("SC17", "Pregnancy, or birth of the child’s baby", _2, Early.YES),
    Change("SC18", "Welfare concern from a visit (reg 30)", _S, Early.MUST),
    Change("SC19", "Placement out of area or at a distance proposed", _B, Early.YES),
    Change("SC20", "Unregistered or unlawful placement, or a deprivation of liberty order", _S, Early.YES),
    Change("SC21", "Outcome of an age assessment, or an immigration decision", _2, Early.CONSIDER),
    Change("SC22", "Death of the child", _S, Early.NO),
    Change("SC23", "Another significant change", _2, Early.CONSIDER),
)
CHANGES = {change.code: change for change in _CHANGES}


def ensure_notice(code: str, happened_on: date, details: str, today: date) -> tuple[Change, str]:
    """The change and the words as they are kept. Raises NoticeInvalid."""
    errors, words = {}, details.strip()
    if code not in CHANGES:
        errors["change"] = f"Send one of {', '.join(CHANGES)}."
    if not words:
        errors["details"] = "Say what happened, in a sentence or more."
    elif len(words) > LONGEST:
        errors["details"] = f"Say it in at most {LONGEST} characters; hand in the rest as a paper."
    if happened_on > today + FURTHEST:
        errors["happened_on"] = "Send a day that is at most a year ahead."
    elif code in CHANGES and happened_on > today and CHANGES[code].clock not in (Clock.BEFORE, Clock.SAME_DAY):
        errors["happened_on"] = "Send the day on which it happened: it can't lie ahead."
    if errors:
        raise NoticeInvalid("Correct what `errors` names, and send it again.", errors=errors)
    return CHANGES[code], words
