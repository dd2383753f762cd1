"""Reads of disputes, limited to what the actor may see; each look at a child's data is recorded."""

from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.queries import visible_periods
from casework.queries.shapes import HistoryEntry
from escalation.bundle_views import content_of
from escalation.course import with_course
from escalation.documents import documents
from escalation.draw_views import record_view
from escalation.ladder import NotNow
from escalation.models import (
    Answer,
    ArbitrationReferral,
    CafcassConsideration,
    Closure,
    Commendation,
    Concern,
    ConcernOutcome,
    CouncilCheck,
    CouncilFiling,
    CouncilLadder,
    CouncilRedaction,
    CouncilSlipRequest,
    CouncilStatement,
    DeterminationAnswer,
    DirectionFinding,
    DirectionReport,
    Dispute,
    FrozenBundle,
    OverdueDirection,
    ReceivedCorrection,
    ReceivedDetermination,
    ReceivedDraw,
    ReceivedOrder,
    ReceivedUrn,
    ReceivedVacancy,
    RelatedProceeding,
    ServiceCheck,
    ServiceFiling,
    ServiceRedaction,
    ServiceSlipRequest,
    ServiceStatement,
    SilentDecline,
    SlipRefusal,
    Stage,
    ToldOf,
)
from escalation.shapes import ConcernCount, ConcernView, DisputeLine, DisputeView, LaddersView
from escalation.sight import commendations_in_sight, concerns_in_sight, find, in_sight, with_case
from escalation.views import WAITING, concern_view, ladder_view, line, open_moves, view
from ledger import past
from ledger.disclosure import Document
from ledger.past import Position
from ledger.proving import Place, place
from ledger.reads import look
from reviews.trail import newest_first, trail
from tenants import clock
from tenants.problems import NotFound

