"""A council's 903 return: read, compared with what is on record, and written in a few statements (domain.md 4)."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.actions.correction import period_ended
from casework.actions.merging import Merge
from casework.actions.opening import Opened, announce
from casework.actions.workers import staff_of
from casework.models import Appointment, Child, ReturnLoad, WorkerAssignment
from casework.shapes import Counts, LoadResult
from casework.ssda903.load import Load, read
from casework.ssda903.report import Report, Severity
from ledger.acts import act
from notifications.actions import publish_all
from notifications.tags import Tag
from tenants import clock
from tenants.problems import Conflict, Invalid

PURPOSE = "SSDA903 return loaded"
FINDINGS_KEPT = 5_000


class ReturnRefused(Invalid):
    """The member `report` has every finding, row by row."""

    code = "return-refused"
    title = "The files can't be loaded"


class LoadedMeanwhile(Conflict):
    code = "loaded-meanwhile"
    title = "Another load or correction came in between"


def load_return(files: Sequence[tuple[str, bytes]], *, actor: Actor) -> LoadResult:
    """Load Header and Episodes files, given as (name, bytes); other files of the return are recognised and left.

    The same files again write nothing. A corrected file changes what differs. Rows with errors are left out.
    A file that can't be read refuses the whole load, as does one that leaves nothing (ReturnRefused).
    """
    actor.ensure(Permission.CASE_SUBMIT)
    digest = _digest(files)
    earlier = ReturnLoad.objects.filter(digest=digest).first()
    if earlier is not None:
        return LoadResult(earlier.id, True, earlier.report, Counts(), Counts(), Counts(), None)
    today = clock.today()
    births: dict[str, date] = dict(Child.objects.values_list("reference", "date_of_birth"))
    load = read(files, today=today, known_births=births)
    _ensure_something(load)
    merge = Merge(load)
    row = ReturnLoad(digest=digest, files=[file.name for file in load.report.files], loaded_on=today)
    row.report = _report(load.report, merge)
    try:
        with act(actor, PURPOSE) as change:
            merge.write()
            row.save(force_insert=True)
            announce(_opened(merge))
            publish_all(Tag.PERIOD_ENDED, [period_ended(period) for period in merge.periods_ended])
    except IntegrityError as race:
        raise LoadedMeanwhile("Nothing of this load was kept: send it again.") from race
    return LoadResult(
        row.id, False, row.report, merge.children.counts, merge.periods.counts, merge.episodes.counts, change.receipt
    )


def _digest(files: Sequence[tuple[str, bytes]]) -> str:
    """Of the files' contents, whatever they are called and in whatever order they come."""
    parts = sorted(hashlib.sha256(content).hexdigest() for _, content in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _ensure_something(load: Load) -> None:
    report = load.report
    if report.count(Severity.REJECT_FILE):
        raise ReturnRefused(
            "A file can't be read, so nothing was loaded: put right what the report says and send all files again.",
            extra={"report": report.as_dict(most=FINDINGS_KEPT)},
        )
    if not load.children and not load.episodes_by_child:
        raise ReturnRefused(
            "The files hold no row that can be taken in: send the Header and Episodes files, and see the report.",
            extra={"report": report.as_dict(most=FINDINGS_KEPT)},
        )


def _report(report: Report, merge: Merge) -> dict[str, Any]:
    return report.as_dict(most=FINDINGS_KEPT) | {
        "left_out": [{"child": child, "rule": "P-L1", "message": message} for child, message in merge.left_out]
    }


def _opened(merge: Merge) -> list[Opened]:
    """The periods that are new and open, with the staff and the former IRO of children who were known before."""
    known = [period.child_id for period in merge.periods_opened]
    former: dict[UUID, UUID] = dict(
        Appointment.objects.filter(period__child__in=known)
        .order_by("appointed_on")
        .values_list("period__child_id", "iro_id")
    )
    staff: dict[UUID, set[Any]] = {}
    for one in WorkerAssignment.objects.filter(period__child__in=known).select_related("worker", "period"):
        staff.setdefault(one.period.child_id, set()).update(staff_of(one.worker))
    return [
        Opened(
            period,
            merge.statuses[period.id],
            tuple(sorted(staff.get(period.child_id, ()))),
            former.get(period.child_id),
        )
        for period in merge.periods_opened
    ]
