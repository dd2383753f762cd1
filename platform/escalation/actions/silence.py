"""What the clock does with silence: one level up, and past the highest to arbitration (domain.md 3.3, 12.5)."""

from datetime import date

import structlog

from accounts.actor import Actor
from escalation import ladder
from escalation.actions import stages
from escalation.actions.referrals import refer
from escalation.course import course_of, with_course
from escalation.ladder import ClimbTo, ToArbitration
from escalation.models import Dispute, Stage
from escalation.rules import AlreadyDone
from ledger.acts import act
from tenants.races import first_wins

log = structlog.get_logger(__name__)


def climb_silent(today: date, *, actor: Actor) -> int:
    """Move each dispute of the pinned council whose stage passed its limit without an answer; returns how many moved.

    Each is a change of its own. Two runs at once move each once: the second meets the first one's row.
    """
    waiting = with_course(Dispute.objects.filter(closure=None, referral=None)).select_related("period__child")
    return sum(_move(dispute, today, actor) for dispute in waiting)


def _move(dispute: Dispute, today: date, actor: Actor) -> bool:
    step = ladder.on_silence(course_of(dispute), today)
    if step is None:
        return False
    try:
        with first_wins(AlreadyDone()), act(actor, "no answer in time"):
            _take_step(dispute, step, today)
    except AlreadyDone:
        log.info("dispute-moved-already", reference=dispute.reference)
        return False
    return True


def _take_step(dispute: Dispute, step: ClimbTo | ToArbitration, today: date) -> None:
    match step:
        case ClimbTo(level, reached):
            stages.start(dispute, level, Stage.Why.SILENCE, reached=reached)
        case ToArbitration(grounds):
            refer(dispute, grounds, today)