DISPUTE_SHOWN = {
    "reference": "Reference", "iro_name": "IRO", "raised_on": "Raised on", "issue": "About", "rag": "Concern",
    "urgent": "Urgent", "description": "What is wrong", "impact": "Impact on the child",
    "child_wishes": "Child's wishes", "outcome_sought": "Outcome sought",
    "sub_category": "More precisely", "breached": "Breached", "tried": "Tried before", "sought_by": "Sought by",
    "legal_advice": "Legal advice taken", "cafcass_not_yet": "Cafcass not yet considered",
}  # fmt: skip
COMMENDED_SHOWN = {"whom": "Whose", "text": "What was done well", "difference": "For the child"}
CONCERN_SHOWN = {"issue": "About", "text": "Concern", "put_to": "Put to", "put_on": "On", "limit": "To settle by"}
OUTCOME_SHOWN = {"settled": "Settled", "text": "What came of it", "noted_on": "On"}
STAGE_SHOWN = {"level": "Level", "why": "Why", "reason": "Reason", "started_on": "From", "limit": "Answer by"}
ANSWER_SHOWN = {
    "position": "Position", "text": "Answer", "action": "Will be done", "action_owner": "Who does it",
    "action_due": "Done by", "resources_refused": "Resources refused", "answered_by": "By",
}  # fmt: skip
TOLD_SHOWN = {"whom": "Whom", "told": "Told", "words": "How, or why not", "told_on": "On", "point": "At"}
PROCEEDING_SHOWN = {"kind": "Kind", "reference": "Reference", "note": "Note"}
CLOSURE_SHOWN = {
    "outcome": "Outcome", "outcome_for_child": "For the child", "iro_view": "The IRO's view",
    "learning": "To learn from it", "good_practice": "Good practice",
}  # fmt: skip
FILING_SHOWN = {"kind": "Kind", "title": "About", "text": "Text", "why_late": "Why late", "made_by": "By"}
SLIP_SHOWN = {"passage": "In", "words": "The words", "reading": "Shall read", "reason": "Why", "asked_by": "By"}
REDACTION_SHOWN = {"document": "Document", "words": "Words", "reason": "Reason", "proposed_by": "By"}
CHECK_SHOWN = {"agreed": "Agreed", "note": "Note", "checked_by": "By"}
STATEMENT_SHOWN = {"text": "Statement", "made_by": "By", "made_on": "On"}
# What was written under a dispute: model, its words, its path to the dispute, the fields shown.
PARTS: tuple[tuple[Any, str, str, dict[str, str]], ...] = (
    (Stage, "Stage of a dispute", "dispute", STAGE_SHOWN),
    (Answer, "Answer to a dispute", "stage__dispute", ANSWER_SHOWN),
    (ToldOf, "Who was told of the dispute", "dispute", TOLD_SHOWN),
    (RelatedProceeding, "Proceeding beside the dispute", "dispute", PROCEEDING_SHOWN),
    (CafcassConsideration, "Cafcass considered", "dispute", {"referred": "Referred", "reason": "Reason"}),
    (Closure, "Dispute closed", "dispute", CLOSURE_SHOWN),
    (ArbitrationReferral, "Referred to arbitration", "dispute", {"grounds": "Grounds", "bundle_sha256": "SHA-256"}),
    (CouncilStatement, "Council's statement", "referral__dispute", STATEMENT_SHOWN),
    (ServiceStatement, "IRO's statement", "referral__dispute", STATEMENT_SHOWN),
    (
        ReceivedUrn,
        "Urn of the draw",
        "referral__dispute",
        {"number": "Draw", "sha256": "SHA-256", "seal_limit": "Shares by"},
    ),
    (ReceivedOrder, "Order of the panel", "referral__dispute", {"number": "Order", "kind": "Kind", "text": "Text"}),
    *(
        (model, f"{side} files with the panel", "referral__dispute", FILING_SHOWN)
        for model, side in ((CouncilFiling, "The council"), (ServiceFiling, "The IRO"))
    ),
    *(
        (model, f"{side} asks for a redaction", "referral__dispute", REDACTION_SHOWN)
        for model, side in ((CouncilRedaction, "The council"), (ServiceRedaction, "The IRO"))
    ),
    *(
        (model, f"{side} checked a redaction", "redaction__referral__dispute", CHECK_SHOWN)
        for model, side in ((CouncilCheck, "The council"), (ServiceCheck, "The IRO"))
    ),
    (FrozenBundle, "Bundle for the panel frozen", "referral__dispute", {"number": "Bundle", "root": "Root"}),
    (ReceivedDraw, "Arbitrator drawn", "urn__referral__dispute", {"drawn_on": "Drawn on"}),
    (
        ReceivedVacancy,
        "Seat of the panel left",
        "referral__dispute",
        {"name": "Arbitrator", "title": "Place", "reason": "Reason", "left_on": "On"},
    ),
    (
        ReceivedDetermination,
        "Determination",
        "referral__dispute",
        {"sha256": "SHA-256", "issued_on": "Issued on", "answer_limit": "Answer by"},
    ),
    *(
        (model, f"{side} asks for a slip to be corrected", "determination__referral__dispute", SLIP_SHOWN)
        for model, side in ((CouncilSlipRequest, "The council"), (ServiceSlipRequest, "The IRO"))
    ),
    (
        ReceivedCorrection,
        "Slip of the determination corrected",
        "determination__referral__dispute",
        {"number": "Correction", "sha256": "SHA-256"},
    ),
    (
        SlipRefusal,
        "Slip not corrected",
        "determination__referral__dispute",
        {"reasons": "Reasons", "refused_by": "By", "refused_on": "On"},
    ),
    (
        DeterminationAnswer,
        "Answer to the determination",
        "determination__referral__dispute",
        {"position": "Position", "reasons": "Reasons", "answered_by": "By"},
    ),
    (SilentDecline, "Silence on the determination", "determination__referral__dispute", {"noted_on": "Noted on"}),
    (
        DirectionReport,
        "Report on a direction",
        "determination__referral__dispute",
        {"number": "Direction", "progress": "Progress", "text": "Report", "reported_by": "By"},
    ),
    (
        DirectionFinding,
        "Whether a direction is carried out",
        "determination__referral__dispute",
        {"number": "Direction", "carried_out": "Carried out", "text": "Finding", "found_by": "By"},
    ),
    (
        OverdueDirection,
        "Direction overdue",
        "determination__referral__dispute",
        {"number": "Direction", "due_on": "Was due on"},
    ),
)


