"""What may be ordered, and whether a referral can be determined yet. Pure, over `timetable.procedure`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from tenants.problems import Conflict, Invalid
from timetable.procedure import SIDES, Filed, FilingKind, OrderKind, Procedure, round_limits
from timetable.rules import LONDON, WorkingCalendar

BY_SECRETARY: Final = frozenset({OrderKind.UPHELD, OrderKind.NOT_UPHELD})
BY_MEMBERS: Final = frozenset({OrderKind.DISCLOSURE})
TELLS: Final = frozenset({OrderKind.DISCLOSURE, OrderKind.WAIVER})
"""What is disclosed to both sides; whether they can waive it follows from the tie, so that nobody orders that."""
ON_PAPERS: Final = frozenset({OrderKind.ADMITTED, OrderKind.NOT_ADMITTED})
DECIDES: Final = BY_SECRETARY | ON_PAPERS


class RoundOpen(Conflict):
    code = "round-open"
    title = "Sides are still being heard"


class RoundTooLate(Conflict):
    code = "round-too-late"
    title = "There is no time for another round"


class NotUrgent(Conflict):
    code = "not-urgent"
    title = "This referral isn't on the fast track"


class AlreadyDecided(Conflict):
    code = "filing-already-decided"
    title = "This was decided"


class OrderMeanwhile(Conflict):
    code = "order-meanwhile"
    title = "Another order was made at the same moment"


class ObjectionOpen(Conflict):
    code = "objection-open"
    title = "An objection to an arbitrator waits for the secretary"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderGiven:
    """An order to be made. `asks`: of SIDES, for questions; `hearing_at`, aware, for a hearing; `due_on`: by when an
    interim direction is to be carried out; `about`: the filing that is decided."""

    kind: OrderKind
    text: str
    asks: tuple[str, ...] = ()
    hearing_at: datetime | None = None
    due_on: date | None = None
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What an order asks of whom, and until when."""

    asks: tuple[str, ...] = ()
    limit: date | None = None
    extended: date | None = None


def terms_of(
    given: OrderGiven, known: Procedure, *, urgent: bool, end: date, now: datetime, calendar: WorkingCalendar
) -> Terms:
    """Whom it asks, and until when. `end` is the limit of the determination.

    Raises Invalid (something is missing), RoundOpen, RoundTooLate, NotUrgent.
    """
    today = now.astimezone(LONDON).date()
    if given.kind is OrderKind.WAIVER:
        raise Invalid("A tie is declared, and not ordered.", errors={"kind": "Declare it, with its circumstance."})
    if not given.text.strip():
        raise Invalid("An order says something to both sides.", errors={"text": "Write it down."})
    if given.kind.is_round:
        return _round(given, known, today, end, calendar)
    if given.kind is OrderKind.INTERIM:
        return _interim(given, urgent, today)
    if given.kind is OrderKind.HEARING:
        _ensure_hearing(given.hearing_at, now, end)
    return Terms()


def _round(given: OrderGiven, known: Procedure, today: date, end: date, calendar: WorkingCalendar) -> Terms:
    asks = SIDES if given.kind is OrderKind.SUMMARY else tuple(side for side in SIDES if side in given.asks)
    if not asks:
        raise Invalid("Questions are put to somebody.", errors={"asks": "Choose a side, or both."})
    still = known.open_round(today)
    if still is not None:
        raise RoundOpen(f"Order {still.number} waits for an answer. Go on when it has come, or its time is over.")
    limit, extended = round_limits(today, end, calendar)
    if limit > end:
        raise RoundTooLate(
            f"Answers could come until {limit:%-d %B %Y}, and the determination is due by {end:%-d %B %Y}. "
            "Determine on what is here."
        )
    return Terms(asks, limit, extended)


def _interim(given: OrderGiven, urgent: bool, today: date) -> Terms:
    if not urgent:
        raise NotUrgent("An interim direction is for urgent referrals. Determine, or put questions.")
    if given.due_on is None or given.due_on < today:
        raise Invalid("It is carried out by a day.", errors={"due_on": "Give a day from today on."})
    return Terms(("council",), given.due_on, given.due_on)


def _ensure_hearing(at: datetime | None, now: datetime, end: date) -> None:
    if at is None or at <= now:
        raise Invalid("A hearing is at a time to come.", errors={"hearing_at": "Give a day and a time from now on."})
    if at.astimezone(LONDON).date() > end:
        told = f"Give a day up to {end:%-d %B %Y}: the determination is due by then."
        raise Invalid("The hearing would be too late.", errors={"hearing_at": told})


def decided(given: OrderGiven, known: Procedure) -> Filed:
    """The filing that it decides. Raises Invalid (there is no such), AlreadyDecided."""
    wanted = FilingKind.OBJECTION if given.kind in BY_SECRETARY else FilingKind.PAPER
    found = next((one for one in known.of_kind(wanted) if one.id == given.about), None)
    if found is None or (wanted is FilingKind.PAPER and found.made_on <= known.closes_on):
        raise Invalid("There is nothing to decide.", errors={"about": "Name what was filed, as the referral lists it."})
    if known.decision_on(found) is not None:
        raise AlreadyDecided("What was decided first stands. Both sides can read it.")
    return found


def ensure_determinable(known: Procedure, today: date) -> None:
    """Raise RoundOpen or ObjectionOpen while somebody is still to be heard."""
    still = known.open_round(today)
    if still is not None:
        waiting = [f"{side} until {known.limit_for(still, side):%-d %B %Y}" for side in known.waits_for(still, today)]
        raise RoundOpen(f"Order {still.number} still waits for an answer: {', '.join(waiting)}.")
    if known.objections():
        raise ObjectionOpen("The secretary decides on it within two working days. Issue after that.")
