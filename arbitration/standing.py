"""Where a referral stands: whose move it is, by when, and why. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from arbitration import rules
from arbitration.shapes import NextMove
from timetable.rules import Deadline, WorkingCalendar, deadline, determination_due

_NO_URN = NextMove(
    ("secretary",), "Lay the urn; where nobody is free, seat another arbitrator first, or end a tie that is over.",
    "A place is empty, and no draw goes on: when it was to be drawn, nobody on the roster was free to sit.", None,
)  # fmt: skip
_DONE = NextMove((), "Nothing: the panel’s part is done.", "The council has answered the determination.", None)


@dataclass(frozen=True, slots=True)
class Happened:
    """What has happened to a referral, as far as a move depends on it. A date is None before its event.

    `asked`: the sides for whom a round waits since `asked_on`; `objected_on`: of an objection that is undecided.
    `laid_on`, `sealed` and `called_on` are of a draw that goes on; `seated`: every place is filled; `conflicted`: one
    who sits declared a red conflict.
    """

    received_on: date
    urgent: bool
    laid_on: date | None
    sealed: Collection[str]
    called_on: date | None
    seated: bool
    conflicted: bool
    heard: Collection[str]
    asked: Collection[str]
    asked_on: date | None
    objected_on: date | None
    issued_on: date | None
    answered: bool


def whose_move(told: Happened, today: date, calendar: WorkingCalendar) -> NextMove:
    """Who is waited for now. Whoever presides may write at any time; issuing waits until both sides were heard."""
    if told.answered:
        return _DONE
    if told.issued_on is not None:
        return _of_council(told.issued_on, calendar)
    if not told.seated:
        return _of_draw(told, calendar)
    if told.conflicted:
        return NextMove(
            ("arbitrator", "secretary"), "Stand down, so that the place is drawn again.",
            "Somebody who sits has declared a red conflict with this council.", _determine_by(told, calendar),
        )  # fmt: skip
    if told.objected_on is not None:
        return NextMove(
            ("secretary",), "Decide on the objection to an arbitrator.",
            "A side objects, and nothing is determined before it is decided.",
            deadline("arbitration.objection.decision", told.objected_on, calendar),
        )  # fmt: skip
    if told.asked and told.asked_on is not None:
        return NextMove(
            tuple(sorted(told.asked)), "Answer the panel’s order.",
            "Nothing is determined before whoever is asked has answered, or let the time pass.",
            deadline("arbitration.questions", told.asked_on, calendar),
        )  # fmt: skip
    return _of_hearing(told, today, calendar)


def _of_draw(told: Happened, calendar: WorkingCalendar) -> NextMove:
    if told.called_on is not None:
        limit = deadline("arbitration.shares", told.called_on, calendar)
        return NextMove(
            tuple(sorted(told.sealed)), "Open the share that was sealed; the post does it.",
            "Shares are called for. What isn’t opened in time is left out of the draw.", limit,
        )  # fmt: skip
    if told.laid_on is not None:
        limit = deadline("arbitration.shares", told.laid_on, calendar)
        return NextMove(
            _missing(told.sealed), "Seal a share of the draw.",
            "The urn is laid. Whoever seals no share in time leaves the draw to the others.", limit,
        )  # fmt: skip
    return _NO_URN


def _of_hearing(told: Happened, today: date, calendar: WorkingCalendar) -> NextMove:
    silent, earliest = _missing(told.heard), rules.determinable_from(told.received_on, told.urgent, calendar)
    if silent and today < earliest:
        return NextMove(
            silent, "State the case to the arbitrator.",
            f"Both sides must have had their say; from {earliest:%-d %B %Y} it can be determined without.",
            rules.response_limit(told.received_on, calendar),
        )  # fmt: skip
    why = "The time for statements is over." if silent else "Both statements are in."
    return NextMove(("arbitrator",), "Determine the referral.", why, _determine_by(told, calendar))


def _of_council(issued_on: date, calendar: WorkingCalendar) -> NextMove:
    return NextMove(
        ("council",), "Comply, comply in part, or decline; the last two with reasons.",
        "The determination is issued. Silence is a decline.", rules.answer_limit(issued_on, calendar),
    )  # fmt: skip


def _determine_by(told: Happened, calendar: WorkingCalendar) -> Deadline:
    return determination_due(told.received_on, told.urgent, calendar)


def _missing(sides: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(rules.SIDES.difference(sides)))
