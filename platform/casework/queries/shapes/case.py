"""A case and lists of them. Codes come with their plain meaning."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.rules.misplaced import Fault
from timetable.rules import Deadline


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of the 903 and what it means; both blank where none is recorded."""

    code: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    id: UUID
    looked_after_from: date
    ended_on: date | None
    end_reason: Coded


@dataclass(frozen=True, slots=True)
class EpisodeView:
    started_on: date
    start_reason: Coded
    legal_status: Coded
    need: Coded
    placement_type: Coded
    placement_provider: Coded
    home_area: str
    placement_area: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class WorkerView:
    reference: str
    name: str
    email: str
    registration: str
    team: str
    manager_name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class CarePeriod:
    """A period of care with all that hangs on it, in order."""

    period: PeriodView
    episodes: tuple[EpisodeView, ...]
    workers: tuple[WorkerView, ...]


@dataclass(frozen=True, slots=True)
class WorkerWithCaseload:
    """`children`: in care, whose social worker this is now."""

    reference: str
    name: str
    team: str
    email: str
    registration: str
    manager_name: str
    children: int


@dataclass(frozen=True, slots=True)
class WorkerPage:
    """`next` is the reference to go on after, or None on the last page."""

    items: tuple[WorkerWithCaseload, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class TeamView:
    name: str
    workers: int
    children: int


@dataclass(frozen=True, slots=True)
class IroView:
    id: UUID
    name: str
    appointed_on: date


@dataclass(frozen=True, slots=True)
class ProposalView:
    """The region's newest proposal, while the council has not confirmed it."""

    id: UUID
    iro_name: str
    iro_registration: str
    iro_email: str
    proposed_on: date
    limit: date


@dataclass(frozen=True, slots=True)
class CaseName:
    child_id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class MisplacementView:
    """`confirmed` None: it waits for the region. `right_council` is blank while nobody knows; `same_as` is the child
    whose record is kept where there are two."""

    id: UUID
    fault: Fault
    right_council: str
    same_as: UUID | None
    reason: str
    marked_by: str
    marked_on: date
    confirmed: bool | None
    note: str
    answered_by: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class MisplacementWithChild:
    child_id: UUID
    name: str
    reference: str
    mark: MisplacementView


@dataclass(frozen=True, slots=True)
class CaseView:
    """A child with the newest period of care. `first_review` is None for short breaks: then the note says why.

    `last_review_claimed_on`: the last review in this period that the council claims to have had before it joined; the
    next limit runs from it until the service holds one. `feed_closed_on`: the council's daily feed asked to purge the
    child, and has said nothing since. `misplacement`: the council says that the record stands in the wrong place;
    `repeated_as`: records that were set aside because they repeat this one.
    """

    child_id: UUID
    reference: str
    name: str
    given_names: str
    family_name: str
    initials: str
    date_of_birth: date
    sex: Coded
    ethnicity: Coded
    upn: str
    period: PeriodView
    episode: EpisodeView
    episodes: tuple[EpisodeView, ...]
    worker: WorkerView | None
    iro: IroView | None
    proposal: ProposalView | None
    appointment: Deadline
    first_review: Deadline | None
    first_review_note: str
    earlier_periods: tuple[PeriodView, ...]
    feed_closed_on: date | None
    last_review_claimed_on: date | None
    misplacement: MisplacementView | None
    repeated_as: tuple[CaseName, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """`next` is the reference to go on after, or None on the last page."""

    items: tuple[CaseView, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Caseload:
    """Children in care of this council for whom the IRO is appointed."""

    iro_name: str
    children: int


@dataclass(frozen=True, slots=True)
class WaitingProposal:
    """A proposal that the council can confirm."""

    proposal: ProposalView
    child_id: UUID
    reference: str
    name: str
    days_left: int
