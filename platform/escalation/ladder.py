"""A dispute on its ladder, pure: the states it can be in, who may move it, and what the clock does.

The table of moves has no state that waits for anybody's approval (domain.md 3.1 rule 5): a test holds it to that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accounts.permissions import Permission
from escalation.rungs import CANONICAL, Ladder, OnSilence
from tenants.problems import Conflict


class NotNow(Conflict):
    code = "dispute-not-at-this-point"
    title = "The dispute is not at a point where this can be done"


ONE_DAY: Final = timedelta(days=1)


class State(StrEnum):
    """Derived from what happened, never stored. Silent: the limit passed without an answer."""

    AWAITING_ANSWER = "awaiting_answer"
    SILENT = "silent"
    ANSWERED = "answered"
    ARBITRATION = "arbitration"
    DETERMINED = "determined"
    DETERMINATION_ANSWERED = "determination_answered"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Move(StrEnum):
    RAISE = "raise"
    ANSWER = "answer"
    CLIMB = "climb"
    SILENCE = "silence"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    CONSIDER_CAFCASS = "consider_cafcass"
    NOTE_TELLING = "note_telling"
    LINK_PROCEEDING = "link_proceeding"
    REFER = "refer"
    STATE_COUNCIL_CASE = "state_council_case"
    STATE_SERVICE_CASE = "state_service_case"
    SEAL_COUNCIL_SHARE = "seal_council_share"
    SEAL_SERVICE_SHARE = "seal_service_share"
    FILE_FOR_COUNCIL = "file_for_council"
    FILE_FOR_SERVICE = "file_for_service"
    REDACT_FOR_COUNCIL = "redact_for_council"
    REDACT_FOR_SERVICE = "redact_for_service"
    ASK_COUNCIL_CORRECTION = "ask_council_correction"
    ASK_SERVICE_CORRECTION = "ask_service_correction"
    ANSWER_DETERMINATION = "answer_determination"
    REPORT_DIRECTION = "report_direction"
    FIND_DIRECTION = "find_direction"


class Mover(StrEnum):
    SERVICE = "service"
    COUNCIL = "council"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Transition:
    """Who makes the move, by which permission (the clock needs none), and in which states."""

    by: Mover
    permission: Permission | None
    states: frozenset[State]


_LADDER = frozenset({State.AWAITING_ANSWER, State.SILENT, State.ANSWERED})
_ENDED = frozenset({State.RESOLVED, State.WITHDRAWN})
_OPEN = frozenset(State) - _ENDED
_DETERMINED = frozenset({State.DETERMINED, State.DETERMINATION_ANSWERED})
_ON_A_DETERMINATION = frozenset(
    {Move.REPORT_DIRECTION, Move.FIND_DIRECTION, Move.ASK_COUNCIL_CORRECTION, Move.ASK_SERVICE_CORRECTION}
)
_RAISE = Permission.DISPUTE_RAISE

TRANSITIONS: Final[Mapping[Move, Transition]] = MappingProxyType(
    {
        Move.RAISE: Transition(Mover.SERVICE, _RAISE, frozenset()),
        Move.ANSWER: Transition(
            Mover.COUNCIL, Permission.DISPUTE_ANSWER, frozenset({State.AWAITING_ANSWER, State.SILENT})
        ),
        Move.CLIMB: Transition(Mover.SERVICE, _RAISE, _LADDER),
        Move.SILENCE: Transition(Mover.CLOCK, None, frozenset({State.SILENT})),
        Move.ACCEPT: Transition(Mover.SERVICE, _RAISE, _OPEN),
        Move.WITHDRAW: Transition(Mover.SERVICE, _RAISE, _LADDER | {State.ARBITRATION}),
        Move.CONSIDER_CAFCASS: Transition(Mover.SERVICE, _RAISE, frozenset(State)),
        Move.NOTE_TELLING: Transition(Mover.SERVICE, _RAISE, frozenset(State)),
        Move.LINK_PROCEEDING: Transition(Mover.SERVICE, _RAISE, frozenset(State)),
        Move.REFER: Transition(Mover.SERVICE, _RAISE, _LADDER),
        Move.STATE_COUNCIL_CASE: Transition(
            Mover.COUNCIL, Permission.STATEMENT_COUNCIL, frozenset({State.ARBITRATION})
        ),
        Move.STATE_SERVICE_CASE: Transition(
            Mover.SERVICE, Permission.STATEMENT_SERVICE, frozenset({State.ARBITRATION})
        ),
        Move.SEAL_COUNCIL_SHARE: Transition(
            Mover.COUNCIL, Permission.STATEMENT_COUNCIL, frozenset({State.ARBITRATION})
        ),
        Move.SEAL_SERVICE_SHARE: Transition(
            Mover.SERVICE, Permission.STATEMENT_SERVICE, frozenset({State.ARBITRATION})
        ),
        Move.FILE_FOR_COUNCIL: Transition(Mover.COUNCIL, Permission.STATEMENT_COUNCIL, frozenset({State.ARBITRATION})),
        Move.FILE_FOR_SERVICE: Transition(Mover.SERVICE, Permission.STATEMENT_SERVICE, frozenset({State.ARBITRATION})),
        Move.REDACT_FOR_COUNCIL: Transition(
            Mover.COUNCIL, Permission.STATEMENT_COUNCIL, frozenset({State.ARBITRATION})
        ),
        Move.REDACT_FOR_SERVICE: Transition(
            Mover.SERVICE, Permission.STATEMENT_SERVICE, frozenset({State.ARBITRATION})
        ),
        Move.ASK_COUNCIL_CORRECTION: Transition(Mover.COUNCIL, Permission.STATEMENT_COUNCIL, _ENDED | _DETERMINED),
        Move.ASK_SERVICE_CORRECTION: Transition(Mover.SERVICE, Permission.STATEMENT_SERVICE, _ENDED | _DETERMINED),
        Move.ANSWER_DETERMINATION: Transition(
            Mover.COUNCIL, Permission.DETERMINATION_ANSWER, _ENDED | {State.DETERMINED}
        ),
        Move.REPORT_DIRECTION: Transition(Mover.COUNCIL, Permission.DISPUTE_ANSWER, _ENDED | _DETERMINED),
        Move.FIND_DIRECTION: Transition(Mover.SERVICE, _RAISE, _ENDED | _DETERMINED),
    }
)


@dataclass(frozen=True, slots=True)
class Reached:
    """A level that the dispute reached, and whether it was answered there."""

    level: str
    limit: date
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a dispute so far. `whole_limit` ends the 20 working days of the whole process."""

    urgent: bool
    whole_limit: date
    stages: tuple[Reached, ...]
    referred: bool = False
    determined: bool = False
    determination_answered: bool = False
    closed: State | None = None
    ladder: Ladder = CANONICAL

    @property
    def current(self) -> Reached:
        return max(self.stages, key=lambda stage: stage.level)

    def state(self, today: date) -> State:
        if self.closed:
            return self.closed
        if self.determination_answered:
            return State.DETERMINATION_ANSWERED
        if self.determined:
            return State.DETERMINED
        if self.referred:
            return State.ARBITRATION
        if self.current.answered:
            return State.ANSWERED
        return State.SILENT if today > self.current.limit else State.AWAITING_ANSWER


