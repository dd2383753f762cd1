"""What goes into the actions of casework and what comes back.

Codes are the 903's (domain.md 4.3). Areas are postcodes or outward codes (`SE15`); the outward code alone is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from timetable.rules import Deadline

if TYPE_CHECKING:
    # The rules import these shapes and stay free of the database.
    from ledger.acts import Receipt


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """`reference` is the council's own id of the child; `sex` M, F or U."""

    reference: str
    date_of_birth: date
    sex: str
    given_names: str = ""
    family_name: str = ""
    ethnicity: str = ""
    upn: str = ""


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    legal_status: str
    placement_type: str
    placement_provider: str = ""
    need: str = ""
    home_area: str = ""
    placement_area: str = ""
    urn: str = ""


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """`reference` is the council's own id of the worker; registrations are Social Work England's (`SW` and digits)."""

    reference: str
    name: str
    team: str
    email: str = ""
    registration: str = ""
    manager_name: str = ""
    manager_registration: str = ""


@dataclass(frozen=True, slots=True)
class CaseSubmission:
    """A child who has become looked after, with the first episode and the social worker."""

    child: ChildFacts
    looked_after_from: date
    episode: EpisodeFacts
    worker: WorkerFacts


@dataclass(frozen=True, slots=True)
class SubmittedCase:
    """`first_review` is None for a series of short breaks; `first_review_note` then says what applies instead."""

    child_id: UUID
    period_id: UUID
    reference: str
    appointment: Deadline
    first_review: Deadline | None
    first_review_note: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class EpisodeChange:
    """What is different from a day on; None stays as it was. From the present episode's own first day: its correction.

    `same_carer` and `change_reason` (REASON_PLACE_CHANGE) are about a change of placement.
    """

    from_date: date
    legal_status: str | None = None
    placement_type: str | None = None
    placement_provider: str | None = None
    need: str | None = None
    home_area: str | None = None
    placement_area: str | None = None
    urn: str | None = None
    same_carer: bool = False
    change_reason: str = ""


@dataclass(frozen=True, slots=True)
class WorkerChange:
    worker: WorkerFacts
    from_date: date


@dataclass(frozen=True, slots=True)
class Ending:
    """The child ceased to be looked after; `reason` is a REC code other than X1."""

    ended_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CaseCorrection:
    """The council's correction of its own facts; None means: not touched. `purpose` is kept with every change."""

    purpose: str
    given_names: str | None = None
    family_name: str | None = None
    date_of_birth: date | None = None
    sex: str | None = None
    ethnicity: str | None = None
    upn: str | None = None
    episode: EpisodeChange | None = None
    worker: WorkerChange | None = None
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class CorrectedCase:
    """`changed` names what is different now; where that is nothing, nothing was written and there is no receipt."""

    child_id: UUID
    period_id: UUID
    changed: tuple[str, ...]
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class ConfirmedAppointment:
    appointment_id: UUID
    child_id: UUID
    period_id: UUID
    iro_id: UUID
    iro_name: str
    appointed_on: date
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """A file as it came: `name` as its sender calls it, `kind` a PaperKind; it takes the place of `replaces`.

    `agreed_by` and `agreed_on`: which manager agreed it, and when.
    """

    name: str
    kind: str
    content: bytes
    replaces: UUID | None = None
    agreed_by: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class AddedPaper:
    """`size` in bytes; `sha256` in hexadecimal, for the sender to compare."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class GivenNotice:
    """`limit` is the last day on which it was told in time, None where there is none; `deadline` explains it where it
    counts working days."""

    id: UUID
    deadline: Deadline | None
    limit: date | None
    in_time: bool
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Marked:
    """A record said to be misplaced; it waits for the region."""

    id: UUID
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class ErasedRecord:
    """How many entries of history and how many files of the child are gone."""

    erasure_id: UUID
    entries: int
    files: int
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A return that was taken in to be loaded. The receipt is for the handing in; the load has one of its own."""

    import_id: UUID
    receipt: Receipt


class Staff(NamedTuple):
    """Somebody of the council who works a case, or (`manages`) manages one who does."""

    registration: str
    email: str
    manages: bool
