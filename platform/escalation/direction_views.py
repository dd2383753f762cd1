"""The directions of a determination as they are shown."""

from datetime import date

from escalation.directions import Direction, Pursuit
from escalation.models import DirectionFinding, DirectionReport, ReceivedDetermination
from escalation.panel_shapes import DirectionFindingView, DirectionReportView, DirectionView
from escalation.pursuing import findings_on, pursuits, reports_on


def direction_views(determination: ReceivedDetermination, today: date) -> tuple[DirectionView, ...]:
    return tuple(_direction(determination, one, pursued, today) for one, pursued in pursuits(determination))


def _direction(row: ReceivedDetermination, one: Direction, pursued: Pursuit, today: date) -> DirectionView:
    state = pursued.state(today)
    told = [noted.noted_on for noted in row.overdue.all() if noted.number == one.number]
    return DirectionView(
        number=one.number, text=one.text, owner=one.owner, due_on=one.due_on, state=state, state_title=state.label,
        reports=tuple(map(_report, reports_on(row, one.number))),
        findings=tuple(map(_finding, findings_on(row, one.number))),
        told_overdue_on=told[0] if told else None,
    )  # fmt: skip


def _report(row: DirectionReport) -> DirectionReportView:
    return DirectionReportView(
        progress=row.progress, progress_title=row.get_progress_display(), text=row.text, reported_by=row.reported_by,
        reported_on=row.reported_on,
    )  # fmt: skip


def _finding(row: DirectionFinding) -> DirectionFindingView:
    return DirectionFindingView(
        nth=row.nth, carried_out=row.carried_out, text=row.text, found_by=row.found_by, found_on=row.found_on
    )
