"""Telling the region of a period of care that has begun: what it needs to propose an IRO, and no more of the child."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from casework import rules
from casework.models import PeriodOfCare
from casework.shapes import Staff
from notifications.actions import publish_all
from notifications.tags import Tag
from tenants import pins
from timetable.queries import england


@dataclass(frozen=True, slots=True)
class Opened:
    """`period` has its child loaded; `former_iro` is whom the council last appointed for this child, if anybody."""

    period: PeriodOfCare
    legal_statuses: Collection[str]
    staff: tuple[Staff, ...] = ()
    former_iro: UUID | None = None


def announce(opened: Iterable[Opened], tag: Tag = Tag.CASE_OPENED) -> None:
    """CASE_OPENED (or PERIOD_REOPENED) for each, inside the act that opened them."""
    publish_all(tag, [payload(one) for one in opened])


def payload(opened: Opened) -> dict[str, object]:
    """Of CASE_OPENED."""
    period, calendar = opened.period, england()
    start = period.looked_after_from
    first = rules.first_review(opened.legal_statuses, start, calendar)
    return {
        "council": pins.current().code,
        "child_id": str(period.child_id),
        "period_id": str(period.id),
        "reference": period.child.reference,
        "initials": period.child.initials,
        "looked_after_from": start.isoformat(),
        "appointment_limit": rules.appointment_limit(start, calendar).limit.isoformat(),
        "next_review": "first" if first else "",
        "next_review_limit": first.limit.isoformat() if first else None,
        "staff": [person._asdict() for person in opened.staff],
        "former_iro": str(opened.former_iro) if opened.former_iro else None,
    }
