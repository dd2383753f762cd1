"""What the clock does with determinations: silence is a decline, and what is overdue is told (domain.md 7.5, 7.7)."""

from collections.abc import Iterator
from datetime import date

from accounts.actor import Actor
from escalation.course import of_dispute
from escalation.directions import Direction, DirectionState
from escalation.models import OverdueDirection, ReceivedDetermination, SilentDecline
from escalation.pursuing import pursuits
from escalation.rules import AlreadyDone
from ledger.acts import act
from notifications.actions import publish
from notifications.tags import Tag
from tenants.races import first_wins
from timetable.queries import england
from timetable.rules import deadline


def follow_determinations(today: date, *, actor: Actor) -> int:
    """Each silence and each overdue direction of the pinned council is noted once, as a change of its own.

    Returns how many were noted. Two runs at once note each once: the second meets the first one's row.
    """
    return sum(_decline(one, today, actor) for one in _unanswered(today)) + sum(
        _note_overdue(one, direction, today, actor) for one, direction in _overdue(today)
    )


def _unanswered(today: date) -> list[ReceivedDetermination]:
    waiting = ReceivedDetermination.objects.filter(answer=None, silence=None, answer_limit__lt=today)
    return list(waiting.select_related("referral__dispute__period"))


def _decline(determination: ReceivedDetermination, today: date, actor: Actor) -> bool:
    try:
        with first_wins(AlreadyDone()), act(actor, "no answer to the determination in time"):
            SilentDecline(determination=determination, noted_on=today).save(force_insert=True)
            publish(Tag.DETERMINATION_UNANSWERED, _told(determination))
    except AlreadyDone:
        return False
    return True


def _overdue(today: date) -> Iterator[tuple[ReceivedDetermination, Direction]]:
    """Overdue for longer than the limit of `arbitration.overdue`, and not noted yet."""
    rows = ReceivedDetermination.objects.select_related("answer", "silence", "referral__dispute__period")
    for determination in rows.prefetch_related("reports", "findings", "overdue", "corrections"):
        noted = {one.number for one in determination.overdue.all()}
        for direction, pursued in pursuits(determination):
            late = pursued.state(today) is DirectionState.OVERDUE and _limit(direction) < today
            if late and direction.number not in noted:
                yield determination, direction


def _limit(direction: Direction) -> date:
    return deadline("arbitration.overdue", direction.due_on, england()).limit


def _note_overdue(determination: ReceivedDetermination, direction: Direction, today: date, actor: Actor) -> bool:
    try:
        with first_wins(AlreadyDone()), act(actor, "a direction is overdue"):
            noted = OverdueDirection(
                determination=determination, number=direction.number, due_on=direction.due_on, noted_on=today
            )
            noted.save(force_insert=True)
            more = {
                "number": direction.number,
                "due_on": direction.due_on.isoformat(),
                "referral_id": str(determination.referral_id),
                "state_id": str(noted.id),
                "since": today.isoformat(),
            }
            publish(Tag.DIRECTION_OVERDUE, _told(determination) | more)
    except AlreadyDone:
        return False
    return True


def _told(determination: ReceivedDetermination) -> dict[str, object]:
    return {
        **of_dispute(determination.referral.dispute),
        "determination_id": str(determination.id),
        "answer_limit": determination.answer_limit.isoformat(),
    }
