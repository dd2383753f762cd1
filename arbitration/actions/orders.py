"""Writing an order down: numbered, kept, and sent to both sides."""

from datetime import date

from arbitration.conflicts import CIRCUMSTANCES, RIGHTS_ISSUE
from arbitration.models import Arbitrator, Order, Referral
from arbitration.procedure import DECIDES, TELLS, OrderGiven, Terms
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.races import in_turn
from timetable.procedure import SIDES, OrderKind
from timetable.queries import england
from timetable.rules import deadline


def disclose(referral: Referral, arbitrator: Arbitrator, text: str, circumstance: str | None) -> Order:
    """Inside an act: tell both sides what ties a member to the council; their days to object, or to waive, begin.

    On a child's rights nothing is waived (domain.md 7.3).
    """
    in_turn("procedure", referral.id)
    tie = CIRCUMSTANCES.get(circumstance or "")
    waivable = tie is not None and tie.waivable and referral.issue != RIGHTS_ISSUE
    kind = OrderKind.WAIVER if waivable else OrderKind.DISCLOSURE
    given = OrderGiven(kind=kind, text=text, about=arbitrator.id)
    return write(referral, given, Terms(SIDES if waivable else ()), arbitrator.name)


def write(referral: Referral, given: OrderGiven, terms: Terms, made_by: str) -> Order:
    """Inside an act. What discloses has the day by which it can be objected to. Publishes ORDER_MADE."""
    if given.kind in TELLS:
        limit = deadline("arbitration.disclosure", clock.today(), england()).limit
        terms = Terms(terms.asks, limit, limit)
    made = Order(
        referral=referral, number=referral.orders.count() + 1, kind=given.kind, text=given.text.strip(),
        asks_council="council" in terms.asks, asks_service="service" in terms.asks,
        limit=terms.limit, extended=terms.extended, hearing_at=given.hearing_at,
        about=given.about if given.kind in DECIDES | TELLS else None, made_by=made_by, made_on=clock.today(),
    )  # fmt: skip
    made.save(force_insert=True)
    publish(
        Tag.ORDER_MADE,
        {
            "referral_id": str(referral.id),
            "region": referral.region,
            "council": referral.council,
            "order_id": str(made.id),
            "number": made.number,
            "kind": made.kind,
            "text": made.text,
            "asks": list(terms.asks),
            "limit": _day(made.limit),
            "extended": _day(made.extended),
            "hearing_at": made.hearing_at.isoformat() if made.hearing_at else None,
            "about": str(made.about) if made.about else None,
            "made_by": made.made_by,
            "made_on": made.made_on.isoformat(),
        },
    )
    return made


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
