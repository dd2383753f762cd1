"""What comes into the panel's house, and what its queries show. No row of the database leaves this package."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from arbitration.bundle_shapes import DisclosedView
from arbitration.deliberation import DeliberationView
from arbitration.draw import Candidate, Excluded
from arbitration.reach import ItemKind
from ledger.slips import PROSE, Slip
from timetable.procedure import Procedure
from timetable.rules import Deadline


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of arbitration: the dispute as the IRO refers it, with the bundle that the panel may see."""

    referral_id: UUID
    region: str
    council: str
    council_name: str
    reference: str
    issue: str
    urgent: bool
    grounds: str
    bundle: Mapping[str, Any]
    bundle_sha256: str


@dataclass(frozen=True, slots=True)
class SentStatement:
    """One side's statement. `council` is the house that it came from; `side` is `council` or `service`."""

    statement_id: UUID
    referral_id: UUID
    council: str
    side: str
    text: str
    made_by: str
    made_on: date


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """The council's answer to a determination: `comply`, `part` or `decline`, the last two with reasons."""

    answer_id: UUID
    determination_id: UUID
    referral_id: UUID
    council: str
    position: str
    reasons: str
    answered_by: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class SentSeal:
    """A side's commitment to its share of draw `number`: hex SHA-256 (`ledger.draws.commitment`)."""

    seal_id: UUID
    referral_id: UUID
    council: str
    number: int
    side: str
    commitment: str
    sealed_by: str
    sealed_on: date


@dataclass(frozen=True, slots=True)
class SentShare:
    """A side's share, opened."""

    referral_id: UUID
    council: str
    number: int
    side: str
    share: str


@dataclass(frozen=True, slots=True)
class SentSlip:
    """A side's request to put a slip of the determination right."""

    request_id: UUID
    referral_id: UUID
    council: str
    side: str
    slip: Slip
    reason: str
    asked_by: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class SentFiling:
    """What a side files: `timetable.procedure.Filed` has what each of its parts is."""

    filing_id: UUID
    referral_id: UUID
    council: str
    side: str
    kind: str
    about: UUID | None
    title: str
    text: str
    why_late: str
    made_by: str
    made_on: date


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One item of a determination. `kind` is of `reach.ItemKind`; what is to be done has an owner and a day, what is
    found has neither."""

    text: str
    owner: str
    due_on: date | None
    kind: str = ItemKind.PROCESS

    def as_dict(self) -> dict[str, str | None]:
        due_on = self.due_on.isoformat() if self.due_on else None
        return {"kind": str(self.kind), "text": self.text, "owner": self.owner, "due_on": due_on}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "DraftItem":
        """A draft of an earlier release knows no kinds: its items were all directions."""
        due_on = date.fromisoformat(kept["due_on"]) if kept["due_on"] else None
        return cls(kept["text"], kept["owner"], due_on, kept.get("kind", ItemKind.PROCESS))


class KeptDraft(Protocol):
    """A draft as it is kept: its items are JSON."""

    findings: str
    reasons: str
    items: list[dict[str, Any]]
    issues: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class DraftText:
    """The arbitrator's working text. Everything may still be empty, but an item is whole."""

    findings: str = ""
    reasons: str = ""
    items: tuple[DraftItem, ...] = ()
    issues: str = ""
    evidence: str = ""

    def prose(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in PROSE}

    def as_dict(self) -> dict[str, Any]:
        return {**self.prose(), "items": [item.as_dict() for item in self.items]}

    @classmethod
    def of(cls, kept: KeptDraft) -> "DraftText":
        items = tuple(DraftItem.of(item) for item in kept.items)
        return cls(kept.findings, kept.reasons, items, kept.issues or "", kept.evidence or "")


@dataclass(frozen=True, slots=True)
class NextMove:
    """Whose move it is: `movers` are secretary, arbitrator, council, service; none when all is done. `limit` is None
    where no day is set."""

    movers: tuple[str, ...]
    what: str
    why: str
    limit: Deadline | None


