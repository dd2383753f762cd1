"""Telling the region which periods of care a load opened and which it ended: a thousand at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

from casework.actions.correction import period_ended
from casework.actions.opening import Opened, payload
from casework.actions.workers import staff_of
from casework.models import Appointment, PeriodOfCare, PlannedEpisode, PlannedPeriod, WorkerAssignment
from casework.shapes import Staff
from notifications.actions import publish_many
from notifications.tags import Tag

AT_ONCE = 1_000


def announce_load(load_id: UUID) -> None:
    """CASE_OPENED and PERIOD_ENDED for what was settled, inside the act that did it."""
    planned = PlannedPeriod.objects.filter(load_id=load_id)
    opened = planned.filter(is_new=True, ended_on=None)
    publish_many(Tag.CASE_OPENED, (payload(one) for some in _some(opened) for one in _opened(load_id, some)))
    ended = planned.filter(is_new=False, was_open=True, ended_on__isnull=False)
    publish_many(Tag.PERIOD_ENDED, (period_ended(one) for some in _some(ended) for one in _periods(some)))


def _some(planned: "Iterable[PlannedPeriod]") -> Iterator[list[UUID]]:
    keys = iter(planned.order_by("reference").values_list("period_id", flat=True).iterator(AT_ONCE))  # type: ignore[attr-defined]
    while some := list(islice(keys, AT_ONCE)):
        yield some


def _periods(keys: list[UUID]) -> Iterable[PeriodOfCare]:
    return PeriodOfCare.objects.filter(id__in=keys).select_related("child").order_by("child__reference")


def _opened(load_id: UUID, keys: list[UUID]) -> list[Opened]:
    """With the legal statuses of each, and the staff and the former IRO of children who were known before."""
    periods = list(_periods(keys))
    children = [period.child_id for period in periods]
    former: dict[UUID, UUID] = dict(
        Appointment.objects.filter(period__child__in=children)
        .order_by("appointed_on")
        .values_list("period__child_id", "iro_id")
    )
    staff = _staff(children)
    statuses: dict[tuple[str, object], set[str]] = defaultdict(set)
    episodes = PlannedEpisode.objects.filter(load_id=load_id, reference__in=[one.child.reference for one in periods])
    for reference, start, status in episodes.values_list("reference", "period_from", "legal_status"):
        statuses[reference, start].add(status)
    return [
        Opened(
            period,
            statuses[period.child.reference, period.looked_after_from],
            tuple(sorted(staff[period.child_id])),
            former.get(period.child_id),
        )
        for period in periods
    ]


def _staff(children: list[UUID]) -> dict[UUID, set[Staff]]:
    found: dict[UUID, set[Staff]] = defaultdict(set)
    for one in WorkerAssignment.objects.filter(period__child__in=children).select_related("worker", "period"):
        found[one.period.child_id].update(staff_of(one.worker))
    return found
