"""Disputes walked at random over the real rules: the 20 working days hold, and nobody's leave is ever waited for.

A walk has a lawful ladder and a day near a change of the clocks, a run of bank holidays, or any; then instants pass,
the council and the IRO do what they like as far as the ladder lets them, the clock comes by late, early or twice, and
a bank holiday may be proclaimed meanwhile. `limits broken` counts what should have held and did not: it must be 0.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final

from escalation import ladder
from escalation.ladder import ClimbTo, Course, Move, NotNow, Reached, State
from escalation.rungs import LEVELS, SHAPES, Ladder, OnSilence, Rung, ensure_rungs
from infra.drill.drill import DrillFailed, Tell
from timetable.calendar import bank_holidays
from timetable.rules import WorkingCalendar, day_in_england, deadline, dispute_stage, end_of_day

WALKS: Final = 40_000
STEPS: Final = 25
WHOLE_DAYS: Final = 20
LADDER: Final = frozenset({State.AWAITING_ANSWER, State.SILENT, State.ANSWERED})
ENGLAND: Final = WorkingCalendar.of(bank_holidays(range(2024, 2032)))
CLOCKS_CHANGE: Final = tuple(
    date(year, month, day)
    for year, month, day in (
        (2025, 3, 30),
        (2025, 10, 26),
        (2026, 3, 29),
        (2026, 10, 25),
        (2027, 3, 28),
        (2028, 10, 29),
    )
)
HOLIDAYS: Final = (date(2025, 12, 15), date(2026, 3, 20), date(2026, 4, 28), date(2027, 3, 15), date(2028, 12, 11))
JUMPS: Final = (1, 59, 60, 61, 600, 1_440, 1_500, 4_320, 10_080, 20_000)
"""Minutes that pass between two steps."""


@dataclass
class Walk:
    """One dispute: its course, and the instant at which it stands."""

    chance: Random
    calendar: WorkingCalendar
    opened: date
    course: Course
    at: datetime
    broken: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return day_in_england(self.at)

    @property
    def state(self) -> State:
        return self.course.state(self.today)

    def start(self, level: str, reached: date) -> None:
        """As `escalation.actions.stages.start` counts it."""
        course = self.course
        due = dispute_stage(
            level, opened=self.opened, reached=reached, calendar=self.calendar, urgent=course.urgent,
            amount=course.ladder.amount(level, urgent=course.urgent),
        )  # fmt: skip
        self.course = replace(course, stages=(*course.stages, Reached(level, due.limit)))

    def may(self, move: Move) -> bool:
        return ladder.can(move, self.course, self.today)

    def hold(self, truth: bool, words: str) -> None:
        if not truth:
            self.broken.append(f"{words} (raised on {self.opened}, now {self.at.isoformat()}, {self.course})")


def run(tell: Tell, walks: int = WALKS, seed: int = 1) -> None:
    """Walk, and say how many walks and steps there were, how often each event, and how many limits broke."""
    chance = Random(seed)  # noqa: S311  to be repeated, not to be secret
    events: Counter[str] = Counter()
    broken: list[str] = []
    for _ in range(walks):
        walk = _begun(chance)
        _check(walk)
        for _ in range(STEPS):
            events[_step(walk)] += 1
            _check(walk)
        broken += walk.broken
    told = ", ".join(f"{name} {count:,}" for name, count in sorted(events.items()))
    tell(f"{walks:,} walks, {events.total():,} steps ({told}); limits broken: {len(broken):,}.")
    if broken:
        raise DrillFailed(broken[0])


def _begun(chance: Random) -> Walk:
    opened = _some_day(chance)
    urgent, steps = chance.random() < 0.2, _ladder(chance)
    whole = deadline("dispute.whole", opened, ENGLAND).limit
    start = datetime(opened.year, opened.month, opened.day, 12, tzinfo=UTC)
    walk = Walk(chance, ENGLAND, opened, Course(urgent, whole, (), ladder=steps), start)
    walk.start(chance.choice(steps.levels), opened)
    return walk


def _some_day(chance: Random) -> date:
    if chance.random() < 0.3:
        return date(2025, 1, 1) + timedelta(days=chance.randrange(1_400))
    return chance.choice(CLOCKS_CHANGE + HOLIDAYS) + timedelta(days=chance.randint(-30, 5))


def _ladder(chance: Random) -> Ladder:
    """A shape of a real council, or any other that is lawful."""
    if chance.random() < 0.4:
        return chance.choice(list(SHAPES.values()))
    levels = sorted(chance.sample(LEVELS, chance.randint(1, len(LEVELS))))
    left, rungs = WHOLE_DAYS, []
    for place, level in enumerate(levels):
        days = chance.randint(1, left - (len(levels) - place - 1))
        left -= days
        rungs.append(Rung(level, level, level, days, on_silence=chance.choice(list(OnSilence))))
    ensure_rungs(rungs, date(2026, 1, 1))
    return Ladder(chance.randint(0, 3), "A council's", tuple(rungs))


def _step(walk: Walk) -> str:
    name = walk.chance.choice(list(EVENTS))
    return name if EVENTS[name](walk) else f"{name} (not open)"


def _time(walk: Walk) -> bool:
    """Minutes pass: at random, or up to one minute around the midnight that ends the present stage."""
    limit = end_of_day(walk.course.current.limit).astimezone(UTC)
    to_midnight = limit + timedelta(minutes=walk.chance.choice((-1, 0, 1)))
    if to_midnight > walk.at and walk.chance.random() < 0.4:
        walk.at = to_midnight
        late = walk.at >= limit
        walk.hold((walk.today > walk.course.current.limit) == late, "a stage ends at its midnight in England")
    else:
        walk.at += timedelta(minutes=walk.chance.choice(JUMPS))
    return True


def _clock(walk: Walk) -> bool:
    """The clock comes by, as often as something is left to do: one step a stage, and never two for one silence."""
    moved = False
    while (step := ladder.on_silence(walk.course, walk.today)) is not None:
        moved = True
        if isinstance(step, ClimbTo):
            before = walk.course.current.level
            walk.start(step.level, step.reached)
            walk.hold(step.level == walk.course.ladder.above(before)[0].level, "silence climbs one stage")
        else:
            walk.course = replace(walk.course, referred=True)
    walk.hold(walk.state is not State.SILENT, "after the clock nothing is silent")
    waits = walk.state in (State.AWAITING_ANSWER, State.SILENT)
    walk.hold(not (waits and walk.today > walk.course.whole_limit), "after 20 working days nothing waits for a council")
    return moved


def _answer(walk: Walk) -> bool:
    if not walk.may(Move.ANSWER):
        return False
    *before, current = walk.course.stages
    walk.course = replace(walk.course, stages=(*before, replace(current, answered=True)))
    return True


def _climb(walk: Walk) -> bool:
    if not walk.may(Move.CLIMB):
        return False
    walk.start(ladder.next_level(walk.course), walk.today)
    return True


def _bypass(walk: Walk) -> bool:
    """To any level above; to one at or below, it is refused."""
    if not walk.may(Move.CLIMB):
        return False
    level, here = walk.chance.choice(walk.course.ladder.levels), walk.course.current.level
    try:
        ladder.ensure_higher(level, walk.course)
    except NotNow:
        walk.hold(level <= here, "any higher level is the IRO's to choose")
        return False
    walk.hold(level > here, "a dispute never goes down")
    walk.start(level, walk.today)
    return True


def _cafcass(walk: Walk) -> bool:
    """In parallel: it changes nothing of the course."""
    before = walk.course, walk.state
    walk.hold(walk.may(Move.CONSIDER_CAFCASS), "Cafcass is open at every point")
    return (walk.course, walk.state) == before


def _refer(walk: Walk) -> bool:
    if not walk.may(Move.REFER):
        return False
    walk.course = replace(walk.course, referred=True)
    return True


def _close(walk: Walk) -> bool:
    move = walk.chance.choice((Move.ACCEPT, Move.WITHDRAW))
    if walk.chance.random() > 0.1 or not walk.may(move):
        return False
    walk.course = replace(walk.course, closed=State.WITHDRAWN if move is Move.WITHDRAW else State.RESOLVED)
    return True


def _proclaim(walk: Walk) -> bool:
    """A bank holiday more, on a working day ahead: the whole is counted anew, limits that were given stand."""
    day = walk.today + timedelta(days=walk.chance.randint(1, 20))
    if walk.calendar is not ENGLAND or not ENGLAND.is_working_day(day):
        return False
    walk.calendar = WorkingCalendar.of([*ENGLAND.holidays, (day, "Proclaimed")])
    whole = deadline("dispute.whole", walk.opened, walk.calendar).limit
    walk.course = replace(walk.course, whole_limit=whole)
    return True


EVENTS: Final[dict[str, Callable[[Walk], bool]]] = {
    "time": _time, "more time": _time, "clock": _clock, "answer": _answer, "climb": _climb, "bypass": _bypass,
    "cafcass": _cafcass, "refer": _refer, "close": _close, "proclaim": _proclaim,
}  # fmt: skip


def _check(walk: Walk) -> None:
    course, state = walk.course, walk.state
    for stage in course.stages:
        walk.hold(stage.limit <= course.whole_limit, "no stage outlasts the whole")
        within = walk.calendar.working_days_between(walk.opened, stage.limit) <= WHOLE_DAYS
        walk.hold(within, "no stage ends after 20 working days")
    reached = [stage.level for stage in course.stages]
    walk.hold(reached == sorted(set(reached)), "each level once, and only upwards")
    walk.hold(walk.may(Move.ACCEPT) == (course.closed is None), "an open dispute is its IRO's to close")
    if state in LADDER:
        waits = state is State.AWAITING_ANSWER and walk.today <= course.current.limit
        onwards = walk.may(Move.CLIMB) or walk.may(Move.REFER) or waits
        walk.hold(onwards, "a dispute goes on without anybody, or by its IRO alone")
        unanswered = replace(course, stages=(*course.stages[:-1], replace(course.current, answered=False)))
        walk.hold(
            walk.may(Move.CLIMB) == ladder.can(Move.CLIMB, unanswered, walk.today),
            "climbing doesn't hang on a council's answer",
        )