PHASES = ("drawing", "hearing", "determined", "answered")
"""Of a referral: until the draw, until the determination, until the council's answer, and after it."""


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A referral in a list. `arbitrator` is None while nobody could be drawn; `determined_on` while it is in hand.
    `phase` is one of PHASES."""

    id: UUID
    reference: str
    council: str
    council_name: str
    issue: str
    urgent: bool
    received_on: date
    limit: date
    arbitrator: str | None
    arbitrator_conflicted: bool
    determined_on: date | None
    answer: str | None
    phase: str
    next: NextMove


@dataclass(frozen=True, slots=True)
class Sought:
    """Which referrals: None for any. `phase` is one of PHASES, `council` three digits."""

    phase: str | None = None
    council: str | None = None
    urgent: bool | None = None


@dataclass(frozen=True, slots=True)
class Docket:
    """A page of referrals, the nearest limit first; `next` goes on after it, None on the last."""

    items: tuple[ReferralLine, ...]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class StatementView:
    side: str
    text: str
    made_by: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What an arbitrator declared about a council. `ended_on` is the day from which it holds no more."""

    id: UUID
    council: str
    colour: str
    reason: str
    declared_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class UrnView:
    """An urn that was laid. `sealed`: the sides that have committed; `called_on`: since when shares are opened."""

    content: Mapping[str, Any]
    sha256: str
    laid_on: date
    seal_limit: date
    sealed: tuple[str, ...]
    called_on: date | None
    open_limit: date | None


@dataclass(frozen=True, slots=True)
class DrawView:
    """The record of a draw. `recomputed` tells whether doing it again from this very record gives the same name.

    `record` is what `iro-verify` takes; None of a draw by an earlier release, whose own rule was another.
    """

    arbitrator_id: UUID
    arbitrator: str
    candidates: tuple[Candidate, ...]
    excluded: tuple[Excluded, ...]
    seed: str
    drawn_on: date
    record: Mapping[str, Any] | None
    recomputed: bool
    disclosures: tuple[Disclosure, ...]
    conflicted: bool


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A slip that was put right; `side` asked for it, blank where nobody did. `sha256` is of `content`."""

    number: int
    slip: Slip
    reason: str
    side: str
    corrected_by: str
    corrected_on: date
    content: Mapping[str, Any]
    sha256: str


@dataclass(frozen=True, slots=True)
class SlipRequestView:
    """What a side asks for. `state` is waiting, granted or refused, the last with the reasons."""

    id: UUID
    side: str
    slip: Slip
    reason: str
    asked_by: str
    asked_on: date
    state: str
    refusal: str


@dataclass(frozen=True, slots=True)
class SeatView:
    """A place of the panel and who has it, or had it: `left_on`, `why` and `reason` tell of a vacancy. `mine`: the
    reader's own, which they can leave."""

    place: str
    title: str
    arbitrator_id: UUID
    name: str
    taken_on: date
    left_on: date | None
    why: str
    reason: str
    mine: bool


@dataclass(frozen=True, slots=True)
class DeterminationView:
    """`intact` tells whether the content still has the hash under which it was issued."""

    id: UUID
    content: Mapping[str, Any]
    sha256: str
    issued_on: date
    answer_limit: date
    intact: bool
    corrections: tuple[CorrectionView, ...]
    slip_requests: tuple[SlipRequestView, ...]
    slips_limit: Deadline


@dataclass(frozen=True, slots=True)
class AnswerView:
    position: str
    reasons: str
    answered_by: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral as one reader may see it. `draft` is None for everybody but whoever presides: deliberation is the
    panel's own. `draw` is the newest, `draws` the records of all; `sitting` are the names of those who sit, `may_lay`
    tells that nobody could be drawn or somebody left. `determinable_from` is the first day on which it may be
    determined without both statements. `may_correct`: whether slips of the determination are the reader's to decide.
    `bundle` came with the notice, and is empty once a bundle is `disclosed`, which takes its place.
    """

    id: UUID
    region: str
    council: str
    council_name: str
    reference: str
    issue: str
    urgent: bool
    grounds: str
    bundle: Mapping[str, Any]
    bundle_sha256: str
    received_on: date
    statements: tuple[StatementView, ...]
    urn: UrnView | None
    draw: DrawView | None
    draws: tuple[Mapping[str, Any], ...]
    seats: tuple[SeatView, ...]
    sitting: tuple[str, ...]
    may_lay: bool
    draft: DraftText | None
    deliberation: DeliberationView | None
    may_determine: bool
    may_correct: bool
    determination: DeterminationView | None
    answer: AnswerView | None
    limits: tuple[Deadline, ...]
    determinable_from: date
    procedure: Procedure
    may_run: bool
    disclosed: DisclosedView | None
    next: NextMove


@dataclass(frozen=True, slots=True)
class ArbitratorView:
    """An arbitrator on the roster. `load`: referrals in hand; `term_until`: of the last term; `removed`: by whom and
    why, empty while they are on it."""

    id: UUID
    name: str
    background: str
    term_from: date
    term_until: date
    load: int
    disclosures: tuple[Disclosure, ...]
    second_term: bool
    removed: str
