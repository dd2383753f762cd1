"""A council's concern about an IRO: raised, answered by the manager, taken to the board, answered by the board.

It goes never to the council's own line, moves no dispute and ends no appointment. What came soon after that IRO's
escalation is flagged as possible retaliation, and answered on its merits all the same (domain.md 3.5a).
"""

from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment
from escalation.iro_concerns import (
    WINDOW,
    InvalidIroConcern,
    Standing,
    ensure_finding,
    ensure_standing,
    ensure_words,
    standing,
)
from escalation.models import IroConcern, IroConcernAnswer, IroConcernTaken, RetaliationCheck, Stage
from escalation.rules import AlreadyDone
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins
from timetable.queries import england
from timetable.rules import deadline

BY_MANAGER, BY_BOARD = IroConcernAnswer.Body.MANAGER, IroConcernAnswer.Body.BOARD
ESCALATIONS = (Stage.Why.RAISED, Stage.Why.NOT_RESOLVED, Stage.Why.BYPASS)
"""What the IRO did; a stage that silence began is the clock's."""


def raise_iro_concern(iro_id: UUID, text: str, sought: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The council's manager or director, about an IRO whom the council appointed. It goes to the IRO manager.

    Returns its id and the receipt. Raises NotPermitted, InvalidIroConcern. Publishes IRO_CONCERN_RAISED.
    """
    actor.ensure(Permission.IRO_CONCERN_RAISE)
    ensure_words(text=text, sought=sought)
    with act(actor, "raise a concern about an IRO") as change:
        named = Appointment.objects.filter(iro_id=iro_id).order_by("-appointed_on", "id").first()
        if named is None:
            told = "No such IRO was appointed in this council."
            raise InvalidIroConcern("Name one of the council’s IROs.", errors={"iro_id": told})
        kept = IroConcern(
            id=uuid4(), iro_id=iro_id, iro_name=named.iro_name, text=text, sought=sought, raised_by=actor.name,
            raised_on=clock.today(),
        )  # fmt: skip
        kept.save(force_insert=True)
        publish(Tag.IRO_CONCERN_RAISED, {"concern_id": str(kept.id)})
    return kept.id, change.receipt


def answer_iro_concern(concern_id: UUID, finding: str, text: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The IRO manager's answer, once. Raises NotPermitted, NotFound, NotItsTurn, InvalidIroConcern, AlreadyDone."""
    actor.ensure(Permission.IRO_CONCERN_ANSWER)
    return _answer(concern_id, BY_MANAGER, Standing.WITH_MANAGER, finding, text, actor)


def answer_for_board(concern_id: UUID, finding: str, text: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The board's answer, by the head of service, who answers to it: the last word. Raises as `answer_iro_concern`."""
    actor.ensure(Permission.IRO_CONCERN_BOARD)
    return _answer(concern_id, BY_BOARD, Standing.WITH_BOARD, finding, text, actor)


def take_to_board(concern_id: UUID, reason: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """By the council, once, after the manager's answer.

    Raises NotPermitted, NotFound, NotItsTurn, InvalidIroConcern, AlreadyDone. Publishes IRO_CONCERN_TAKEN.
    """
    actor.ensure(Permission.IRO_CONCERN_RAISE)
    ensure_words(reason=reason)
    with first_wins(AlreadyDone("It is with the board already.")), act(actor, "take a concern to the board") as change:
        concern = _standing_at(concern_id, Standing.ANSWERED)
        kept = IroConcernTaken(
            id=uuid4(), concern=concern, reason=reason, taken_by=actor.name, taken_on=clock.today()
        )  # fmt: skip
        kept.save(force_insert=True)
        publish(Tag.IRO_CONCERN_TAKEN, {"concern_id": str(concern.id)})
    return kept.id, change.receipt


def check_retaliation(concern_id: UUID, *, actor: Actor) -> UUID:
    """Flag a concern that came within the window after its IRO's last escalation here; again: the same check.

    Returns the check's id. Raises NotFound. Publishes RETALIATION_FLAGGED where it is flagged. A row is written either
    way, for the same purpose: what the council sees in its log tells it nothing.
    """
    concern = _found(concern_id)
    known = RetaliationCheck.objects.filter(concern=concern).values_list("id", flat=True).first()
    if known:
        return known
    with act(actor, "look at when a concern about an IRO came"):
        kept = RetaliationCheck(id=uuid4(), concern=concern, flagged=False, checked_on=clock.today())
        before = _last_escalation(concern)
        window = deadline(WINDOW, before.started_on, england()) if before else None
        if before and window and concern.raised_on <= window.limit:
            kept.flagged, kept.dispute_id, kept.reference = True, before.dispute_id, before.dispute.reference
            kept.escalated_on, kept.window_ends = before.started_on, window.limit
            publish(Tag.RETALIATION_FLAGGED, {"concern_id": str(concern.id)})
        kept.save(force_insert=True)
    return kept.id


def _last_escalation(concern: IroConcern) -> Stage | None:
    by_iro = Stage.objects.filter(dispute__iro_id=concern.iro_id, why__in=ESCALATIONS)
    earlier = by_iro.filter(started_on__lte=concern.raised_on).select_related("dispute")
    return earlier.order_by("-started_on", "-level").first()


def _answer(
    concern_id: UUID, body: IroConcernAnswer.Body, wanted: Standing, finding: str, text: str, actor: Actor
) -> tuple[UUID, Receipt]:  # fmt: skip
    ensure_finding(finding, text)
    clash = AlreadyDone("It was answered a moment ago. Look at it first.")
    with first_wins(clash), act(actor, "answer a concern about an IRO") as change:
        concern = _standing_at(concern_id, wanted)
        kept = IroConcernAnswer(
            id=uuid4(), concern=concern, body=body, finding=finding, text=text, answered_by=actor.name,
            answered_on=clock.today(),
        )  # fmt: skip
        kept.save(force_insert=True)
        publish(Tag.IRO_CONCERN_ANSWERED, {"concern_id": str(concern.id)})
    return kept.id, change.receipt


def _found(concern_id: UUID) -> IroConcern:
    found = IroConcern.objects.filter(pk=concern_id).first()
    if found is None:
        raise NotFound("There is no such concern here. Go back to the list.")
    return found


def _standing_at(concern_id: UUID, wanted: Standing) -> IroConcern:
    concern = _found(concern_id)
    answered = frozenset(concern.answers.values_list("body", flat=True))
    taken = IroConcernTaken.objects.filter(concern=concern).exists()
    ensure_standing(standing(answered, taken=taken), wanted)
    return concern
