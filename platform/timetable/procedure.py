"""What a panel orders and what the sides file with it, before it determines (domain.md 7.2, 7.5). Pure.

Both houses keep the same and ask this: the panel before it determines, the council's before it offers a side a move.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from timetable.rules import WorkingCalendar, deadline, determination_due

SIDES: Final = ("council", "service")


class OrderKind(StrEnum):
    """All that a panel says to the sides before it determines. Every order goes to both: none has a recipient."""

    QUESTIONS = "questions"
    SUMMARY = "summary"
    HEARING = "hearing"
    PAPERS = "papers"
    INTERIM = "interim"
    ADMITTED = "admitted"
    NOT_ADMITTED = "not_admitted"
    DISCLOSURE = "disclosure"
    WAIVER = "waiver"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"

    @property
    def label(self) -> str:
        return _ORDERS[self]

    @property
    def is_round(self) -> bool:
        """Whether sides are heard on it before anything is determined."""
        return self in (OrderKind.QUESTIONS, OrderKind.SUMMARY)

    @property
    def answered_by(self) -> "FilingKind":
        """With what a side answers it, if it asks."""
        return FilingKind.WAIVER if self is OrderKind.WAIVER else FilingKind.REPLY


class FilingKind(StrEnum):
    """All that a side says to a panel, but for its statement. The other side reads each of them."""

    REPLY = "reply"
    MORE_TIME = "more_time"
    PAPER = "paper"
    OBJECTION = "objection"
    WAIVER = "waiver"

    @property
    def label(self) -> str:
        return _FILINGS[self]


_ORDERS: Final = {
    OrderKind.QUESTIONS: "Questions",
    OrderKind.SUMMARY: "Summary disposal is in question",
    OrderKind.HEARING: "Hearing",
    OrderKind.PAPERS: "On the papers, without a hearing",
    OrderKind.INTERIM: "Interim direction",
    OrderKind.ADMITTED: "Late paper admitted",
    OrderKind.NOT_ADMITTED: "Late paper not admitted",
    OrderKind.DISCLOSURE: "Disclosure by an arbitrator",
    OrderKind.WAIVER: "A tie that both sides can waive",
    OrderKind.UPHELD: "Objection upheld",
    OrderKind.NOT_UPHELD: "Objection not upheld",
}
_FILINGS: Final = {
    FilingKind.REPLY: "Answer",
    FilingKind.MORE_TIME: "More time",
    FilingKind.PAPER: "Paper",
    FilingKind.OBJECTION: "Objection to an arbitrator",
    FilingKind.WAIVER: "Waiver",
}


class PaperState(StrEnum):
    IN_TIME = "in_time"
    WAITING = "waiting"
    ADMITTED = "admitted"
    NOT_ADMITTED = "not_admitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order, the `number`-th. `asks`: of SIDES, those that it asks; `limit`: by when they answer, or by when a
    disclosure is objected to; `extended`: the same for a side that asked for more time; both None without a day.
    `about`: the filing that it decides, or the arbitrator who discloses."""

    id: UUID
    number: int
    kind: OrderKind
    text: str
    asks: tuple[str, ...]
    limit: date | None
    extended: date | None
    hearing_at: datetime | None
    about: UUID | None
    made_by: str
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What a side filed. `about`: the order that is answered, or the arbitrator who is objected to.

    `title` is a paper's, or the name of the arbitrator objected to; `why_late`: why it comes after the bundle closed.
    """

    id: UUID
    side: str
    kind: FilingKind
    about: UUID | None
    title: str
    text: str
    why_late: str
    made_by: str
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """All orders, by number, and all filings, by day. `closes_on`: the last day of papers without leave."""

    closes_on: date
    orders: tuple[Ordered, ...] = ()
    filings: tuple[Filed, ...] = ()

    def limit_for(self, order: Ordered, side: str) -> date | None:
        """By when this side answers: more time is had by asking for it in time, once."""
        asked = self._of(FilingKind.MORE_TIME, side, order)
        return order.extended if any(order.limit and one.made_on <= order.limit for one in asked) else order.limit

    def may_answer(self, order: Ordered, side: str, today: date) -> bool:
        """Whether this side is asked, has not answered, and has time left."""
        limit = self.limit_for(order, side)
        if side not in order.asks or limit is None or today > limit:
            return False
        return not self._of(order.kind.answered_by, side, order)

    def may_have_more_time(self, order: Ordered, side: str, today: date) -> bool:
        """Whether asking still gives more: once, before the first time is over."""
        if not order.kind.is_round or order.limit is None or today > order.limit or order.limit == order.extended:
            return False
        return self.may_answer(order, side, today) and not self._of(FilingKind.MORE_TIME, side, order)

    def waits_for(self, order: Ordered, today: date) -> tuple[str, ...]:
        """The sides that a round still waits for; none when each answered or let its time pass."""
        if not order.kind.is_round:
            return ()
        return tuple(side for side in SIDES if self.may_answer(order, side, today))

    def open_round(self, today: date) -> Ordered | None:
        """The round that still waits for a side: there is one at the most, and none is begun beside it."""
        return next((one for one in self.orders if self.waits_for(one, today)), None)

    @property
    def is_summary(self) -> bool:
        """Whether the sides were heard on disposing of it summarily."""
        return any(one.kind is OrderKind.SUMMARY for one in self.orders)

    def replies(self, order: Ordered) -> tuple[Filed, ...]:
        """Answers to it, and requests for more time."""
        return tuple(one for one in self.filings if one.about == order.id)

    def of_kind(self, *kinds: FilingKind) -> tuple[Filed, ...]:
        return tuple(one for one in self.filings if one.kind in kinds)

    def decision_on(self, filed: Filed) -> Ordered | None:
        return next((one for one in self.orders if one.about == filed.id), None)

    def paper_state(self, paper: Filed) -> PaperState:
        """In time without leave; after that as the panel decides."""
        if paper.made_on <= self.closes_on:
            return PaperState.IN_TIME
        decided = self.decision_on(paper)
        if decided is None:
            return PaperState.WAITING
        return PaperState.ADMITTED if decided.kind is OrderKind.ADMITTED else PaperState.NOT_ADMITTED

    def late_papers(self) -> tuple[Filed, ...]:
        """Those on which the panel has yet to decide."""
        return tuple(one for one in self.of_kind(FilingKind.PAPER) if self.paper_state(one) is PaperState.WAITING)

    def objections(self) -> tuple[Filed, ...]:
        """Those on which the secretary has yet to decide."""
        return tuple(one for one in self.of_kind(FilingKind.OBJECTION) if self.decision_on(one) is None)

    def _of(self, kind: FilingKind, side: str, order: Ordered) -> list[Filed]:
        return [one for one in self.filings if (one.kind, one.side, one.about) == (kind, side, order.id)]


def asked(*, council: bool, service: bool) -> tuple[str, ...]:
    """Of SIDES, those that an order asks."""
    return tuple(side for side, is_asked in zip(SIDES, (council, service), strict=True) if is_asked)


def closes_on(noticed_on: date, urgent: bool, calendar: WorkingCalendar) -> date:
    """The last day of papers without leave: 10 working days after the notice; on the fast track as long as it lasts."""
    due = determination_due(noticed_on, urgent, calendar)
    return due.limit if urgent else deadline("arbitration.bundle", noticed_on, calendar).limit


def round_limits(today: date, end: date, calendar: WorkingCalendar) -> tuple[date, date]:
    """(limit, limit with more time) of a round that begins today; more time ends with the determination's own limit."""
    limit = deadline("arbitration.questions", today, calendar).limit
    return limit, max(limit, min(end, deadline("arbitration.questions", limit, calendar).limit))


def may_object(since: Collection[date], today: date, calendar: WorkingCalendar) -> bool:
    """Whether an objection is in time: `since` are the days of the draw and of each disclosure."""
    return any(day <= today <= deadline("arbitration.disclosure", day, calendar).limit for day in since)
