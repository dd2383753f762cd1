"""What goes into the actions of the workforce and what its readers get."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from casework.shapes import Staff


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """Somebody whom the region employs. `person_id` is an account on the side of the region: whoever calls has looked.

    `fte` is over 0 up to 1; `review_share` the part of that time that goes to looked-after children's reviews.
    """

    person_id: UUID
    name: str
    email: str
    registration: str
    employed_from: date
    fte: Decimal = Decimal(1)
    review_share: Decimal = Decimal(1)
    chairs_reviews: bool = True
    manager_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """What the region is told of a period of care (CASE_OPENED). `staff` are the council's people on the case."""

    council: str
    child_id: UUID
    period_id: UUID
    reference: str
    initials: str
    appointment_limit: date
    next_review: str
    next_review_limit: date | None
    staff: tuple[Staff, ...]
    former_iro: UUID | None


class Candidate(NamedTuple):
    """An officer who could be proposed: how many children they have, and for how much of a full week."""

    officer_id: UUID
    person_id: UUID
    name: str
    children: int
    capacity: Decimal


@dataclass(frozen=True, slots=True)
class Due:
    """`kind` is appointment, review or dispute; `days_left` is negative when overdue."""

    kind: str
    title: str
    limit: date
    days_left: int


@dataclass(frozen=True, slots=True)
class WorklistEntry:
    """A child in an IRO's diary; `due` with what is due first at the front, empty where nothing has a date."""

    council: str
    council_name: str
    child_id: UUID
    period_id: UUID
    reference: str
    initials: str
    appointed: bool
    open_disputes: int
    waiting_notices: int
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class TeamMember:
    """`per_fte` is unweighted (domain.md 1.10); `band` one of green-low, green, amber, red."""

    officer_id: UUID
    person_id: UUID
    name: str
    registration: str
    fte: Decimal
    review_share: Decimal
    manager_name: str
    employed_until: date | None
    children: int
    per_fte: Decimal
    band: str


@dataclass(frozen=True, slots=True)
class Unappointed:
    """A child whose council has appointed no IRO yet; `proposed` names who is proposed, blank where nobody could be."""

    council: str
    council_name: str
    period_id: UUID
    reference: str
    initials: str
    proposed: str
    appointment_limit: date
    days_left: int


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that is due for a child; `officer` blank where nobody is the IRO yet."""

    council: str
    council_name: str
    reference: str
    initials: str
    officer: str
    due: Due


@dataclass(frozen=True, slots=True)
class CurrentIro:
    """A row of a council's list: the child's reference, and the Social Work England number of the IRO."""

    row: int
    child: str
    registration: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """`row` is the spreadsheet's: headings are row 1."""

    row: int
    code: str
    detail: str
