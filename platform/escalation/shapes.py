"""What goes into and comes out of disputes: the field's codes and frozen shapes, no Django."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from escalation.bundle_shapes import BundleView
from escalation.form_shapes import (
    NOTHING_BESIDE,
    AnswerView,
    Background,
    BackgroundView,
    ClosureView,
    Proceeding,
    ProceedingView,
    Telling,
    TellingView,
)
from escalation.ladder import State
from escalation.panel_shapes import CorrectionView, DirectionView, DrawView, FilingOption, NextMove, SlipRequestView
from escalation.redactions import RedactionView
from timetable.procedure import Procedure
from timetable.rules import Deadline

ISSUES: Final = {
    "IC01": "Repeated poor practice, or decisions of reviews not followed",
    "IC02": "Significant drift in planning for permanence",
    "IC03": "Care plan changed without consulting the IRO or the child",
    "IC04": "Human rights, or discriminatory practice",
    "IC05": "Repeated failure of statutory requirements or performance indicators",
    "IC06": "IRO repeatedly not told of significant events between reviews",
    "IC07": "Disagreement with a decision or recommendation",
    "IC08": "Competence, or a report for the review below standard",
    "IC09": "A significant decision not carried out",
    "IC10": "Transport",
    "IC11": "Location or distance of the placement",
    "IC12": "Suitability of the placement",
    "IC13": "Time together with brothers and sisters",
    "IC14": "Dispute between teams over who is responsible",
    "IC15": "Provision after 18, or the pathway plan",
    "IC16": "Status or education funding of an unaccompanied child",
    "IC17": "No allocated social worker, or frequent changes",
    "IC18": "Unclear exit plan",
    "IC19": "Participation, or the voice of the child",
    "IC20": "Visits not made, or paperwork late or missing",
    "IC21": "Education",
    "IC22": "Health",
    "IC23": "Contact with family",
    "IC24": "Stability or change of placement",
    "IC25": "Drift under section 20",
    "IC26": "Safeguarding",
    "IC27": "Delay in adoption",
    "IC28": "Unregistered placement, or deprivation of liberty",
    "IC29": "Legal or court matters",
    "IC30": "Resources",
    "IC31": "Handling of a complaint",
    "IC99": "Other",
}
"""Issue categories (domain.md 3.5)."""

RAGS: Final = ("red", "amber", "green")
POSITIONS: Final = ("agree", "part", "disagree")
PROGRESS: Final = ("under_way", "done")
COMPLIANCE: Final = ("comply", "part", "decline")

OUTCOMES: Final = {
    "O1": "Resolved as the IRO sought",
    "O2": "Resolved, a different action agreed",
    "O3": "Partly resolved",
    "O5": "Withdrawn: new facts",
    "O6": "Withdrawn: superseded",
    "O7": "The IRO was persuaded: the council was right",
    "O8": "Referred to Cafcass",
    "O9": "Determined by arbitration",
    "O10": "The child is no longer looked after",
}
"""Outcomes that end a dispute (domain.md 3.6). O4 and O11 end none: what isn't resolved climbs, and so does silence."""
WITHDRAWALS: Final = ("O5", "O6", "O10")
ACCEPTANCES: Final = tuple(code for code in OUTCOMES if code not in WITHDRAWALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedDispute:
    """What the IRO raises. `issue` is of ISSUES, `rag` of RAGS; a `level` above L1 comes with its `bypass_reason`."""

    issue: str
    rag: str
    description: str
    impact: str
    child_wishes: str
    outcome_sought: str
    urgent: bool = False
    level: str = "L1"
    bypass_reason: str = ""
    decision_id: UUID | None = None
    concern_id: UUID | None = None
    background: Background = NOTHING_BESIDE
    told: tuple[Telling, ...] = ()
    related: tuple[Proceeding, ...] = ()


@dataclass(frozen=True, slots=True)
class RunningDispute:
    """A dispute of a council that joins: `child` by reference, at `raised.level` since `reached_on`. `row` is the
    spreadsheet's."""

    row: int
    child: str
    raised_on: date
    reached_on: date
    raised: RaisedDispute


@dataclass(frozen=True, slots=True)
class UntakenDispute:
    row: int
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RungView:
    """A stage of a council's ladder; `days` are working days, of an urgent dispute always `urgent_days`. Past the last
    stage silence goes to arbitration, whatever its `on_silence`."""

    level: str
    title: str
    responder: str
    days: int
    urgent_days: int
    form: str
    replier: str
    on_silence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderView:
    """`version` 0 is the service's own, which nobody adopted; `days` are those of all stages together, 20 at most."""

    version: int
    title: str
    rungs: tuple[RungView, ...]
    days: int
    reason: str
    adopted_by: str
    adopted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaddersView:
    """The ladder in force, and those before it, the newest first."""

    current: LadderView
    earlier: tuple[LadderView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """The council's answer at a stage; `position` is of POSITIONS. An `action` comes with who does it, by when."""

    position: str
    text: str
    action: str = ""
    action_owner: str = ""
    action_due: date | None = None
    resources_refused: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """How the IRO closes. `own_free_decision` is asked at every closure, and never shown to the council."""

    outcome: str
    outcome_for_child: str
    own_free_decision: bool
    iro_view: str = ""
    learning: str = ""
    good_practice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedStage:
    """A stage that began: at `level`, to be answered by `deadline`."""

    dispute_id: UUID
    reference: str
    stage_id: UUID
    level: str
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedContent:
    """A determination as the panel sent it; `sha256` is that of its canonical JSON (`ledger.sealed.sha256_of`)."""

    referral_id: UUID
    determination_id: UUID
    content: dict[str, Any]
    sha256: str
    issued_on: date
    answer_limit: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A level of the ladder as a dispute meets it; `form` is what the council calls its form, `on_silence` what the
    clock does (climb, arbitration). `state` is done, current, skipped or todo; a todo has no dates.

    `overdue`: answered after the limit, or still waiting past it.
    """

    level: str
    title: str
    responder: str
    form: str
    on_silence: str
    state: str
    stage_id: UUID | None = None
    why: str = ""
    reason: str = ""
    started_on: date | None = None
    limit: date | None = None
    explanation: str = ""
    overdue: bool = False
    answer: AnswerView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """`side` is council or service. Both sides see both."""

    side: str
    text: str
    made_by: str
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralView:
    """`may_file`: what the reader's side can file with the panel now; nothing for whoever doesn't speak for a side.

    `frozen` is the newest bundle.
    """

    id: UUID
    referred_on: date
    grounds: str
    bundle: dict[str, Any]
    bundle_sha256: str
    statements: tuple[StatementView, ...]
    draw: DrawView | None
    procedure: Procedure
    may_file: tuple[FilingOption, ...]
    frozen: BundleView | None
    redactions: tuple[RedactionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationView:
    """The panel's determination and, once given, the council's answer to it. `intact` is its hash, checked anew.

    `silent_on`: the day on which its silence was put on record as a decline. `content` is as issued; `reading` is the
    same with the slips that were put right (`corrections`); more can be asked for until `slips_limit`.
    """

    id: UUID
    content: dict[str, Any]
    sha256: str
    intact: bool
    issued_on: date
    answer_limit: date
    position: str
    position_title: str
    reasons: str
    answered_by: str
    answered_on: date | None
    silent_on: date | None
    reading: dict[str, Any]
    corrections: tuple[CorrectionView, ...]
    slip_requests: tuple[SlipRequestView, ...]
    slips_limit: date
    directions: tuple[DirectionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CafcassView:
    referred: bool
    reason: str
    considered_on: date


class ConcernState(StrEnum):
    """Derived. Waiting: within the days that are right for the child (`dispute.informal`)."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    SETTLED = "settled"
    NOT_SETTLED = "not_settled"
    RAISED = "raised"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernView:
    """A concern that was put informally. `dispute_ids`: of the disputes that were raised from it."""

    id: UUID
    issue: str
    issue_title: str
    text: str
    put_to: str
    iro_name: str
    put_on: date
    limit: date
    explanation: str
    state: ConcernState
    outcome: str
    dispute_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernCount:
    """How much was put informally in the council, and how much of it that settled (domain.md 3.1 rule 1)."""

    put: int
    settled: int
    raised: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeLine:
    """A dispute in a list. `limit` is the current stage's while it waits for an answer."""

    id: UUID
    reference: str
    child_id: UUID
    period_id: UUID
    child_name: str
    child_reference: str
    issue: str
    issue_title: str
    rag: str
    urgent: bool
    state: State
    level: str
    level_title: str
    stage_id: UUID
    raised_on: date
    iro_name: str
    limit: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happened around a dispute while it ran."""

    on: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """A dispute as it is shown; `moves` are what the actor can do with it now (values of `ladder.Move`).

    `untold`: of whom (of TOLD) it isn't said yet whether they were told where the dispute is now.
    """

    line: DisputeLine
    description: str
    impact: str
    child_wishes: str
    outcome_sought: str
    decision_id: UUID | None
    decision_text: str
    background: BackgroundView
    told: tuple[TellingView, ...]
    untold: tuple[str, ...]
    related: tuple[ProceedingView, ...]
    ladder: tuple[Step, ...]
    whole: Deadline
    cafcass: tuple[CafcassView, ...]
    closure: ClosureView | None
    referral: ReferralView | None
    determination: DeterminationView | None
    turns: tuple[Turn, ...]
    moves: tuple[str, ...]
    next: NextMove
