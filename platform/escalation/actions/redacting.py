"""What is withheld from the bundle: proposed by one side, checked by the other, never by whoever proposed it."""

from typing import Any
from uuid import UUID, uuid4

from accounts.actor import Actor
from escalation.documents import documents
from escalation.ladder import Move
from escalation.models import CouncilCheck, CouncilRedaction, ServiceCheck, ServiceRedaction
from escalation.redactions import AlreadyChecked, Proposed, ensure_proposed
from escalation.rules import ensure_given
from escalation.sight import referral_in_sight, take
from ledger.acts import Receipt, act
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins


def propose_council_redaction(referral_id: UUID, given: Proposed, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The council asks for words of the bundle to be withheld, until there is a determination. The IRO checks it.

    Returns the redaction's id and the receipt. Raises NotFound, NotPermitted, NotNow, NotRedactable.
    """
    return _propose(Move.REDACT_FOR_COUNCIL, "council", CouncilRedaction, referral_id, given, actor)


def propose_service_redaction(referral_id: UUID, given: Proposed, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The child's IRO asks; the council checks it. NotTheChildsIro to another; else as above."""
    return _propose(Move.REDACT_FOR_SERVICE, "service", ServiceRedaction, referral_id, given, actor)


def _propose(
    move: Move, side: str, model: type[CouncilRedaction | ServiceRedaction], referral_id: UUID, given: Proposed,
    actor: Actor,
) -> tuple[UUID, Receipt]:  # fmt: skip
    with act(actor, f"propose a redaction for the {side}") as change:
        today = clock.today()
        referral = referral_in_sight(referral_id, actor)
        take(move, referral.dispute_id, actor, today)
        ensure_proposed(given, side, documents(referral))
        made = model(
            id=uuid4(), referral=referral, document=given.document, passage=given.passage, words=given.words,
            reason=given.reason, why=given.why.strip(), proposed_by=actor.name, proposed_on=today,
        )  # fmt: skip
        made.save(force_insert=True)
    return made.id, change.receipt


def check_for_council(redaction_id: UUID, agreed: bool, note: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The council says whether the IRO's redaction is right; without agreement nothing is withheld, with a note why.

    Returns the check's id and the receipt. Raises NotFound, NotPermitted, NotNow, Incomplete, AlreadyChecked.
    """
    return _check(Move.REDACT_FOR_COUNCIL, ServiceRedaction, CouncilCheck, redaction_id, agreed, note, actor)


def check_for_service(redaction_id: UUID, agreed: bool, note: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The child's IRO says whether the council's redaction is right. NotTheChildsIro to another; else as above."""
    return _check(Move.REDACT_FOR_SERVICE, CouncilRedaction, ServiceCheck, redaction_id, agreed, note, actor)


def _check(
    move: Move, proposals: type[CouncilRedaction | ServiceRedaction], model: Any,
    redaction_id: UUID, agreed: bool, note: str, actor: Actor,
) -> tuple[UUID, Receipt]:  # fmt: skip
    clash = AlreadyChecked("The other side's redaction is checked once. Load the page again.")
    with first_wins(clash), act(actor, "check a redaction") as change:
        today = clock.today()
        proposal = proposals.objects.filter(pk=redaction_id).first()
        if proposal is None:
            raise NotFound("There is no such redaction for you to check. Go back to the dispute.")
        referral = referral_in_sight(proposal.referral_id, actor)
        take(move, referral.dispute_id, actor, today)
        if not agreed:
            ensure_given(note=note)
        made = model(
            id=uuid4(), redaction=proposal, agreed=agreed, note=note.strip(), checked_by=actor.name, checked_on=today
        )
        made.save(force_insert=True)
    return made.id, change.receipt
