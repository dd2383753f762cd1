"""What the record says of itself: its history, who looked, break-glass."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casework.rules.glass import GlassReason, Outcome


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Blank `before` where the row is new."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One row's change: when, by whom, through which door, why, in what, and what became of each field.

    `position` is the first of the log at which the change is known; None while it waits for its number.
    """

    at: datetime
    actor: str
    door: str
    purpose: str
    change_id: UUID
    number: int
    what: str
    kind: str
    changes: tuple[FieldChange, ...]
    position: int | None = None

    @property
    def recency(self) -> tuple[int, datetime]:
        """By which entries are sorted. The number of its change comes first: a clock can be set back."""
        return self.number, self.at


@dataclass(frozen=True, slots=True)
class LookView:
    """Somebody looked. `what` is the screen or resource; `children` how many were on it; `role` None in old rows.

    `by_break_glass`: while the actor had this case open by break-glass."""

    at: datetime
    who: str
    role: str | None
    what: str
    children: int
    purpose: str
    door: str
    on_behalf_of: str
    by_break_glass: bool


@dataclass(frozen=True, slots=True)
class LookPage:
    """`next` is the `before` of the page after this one, None on the last."""

    child_id: UUID
    reference: str
    items: tuple[LookView, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class GlassReviewView:
    outcome: Outcome
    note: str
    reviewed_by: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class GlassView:
    """A use of break-glass; `days_left` until the last day of its review, `review` None while it waits for one."""

    id: UUID
    child_id: UUID
    reference: str
    person_id: UUID
    person_name: str
    why: GlassReason
    reason: str
    opened_at: datetime
    until: datetime
    review_limit: date
    days_left: int
    review: GlassReviewView | None
