"""Telling the region which periods of care a load opened and which it ended: a thousand at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

from casework.actions.correction import period_ended
from casework.actions.opening import Opened, next_review_of, payload
from casework.actions.workers import staff_of
from casework.models import Appointment, PeriodOfCare, PlannedEpisode, PlannedPeriod, WorkerAssignment
from casework.queries.claimed import claimed_before_joining
from casework.shapes import Staff
from notifications.actions import publish_many
from notifications.tags import Tag
from tenants import pins

AT_ONCE = 1_000


def announce_load(load_id: UUID) -> None:
    """CASE_OPENED, REVIEW_CLAIMED and PERIOD_ENDED for what was settled, inside the act that did it."""
    planned = PlannedPeriod.objects.filter(load_id=load_id)
    opened = planned.filter(is_new=True, ended_on=None)
    publish_many(Tag.CASE_OPENED, (payload(one) for some in _some(opened) for one in _opened(load_id, some)))
    going_on = planned.filter(is_new=False, ended_on=None)
    publish_many(Tag.REVIEW_CLAIMED, (one for some in _some(going_on) for one in _claims(some)))
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
    staff, claimed = _staff(children), claimed_before_joining(children)
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
            claimed.get(period.child_id, ()),
        )
        for period in periods
    ]


def _claims(keys: list[UUID]) -> Iterator[dict[str, object]]:
    """Of children whom the region knows already: when their next review is due by what the council claims."""
    periods = list(_periods(keys))
    claimed = claimed_before_joining(period.child_id for period in periods)
    for period in periods:
        days = claimed.get(period.child_id, ())
        if any(day >= period.looked_after_from for day in days):
            yield {
                "council": pins.current().code,
                "child_id": str(period.child_id),
                "period_id": str(period.id),
                **next_review_of(period, days),
            }


def _staff(children: list[UUID]) -> dict[UUID, set[Staff]]:
    found: dict[UUID, set[Staff]] = defaultdict(set)
    for one in WorkerAssignment.objects.filter(period__child__in=children).select_related("worker", "period"):
        found[one.period.child_id].update(staff_of(one.worker))
    return found
