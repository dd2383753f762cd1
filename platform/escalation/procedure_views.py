"""A referral's orders and filings as both sides see them, and what a side can file now."""

from datetime import date

from escalation.draw_views import bench_of
from escalation.filing import options
from escalation.models import ArbitrationReferral, CouncilFiling, ReceivedOrder, ServiceFiling
from escalation.panel_shapes import FilingOption
from timetable.procedure import Filed, FilingKind, Ordered, OrderKind, Procedure, asked, closes_on
from timetable.queries import england


def procedure_of(referral: ArbitrationReferral) -> Procedure:
    filed = [_filed("council", row) for row in referral.council_filings.all()]
    filed += [_filed("service", row) for row in referral.service_filings.all()]
    return Procedure(
        closes_on=closes_on(referral.referred_on, referral.dispute.urgent, england()),
        orders=tuple(map(_ordered, referral.orders.all())),
        filings=tuple(sorted(filed, key=lambda one: (one.made_on, str(one.id)))),
    )


def filing_options(referral: ArbitrationReferral, side: str, today: date) -> tuple[FilingOption, ...]:
    return options(procedure_of(referral), side, bench_of(referral), today, england())


def _ordered(row: ReceivedOrder) -> Ordered:
    return Ordered(
        id=row.id, number=row.number, kind=OrderKind(row.kind), text=row.text,
        asks=asked(council=row.asks_council, service=row.asks_service), limit=row.limit, extended=row.extended,
        hearing_at=row.hearing_at, about=row.about, made_by=row.made_by, made_on=row.made_on,
    )  # fmt: skip


def _filed(side: str, row: CouncilFiling | ServiceFiling) -> Filed:
    return Filed(
        id=row.id, side=side, kind=FilingKind(row.kind), about=row.about, title=row.title, text=row.text,
        why_late=row.why_late, made_by=row.made_by, made_on=row.made_on,
    )  # fmt: skip
