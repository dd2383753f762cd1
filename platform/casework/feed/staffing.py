"""Workers of the feed as the social workers of periods of care. The feed knows them by an id alone."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from operator import attrgetter

from casework.feed.held import Held, Workers
from casework.feed.records import Worker as Told
from casework.models import PeriodOfCare, Worker, WorkerAssignment

Fault = Callable[[str, str], None]
_REGISTRATION = re.compile(r"SW[0-9]{1,10}", re.ASCII)


def staff(held: Held, told: Iterable[tuple[Told, Fault]], workers: Workers) -> None:
    """Who works with the child in each period of care. A worker who goes on ends where the next one begins."""
    for one, fault in told:
        if one.purge or (one.start_date is None and one.end_date is None):
            continue
        if one.start_date and one.end_date and one.end_date < one.start_date:
            fault("end_date", "lies before the start_date")
            continue
        periods = [period for period in held.periods if _meets(period, one)]
        if periods:
            worker = workers.find(one.worker_id) or workers.add(_new(one.worker_id))
            for period in periods:
                _assign(held, period, worker, one)
    for period in held.periods:
        ordered = sorted(_of(held, period), key=attrgetter("started_on"))
        for row, after in pairwise(ordered):
            if row.ended_on is None:
                row.ended_on = after.started_on


def _new(name: str) -> Worker:
    """A worker of whom nobody has told more: the name and the team are gaps until the API tells them."""
    return Worker(reference=name, name="", team="", registration=name if _REGISTRATION.fullmatch(name) else "")


def _of(held: Held, period: PeriodOfCare) -> list[WorkerAssignment]:
    return [one for one in held.assignments if one.period_id == period.id]


def _meets(period: PeriodOfCare, told: Told) -> bool:
    starts_in_time = told.start_date is None or told.start_date <= (period.ended_on or date.max)
    return starts_in_time and (told.end_date or date.max) > period.looked_after_from


def _assign(held: Held, period: PeriodOfCare, worker: Worker, told: Told) -> None:
    mine = [one for one in _of(held, period) if one.worker_id == worker.id]
    if told.start_date is None:
        for row in mine:
            row.ended_on = row.ended_on or told.end_date
        return
    start = max(told.start_date, period.looked_after_from)
    known = [one for one in mine if one.started_on == start] or [one for one in mine if one.ended_on is None]
    row = known[0] if known else WorkerAssignment(period=period, worker=worker)
    row.started_on = start
    if told.end_date is not None or "end_date" in told.model_fields_set:
        row.ended_on = told.end_date
    if not known:
        held.assignments.append(row)
