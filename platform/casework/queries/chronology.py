"""The history of a case as a person reads it: who, when, what (before and after), why, and through which door."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from accounts.actor import Actor
from casework.models import (
    Adoption,
    AdoptionDecision,
    Appointment,
    AppointmentProposal,
    ChangeNotice,
    Child,
    ClaimedReview,
    Episode,
    Misplacement,
    MissingSpell,
    Paper,
    PeriodOfCare,
    PreviousPermanence,
    Worker,
    WorkerAssignment,
    WorkerEpisode,
)
from casework.queries.shapes import FieldChange, HistoryEntry
from casework.queries.visibility import find_child
from ledger import past
from ledger.models import Change
from ledger.past import Position
from ledger.reads import look

KINDS = {"+": "recorded", "~": "changed", "-": "removed"}
TITLES: dict[type[Model], str] = {
    Child: "Child",
    PeriodOfCare: "Period of care",
    Episode: "Episode",
    WorkerAssignment: "Social worker",
    AppointmentProposal: "Proposed IRO",
    Appointment: "Appointed IRO",
    Paper: "Paper",
    ChangeNotice: "Notice of a change",
    Misplacement: "Record in the wrong place",
    ClaimedReview: "Review as claimed",
    MissingSpell: "Time missing",
    WorkerEpisode: "Social worker in the return",
    PreviousPermanence: "Earlier permanence option",
    AdoptionDecision: "Decision to place for adoption",
    Adoption: "Adoption",
}
_OF_A_CHILD = (
    ChangeNotice, Misplacement, Paper, ClaimedReview, MissingSpell, WorkerEpisode, PreviousPermanence, AdoptionDecision,
    Adoption,
)  # fmt: skip
_OF_A_PERIOD = (Episode, WorkerAssignment, AppointmentProposal, Appointment)
# Keys and copies of keys say nothing to a reader.
_NOT_SHOWN = {"id", "child", "period", "proposal", "iro_id", "replaces", "media_type", "size", "sha256"}


def history(which: UUID | str, *, actor: Actor, at: Position | None = None) -> tuple[HistoryEntry, ...]:
    """Everything that was ever recorded of the case, the newest first; through the same filter as the live view.

    At a position of the log: what was recorded by then.
    """
    with look(actor, past.named("history", at)) as seen:
        child = find_child(which, actor)
        seen.at([child.id])
        rows = list(_rows(child.id))
        changes = Change.objects.in_bulk([row.change_id for _, row, _ in rows], field_name="change_id")
        known = past.positions(changes)
        workers = dict(Worker.objects.filter(assignments__period__child=child).values_list("id", "name"))
        entries = [_entry(model, row, before, changes[row.change_id], workers) for model, row, before in rows]
    entries = [replace(entry, position=known.get(entry.change_id)) for entry in entries if entry.changes]
    return tuple(sorted(past.by_then(entries, at), key=lambda entry: entry.recency, reverse=True))


def recorded(which: UUID | str, actor: Actor) -> tuple[UUID, str, list[QuerySet[Any]]]:
    """The child's id and reference, and all rows of history of the case, for a bundle whose caller records the look.

    Raises NotFound.
    """
    child = find_child(which, actor)
    periods = list(PeriodOfCare.objects.filter(child=child).values_list("id", flat=True))
    assigned = WorkerAssignment.history.filter(period_id__in=periods)
    workers = list(assigned.values_list("worker_id", flat=True).distinct())
    return (
        child.id,
        child.reference,
        [
            Child.history.filter(id=child.id),
            *(model.history.filter(child_id=child.id) for model in _OF_A_CHILD),
            PeriodOfCare.history.filter(id__in=periods),
            Worker.history.filter(id__in=workers),
            *(model.history.filter(period_id__in=periods) for model in _OF_A_PERIOD),
        ],
    )


def _rows(child_id: UUID) -> Iterator[tuple[type[Model], Any, Any]]:
    """(model, history row, the row before it or None)."""
    yield from _with_before(Child, Child.history.filter(id=child_id))
    for model in _OF_A_CHILD:
        yield from _with_before(model, model.history.filter(child_id=child_id))
    periods = list(PeriodOfCare.objects.filter(child_id=child_id).values_list("id", flat=True))
    yield from _with_before(PeriodOfCare, PeriodOfCare.history.filter(id__in=periods))
    for part in _OF_A_PERIOD:
        yield from _with_before(part, part.history.filter(period_id__in=periods))


def _with_before(model: type[Model], rows: QuerySet[Any]) -> Iterator[tuple[type[Model], Any, Any]]:
    latest: dict[UUID, Any] = {}
    for row in rows.order_by("history_id"):
        yield model, row, latest.get(row.id)
        latest[row.id] = row


def _entry(model: type[Model], row: Any, before: Any, change: Change, workers: dict[UUID, str]) -> HistoryEntry:
    return HistoryEntry(
        at=row.history_date,
        actor=change.actor_name,
        door=change.door,
        purpose=row.history_change_reason,
        change_id=row.change_id,
        number=change.id,
        what=TITLES[model],
        kind=KINDS[row.history_type],
        changes=tuple(_differences(model, row, before, workers)),
    )


def _differences(model: type[Model], row: Any, before: Any, workers: dict[UUID, str]) -> Iterable[FieldChange]:
    for field in model._meta.concrete_fields:
        if field.name in _NOT_SHOWN:
            continue
        new = getattr(row, field.attname)
        old = getattr(before, field.attname) if before is not None else None
        if new != old:
            name = str(field.verbose_name).capitalize()
            change = FieldChange(name, _text(old, workers), _text(new, workers))
            if change.before != change.after:
                yield change


def _text(value: Any, workers: dict[UUID, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, UUID):
        return workers.get(value, "")
    return value.isoformat() if isinstance(value, date) else str(value)
