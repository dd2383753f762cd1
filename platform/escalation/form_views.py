"""The rest of a dispute's form, as it is shown."""

from datetime import date

from escalation.form_shapes import PROCEEDINGS, TOLD, BackgroundView, ProceedingView, TellingView
from escalation.ladder import Course
from escalation.models import Dispute
from escalation.telling import point_of, untold


def background_view(row: Dispute) -> BackgroundView:
    return BackgroundView(
        sub_category=row.sub_category or "", breached=row.breached or "", tried=row.tried or "",
        sought_by=row.sought_by, legal_advice=row.legal_advice, cafcass_not_yet=row.cafcass_not_yet or "",
    )  # fmt: skip


def telling_views(row: Dispute) -> tuple[TellingView, ...]:
    """By day, then as the dispute went on (the names of its points sort so), then by whom."""
    order = list(TOLD)
    rows = sorted(row.tellings.all(), key=lambda one: (one.noted_on, one.point, order.index(one.whom)))
    return tuple(
        TellingView(
            id=one.id, whom=one.whom, whom_title=TOLD[one.whom], told=one.told, words=one.words, told_on=one.told_on,
            point=one.point, noted_by=one.noted_by, noted_on=one.noted_on,
        )
        for one in rows
    )  # fmt: skip


def untold_now(row: Dispute, course: Course, today: date) -> tuple[str, ...]:
    """Of whom it isn't said yet whether they were told where the dispute is now."""
    return untold(point_of(course, today), [(one.whom, one.point) for one in row.tellings.all()])


def proceeding_views(row: Dispute) -> tuple[ProceedingView, ...]:
    return tuple(
        ProceedingView(
            id=one.id, kind=one.kind, kind_title=PROCEEDINGS[one.kind], reference=one.reference, note=one.note,
            noted_by=one.noted_by, noted_on=one.noted_on,
        )
        for one in row.proceedings.all()
    )  # fmt: skip
