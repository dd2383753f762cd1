"""Telling the region of a period of care that has begun: what it needs to propose an IRO, and no more of the child."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework import rules
from casework.models import PeriodOfCare
from casework.shapes import Staff
from notifications.actions import publish_all
from notifications.tags import Tag
from tenants import pins
from timetable.queries import england
from timetable.rules import next_review


@dataclass(frozen=True, slots=True)
class Opened:
    """`period` has its child loaded; `former_iro` is whom the council last appointed for this child, if anybody;
    `claimed` are the reviews that the council claims to have had before it joined."""

    period: PeriodOfCare
    legal_statuses: Collection[str]
    staff: tuple[Staff, ...] = ()
    former_iro: UUID | None = None
    claimed: tuple[date, ...] = ()


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
        **(next_review_of(period, opened.claimed) if first else {"next_review": "", "next_review_limit": None}),
        "staff": [person._asdict() for person in opened.staff],
        "former_iro": str(opened.former_iro) if opened.former_iro else None,
    }


def next_review_of(period: PeriodOfCare, claimed: tuple[date, ...]) -> dict[str, object]:
    """Which review is next and by when, for the diary: `second-claimed` and `further-claimed` follow a claim."""
    start = period.looked_after_from
    counted = [day for day in claimed if day >= start]
    named = ("first", "second-claimed", "further-claimed")[min(len(counted), 2)]
    limit = next_review(start, counted, england()).limit
    return {"next_review": named, "next_review_limit": limit.isoformat()}
