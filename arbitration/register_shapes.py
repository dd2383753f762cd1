"""What is shown of the register and of the way to it. Frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from arbitration.anonymising import Trace
from arbitration.suppression import Shown
from ledger.proving import Place
from timetable.rules import Deadline


@dataclass(frozen=True, slots=True)
class SentDirectionState:
    """What the IRO found of a direction (`done`, `not_done`), or that it is `overdue`."""

    state_id: UUID
    referral_id: UUID
    council: str
    direction: int
    state: str
    since: date


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; blank is everything. `quarter` is e.g. `2026-Q4`, `standing` of `publishing.STANDINGS`."""

    issue: str = ""
    outcome: str = ""
    quarter: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A publication in a list. Of one that was withdrawn `summary` is blank: its citation stays."""

    citation: str
    slug: str
    published_on: date
    determined_in: str
    issue: str
    outcome: str
    region: str
    council: str
    summary: str
    answer: str
    standing: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """`number` counts from 1. `delayed`: how many publications wait for a court, None below five."""

    lines: tuple[RegisterLine, ...]
    found: int
    number: int
    last: int
    delayed: int | None
    quarters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """Of what stands on the register, small numbers withheld; `council` counts those that are named, and `others`."""

    issue: Shown
    outcome: Shown
    quarter: Shown
    standing: Shown
    council: Shown


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    number: int
    reason: str
    corrected_on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction with its state (`publishing.STATES`)."""

    number: int
    text: str
    owner: str
    due_in: str
    state: str


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One publication as it stands. `content` is None once it was withdrawn; `sha256` is of what stands, or stood."""

    citation: str
    slug: str
    published_on: date
    content: Mapping[str, Any] | None
    sha256: str
    intact: bool
    answer: str
    standing: str
    directions: tuple[Direction, ...]
    complied_on: date | None
    corrections: tuple[CorrectionLine, ...]
    withdrawn_on: date | None
    withdrawn_for: str


@dataclass(frozen=True, slots=True)
class ProvedEntry:
    """A publication and where what stands there is in the panel's log."""

    entry: RegisterEntry
    place: Place | None


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """A determination on its way to the register. `state` is of `publication_views.STATES`.

    `late`: the day to publish it is over, and no court holds it back.
    """

    determination_id: UUID
    publication_id: UUID | None
    reference: str
    council_name: str
    issue: str
    issued_on: date
    limit: Deadline
    late: bool
    state: str
    delayed_until: date | None
    citation: str
    slug: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version that waits for a second person, as one sees it who may have no sight of the referral."""

    prepared_id: UUID
    number: int
    issue: str
    prepared_by: str
    prepared_on: date
    mine: bool


@dataclass(frozen=True, slots=True)
class PublicationDocket:
    lines: tuple[PublicationLine, ...]
    checks: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class VersionCheck:
    passed: bool
    reasons: str
    checked_by: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class PublicationWork:
    """What the page that prepares a publication shows: each field's label and text, and the traces that are left.

    `number` is that of the newest version, 0 while the texts are those that the rule made of the determination.
    """

    determination_id: UUID
    reference: str
    issue: str
    number: int
    prepared_id: UUID | None
    prepared_by: str
    outcome: str
    labels: Mapping[str, str]
    texts: Mapping[str, str]
    traces: Mapping[str, tuple[Trace, ...]]
    answered: bool
    check: VersionCheck | None
    mine: bool
    delayed_until: date | None
    publication_id: UUID | None
    citation: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class VersionWork:
    """What the second person reads: the version as it would stand, and what may still be a trace."""

    prepared_id: UUID
    number: int
    issue: str
    outcome: str
    prepared_by: str
    prepared_on: date
    mine: bool
    passages: tuple[tuple[str, str], ...]
    traces: Mapping[str, tuple[Trace, ...]]
    check: VersionCheck | None
