"""What is on record of the children of a batch, read in a few statements and changed in memory."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q

from casework.feed.records import FeedRecord
from casework.models import Child, Episode, PeriodOfCare, Worker, WorkerAssignment

Row = TypeVar("Row", bound=Model)


@dataclass(slots=True)
class Held:
    """A child with all that the feed may change, each list by its start. A row that is new is not in the database."""

    child: Child
    periods: list[PeriodOfCare] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    assignments: list[WorkerAssignment] = field(default_factory=list)
    began: dict[UUID, date] = field(default_factory=dict)
    """When each period and each episode began, by what was on record before."""

    @property
    def shown(self) -> list[Episode]:
        """The episodes that count."""
        return sorted((one for one in self.episodes if one.hidden_on is None), key=_place_in_time)

    def shown_in(self, period: PeriodOfCare) -> list[Episode]:
        return [one for one in self.shown if one.period_id == period.id]

    def period_of(self, episode: Episode) -> PeriodOfCare:
        return next(one for one in self.periods if one.id == episode.period_id)

    def add_period(self, start: date) -> PeriodOfCare:
        self.periods.append(PeriodOfCare(child=self.child, looked_after_from=start))
        return self.periods[-1]

    def ordered_periods(self) -> list[PeriodOfCare]:
        return sorted(self.periods, key=attrgetter("looked_after_from"))


def _place_in_time(episode: Episode) -> tuple[date, str]:
    return episode.started_on, episode.placement_id or ""


class Record:
    """The children of a batch as they are on record, and then as they shall be; `new` and `changed` say how to get
    there: rows to add, and per table the rows whose columns differ."""

    def __init__(self, records: Iterable[FeedRecord]) -> None:
        given = list(records)
        self.held: dict[str, Held] = {
            child.reference: Held(child)
            for child in Child.objects.filter(reference__in={one.la_child_id for one in given})
        }
        self._read_rows()
        self.workers = Workers(
            {worker.worker_id for one in given for episode in one.social_care_episodes
             for worker in episode.care_worker_details}
        )  # fmt: skip
        self._before = {id(row): _values(row) for row in self._rows()}

    def rows(self, model: type[Row]) -> list[Row]:
        return [row for row in self._rows() if isinstance(row, model)]

    def new(self, model: type[Row]) -> list[Row]:
        return [row for row in self.rows(model) if row._state.adding]

    def changed(self, model: type[Row]) -> tuple[list[Row], set[str]]:
        """The rows of this table that differ from what was read, and the columns in which any of them does."""
        columns = {id(row): set(self.differences(row)) for row in self.rows(model) if not row._state.adding}
        return [row for row in self.rows(model) if columns.get(id(row))], set().union(*columns.values())

    def differences(self, row: Model) -> list[str]:
        before = self._before[id(row)]
        return [name for name, value in _values(row).items() if before[name] != value]

    def before(self, row: Model) -> dict[str, Any]:
        """As it was read; empty for a new row."""
        return self._before.get(id(row), {})

    def _rows(self) -> Iterable[Model]:
        for one in self.held.values():
            yield from (one.child, *one.periods, *one.episodes, *one.assignments)
        yield from self.workers.known

    def _read_rows(self) -> None:
        by_child = {one.child.id: one for one in self.held.values()}
        by_period: dict[UUID, Held] = {}
        if not by_child:
            return
        for period in PeriodOfCare.objects.filter(child__in=by_child):
            by_period[period.id] = by_child[period.child_id]
            period.child = by_child[period.child_id].child
            by_child[period.child_id].periods.append(period)
            by_child[period.child_id].began[period.id] = period.looked_after_from
        for episode in Episode.objects.filter(period__in=by_period):
            by_period[episode.period_id].episodes.append(episode)
            by_period[episode.period_id].began[episode.id] = episode.started_on
        for one in WorkerAssignment.objects.filter(period__in=by_period).select_related("worker"):
            by_period[one.period_id].assignments.append(one)


class Workers:
    """The council's workers whom the batch names, found by the council's own id of them or by their registration,
    which some senders give in its place."""

    def __init__(self, named: Collection[str]) -> None:
        self.known: list[Worker] = []
        self._by_name: dict[str, Worker] = {}
        if named:
            self.known = list(Worker.objects.filter(Q(reference__in=named) | Q(registration__in=named)))
        for worker in self.known:
            if worker.registration:
                self._by_name.setdefault(worker.registration, worker)
        self._by_name |= {worker.reference: worker for worker in self.known}

    def find(self, name: str) -> Worker | None:
        return self._by_name.get(name)

    def add(self, worker: Worker) -> Worker:
        self.known.append(worker)
        self._by_name[worker.reference] = worker
        return worker


def _values(row: Model) -> dict[str, Any]:
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
