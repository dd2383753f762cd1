"""Break-glass: what an IRO must say to see another IRO's child, and how its use is reviewed (domain.md 8.5)."""

from enum import StrEnum
from uuid import UUID

from casework.rules.reasons import SHORTEST_REASON
from tenants.problems import Conflict, Invalid, NotPermitted

MINUTES = 60


class GlassInvalid(Invalid):
    code = "break-glass-invalid"
    title = "The break-glass lacks what it needs"


class SeenAnyway(Conflict):
    code = "case-seen-already"
    title = "You can see this case already"


class GlassReviewed(Conflict):
    code = "break-glass-reviewed"
    title = "This break-glass has been reviewed already"


class OwnGlass(NotPermitted):
    code = "own-break-glass"
    title = "Nobody reviews their own break-glass"


class GlassReason(StrEnum):
    """Why somebody may have to see a case that isn't theirs: this service's own list, in no statute."""

    IMMEDIATE_RISK = "immediate_risk"
    IRO_ABSENT = "iro_absent"
    COURT_DEADLINE = "court_deadline"
    COMPLAINT = "complaint"

    @property
    def label(self) -> str:
        return _REASONS[self]


class Outcome(StrEnum):
    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"

    @property
    def label(self) -> str:
        return _OUTCOMES[self]


_REASONS = {
    GlassReason.IMMEDIATE_RISK: "The child is at risk now",
    GlassReason.IRO_ABSENT: "The child’s IRO can’t be reached",
    GlassReason.COURT_DEADLINE: "A court’s deadline runs",
    GlassReason.COMPLAINT: "A complaint or an enquiry has to be answered",
}
_OUTCOMES = {Outcome.JUSTIFIED: "Justified", Outcome.NOT_JUSTIFIED: "Not justified"}


def ensure_reason(code: str, reason: str) -> tuple[GlassReason, str]:
    """The code and the reason without blanks around it. Raises GlassInvalid with every faulty field."""
    words, errors = reason.strip(), {}
    if code not in set(GlassReason):
        errors["code"] = f"Choose one of {', '.join(GlassReason)}"
    if len(words) < SHORTEST_REASON:
        errors["reason"] = f"Say why in at least {SHORTEST_REASON} characters"
    if errors:
        raise GlassInvalid("Say why you have to see this case; it is read by others.", errors=errors)
    return GlassReason(code), words


def ensure_review(outcome: str, note: str) -> tuple[Outcome, str]:
    """Raises GlassInvalid with every faulty field."""
    words, errors = note.strip(), {}
    if outcome not in set(Outcome):
        errors["outcome"] = f"Choose one of {', '.join(Outcome)}"
    if not words:
        errors["note"] = "Say what you looked at and what follows"
    if errors:
        raise GlassInvalid("A review says whether it was justified, and why.", errors=errors)
    return Outcome(outcome), words


def ensure_not_own(person_id: UUID, reviewer: UUID | None) -> None:
    if reviewer is None or person_id == reviewer:
        raise OwnGlass("Ask another IRO manager of the region to review it.")
