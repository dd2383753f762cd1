"""A referral's orders and filings, read from their rows."""

from arbitration.models import Filing, Order, Referral
from timetable.procedure import Filed, FilingKind, Ordered, OrderKind, Procedure, asked, closes_on
from timetable.queries import england


def procedure_of(referral: Referral) -> Procedure:
    return Procedure(
        closes_on=closes_on(referral.received_on, referral.urgent, england()),
        orders=tuple(map(ordered, referral.orders.all())),
        filings=tuple(map(_filed, referral.filings.all())),
    )


def ordered(row: Order) -> Ordered:
    return Ordered(
        id=row.id, number=row.number, kind=OrderKind(row.kind), text=row.text,
        asks=asked(council=row.asks_council, service=row.asks_service),
        limit=row.limit, extended=row.extended, hearing_at=row.hearing_at, about=row.about, made_by=row.made_by,
        made_on=row.made_on,
    )  # fmt: skip


def _filed(row: Filing) -> Filed:
    return Filed(
        id=row.id, side=row.side, kind=FilingKind(row.kind), about=row.about, title=row.title, text=row.text,
        why_late=row.why_late, made_by=row.made_by, made_on=row.made_on,
    )  # fmt: skip
