"""Where a dispute stands: whose move it is, by when, and why. Pure, over what its page shows."""

from collections.abc import Iterable
from datetime import date

from escalation.directions import DirectionState
from escalation.ladder import State
from escalation.panel_shapes import DirectionView, NextMove
from escalation.shapes import DisputeView, ReferralView
from timetable.procedure import SIDES
from timetable.rules import WorkingCalendar, deadline, determination_due

_ENDED = NextMove(movers=(), what="Nothing.", why="The dispute is closed.", limit=None)
_OPEN = (
    DirectionState.AWAITED,
    DirectionState.ACCEPTED,
    DirectionState.UNDER_WAY,
    DirectionState.OVERDUE,
)


def next_move(found: DisputeView, today: date, calendar: WorkingCalendar) -> NextMove:
    """Of the council, the service, the panel or the clock; of nobody once it is closed and all directions are done."""
    match found.line.state:
        case State.AWAITING_ANSWER:
            return _move(
                "council",
                f"Answer at {found.line.level}, {found.line.level_title.lower()}.",
                "Without an answer it goes on by itself.",
                found.line.limit,
            )
        case State.SILENT:
            return _move(
                "clock", "Take it one stage up, or to arbitration.", "The limit passed without an answer.", today
            )
        case State.ANSWERED:
            return _move(
                "service",
                "Accept the outcome, take it higher, or refer it.",
                "The council has answered; whether that resolves it is the IRO’s to say.",
                found.whole.limit,
            )
        case State.ARBITRATION if found.referral is not None:
            return _before_the_panel(found, found.referral, today, calendar)
        case State.DETERMINED if found.determination is not None:
            return _move(
                "council",
                "Comply, comply in part, or decline; the last two with reasons.",
                "The panel has determined. Silence is a refusal.",
                found.determination.answer_limit,
            )
        case _:
            return _after(found)


def _before_the_panel(found: DisputeView, referral: ReferralView, today: date, calendar: WorkingCalendar) -> NextMove:
    if referral.draw is None:
        return _move("panel", "Say who can be drawn.", "The referral is with the panel.", None)
    if referral.draw.drawn is None:
        return _of_draw(referral)
    if referral.procedure.objections():
        return _move("panel", "Decide on the objection to an arbitrator.", "A side objects.", None)
    asked = referral.procedure.open_round(today)
    if asked is not None:
        waits = referral.procedure.waits_for(asked, today)
        limit = max(limit for side in waits if (limit := referral.procedure.limit_for(asked, side)))
        return NextMove(
            movers=waits,
            what=f"Answer order {asked.number} of the panel.",
            why="Nothing is determined before whoever is asked had the time to answer.",
            limit=limit,
        )
    return _to_be_heard(found, referral, today, calendar)


def _of_draw(referral: ReferralView) -> NextMove:
    assert referral.draw is not None
    sealed = {one.side for one in referral.draw.sealed if one.commitment}
    missing = tuple(side for side in SIDES if side not in sealed)
    if not missing:
        return _move("panel", "Draw the arbitrator.", "Every share is sealed.", None)
    return NextMove(
        movers=missing,
        what="Put a share into the draw of the arbitrator.",
        why="Whoever puts in none leaves the draw to the others.",
        limit=referral.draw.seal_limit,
    )


def _to_be_heard(found: DisputeView, referral: ReferralView, today: date, calendar: WorkingCalendar) -> NextMove:
    said = {one.side for one in referral.statements}
    silent = tuple(side for side in SIDES if side not in said)
    end = determination_due(referral.referred_on, found.line.urgent, calendar).limit
    limit = min(deadline("arbitration.response", referral.referred_on, calendar).limit, end)
    if silent and today <= limit:
        return NextMove(
            movers=silent,
            what="State the case to the arbitrator.",
            why="Both sides are heard before it is determined.",
            limit=limit,
        )
    why = "The time for statements is over." if silent else "Both sides have stated their case."
    return _move("panel", "Determine it.", why, end)


def _after(found: DisputeView) -> NextMove:
    """When the determination is answered, or the dispute closed: what was directed goes on."""
    directed = found.determination.directions if found.determination else ()
    reported = [one for one in directed if one.state is DirectionState.REPORTED]
    if reported:
        return _move(
            "service",
            f"Say whether direction {reported[0].number} is carried out.",
            "The council reports it done; only the IRO confirms that.",
            None,
        )
    waiting = [one for one in directed if one.state in _OPEN]
    if waiting:
        first = _first_due(waiting)
        return _move(
            "council",
            f"Carry out direction {first.number}, and report.",
            "It is pursued until the IRO confirms it.",
            first.due_on,
        )
    if found.closure is not None:
        return _ENDED
    return _move(
        "service",
        "Close the dispute with what came of it for the child.",
        "What was directed is done, or was declined.",
        None,
    )


def _first_due(directed: Iterable[DirectionView]) -> DirectionView:
    return min(directed, key=lambda one: (one.due_on, one.number))


def _move(mover: str, what: str, why: str, limit: date | None) -> NextMove:
    return NextMove(movers=(mover,), what=what, why=why, limit=limit)
