"""The pure ladder, driven by hypothesis: whatever council, IRO and clock do, and in whatever order."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from accounts.permissions import ROLE_PERMISSIONS, Permission, Side
from config.protocol import PROTOCOL
from escalation import ladder
from escalation.ladder import (
    TRANSITIONS,
    ClimbTo,
    Course,
    Move,
    Mover,
    NotNow,
    Reached,
    State,
    ToArbitration,
)
from escalation.models import Answer, DeterminationAnswer, Dispute
from escalation.rules import ALPHABET, new_reference
from escalation.rungs import CANONICAL, LEVELS, SHAPES, Ladder, OnSilence, Rung, ensure_rungs
from escalation.shapes import ACCEPTANCES, COMPLIANCE, OUTCOMES, POSITIONS, RAGS, WITHDRAWALS
from tenants.kinds import Kind
from tenants.protocol import Verb
from timetable import rules as timetable
from timetable.calendar import bank_holidays
from timetable.rules import WorkingCalendar, dispute_stage, rule_in_force

ENGLAND = WorkingCalendar.of(bank_holidays(range(2024, 2032)))
COUNCIL = {one for role, held in ROLE_PERMISSIONS.items() if role.side is Side.COUNCIL for one in held}


@st.composite
def ladders(draw):
    """Any lawful ladder: a council's own, one that is shipped, or the service's."""
    if draw(st.booleans()):
        return draw(st.sampled_from(list(SHAPES.values())))
    levels = sorted(draw(st.sets(st.sampled_from(LEVELS), min_size=1)))
    left, rungs = 20, []
    for place, level in enumerate(levels):
        days = draw(st.integers(1, left - (len(levels) - place - 1)))
        left -= days
        rungs.append(Rung(level, level, level, days, on_silence=draw(st.sampled_from(OnSilence))))
    ensure_rungs(rungs, date(2026, 1, 1))
    return Ladder(draw(st.integers(0, 3)), "A council's", tuple(rungs))


class Disputes(RuleBasedStateMachine):
    """Days pass, and on each either side does what it likes as far as the ladder lets it."""

    @initialize(
        opened=st.dates(date(2025, 1, 1), date(2028, 12, 31)), urgent=st.booleans(), rungs=ladders(), data=st.data()
    )
    def raised(self, opened, urgent, rungs, data):
        level = data.draw(st.sampled_from(rungs.levels))
        self.opened = self.today = opened
        self.started = {}
        whole = timetable.deadline("dispute.whole", opened, ENGLAND).limit
        self.course = Course(urgent, whole, (), ladder=rungs)
        self._start(level, opened)

    def _start(self, level, reached):
        due = dispute_stage(
            level, opened=self.opened, reached=reached, calendar=ENGLAND, urgent=self.course.urgent,
            amount=self.course.ladder.amount(level, urgent=self.course.urgent),
        )  # fmt: skip
        self.started[level] = reached
        self._become(stages=(*self.course.stages, Reached(level, due.limit)))

    def _become(self, **changed):
        kept = {name: getattr(self.course, name) for name in Course.__slots__}
        self.course = Course(**kept | changed)

    @property
    def top(self):
        return self.course.ladder.top.level

    @property
    def state(self):
        return self.course.state(self.today)

    def may(self, move):
        return ladder.can(move, self.course, self.today)

    @rule(days=st.integers(1, 12))
    def days_pass(self, days):
        """The clock strikes every day; silence never stays where it is."""
        for _ in range(days):
            self.today += timedelta(days=1)
            before, step = self.course.current.level, ladder.on_silence(self.course, self.today)
            silent = self.state is State.SILENT
            assert (step is not None) == silent
            if isinstance(step, ClimbTo):
                levels = self.course.ladder.levels
                assert levels.index(step.level) == levels.index(before) + 1
                self._start(step.level, step.reached)
            elif isinstance(step, ToArbitration):
                straight = self.course.ladder.rung(before).on_silence is OnSilence.ARBITRATION
                assert straight or before == self.top or self.today > self.course.whole_limit
                self._become(referred=True)

    @precondition(lambda self: self.may(Move.ANSWER))
    @rule()
    def council_answers(self):
        current = self.course.current
        others = tuple(stage for stage in self.course.stages if stage != current)
        self._become(stages=(*others, Reached(current.level, current.limit, True)))
        assert self.state is State.ANSWERED

    @precondition(lambda self: self.may(Move.CLIMB))
    @rule(level=st.sampled_from(LEVELS))
    def iro_climbs(self, level):
        if level > self.course.current.level and level in self.course.ladder.levels:
            ladder.ensure_higher(level, self.course)
            self._start(level, self.today)
        else:
            with pytest.raises(NotNow):
                ladder.ensure_higher(level, self.course)

    @precondition(lambda self: self.may(Move.REFER))
    @rule()
    def iro_refers(self):
        last = self.course.current.level == self.top and self.state in (State.ANSWERED, State.SILENT)
        assert last or self.course.urgent or self.today > self.course.whole_limit
        self._become(referred=True)

    @precondition(lambda self: self.state is State.ARBITRATION)
    @rule()
    def panel_determines(self):
        self._become(determined=True)

    @precondition(lambda self: self.course.determined and self.may(Move.ANSWER_DETERMINATION))
    @rule()
    def council_complies_or_explains(self):
        self._become(determination_answered=True)

    @precondition(lambda self: self.may(Move.ACCEPT))
    @rule(withdrawn=st.booleans())
    def iro_closes(self, withdrawn):
        self._become(closed=State.WITHDRAWN if withdrawn and self.may(Move.WITHDRAW) else State.RESOLVED)

    @invariant()
    def cafcass_is_open(self):
        assert self.may(Move.CONSIDER_CAFCASS)

    @invariant()
    def nothing_outlasts_the_twenty_working_days(self):
        for stage in self.course.stages:
            assert stage.limit <= self.course.whole_limit
            assert ENGLAND.working_days_between(self.opened, stage.limit) <= 20

    @invariant()
    def an_open_dispute_can_be_closed_by_its_iro_and_by_nobody_else(self):
        closers = {move for move in (Move.ACCEPT, Move.WITHDRAW) if self.may(move)}
        assert bool(closers) == (self.course.closed is None)
        assert all(TRANSITIONS[move].by is Mover.SERVICE for move in closers)

    @invariant()
    def the_council_can_always_answer_what_waits_for_it(self):
        assert self.may(Move.ANSWER) == (self.state in (State.AWAITING_ANSWER, State.SILENT))


TestDisputes = Disputes.TestCase
TestDisputes.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize(("urgent", "each"), [(False, 5), (True, 1)])
@pytest.mark.parametrize("opened", [date(2026, 4, 1), date(2026, 12, 14), date(2026, 6, 6)])
def test_four_silent_stages_take_five_working_days_each_and_twenty_in_all(opened, urgent, each):
    """The vectors of domain.md 2.3: +5, +10, +15, +20 from the day the dispute was raised."""
    whole = timetable.deadline("dispute.whole", opened, ENGLAND).limit
    course, today, limits, reached, level = Course(urgent, whole, ()), opened, [], opened, LEVELS[0]
    while level:
        due = dispute_stage(level, opened=opened, reached=reached, calendar=ENGLAND, urgent=urgent)
        limits.append(due.limit)
        course = Course(urgent, whole, (*course.stages, Reached(level, due.limit)))
        while (step := ladder.on_silence(course, today)) is None:
            today += timedelta(days=1)
        level = step.level if isinstance(step, ClimbTo) else None
        reached = step.reached if isinstance(step, ClimbTo) else None
    assert limits == [ENGLAND.add_working_days(opened, each * number) for number in (1, 2, 3, 4)]
    assert today == limits[-1] + timedelta(days=1)


def test_no_state_waits_for_approval():
    forbidden = ("approv", "permi", "authori", "consent", "pending", "draft", "submitted", "review")
    names = [name.value for name in (*State, *Move)] + [field.name for field in Dispute._meta.get_fields()]
    assert not [name for name in names for word in forbidden if word in name]


def test_no_move_of_the_service_needs_what_a_council_holds():
    ours = {move: transition for move, transition in TRANSITIONS.items() if transition.by is Mover.SERVICE}
    assert {transition.permission for transition in ours.values()} == {
        Permission.DISPUTE_RAISE, Permission.STATEMENT_SERVICE,
    }  # fmt: skip
    assert not {transition.permission for transition in ours.values()} & COUNCIL
    assert TRANSITIONS[Move.SILENCE].permission is None
    assert set(TRANSITIONS) == set(Move)


def test_the_database_gives_a_council_no_hand_in_the_services_rows():
    tables = PROTOCOL.by_kind[Kind.COUNCIL]
    ours = ("dispute", "stage", "cafcassconsideration", "closure", "arbitrationreferral", "servicestatement")
    assert all(tables[f"escalation_{name}"].login_verbs("council") == {Verb.SEE} for name in ours)
    assert tables["escalation_freedecision"].login_verbs("council") == frozenset()


def test_cafcass_is_open_in_every_state_and_only_the_iro_closes():
    assert TRANSITIONS[Move.CONSIDER_CAFCASS].states == frozenset(State)
    assert {TRANSITIONS[move].by for move in (Move.ACCEPT, Move.WITHDRAW, Move.CLIMB)} == {Mover.SERVICE}


def test_every_rung_has_its_two_rules_and_they_fit_the_whole():
    for urgent in (False, True):
        amounts = [rule_in_force(rung.rule(urgent), date(2026, 1, 1)).amount for rung in CANONICAL.rungs]
        timetable.ensure_ladder(amounts, date(2026, 1, 1))


def test_codes_of_shapes_and_tables_are_the_same():
    assert tuple(Dispute.Rag.values) == RAGS
    assert tuple(Answer.Position.values) == POSITIONS
    assert tuple(DeterminationAnswer.Position.values) == COMPLIANCE
    assert {*ACCEPTANCES, *WITHDRAWALS} == set(OUTCOMES)


def test_references_are_for_people():
    found = {new_reference() for _ in range(2000)}
    assert len(found) == 2000
    assert {len(one) for one in found} == {11}
    assert set("".join(found)) <= set(ALPHABET + "D-")
    assert not set(ALPHABET) & set("0O1ILU")
