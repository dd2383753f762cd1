"""Records that are said to stand in the wrong place, and those that were set aside for it. Each look is recorded."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet

from accounts.actor import Actor
from casework.models import Child, Misplacement
from casework.queries.shapes import CaseName, MisplacementView, MisplacementWithChild
from casework.queries.visibility import visible_children
from casework.rules.misplaced import Fault
from ledger.reads import look
from tenants.problems import NotFound


def misplacements(*, actor: Actor) -> tuple[MisplacementWithChild, ...]:
    """What waits for the region first, then what it said, the newest first; of children whom the actor may see."""
    with look(actor, "misplaced records") as seen:
        newest_said = F("answer__answered_on").desc(nulls_first=True)
        rows = list(_rows(actor).order_by(newest_said, "-marked_on", "id"))
        seen.at({row.child_id for row in rows})
        return tuple(map(_with_child, rows))


def misplacement(misplacement_id: UUID, *, actor: Actor) -> MisplacementWithChild:
    """Raises NotFound."""
    with look(actor, "misplaced record") as seen:
        row = find_misplacement(misplacement_id, actor)
        seen.at([row.child_id])
        return _with_child(row)


def find_misplacement(misplacement_id: UUID, actor: Actor) -> Misplacement:
    """NotFound also for that of a child whom the actor may not see."""
    row = _rows(actor).filter(pk=misplacement_id).first()
    if row is None:
        raise NotFound()
    return row


def misplacement_views(children: Iterable[Child]) -> dict[UUID, MisplacementView]:
    """Of each child whose record is marked, and not found to be in its place after all."""
    rows = Misplacement.objects.filter(child__in=list(children)).exclude(answer__confirmed=False)
    return {row.child_id: _view(row) for row in rows.select_related("answer")}


def repeated_as(children: Iterable[Child]) -> dict[UUID, list[CaseName]]:
    """The records that were set aside as duplicates of these, by the reference."""
    found: dict[UUID, list[CaseName]] = {}
    rows = Misplacement.objects.filter(same_as__in=[child.id for child in children], answer__confirmed=True)
    for row in rows.select_related("child").order_by("child__reference"):
        if row.same_as is not None:
            found.setdefault(row.same_as, []).append(CaseName(row.child_id, row.child.reference))
    return found


def _rows(actor: Actor) -> QuerySet[Misplacement]:
    return Misplacement.objects.filter(child__in=visible_children(actor)).select_related("answer", "child")


def _with_child(row: Misplacement) -> MisplacementWithChild:
    return MisplacementWithChild(row.child_id, row.child.name, row.child.reference, _view(row))


def _view(row: Misplacement) -> MisplacementView:
    said = getattr(row, "answer", None)
    return MisplacementView(
        id=row.id,
        fault=Fault(row.fault),
        right_council=row.right_council,
        same_as=row.same_as,
        reason=row.reason,
        marked_by=row.marked_by,
        marked_on=row.marked_on,
        confirmed=said.confirmed if said else None,
        note=said.note if said else "",
        answered_by=said.answered_by if said else "",
        answered_on=said.answered_on if said else None,
    )
