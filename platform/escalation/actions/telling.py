"""Who was told of a dispute, and what runs beside it: noted by the child's IRO at any point, holding up nothing."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from accounts.actor import Actor
from escalation.form_shapes import Proceeding, Telling
from escalation.ladder import Move
from escalation.models import Dispute, RelatedProceeding, ToldOf
from escalation.rules import ensure_proceeding, ensure_telling
from escalation.sight import take
from escalation.telling import point_of
from ledger.acts import Receipt, act
from tenants import clock


def note_telling(dispute_id: UUID, telling: Telling, *, actor: Actor) -> tuple[UUID, Receipt]:
    """Record whether somebody was told how the dispute stands, and how, or why not. Any number of times, closed too.

    Returns the note's id and the receipt. Raises NotFound, NotPermitted, NotTheChildsIro, InvalidNote with every fault.
    """
    with act(actor, "note who was told of a dispute") as change:
        today = clock.today()
        dispute, course = take(Move.NOTE_TELLING, dispute_id, actor, today)
        ensure_telling(telling, today)
        (kept,) = write_tellings(dispute, (telling,), point_of(course, today), actor.name, today)
    return kept, change.receipt


def link_proceeding(dispute_id: UUID, proceeding: Proceeding, *, actor: Actor) -> tuple[UUID, Receipt]:
    """Link a complaint or a court case, at any point. Returns its id and the receipt. Raises as `note_telling`."""
    with act(actor, "link a proceeding to a dispute") as change:
        today = clock.today()
        dispute, _ = take(Move.LINK_PROCEEDING, dispute_id, actor, today)
        ensure_proceeding(proceeding)
        (kept,) = write_proceedings(dispute, (proceeding,), actor.name, today)
    return kept, change.receipt


def write_tellings(
    dispute: Dispute, tellings: Iterable[Telling], point: str, noted_by: str, today: date
) -> list[UUID]:  # fmt: skip
    """Inside an act. Returns the ids, in order."""
    rows = [
        ToldOf(
            id=uuid4(), dispute=dispute, whom=one.whom, told=one.told, words=one.words,
            told_on=(one.told_on or today) if one.told else None, point=point, noted_by=noted_by, noted_on=today,
        )
        for one in tellings
    ]  # fmt: skip
    for row in rows:
        row.save(force_insert=True)
    return [row.id for row in rows]


def write_proceedings(
    dispute: Dispute, proceedings: Iterable[Proceeding], noted_by: str, today: date
) -> list[UUID]:  # fmt: skip
    """Inside an act. Returns the ids, in order."""
    rows = [
        RelatedProceeding(
            id=uuid4(), dispute=dispute, kind=one.kind, reference=one.reference.strip(), note=one.note,
            noted_by=noted_by, noted_on=today,
        )
        for one in proceedings
    ]  # fmt: skip
    for row in rows:
        row.save(force_insert=True)
    return [row.id for row in rows]
