"""What arrives from a council's house, kept as it came; by the relay."""

import structlog

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.actions.complying import note_if_published
from arbitration.actions.urns import lay_for
from arbitration.models import CouncilAnswer, Determination, PartyStatement, Referral
from arbitration.shapes import Notice, SentAnswer, SentStatement
from arbitration.sight import referral_here
from ledger.acts import act
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins
from timetable.queries import england
from timetable.rules import determination_due

log = structlog.get_logger(__name__)


def take_in_referral(notice: Notice, *, actor: Actor) -> None:
    """Keep the notice with its bundle, and lay the urn of its draw. The same notice twice changes nothing.

    Raises BundleMismatch, and AlreadyReferred for a different one under the same id.
    Where nobody can be drawn no urn is laid, for the secretary to see.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    rules.ensure_bundle(notice.bundle, notice.bundle_sha256)
    known = Referral.objects.filter(id=notice.referral_id).first()
    if known is not None:
        return _ensure_same(known, notice)
    today = clock.today()
    with act(actor, "take in a referral"):
        referral = Referral(
            id=notice.referral_id, region=notice.region, council=notice.council, council_name=notice.council_name,
            reference=notice.reference, issue=notice.issue, urgent=notice.urgent, grounds=notice.grounds,
            bundle=dict(notice.bundle), bundle_sha256=notice.bundle_sha256, received_on=today,
            limit=determination_due(today, notice.urgent, england()).limit,
        )  # fmt: skip
        referral.save(force_insert=True)
        try:
            lay_for(referral, today)
        except rules.NoArbitratorFree:
            log.warning("no-arbitrator-free", referral=str(referral.id))


def _ensure_same(known: Referral, notice: Notice) -> None:
    if (known.council, known.bundle_sha256) != (notice.council, notice.bundle_sha256):
        raise rules.AlreadyReferred("What came first stands. Refer again under a number of its own.")


def record_statement(sent: SentStatement, *, actor: Actor) -> None:
    """Keep a side's statement as it arrived. The same statement twice changes nothing.

    NotFound unless its council's referral is here. A late statement is kept too: nothing that a party said is lost.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = referral_here(sent.referral_id, sent.council)
    rules.ensure_side(sent.side)
    if PartyStatement.objects.filter(id=sent.statement_id).exists():
        return
    with first_wins(rules.AlreadySpoken("Each side makes one statement.")), act(actor, "take in a statement"):
        PartyStatement(
            id=sent.statement_id, referral=referral, side=sent.side, text=sent.text, made_by=sent.made_by,
            made_on=sent.made_on,
        ).save(force_insert=True)  # fmt: skip


def record_answer(sent: SentAnswer, *, actor: Actor) -> None:
    """Keep the council's answer as it arrived. The same answer twice changes nothing. Raises Invalid, NotFound."""
    actor.ensure(Permission.ARBITRATION_RUN)
    rules.ensure_answer(sent.position, sent.reasons)
    issued = Determination.objects.filter(
        id=sent.determination_id, referral=referral_here(sent.referral_id, sent.council)
    )
    if not issued.exists():
        raise NotFound()
    if CouncilAnswer.objects.filter(id=sent.answer_id).exists():
        return
    with (
        first_wins(rules.AlreadyAnswered("One determination, one answer.")),
        act(actor, "take in the council's answer"),
    ):
        CouncilAnswer(
            id=sent.answer_id, determination_id=sent.determination_id, position=sent.position, reasons=sent.reasons,
            answered_by=sent.answered_by, answered_on=sent.answered_on,
        ).save(force_insert=True)  # fmt: skip
        note_if_published(sent.referral_id, clock.today())
