"""What a reader gets of a case: frozen, complete, with nothing left to load. Codes come with their plain meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casework.rules.glass import GlassReason, Outcome
from casework.rules.notices import Early
from casework.rules.papers import PaperKind
from casework.shapes import Counts
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
class CaseView:
    """A child with the newest period of care. `first_review` is None for short breaks: then the note says why.

    `feed_closed_on`: the council's daily feed asked to purge the child, and has said nothing since.
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
class ImportedFile:
    """`kinds` are the 903 files in it: one in a CSV file, several in XML. `size` in bytes; rows but the headings."""

    name: str
    sha256: str
    size: int
    kinds: tuple[str, ...]
    encoding: str
    rows: int
    taken: int
    rejected: int


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Why a load ended early."""

    code: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """A 903 return on its way in. `state`: received, checking, writing; then done, checked (a dry run), refused,
    cancelled or failed.

    `done` of `total` rows are through `stage`. `counts` says of each table how many rows were created, updated and
    unchanged; `findings` how many there are of each severity. `change_id` names the change in the log.
    """

    id: UUID
    state: str
    stage: str
    done: int
    total: int
    accept: str
    dry_run: bool
    collection_year: int
    handed_by: str
    handed_at: datetime
    ended_at: datetime | None
    files: tuple[ImportedFile, ...]
    counts: Mapping[str, Counts]
    findings: Mapping[str, int]
    problem: ImportProblem | None
    load_id: UUID | None
    change_id: UUID | None

    @property
    def is_over(self) -> bool:
        return self.state not in ("received", "checking", "writing")


@dataclass(frozen=True, slots=True)
class FindingView:
    """`row` is the spreadsheet's (headings are row 1; XML: the line), None for a file as a whole; `value` blank
    where it could name or locate a child."""

    file: str
    row: int | None
    column: str
    rule: str
    severity: str
    message: str
    value: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """`total` findings in all; `next` is the `after` of the page after this one, None on the last.

    `rules`: how many findings of each rule the load has, whatever was asked for; the most frequent first.
    """

    items: tuple[FindingView, ...]
    total: int
    next: int | None
    rules: Mapping[str, int]


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


@dataclass(frozen=True, slots=True)
class HoldView:
    id: UUID
    reason: str
    placed_by: str
    placed_on: date


@dataclass(frozen=True, slots=True)
class KeepingView:
    """`kept_until` is the last day on which the record must be kept; `holds` are those that stand."""

    child_id: UUID
    name: str
    reference: str
    kept_until: date
    holds: tuple[HoldView, ...]


@dataclass(frozen=True, slots=True)
class WaitingErasure:
    """`id` is the proposal's."""

    id: UUID
    child_id: UUID
    name: str
    reference: str
    ground: str
    reason: str
    proposed_by: str
    proposed_on: date


@dataclass(frozen=True, slots=True)
class ErasureView:
    """`event` is the number of its leaf in the log; None for the moment in which it waits for one."""

    id: UUID
    erased_on: date
    ground: str
    proposed_by: str
    confirmed_by: str
    entries: int
    event: int | None
