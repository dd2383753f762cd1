"""A dispute's course as the ladder sees it, read from its rows; and the figures for the IRO's diary."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from casework.models import PeriodOfCare
from escalation.ladder import Course, Reached, State
from escalation.ladders import ladder_of
from escalation.models import Dispute
from escalation.shapes import WITHDRAWALS
from tenants import clock, pins
from timetable.queries import england
from timetable.rules import Deadline, deadline


def whole(dispute: Dispute) -> Deadline:
    """The end of the whole formal process, 20 working days from the day the dispute was raised (Handbook 6.2)."""
    return deadline("dispute.whole", dispute.raised_on, england())


def with_course(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """Load in three queries, whatever their number, all that `course_of` asks."""
    found = disputes.select_related("ladder", "closure", "referral__determination__answer")
    return found.prefetch_related("stages__answer")


def course_of(dispute: Dispute) -> Course:
    closure, referral = getattr(dispute, "closure", None), getattr(dispute, "referral", None)
    determination = getattr(referral, "determination", None)
    return Course(
        urgent=dispute.urgent,
        whole_limit=whole(dispute).limit,
        stages=tuple(
            Reached(stage.level, stage.limit, getattr(stage, "answer", None) is not None)
            for stage in dispute.stages.all()
        ),
        referred=referral is not None,
        determined=determination is not None,
        determination_answered=getattr(determination, "answer", None) is not None,
        closed=_closed(closure.outcome) if closure else None,
        ladder=ladder_of(dispute),
    )


def _closed(outcome: str) -> State:
    return State.WITHDRAWN if outcome in WITHDRAWALS else State.RESOLVED


def diary(period: PeriodOfCare) -> dict[str, object]:
    """What every event of a dispute carries for the IRO's diary: absolute figures, so that order doesn't matter.

    `open_disputes` counts those not closed; `dispute_limit` is the nearest limit of a stage that waits for an answer;
    `as_of` orders them by real time (the demonstration's clock stands still between two of its steps).
    """
    courses = [course_of(row) for row in with_course(Dispute.objects.filter(period=period, closure=None))]
    nearest = min(_waiting(courses, clock.today()), default=None)
    return {
        "council": pins.current().code,
        "period_id": str(period.id),
        "child_id": str(period.child_id),
        "open_disputes": len(courses),
        "dispute_limit": nearest.isoformat() if nearest else None,
        "as_of": timezone.now().isoformat(),
    }


def _waiting(courses: Iterable[Course], today: date) -> list[date]:
    waiting = (State.AWAITING_ANSWER, State.SILENT)
    return [course.current.limit for course in courses if course.state(today) in waiting]


def of_dispute(dispute: Dispute) -> dict[str, object]:
    """The diary's figures with the dispute's own ids."""
    return {**diary(dispute.period), "dispute_id": str(dispute.id), "reference": dispute.reference}
