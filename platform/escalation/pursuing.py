"""Where the directions of a determination stand, read from their rows."""

from collections.abc import Iterator

from escalation.directions import Direction, Pursuit, directions
from escalation.models import DirectionFinding, DirectionReport, ReceivedDetermination
from ledger.slips import read


def pursuit_of(determination: ReceivedDetermination, direction: Direction) -> Pursuit:
    answer = getattr(determination, "answer", None)
    return Pursuit(
        due_on=direction.due_on,
        position=answer.position if answer else "",
        silent=getattr(determination, "silence", None) is not None,
        reports=tuple(
            report.progress == DirectionReport.Progress.DONE for report in reports_on(determination, direction.number)
        ),
        findings=frozenset(
            (found.nth, found.carried_out) for found in findings_on(determination, direction.number)
        ),
    )  # fmt: skip


def pursuits(determination: ReceivedDetermination) -> Iterator[tuple[Direction, Pursuit]]:
    """Each direction with what happened to it, in the determination's order."""
    for direction in directions(read(determination.content, determination.slips)):
        yield direction, pursuit_of(determination, direction)


def reports_on(determination: ReceivedDetermination, number: int) -> list[DirectionReport]:
    return [one for one in determination.reports.all() if one.number == number]


def findings_on(determination: ReceivedDetermination, number: int) -> list[DirectionFinding]:
    return [one for one in determination.findings.all() if one.number == number]
