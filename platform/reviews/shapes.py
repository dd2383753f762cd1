"""What goes into and comes out of reviews: codes of the field and frozen shapes, no Django."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from timetable.rules import Deadline


class Participation(StrEnum):
    """How the child took part (SSDA903 REVIEW_CODE, domain.md 2.10). Not the type of the review."""

    PN0 = "PN0"
    PN1 = "PN1"
    PN2 = "PN2"
    PN3 = "PN3"
    PN4 = "PN4"
    PN5 = "PN5"
    PN6 = "PN6"
    PN7 = "PN7"

    @property
    def meaning(self) -> str:
        return MEANINGS[self]

    @property
    def counts(self) -> bool | None:
        """Whether the child took part; None for PN0, which no rate includes."""
        return None if self is Participation.PN0 else self not in (Participation.PN4, Participation.PN7)


MEANINGS = {
    Participation.PN0: "The child was under 4 at the review",
    Participation.PN1: "Attended and spoke for themselves",
    Participation.PN2: "Attended, and an advocate or the IRO spoke for them",
    Participation.PN3: "Attended and showed their views without words",
    Participation.PN4: "Attended, but gave no views in any way",
    Participation.PN5: "Did not attend, but briefed an advocate or the IRO to speak",
    Participation.PN6: "Did not attend, but sent their views in another way",
    Participation.PN7: "Did not attend, and no views were passed on",
}


class LateReason(StrEnum):
    """Why a review was held after its limit (domain.md 9.3)."""

    ILLNESS = "illness"
    CHILD_REQUEST = "child_request"
    MISSING = "missing"
    PAPERS_LATE = "papers_late"
    VENUE = "venue"
    IRO_CAPACITY = "iro_capacity"
    COURT = "court"
    OTHER = "other"

    @property
    def meaning(self) -> str:
        return LATE_MEANINGS[self]


LATE_MEANINGS = {
    LateReason.ILLNESS: "Illness",
    LateReason.CHILD_REQUEST: "The child asked for another day",
    LateReason.MISSING: "The child was missing",
    LateReason.PAPERS_LATE: "The papers came late",
    LateReason.VENUE: "No suitable place",
    LateReason.IRO_CAPACITY: "No IRO had time",
    LateReason.COURT: "A court hearing",
    LateReason.OTHER: "Another reason",
}
PRIORITIES = ("routine", "important", "urgent")


class DecisionState(StrEnum):
    """Derived from what was written about a decision, never stored (domain.md 2.8)."""

    ISSUED = "issued"
    AGREED = "agreed"
    DEEMED_AGREED = "deemed_agreed"
    DISAGREED = "disagreed"
    IN_DISPUTE = "in_dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """What is to be done, by whom (a name, not a team), by when. `priority` is one of PRIORITIES."""

    text: str
    owner_name: str
    due_on: date
    priority: str = "routine"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReview:
    """A review as its IRO records it. `participation` is PN0 to PN7; `late_reason` a LateReason if late."""

    held_on: date
    participation: str
    child_views: str = ""
    no_views_reason: str = ""
    late_reason: str = ""
    decisions: tuple[NewDecision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast:
    """The nominated manager's view of one decision; `case_manager_comment` is required with a dissent."""

    agreed: bool
    case_manager_comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedReview:
    """What holding a review brought about: decisions in order, the council's limit to reply, the next review's."""

    review_id: UUID
    period_id: UUID
    number: int
    decision_ids: tuple[UUID, ...]
    reply: Deadline
    next_review: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A decision as it is shown. `deemed_on` or the vote's members say how the council stands to it."""

    id: UUID
    review_id: UUID
    number: int
    text: str
    owner_name: str
    due_on: date
    priority: str
    state: DecisionState
    reply_limit: date
    agreed: bool | None
    case_manager_comment: str
    voted_by: str
    voted_on: date | None
    deemed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A review as it is shown, with its decisions in order."""

    id: UUID
    period_id: UUID
    child_id: UUID
    child_name: str
    number: int
    kind: str
    title: str
    held_on: date
    limit: date
    in_time: bool
    late_reason: str
    participation: Participation
    child_views: str
    no_views_reason: str
    iro_id: UUID
    iro_name: str
    reply_limit: date
    next_limit: date
    decisions: tuple[DecisionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedVote:
    """A decision that waits for the council's vote, with enough of its review to vote on it."""

    decision: DecisionView
    child_id: UUID
    child_name: str
    child_reference: str
    held_on: date
    iro_name: str
    days_left: int