def dispute(dispute_id: UUID, *, actor: Actor, at: Position | None = None) -> DisputeView:
    """One dispute with its ladder, each limit explained, and what the actor can do now. Raises NotFound.

    At a position of the log: as it was known then, with nothing to be done. Who may see it is today's question.
    """
    with look(actor, past.named("dispute", at)) as seen:
        found = find(dispute_id, actor)
        seen.at([found.period.child_id])
        if at is None:
            return view(found, clock.today(), open_moves(found, actor, clock.today()), actor)
        with past.as_of(at):
            then = with_course(with_case(Dispute.objects.filter(pk=found.pk))).first()
            if then is None:
                raise NotFound("This dispute was not known at that position of the log. Ask for a later one.")
            return view(then, at.day, (), actor)


def ladders(*, actor: Actor) -> LaddersView:
    """The council's ladder and those before it; of no child, so no look."""
    actor.ensure(Permission.DISPUTE_VIEW)
    rows = list(CouncilLadder.objects.order_by("-version"))
    found = [ladder_view(row) for row in rows] + [ladder_view(None)]
    return LaddersView(current=found[0], earlier=tuple(found[1:]))


def determination_place(dispute_id: UUID, *, actor: Actor) -> Place | None:
    """Where the determination, as it was received, stands in this house's log; None where there is none."""
    found = find(dispute_id, actor)
    received = ReceivedDetermination.history.filter(referral__dispute=found.pk)
    return place(received, ReceivedDetermination._meta.db_table)


def ensure_stage_of(dispute_id: UUID, stage_id: UUID, *, actor: Actor) -> None:
    """Raises NotFound where the stage is none of the dispute's."""
    if not Stage.objects.filter(pk=stage_id, dispute=find(dispute_id, actor).pk).exists():
        raise NotFound("There is no such stage of this dispute. Read the dispute again.")


def newest_period_of(case_id: UUID, *, actor: Actor) -> UUID:
    """The period of care that a dispute about this child is raised in. Raises NotFound."""
    newest = visible_periods(actor).filter(child=case_id).order_by("-looked_after_from").values_list("id", flat=True)
    for found in newest[:1]:
        return found
    raise NotFound("There is no such child here that you may see. Check the address, or go back to your list.")


def referral_of(dispute_id: UUID, *, actor: Actor) -> UUID:
    """The dispute's referral to the panel. Raises NotFound, NotNow where there is none yet."""
    found = getattr(find(dispute_id, actor), "referral", None)
    if found is None:
        raise NotNow("This dispute isn't before the panel. Statements are made once it was referred.")
    return UUID(str(found.pk))


def draw_record(dispute_id: UUID, number: int | None = None, *, actor: Actor) -> dict[str, Any]:
    """As `iro-verify` takes it: of the newest draw, or of that number. Raises NotFound."""
    with look(actor, "dispute") as seen:
        found = find(dispute_id, actor)
        seen.at([found.period.child_id])
        referral = getattr(found, "referral", None)
        if referral is None:
            raise NotFound("This dispute isn't before the panel.")
        return record_view(referral, number)


def bundle_content(dispute_id: UUID, version: str, *, actor: Actor) -> dict[str, Any]:
    """The newest bundle, as `iro-verify` takes it: open or closed, to both sides alike. Raises NotFound."""
    with look(actor, "bundle for the panel") as seen:
        found = find(dispute_id, actor)
        seen.at([found.period.child_id])
        return content_of(getattr(found, "referral", None), version)


def documents_of(dispute_id: UUID, *, actor: Actor) -> tuple[Document, ...]:
    """What stands in the bundle, for whoever proposes to withhold some of it. Raises NotFound, NotNow."""
    with look(actor, "dispute") as seen:
        found = find(dispute_id, actor)
        seen.at([found.period.child_id])
        referral = getattr(found, "referral", None)
        if referral is None:
            raise NotNow("This dispute isn't before the panel, so there is no bundle of it.")
        return documents(referral)


def determination_of(dispute_id: UUID, *, actor: Actor) -> UUID:
    """The panel's determination of the dispute. Raises NotFound, NotNow where there is none yet."""
    referral = getattr(find(dispute_id, actor), "referral", None)
    found = getattr(referral, "determination", None)
    if found is None:
        raise NotNow("There is no determination of this dispute yet. Wait for it: it comes with its own limit.")
    return UUID(str(found.pk))


