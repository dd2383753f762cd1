"""What both sides see of the panel's work: the draw of its arbitrator, and what came of what was directed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from escalation.directions import DirectionState
from timetable.procedure import FilingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMove:
    """Whose move it is: `movers` are council, service, panel or clock, nobody when it is over. `limit` None: no day is
    set."""

    movers: tuple[str, ...]
    what: str
    why: str
    limit: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """Who can be drawn; `load`: referrals in hand, of which fewer weigh more. Of whoever can't: `why`, weight 0."""

    id: str
    name: str
    load: int
    weight: int
    why: str


def candidates_of(content: Mapping[str, Any]) -> tuple[CandidateView, ...]:
    """Of an urn's content (`ledger.draws.urn_content`): by id, then those who can't be drawn."""
    can = [
        CandidateView(id=one["id"], name=one["name"], load=one["load"], weight=one["weight"], why="")
        for one in content["candidates"]
    ]
    cannot = [
        CandidateView(id=one["id"], name=one["name"], load=0, weight=0, why=one["why"]) for one in content["excluded"]
    ]
    return tuple(can + cannot)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """What a side put into a draw: `state` is opened, sealed (its commitment counted) or absent."""

    side: str
    state: str
    commitment: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnView:
    """What came of the urn. `record` is what `iro-verify` takes; `holds`: done again just now, it gave these names.

    `own_counted`: whether the reader's own side finds its share in it as it was sealed; None without one.
    """

    drawn_on: date
    names: tuple[str, ...]
    shares: tuple[ShareView, ...]
    seed: str
    record: dict[str, Any]
    holds: bool
    own_counted: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacated:
    """That somebody sits no longer, as the panel sends it."""

    id: UUID
    referral_id: UUID
    arbitrator_id: UUID
    place: str
    title: str
    name: str
    why: str
    reason: str
    left_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """Who sits, in which place (sole, chair, social_work, lay), drawn by which draw."""

    id: UUID
    place: str
    name: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyView:
    """Who sat and left. `why`: recused, objection, removed."""

    title: str
    name: str
    why: str
    reason: str
    left_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawView:
    """The newest draw of arbitrators; who is `sitting` by all of them, who `left`, and in `panel` why so many sit.

    `sealed`: the commitment of each side that has sealed; `own_share`: what the reader's own side sealed, which the
    other can't read before it is opened.
    """

    number: int
    urn_sha256: str
    candidates: tuple[CandidateView, ...]
    seal_limit: date
    sealed: tuple[ShareView, ...]
    own_share: str
    drawn: DrawnView | None
    panel: str
    sitting: tuple[MemberView, ...]
    left: tuple[VacancyView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingGiven:
    """What is to be filed: `timetable.procedure.Filed` has what each of its parts is."""

    kind: FilingKind
    about: UUID | None = None
    title: str = ""
    text: str = ""
    why_late: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingOption:
    """One thing that a side can file now. `until` is None where no day is set; `late`: it needs the panel's leave;
    `name`: of the arbitrator who is objected to."""

    kind: FilingKind
    about: UUID | None
    title: str
    until: date | None = None
    late: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Who sits, by id, and since when a side may object: the day of the newest draw."""

    sitting: Mapping[UUID, str]
    drawn_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A slip that the panel put right. `request_id`: of the request that it grants; None where nobody asked.

    `content` has the hash `sha256`, and names the determination by its own.
    """

    number: int
    passage: str
    words: str
    reading: str
    reason: str
    corrected_by: str
    corrected_on: date
    request_id: UUID | None
    content: dict[str, Any]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRequestView:
    """What a side (council or service) asks for. `state` is waiting, granted or refused, the last with `refusal`."""

    id: UUID
    side: str
    passage: str
    words: str
    reading: str
    reason: str
    asked_by: str
    asked_on: date
    state: str
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionReportView:
    """What the council says it did. `progress` is of PROGRESS."""

    progress: str
    progress_title: str
    text: str
    reported_by: str
    reported_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionFindingView:
    """What the IRO finds, after the `nth` report; 0 before any."""

    nth: int
    carried_out: bool
    text: str
    found_by: str
    found_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionView:
    """An item of a determination and where it stands. `told_overdue_on`: the day on which the clock told of it."""

    number: int
    text: str
    owner: str
    due_on: date
    state: DirectionState
    state_title: str
    reports: tuple[DirectionReportView, ...]
    findings: tuple[DirectionFindingView, ...]
    told_overdue_on: date | None