@dataclass(frozen=True, slots=True)
class ClimbTo:
    """The next stage; `reached` is the day 0 of its limit."""

    level: str
    reached: date


@dataclass(frozen=True, slots=True)
class ToArbitration:
    grounds: str


def can(move: Move, course: Course, today: date) -> bool:
    """Whether the move is open now, whoever makes it; `ensure` says why not."""
    try:
        ensure(move, course, today)
    except NotNow:
        return False
    return True


def ensure(move: Move, course: Course, today: date) -> None:
    """Raise NotNow, in words that say what can be done instead, unless the move is open in the present state."""
    state = course.state(today)
    if state not in TRANSITIONS[move].states:
        raise NotNow(f"The dispute is “{state.label}”; this can't be done now. Open it again to see what can.")
    if move is Move.CLIMB and course.current.level == course.ladder.top.level:
        raise NotNow("There is no higher level. Refer the dispute to arbitration, or to Cafcass at any time.")
    if move in _ON_A_DETERMINATION and not course.determined:
        raise NotNow("This dispute was closed without a determination, so there is nothing to do.")
    if move is Move.REFER and not _referable(course, today):
        raise NotNow(
            "Arbitration begins after the answer or silence of the highest level, at once if the dispute is urgent, or "
            "when its 20 working days are over. Climb to that level; Cafcass is open at any time."
        )


def _referable(course: Course, today: date) -> bool:
    at_the_top = course.current.level == course.ladder.top.level and course.state(today) is not State.AWAITING_ANSWER
    return course.urgent or at_the_top or today > course.whole_limit


def ensure_higher(level: str, course: Course) -> None:
    """Raise NotNow unless `level` lies above the present one. Any level above is the IRO's to choose (rule 4)."""
    above = [rung.level for rung in course.ladder.above(course.current.level)]
    if level not in above:
        raise NotNow(f"The dispute is at {course.current.level}. Choose one of {', '.join(above) or 'arbitration'}.")


def next_level(course: Course) -> str:
    """The level above the present one. The top has none: IndexError."""
    return course.ladder.above(course.current.level)[0].level


def on_silence(course: Course, today: date) -> ClimbTo | ToArbitration | None:
    """What the clock does today: nothing unless the limit passed in silence, then always one step up.

    The new stage counts from yesterday: the silence was complete with yesterday's end, at the midnight of that limit,
    so four silent stages of 5 working days take exactly the 20 that the whole process may.
    """
    if course.state(today) is not State.SILENT:
        return None
    current, rung = course.current, course.ladder.rung(course.current.level)
    if current.level == course.ladder.top.level:
        return ToArbitration(f"No answer at the highest level, {rung.title.lower()}, by {current.limit:%-d %B %Y}.")
    if rung.on_silence is OnSilence.ARBITRATION:
        return ToArbitration(
            f"No answer at {rung.title.lower()} by {current.limit:%-d %B %Y}; on this council's ladder silence there "
            "goes to arbitration."
        )
    if today > course.whole_limit:
        return ToArbitration(
            f"No answer at level {current.level} by {current.limit:%-d %B %Y}, and the 20 working days of the whole "
            f"process ended on {course.whole_limit:%-d %B %Y}."
        )
    return ClimbTo(next_level(course), today - ONE_DAY)
