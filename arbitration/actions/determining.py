"""The work of whoever presides: a draft that nobody else sees, then a determination that nothing changes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from accounts.actor import Actor
from arbitration import determination, rules
from arbitration.deliberation import Word, ensure_agreed
from arbitration.deliberation_views import words_of
from arbitration.models import Determination, Draft, Referral
from arbitration.procedure import ensure_determinable
from arbitration.procedure_views import procedure_of
from arbitration.seating import Member, members, unfilled
from arbitration.shapes import DraftText
from arbitration.sight import referral_presided
from arbitration.ties import conflicted, red_ties
from ledger.acts import Receipt, act
from ledger.sealed import sha256_of
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.races import first_wins, in_turn
from timetable.procedure import Procedure
from timetable.queries import england


def save_draft(referral_id: UUID, text: DraftText, *, actor: Actor) -> Receipt:
    """Rewrite the working text, by whoever presides (NotFound for others). Raises AlreadyIssued, Invalid."""
    referral = referral_presided(referral_id, actor)
    rules.ensure_draft(text)
    written = text.as_dict()
    changed = rules.DraftChanged("It was begun twice at the same moment. Load it again, then save.")
    with first_wins(changed), act(actor, "work on a draft") as change:
        draft = _open_draft(referral)
        if draft is None:
            Draft(referral=referral, **written).save(force_insert=True)
        else:
            Draft.objects.filter(id=draft.id).update(**written)
    return change.receipt


def issue_determination(referral_id: UUID, *, actor: Actor) -> tuple[Determination, Receipt]:
    """Turn the draft into the determination, for good, and tell the council's house.

    By whoever presides (NotFound for others). Raises NotComplete, NotHeard, RoundOpen, ObjectionOpen, PanelIncomplete,
    NotAgreed, ArbitratorConflicted, AlreadyIssued.
    """
    referral = referral_presided(referral_id, actor)
    today = clock.today()
    with act(actor, "issue a determination") as change:
        in_turn("procedure", referral.id)
        draft = _open_draft(referral)
        text = DraftText.of(draft) if draft else DraftText()
        statements = list(referral.statements.all())
        procedure = procedure_of(referral)
        _ensure_issuable(referral, text, {statement.side for statement in statements}, procedure, today)
        limit = rules.answer_limit(today, england()).limit
        sitting = members(referral)
        dissents = _agreed(referral, sitting, actor)
        content = determination.compose(
            referral, list(referral.draws.all()), sitting, statements, text, procedure, dissents, issued_on=today,
            answer_limit=limit,
        )  # fmt: skip
        issued = Determination(
            referral=referral, arbitrator=sitting[0].arbitrator, content=content, sha256=sha256_of(content),
            issued_on=today, answer_limit=limit,
        )  # fmt: skip
        issued.save(force_insert=True)
        _publish_determined(referral, issued)
    return issued, change.receipt


def _ensure_issuable(
    referral: Referral, text: DraftText, sides: set[str], procedure: Procedure, today: date
) -> None:  # fmt: skip
    """When summary disposal was in question, each side had its say on that: no statement is waited for."""
    rules.ensure_complete(text, today)
    ensure_determinable(procedure, today)
    if not procedure.is_summary:
        rules.ensure_heard(sides, rules.determinable_from(referral.received_on, referral.urgent, england()), today)
    if unfilled(referral):
        raise rules.PanelIncomplete("Somebody left, and their place is being drawn again. Issue when it is filled.")
    if conflicted(referral, members(referral), red_ties(today), procedure):
        raise rules.ArbitratorConflicted(
            "Stand down, so that the place is drawn again; or wait for both sides’ waiver."
        )


def _agreed(referral: Referral, sitting: Sequence[Member], actor: Actor) -> tuple[Word, ...]:
    """The dissents. Raises NotAgreed unless whoever sits beside has an opinion on this very draft, and most agree."""
    others = [(one.seat.id, one.arbitrator.name) for one in sitting[1:] if one.seat]
    return ensure_agreed(others, words_of(referral, actor))


def _publish_determined(referral: Referral, issued: Determination) -> None:
    publish(
        Tag.ARBITRATION_DETERMINED,
        {
            "referral_id": str(referral.id),
            "region": referral.region,
            "council": referral.council,
            "determination_id": str(issued.id),
            "content": issued.content,
            "sha256": issued.sha256,
            "issued_on": issued.issued_on.isoformat(),
            "answer_limit": issued.answer_limit.isoformat(),
        },
    )


def _open_draft(referral: Referral) -> Draft | None:
    """The draft, locked until this act ends, so that none is saved while it is issued. Raises AlreadyIssued."""
    draft = Draft.objects.select_for_update().filter(referral=referral).first()
    if Determination.objects.filter(referral=referral).exists():
        raise rules.AlreadyIssued("Nothing can be changed any more. A slip needs a correction of its own.")
    return draft
