"""What the council handed in and told: papers and notices of changes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.rules.notices import Early
from casework.rules.papers import PaperKind


@dataclass(frozen=True, slots=True)
class PaperView:
    """`replaced`: another paper has taken its place."""

    id: UUID
    name: str
    kind: PaperKind
    media_type: str
    size: int
    sha256: str
    added_on: date
    replaced: bool
    agreed_by: str
    agreed_on: date | None


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AcknowledgementView:
    """`early_review`: the IRO brings a review forward on its account."""

    acknowledged_on: date
    acknowledged_by: str
    early_review: bool
    note: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A significant change as the council told it. `acknowledgement` None: it waits for the IRO."""

    id: UUID
    child_id: UUID
    change: str
    meaning: str
    early: Early
    happened_on: date
    details: str
    told_on: date
    told_by: str
    limit: date | None
    in_time: bool
    acknowledgement: AcknowledgementView | None
