"""Where referrals stand, read from their rows: what the pure `standing` asks, and the filters of the docket."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q

from arbitration.models import PartyStatement, Referral, ReferralQuerySet, Seat, Urn
from arbitration.seating import Member
from arbitration.shapes import NextMove, Sought
from arbitration.standing import Happened, whose_move
from arbitration.ties import RedTies, conflicted
from tenants import clock
from timetable.procedure import Procedure
from timetable.queries import england

_OF_DRAW = ("content", "draw__candidates", "draw__excluded", "draw__record")
STANDING: Final = (
    Prefetch("urns", Urn.objects.select_related("call", "draw").defer(*_OF_DRAW)),
    "urns__sealed",
    Prefetch("statements", PartyStatement.objects.only("id", "referral_id", "side")),
    "orders",
    "filings",
    Prefetch("seats", Seat.objects.select_related("vacancy")),
)
"""What says whose move it is, loaded for a whole list at once."""
_SAT_AGAIN = Seat.objects.sitting().filter(referral=OuterRef("referral"), place=OuterRef("place"))
_LEFT = Seat.objects.filter(~Exists(_SAT_AGAIN), referral=OuterRef("pk"), vacancy__isnull=False)
_EMPTY = Q(draws=None) | Exists(_LEFT)
_OF_PHASE: Final = {
    "drawing": Q(determination=None) & _EMPTY,
    "hearing": Q(determination=None) & ~_EMPTY,
    "determined": Q(determination__isnull=False, determination__answer=None),
    "answered": Q(determination__answer__isnull=False),
}


def sought_in(rows: ReferralQuerySet, sought: Sought) -> ReferralQuerySet:
    found = rows.filter(_OF_PHASE[sought.phase]).distinct() if sought.phase is not None else rows
    if sought.council is not None:
        found = found.filter(council=sought.council)
    return found if sought.urgent is None else found.filter(urgent=sought.urgent)


def phase(row: Referral, sitting: Sequence[Member]) -> str:
    issued = getattr(row, "determination", None)
    if issued is not None:
        return "answered" if hasattr(issued, "answer") else "determined"
    return "hearing" if _is_seated(row, sitting) else "drawing"


def next_move(row: Referral, sitting: Sequence[Member], red: RedTies, known: Procedure) -> NextMove:
    """`sitting`: its members; `red`: who stands in red conflict with which council today."""
    issued, urns = getattr(row, "determination", None), list(row.urns.all())
    urn = urns[-1] if urns and not hasattr(urns[-1], "draw") else None
    call = getattr(urn, "call", None)
    today = clock.today()
    round_, objected = known.open_round(today), [one.made_on for one in known.objections()]
    return whose_move(
        Happened(
            received_on=row.received_on, urgent=row.urgent, laid_on=urn.laid_on if urn else None,
            sealed={one.side for one in urn.sealed.all()} if urn else (), called_on=call.called_on if call else None,
            seated=_is_seated(row, sitting),
            conflicted=conflicted(row, sitting, red, known),
            heard={one.side for one in row.statements.all()}, asked=known.waits_for(round_, today) if round_ else (),
            asked_on=round_.made_on if round_ else None, objected_on=min(objected, default=None),
            issued_on=issued.issued_on if issued else None,
            answered=hasattr(issued, "answer"),
        ),
        today,
        england(),
    )  # fmt: skip


def _is_seated(row: Referral, sitting: Sequence[Member]) -> bool:
    """Whether every place is filled: a draw of an earlier release left no seats, and somebody sits all the same."""
    left = {one.place for one in row.seats.all() if hasattr(one, "vacancy")}
    return bool(sitting) and not left - {one.place for one in sitting}
