"""Starting a stage: the same whether the IRO raised, climbed or bypassed, or the clock found silence."""

from datetime import date
from uuid import uuid4

from escalation.course import of_dispute
from escalation.ladders import ladder_of
from escalation.models import Dispute, Stage
from escalation.shapes import StartedStage
from notifications.actions import publish
from notifications.tags import Tag
from timetable.queries import england
from timetable.rules import dispute_stage


def start(dispute: Dispute, level: str, why: Stage.Why, *, reached: date, reason: str = "") -> StartedStage:
    """Inside an act. The limit is counted from `reached` and never outlasts the 20 working days of the whole process.

    Publishes STAGE_STARTED: the diary's figures, with stage, level, limit and whether it is urgent, for the mail.
    """
    ladder = ladder_of(dispute)
    rung = ladder.rung(level)
    due = dispute_stage(
        level, opened=dispute.raised_on, reached=reached, calendar=england(), urgent=dispute.urgent,
        amount=ladder.amount(level, urgent=dispute.urgent),
    )  # fmt: skip
    stage = Stage(id=uuid4(), dispute=dispute, level=level, why=why, reason=reason, started_on=reached, limit=due.limit)
    stage.save(force_insert=True)
    event = {
        **of_dispute(dispute),
        "stage_id": str(stage.id),
        "level": level,
        "why": str(why),
        "title": rung.title,
        "responder": rung.responder,
        "replier": str(rung.replier),
        "limit": due.limit.isoformat(),
        "urgent": dispute.urgent,
    }
    publish(Tag.STAGE_STARTED, event)
    return StartedStage(
        dispute_id=dispute.id, reference=dispute.reference, stage_id=stage.id, level=level, deadline=due
    )
