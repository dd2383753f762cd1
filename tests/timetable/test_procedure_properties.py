"""Rounds between a panel and two sides, whatever they do and when: nobody is waited for twice, and nobody for ever."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from timetable.calendar import bank_holidays
from timetable.procedure import SIDES, Filed, FilingKind, Ordered, OrderKind, Procedure, closes_on, round_limits
from timetable.rules import WorkingCalendar, deadline

ENGLAND = WorkingCalendar.of(bank_holidays(range(2024, 2033)))


class Rounds(RuleBasedStateMachine):
    """Days pass, the panel asks when nothing is open, and each side answers, asks for time or keeps silent."""

    def __init__(self):
        super().__init__()
        self.today = date(2026, 12, 18)
        self.end = deadline("arbitration.determination", self.today, ENGLAND).limit
        self.known = Procedure(closes_on=closes_on(self.today, False, ENGLAND))

    @rule(days=st.integers(1, 6))
    def days_pass(self, days):
        self.today += timedelta(days=days)

    @rule(asks=st.sampled_from([("council",), ("service",), SIDES]), kind=st.sampled_from(["questions", "summary"]))
    def the_panel_asks(self, asks, kind):
        limit, extended = round_limits(self.today, self.end, ENGLAND)
        if self.known.open_round(self.today) or limit > self.end:
            return
        order = Ordered(
            id=uuid4(), number=len(self.known.orders) + 1, kind=OrderKind(kind), text="Why?", asks=asks, limit=limit,
            extended=extended, hearing_at=None, about=None, made_by="Arno Vane", made_on=self.today,
        )  # fmt: skip
        self.known = Procedure(
            closes_on=self.known.closes_on, orders=(*self.known.orders, order), filings=self.known.filings
        )

    @rule(side=st.sampled_from(SIDES), kind=st.sampled_from([FilingKind.REPLY, FilingKind.MORE_TIME]))
    def a_side_files(self, side, kind):
        allowed = self.known.may_answer if kind is FilingKind.REPLY else self.known.may_have_more_time
        order = next((one for one in self.known.orders if allowed(one, side, self.today)), None)
        if order is None:
            return
        filed = Filed(
            id=uuid4(), side=side, kind=kind, about=order.id, title="", text="So.", why_late="", made_by="x",
            made_on=self.today,
        )  # fmt: skip
        self.known = Procedure(
            closes_on=self.known.closes_on, orders=self.known.orders, filings=(*self.known.filings, filed)
        )

    @invariant()
    def one_round_is_open_at_the_most_and_only_the_newest(self):
        waiting = [one for one in self.known.orders if self.known.waits_for(one, self.today)]
        assert waiting in ([], list(self.known.orders[-1:]))

    @invariant()
    def each_side_has_more_time_once_and_answers_once(self):
        for order in self.known.orders:
            for side in SIDES:
                for kind in (FilingKind.REPLY, FilingKind.MORE_TIME):
                    assert len([one for one in self.known.replies(order) if (one.side, one.kind) == (side, kind)]) <= 1

    @invariant()
    def nothing_holds_up_the_determination_beyond_its_limit(self):
        assert all(order.limit <= order.extended <= self.end for order in self.known.orders)
        assert self.today <= self.end or self.known.open_round(self.today) is None


Rounds.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestRounds = Rounds.TestCase
