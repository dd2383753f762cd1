"""The panel's determination, as it arrived, and the council's answer: comply or explain."""

from uuid import UUID, uuid4

from accounts.actor import Actor, ActorKind
from escalation.ladder import Move
from escalation.models import ArbitrationReferral, DeterminationAnswer, ReceivedDetermination
from escalation.rules import AlreadyDone, DeterminationAltered, ensure_compliance
from escalation.shapes import ReceivedContent
from escalation.sight import determination_in_sight, take
from ledger.acts import Receipt, act
from ledger.sealed import sha256_of
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound, NotPermitted
from tenants.races import first_wins


def record_determination(received: ReceivedContent, *, actor: Actor) -> None:
    """Keep a determination whole, whatever became of the dispute meanwhile. The same one twice changes nothing.

    Raises NotPermitted for anybody but the relay, DeterminationAltered if the content doesn't have its hash, NotFound
    if its referral isn't here.
    """
    if actor.kind is not ActorKind.PROCESS:
        raise NotPermitted("Determinations come from the panel: nobody enters one here.")
    if sha256_of(received.content) != received.sha256:
        raise DeterminationAltered("Ask the panel to send it again, and tell the service's administrator.")
    referral = ArbitrationReferral.objects.filter(pk=received.referral_id).first()
    if referral is None:
        raise NotFound(f"There is no referral {received.referral_id} here.")
    if ReceivedDetermination.objects.filter(pk=received.determination_id).exists():
        return
    with act(actor, "receive a determination"):
        ReceivedDetermination(
            id=received.determination_id, referral=referral, content=received.content, sha256=received.sha256,
            issued_on=received.issued_on, answer_limit=received.answer_limit,
        ).save(force_insert=True)  # fmt: skip


def answer_determination(
    determination_id: UUID, position: str, reasons: str, *, actor: Actor
) -> tuple[UUID, Receipt]:  # fmt: skip
    """The council complies, complies in part or declines, once; a late answer is better than none and shows its date.

    Returns the answer's id and the receipt. Raises NotFound, NotPermitted, NotNow, InvalidAnswer (a refusal without
    reasons), AlreadyDone. Publishes DETERMINATION_ANSWERED.
    """
    clash = AlreadyDone("The council has answered this determination. The answer can't be changed.")
    with first_wins(clash), act(actor, "answer a determination") as change:
        today = clock.today()
        determination = determination_in_sight(determination_id, actor)
        take(Move.ANSWER_DETERMINATION, determination.referral.dispute_id, actor, today)
        ensure_compliance(position, reasons)
        kept = DeterminationAnswer(
            id=uuid4(), determination=determination, position=position, reasons=reasons, answered_by=actor.name,
            answered_on=today,
        )  # fmt: skip
        kept.save(force_insert=True)
        _publish(kept, determination)
    return kept.id, change.receipt


def _publish(kept: DeterminationAnswer, determination: ReceivedDetermination) -> None:
    publish(
        Tag.DETERMINATION_ANSWERED,
        {
            "answer_id": str(kept.id),
            "determination_id": str(determination.id),
            "referral_id": str(determination.referral_id),
            "position": kept.position,
            "reasons": kept.reasons,
            "answered_by": kept.answered_by,
            "answered_on": kept.answered_on.isoformat(),
        },
    )
