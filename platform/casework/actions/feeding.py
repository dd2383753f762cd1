"""A batch of the department's daily feed: all of it in one act, or nothing of it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Model

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.actions.correction import period_ended
from casework.actions.leaving import ensure_served
from casework.actions.opening import Opened, announce
from casework.actions.workers import staff_of
from casework.feed.held import Record
from casework.feed.merging import Merge
from casework.feed.records import FeedRecord, read_batch
from casework.models import Appointment, Child, Episode, FeedBatch, PeriodOfCare, Worker, WorkerAssignment
from ledger.acts import act
from notifications.actions import publish_all
from notifications.tags import Tag
from tenants import clock, pins
from tenants.problems import Problem
from tenants.sql import rows

PURPOSE = "The daily feed"
TRIES = 3
_TABLES: tuple[type[Model], ...] = (Child, PeriodOfCare, Episode, Worker, WorkerAssignment)
"""Those that a row hangs on come first."""


class FeedBusy(Problem):
    code = "feed-busy"
    status = 429
    title = "Somebody else changed the same children in this very moment"
    retry_after = 5


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A batch as it was answered: `ids` in the order of its records, each `YYYY-MM-DD_HH:MM:SS.ff_UUID` (UTC)."""

    ids: tuple[str, ...]


def take_in_feed(body: object, *, actor: Actor) -> TakenIn:
    """Take in a decoded batch: children, periods of care, placements and workers that differ, and nothing else.

    Sent again, it changes nothing and has the ids of the first time, as long as nothing else came in between: what
    would change something is a new message, whatever was sent before. Raises NotPermitted, FeedRefused,
    TooManyRecords, CouncilHasLeft (of a child who newly came into care), FeedBusy.
    """
    actor.ensure(Permission.FEED_SEND)
    records = read_batch(body)
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    for _ in range(TRIES):
        try:
            return _take_in(records, digest, actor)
        except IntegrityError:
            # The API or a 903 load wrote of the same children meanwhile: look again.
            continue
    raise FeedBusy("Nothing of this batch was kept: send it again.")


def _take_in(records: list[FeedRecord], digest: str, actor: Actor) -> TakenIn:
    with transaction.atomic():
        _one_at_a_time()
        merge = Merge(Record(records), clock.today())
        merge.take_in(records)
        if merge.record.new(PeriodOfCare):
            ensure_served(clock.today())
        batch = FeedBatch(digest=digest, number=1, received_at=clock.now(), records=len(records))
        earlier = FeedBatch.objects.filter(digest=digest).order_by("-number").first()
        changed = [model for model in _TABLES if merge.record.changed(model)[0] or merge.record.new(model)]
        if earlier is not None and not changed:
            return _answer(earlier)
        batch.number = earlier.number + 1 if earlier else 1
        if changed:
            _write(merge, batch, actor)
        else:
            batch.save(force_insert=True)
    return _answer(batch)


def _one_at_a_time() -> None:
    """The batches of a council one after the other: the same one twice at once is the same one twice."""
    rows("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"{pins.current().title}/feed",))


def _write(merge: Merge, batch: FeedBatch, actor: Actor) -> None:
    record = merge.record
    with act(actor, PURPOSE) as change:
        batch.change_id = change.id
        for model in _TABLES:
            differ, columns = record.changed(model)
            if differ:
                model._default_manager.bulk_update(differ, sorted(columns))
        change.rows += [row for model in _TABLES for row in record.new(model)]
        change.rows.append(batch)
        announce(_opened(merge, merge.opened()))
        announce(_opened(merge, merge.reopened()), Tag.PERIOD_REOPENED)
        publish_all(Tag.PERIOD_ENDED, [period_ended(period) for period in merge.ended()])


def _opened(merge: Merge, periods: list[PeriodOfCare]) -> Iterable[Opened]:
    held = {one.child.id: one for one in merge.record.held.values()}
    known = [period.child_id for period in periods if not held[period.child_id].child._state.adding]
    former: dict[UUID, UUID] = {}
    if known:
        appointments = Appointment.objects.filter(period__child__in=known).order_by("appointed_on")
        former = dict(appointments.values_list("period__child_id", "iro_id"))
    for period in periods:
        mine = held[period.child_id]
        staff = {person for one in mine.assignments for person in staff_of(one.worker)}
        statuses = {episode.legal_status for episode in mine.shown_in(period)}
        yield Opened(period, statuses, tuple(sorted(staff)), former.get(period.child_id))


def _answer(batch: FeedBatch) -> TakenIn:
    stamp = _stamp(batch.received_at)
    return TakenIn(tuple(f"{stamp}_{uuid5(batch.id, str(index))}" for index in range(batch.records)))


def _stamp(at: datetime) -> str:
    """With two digits of the second's fraction, as the samples of the department's senders have them."""
    moment = at.astimezone(UTC)
    return f"{moment:%Y-%m-%d_%H:%M:%S}.{moment.microsecond // 10_000:02}"
