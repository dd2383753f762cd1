"""The council's answer at a stage."""

from uuid import UUID, uuid4

from accounts.actor import Actor
from escalation.course import of_dispute
from escalation.ladder import Move
from escalation.models import Answer, Stage
from escalation.rules import AlreadyDone, NotCurrent, ensure_answer
from escalation.shapes import AnswerGiven
from escalation.sight import take
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins


def answer(stage_id: UUID, given: AnswerGiven, *, actor: Actor) -> tuple[UUID, Receipt]:
    """Answer at the present stage, once; late too, for as long as the dispute has not moved on from it.

    Returns the answer's id and the receipt. Raises NotFound, NotPermitted, NotNow, NotCurrent, InvalidAnswer,
    AlreadyDone. Publishes DISPUTE_ANSWERED.
    """
    clash = AlreadyDone("Somebody answered before you. An answer can't be changed: speak to the IRO.")
    with first_wins(clash), act(actor, "answer a dispute") as change:
        today = clock.today()
        stage = Stage.objects.filter(pk=stage_id).first()
        if stage is None:
            raise NotFound("There is no such stage here that you may see. Go back to the list of disputes.")
        dispute, course = take(Move.ANSWER, stage.dispute_id, actor, today)
        if stage.level != course.current.level:
            raise NotCurrent(f"The dispute is at level {course.current.level} now. Answer there.")
        ensure_answer(given)
        kept = Answer(
            id=uuid4(), stage=stage, position=given.position, text=given.text, answered_by=actor.name,
            answered_on=today, action=given.action, action_owner=given.action_owner, action_due=given.action_due,
            resources_refused=given.resources_refused,
        )  # fmt: skip
        kept.save(force_insert=True)
        publish(
            Tag.DISPUTE_ANSWERED,
            {**of_dispute(dispute), "stage_id": str(stage.id), "level": stage.level, "position": kept.position},
        )
    return kept.id, change.receipt