def concerns(child_id: UUID, *, actor: Actor, at: Position | None = None) -> list[ConcernView]:
    """What was put informally about a child, the newest first; empty for who may see none. `at`: as in `dispute`."""
    with look(actor, past.named("concerns", at)) as seen:
        visible = past.in_sight(concerns_in_sight(actor).filter(period__child=child_id), at)
        with past.as_of(at):
            rows = visible.select_related("outcome").prefetch_related("disputes").order_by("-put_on", "id")
            found = [concern_view(row, past.today(at)) for row in rows]
        seen.at([child_id] if found else [])
    return found


def concern(concern_id: UUID, *, actor: Actor) -> tuple[UUID, ConcernView]:
    """One, with the child's id. Raises NotFound."""
    with look(actor, "concerns") as seen:
        rows = concerns_in_sight(actor).select_related("period", "outcome").prefetch_related("disputes")
        found = rows.filter(pk=concern_id).first()
        if found is None:
            raise NotFound("There is no such concern here that you may see. Go back to the child's page.")
        seen.at([found.period.child_id])
        return found.period.child_id, concern_view(found, clock.today())


def concern_count(*, actor: Actor) -> ConcernCount:
    """Of those that the actor may see: figures alone, about no child."""
    rows = concerns_in_sight(actor)
    return ConcernCount(
        put=rows.count(), settled=rows.filter(outcome__settled=True).count(),
        raised=rows.exclude(disputes=None).distinct().count(),
        waiting=rows.filter(outcome=None, disputes=None).count(),
    )  # fmt: skip


def disputes(
    *, actor: Actor, period_id: UUID | None = None, still_open: bool = False, at: Position | None = None
) -> list[DisputeLine]:
    """Those of the actor's own children (an IRO) or of the whole council, the nearest limit first, then the newest.

    `period_id` narrows to one period of care. Nobody without DISPUTE_VIEW sees any. `at`: as in `dispute`.
    """
    with look(actor, past.named("disputes", at)) as seen:
        visible = in_sight(actor)
        visible = visible.filter(period=period_id) if period_id else visible
        visible = past.in_sight(visible, at)
        with past.as_of(at):
            rows = with_course(with_case(visible))
            rows = rows.filter(closure=None) if still_open else rows
            today = past.today(at)
            lines = sorted((line(row, today) for row in rows), key=_by_urgency)
        seen.at({one.child_id for one in lines})
    return lines


def _by_urgency(one: DisputeLine) -> tuple[bool, int, int]:
    limit = one.limit.toordinal() if one.limit else 0
    return one.limit is None, limit, -one.raised_on.toordinal()


def awaiting_answer(*, actor: Actor) -> list[DisputeLine]:
    """For the council: the disputes whose present stage waits for its answer. NotPermitted to who may not answer."""
    actor.ensure(Permission.DISPUTE_ANSWER)
    return [one for one in disputes(actor=actor, still_open=True) if one.state in WAITING]


def history(dispute_id: UUID, *, actor: Actor, at: Position | None = None) -> list[HistoryEntry]:
    """Everything ever recorded of one dispute, or by a position of the log, the newest first. Raises NotFound."""
    with look(actor, past.named("history of a dispute", at)) as seen:
        found = find(dispute_id, actor)
        seen.at([found.period.child_id])
        return _trail([found.pk], at)


def timeline(child_id: UUID, *, actor: Actor, at: Position | None = None) -> list[HistoryEntry]:
    """The same for all disputes about a child that the actor may see; empty for who may see none."""
    with look(actor, past.named("history of disputes", at)) as seen:
        found = in_sight(actor).filter(period__child=child_id).values_list("pk", flat=True)
        put = list(concerns_in_sight(actor).filter(period__child=child_id).values_list("pk", flat=True))
        praised = list(commendations_in_sight(actor).filter(period__child=child_id).values_list("pk", flat=True))
        seen.at([child_id] if found or put else [])
        return newest_first(
            _trail(list(found), at), trail(Concern, "Concern put informally", CONCERN_SHOWN, id__in=put),
            trail(ConcernOutcome, "What came of a concern", OUTCOME_SHOWN, concern__in=put),
            trail(Commendation, "Practice commended", COMMENDED_SHOWN, id__in=praised),
            at=at,
        )  # fmt: skip


def _trail(ids: list[UUID], at: Position | None) -> list[HistoryEntry]:
    return newest_first(
        trail(Dispute, "Dispute", DISPUTE_SHOWN, id__in=ids),
        *(trail(model, what, shown, **{f"{path}__in": ids}) for model, what, path, shown in PARTS),
        at=at,
    )
