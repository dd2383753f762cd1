"""A record in the wrong council, or a second one: the council marks it, the region's manager confirms.

Until then it stands as it did: a council can't take a child out of an IRO's sight by calling the record a mistake.
"""

from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Child, Misplacement, MisplacementAnswer, PeriodOfCare
from casework.queries.misplaced import find_misplacement
from casework.queries.visibility import find_child, set_aside, visible_children
from casework.rules import misplaced as rules
from casework.rules.misplaced import Mark
from casework.shapes import Marked
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock, pins
from tenants import queries as tenants
from tenants.problems import NotFound
from tenants.races import first_wins, in_turn


def mark_misplaced(which: UUID | str, mark: Mark, *, actor: Actor) -> Marked:
    """Raises NotFound, NotPermitted, MisplacementInvalid, ReasonNeeded, AlreadyMarked, KeptForAnother,
    KeptIsMisplaced."""
    child = find_child(which, actor)
    actor.ensure(Permission.CASE_CORRECT)
    mark = rules.ensure_mark(mark, council=pins.current().code, councils=tenants.council_names())
    kept = _kept(mark, child, actor)
    row = Misplacement(
        id=uuid4(), child=child, fault=mark.fault.value, right_council=mark.right_council,
        same_as=kept.id if kept else None, reason=mark.reason, marked_by=actor.name, marked_on=clock.today(),
    )  # fmt: skip
    with act(actor, f"A record is said to be misplaced: {mark.fault.meaning.lower()}") as written:
        in_turn("misplaced")
        _ensure_unmarked(child)
        if kept is not None:
            _ensure_stands(kept.id)
        row.save(force_insert=True)
    return Marked(row.id, written.receipt)


def answer_misplacement(misplacement_id: UUID, confirmed: bool, note: str, *, actor: Actor) -> Receipt:
    """By the region's manager. Confirmed, the record leaves the lists and the diary; everything in it stays.

    Raises NotPermitted, NotFound, MisplacementInvalid, AlreadySaid, KeptForAnother, KeptIsMisplaced.
    """
    actor.ensure(Permission.MISPLACEMENT_CONFIRM)
    row = find_misplacement(misplacement_id, actor)
    if len(note) > rules.LONGEST:
        problem = f"Say it in at most {rules.LONGEST} characters."
        raise rules.MisplacementInvalid("Shorten the note.", errors={"note": problem})
    again = rules.AlreadySaid("Read what was said. The council can mark the record again.")
    with first_wins(again), act(actor, "The region said whether a record is misplaced") as written:
        # Two records that name each other, confirmed at the same moment, would both be gone.
        in_turn("misplaced, confirmed")
        MisplacementAnswer(
            misplacement=row, confirmed=confirmed, note=note.strip(), answered_by=actor.name,
            answered_on=clock.today(),
        ).save(force_insert=True)  # fmt: skip
        if confirmed:
            if row.same_as is not None:
                _ensure_stands(row.same_as)
            _ensure_unkept(row.child_id)
            publish(Tag.CASE_MISPLACED, _facts(row))
    return written.receipt


def _kept(mark: Mark, child: Child, actor: Actor) -> Child | None:
    """The record that a duplicate repeats. Raises MisplacementInvalid for one that isn't here, and for its own."""
    if mark.same_as is None:
        return None
    key = {"id": mark.same_as} if isinstance(mark.same_as, UUID) else {"reference": mark.same_as}
    found = visible_children(actor).filter(**key).exclude(pk=child.pk).first()
    if found is None:
        raise rules.MisplacementInvalid("Nothing was written.", errors={"same_as": "There is no other such record."})
    return found


def _ensure_unmarked(child: Child) -> None:
    """One mark at a time, and none on a record that others were set aside for."""
    rows = Misplacement.objects.filter(child=child)
    if rows.filter(answer=None).exists() or rows.filter(answer__confirmed=True).exists():
        raise rules.AlreadyMarked("Wait for what the region says, or read what it said.")
    _ensure_unkept(child.id)


def _ensure_unkept(child_id: UUID) -> None:
    """Whoever follows another record to this one must find it."""
    if set_aside().filter(misplacements__same_as=child_id, misplacements__answer__confirmed=True).exists():
        raise rules.KeptForAnother("It was kept where the child was sent twice: correct it instead.")


def _ensure_stands(child_id: UUID) -> None:
    if set_aside().filter(pk=child_id).exists():
        raise rules.KeptIsMisplaced("Name the record that is kept in its place.")


def _facts(row: Misplacement) -> dict[str, object]:
    period = PeriodOfCare.objects.filter(child=row.child_id).order_by("looked_after_from").last()
    if period is None:
        raise NotFound()
    return {
        "council": pins.current().code,
        "child_id": str(row.child_id),
        "period_id": str(period.id),
        "right_council": row.right_council,
        "marked_on": row.marked_on.isoformat(),
    }
