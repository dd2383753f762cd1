"""A 903 return against what is on record: which rows are new, which differ, which are as they were."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model

from casework.matching import Matched, Span, match_by_start, match_periods
from casework.models import Child, Episode, PeriodOfCare
from casework.shapes import Counts
from casework.ssda903.load import Load
from casework.ssda903.periods import PeriodOfCare as FilePeriod
from casework.ssda903.rows import EpisodeRow

BATCH = 1_000
Row = TypeVar("Row", bound=Model)


@dataclass(slots=True)
class Batch(Generic[Row]):
    """Rows of one table on their way to two statements: one adds, one corrects the columns that differ anywhere."""

    model: type[Row]
    new: list[Row] = field(default_factory=list)
    differ: list[Row] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    same: int = 0

    def add(self, row: Row) -> Row:
        self.new.append(row)
        return row

    def compare(self, row: Row, values: dict[str, Any]) -> bool:
        """Set what differs; whether anything did."""
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            self.differ.append(row)
            self.columns.update(changed)
        else:
            self.same += 1
        return bool(changed)

    def write(self) -> None:
        manager = self.model._default_manager
        # Corrections first: a period that ends makes room for the one that follows it.
        if self.differ:
            manager.bulk_update(self.differ, sorted(self.columns), batch_size=BATCH)
        manager.bulk_create(self.new, batch_size=BATCH)

    @property
    def counts(self) -> Counts:
        return Counts(len(self.new), len(self.differ), self.same)


class Merge:
    """Made by reading only; `write` writes it, inside an act.

    A child without an episode isn't looked after and so isn't written; the report has said so. `left_out` are
    children whose return contradicts what is on record, with the reason.
    """

    def __init__(self, load: Load) -> None:
        self.children, self.periods, self.episodes = Batch(Child), Batch(PeriodOfCare), Batch(Episode)
        self.periods_opened: list[PeriodOfCare] = []
        self.periods_ended: list[PeriodOfCare] = []
        self.statuses: dict[UUID, set[str]] = {}
        self.left_out: list[tuple[str, str]] = []
        self._load = load
        self._known = {child.reference: child for child in Child.objects.all()}
        self._kept_periods: dict[UUID, list[PeriodOfCare]] = defaultdict(list)
        for period in PeriodOfCare.objects.select_related("child").order_by("looked_after_from"):
            self._kept_periods[period.child_id].append(period)
        self._kept_episodes: dict[UUID, list[Episode]] = defaultdict(list)
        for episode in Episode.objects.order_by("started_on"):
            self._kept_episodes[episode.period_id].append(episode)
        headers = {row.child: row for row in load.children}
        for reference in sorted(headers.keys() | load.periods_of_care.keys()):
            self._merge_child(reference, headers.get(reference))

    def write(self) -> None:
        for batch in (self.children, self.periods, self.episodes):
            batch.write()

    def _merge_child(self, reference: str, header: Any) -> None:
        filed = self._load.periods_of_care.get(reference, ())
        child = self._known.get(reference)
        kept = self._kept_periods[child.id] if child else []
        matched = match_periods(filed, [Span(period.looked_after_from, period.ended_on) for period in kept])
        clash = next((one.filed for one in matched if one.clashes), None)
        if clash is not None:
            self.left_out.append((reference, _contradiction(clash)))
            return
        if child is not None:
            if header is not None:
                self.children.compare(child, _facts(header))
        elif filed:
            child = self.children.add(Child(reference=reference, **_facts(header)))
        for one in matched:
            if child is not None:
                self._merge_period(child, one, kept)

    def _merge_period(self, child: Child, one: Matched[FilePeriod], kept: list[PeriodOfCare]) -> None:
        filed = one.filed
        if one.at is None:
            period = self.periods.add(PeriodOfCare(child=child, **_period(filed)))
            if filed.is_open:
                self.periods_opened.append(period)
        else:
            period = kept[one.at]
            was_open = period.ended_on is None
            values = _period(filed)
            if not filed.start_is_known:
                del values["looked_after_from"]
            if self.periods.compare(period, values) and was_open and period.ended_on is not None:
                self.periods_ended.append(period)
        self.statuses[period.id] = {episode.ls for episode in filed.episodes}
        self._merge_episodes(period, filed.episodes)

    def _merge_episodes(self, period: PeriodOfCare, filed: Iterable[EpisodeRow]) -> None:
        kept = self._kept_episodes[period.id]
        matched = match_by_start(
            list(filed), kept, lambda row: row.decom, lambda row: Span(row.started_on, row.ended_on)
        )
        for one in matched:
            if one.at is None:
                self.episodes.add(Episode(period=period, **_episode(one.filed)))
            else:
                self.episodes.compare(kept[one.at], _episode(one.filed))


def _contradiction(period: FilePeriod) -> str:
    return (
        f"The period of care from {period.looked_after_from:%d/%m/%Y} runs into another one on record. "
        "Correct the dates of one of them, and load the files again."
    )


def _facts(header: Any) -> dict[str, Any]:
    """Of a Header row; what it leaves blank is not taken away from the record."""
    facts = {"date_of_birth": header.dob, "sex": header.sex, "ethnicity": header.ethnic, "upn": header.upn}
    return {name: value for name, value in facts.items() if value != ""}


def _period(filed: FilePeriod) -> dict[str, Any]:
    return {
        "looked_after_from": filed.looked_after_from,
        "ended_on": filed.ended_on,
        "end_reason": filed.end_reason,
    }


def _episode(row: EpisodeRow) -> dict[str, Any]:
    return {
        "started_on": row.decom,
        "start_reason": row.rne,
        "legal_status": row.ls,
        "need": row.cin,
        "placement_type": row.place,
        "placement_provider": row.place_provider,
        "home_area": row.home_area,
        "placement_area": row.placement_area,
        "urn": row.urn,
        "ended_on": row.dec,
        "end_reason": row.rec,
        "change_reason": row.reason_place_change,
    }
