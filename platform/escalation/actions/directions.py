"""After a determination: the council says what it did about each direction, and only the IRO confirms it."""

from uuid import UUID, uuid4

from accounts.actor import Actor
from escalation.directions import Pursuit, direction
from escalation.ladder import Move
from escalation.models import DirectionFinding, DirectionReport, ReceivedDetermination
from escalation.pursuing import pursuit_of
from escalation.rules import AlreadyDone, ensure_given, ensure_progress
from escalation.sight import determination_in_sight, take
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.races import first_wins


def report_direction(
    determination_id: UUID, number: int, progress: str, text: str, *, actor: Actor
) -> tuple[UUID, Receipt]:  # fmt: skip
    """The council says what it did; `progress` is of DirectionReport.Progress. As often as there is something to say.

    Returns the report's id and the receipt. Raises NotFound, NotPermitted, NotNow, InvalidAnswer, AlreadyDone.
    """
    clash = AlreadyDone("Somebody reported on this direction a moment ago. Read that first.")
    with first_wins(clash), act(actor, "report on a direction") as change:
        determination, pursued = _pursued(Move.REPORT_DIRECTION, determination_id, number, actor)
        ensure_progress(progress, text)
        kept = DirectionReport(
            id=uuid4(), determination=determination, number=number, nth=len(pursued.reports) + 1, progress=progress,
            text=text, reported_by=actor.name, reported_on=clock.today(),
        )  # fmt: skip
        kept.save(force_insert=True)
    return kept.id, change.receipt


def find_direction(
    determination_id: UUID, number: int, carried_out: bool, text: str, *, actor: Actor
) -> tuple[UUID, Receipt]:  # fmt: skip
    """The child's IRO says whether a direction is carried out, whatever the council reported. Tells the panel, which
    publishes that it is or isn't, and none of the words. Publishes DIRECTION_FOUND.

    Returns the finding's id and the receipt. Raises NotFound, NotPermitted, NotTheChildsIro, NotNow, Incomplete (no
    words), AlreadyDone.
    """
    clash = AlreadyDone("You found this a moment ago. Open the dispute again.")
    with first_wins(clash), act(actor, "find whether a direction is carried out") as change:
        determination, pursued = _pursued(Move.FIND_DIRECTION, determination_id, number, actor)
        ensure_given(text=text)
        kept = DirectionFinding(
            id=uuid4(), determination=determination, number=number, nth=len(pursued.reports), carried_out=carried_out,
            text=text, found_by=actor.name, found_on=clock.today(),
        )  # fmt: skip
        kept.save(force_insert=True)
        publish(
            Tag.DIRECTION_FOUND,
            {
                "state_id": str(kept.id),
                "referral_id": str(determination.referral_id),
                "number": number,
                "carried_out": carried_out,
                "since": kept.found_on.isoformat(),
            },
        )
    return kept.id, change.receipt


def _pursued(
    move: Move, determination_id: UUID, number: int, actor: Actor
) -> tuple[ReceivedDetermination, Pursuit]:  # fmt: skip
    determination = determination_in_sight(determination_id, actor)
    take(move, determination.referral.dispute_id, actor, clock.today())
    pursued = pursuit_of(determination, direction(determination.content, number))
    if pursued.done:
        raise AlreadyDone("The IRO has confirmed that this direction is carried out. Nothing is left to say.")
    return determination, pursued
