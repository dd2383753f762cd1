"""A council joins with live work: its children keep the IROs whom they have, where those work for the region now."""

from collections.abc import Iterable
from uuid import UUID

from accounts.actor import Actor
from tenants.problems import NotFound, Problem
from workforce.actions.allocation import allocate
from workforce.models import DiaryEntry, Officer
from workforce.shapes import CurrentIro, RefusedRow

REASON = "The child's IRO when the council joined."


def propose_current(
    council: str, current: Iterable[CurrentIro], *, actor: Actor
) -> tuple[list[UUID], list[RefusedRow]]:
    """Propose each child's own IRO, by registration, in place of whom the region chose. In the region's house.

    Returns the periods for which it did so now or before, and the rows that could not be taken, each with its reason;
    the others are taken all the same.
    """
    done: list[UUID] = []
    refused: list[RefusedRow] = []
    for one in current:
        try:
            done.append(_propose(council, one, actor))
        except Problem as problem:
            refused.append(RefusedRow(one.row, problem.code, problem.detail))
    return done, refused


def _propose(council: str, one: CurrentIro, actor: Actor) -> UUID:
    entry = (
        DiaryEntry.objects.filter(council=council, reference=one.child, closed=False).select_related("officer").first()
    )
    if entry is None:
        raise NotFound(f"There is no child {one.child} in care in the diary: load the return first.")
    officer = Officer.objects.filter(registration=one.registration).first()
    if officer is None:
        raise NotFound(f"Nobody with the registration {one.registration} is employed here: employ them first.")
    if entry.officer_id != officer.id:
        allocate(council, entry.period_id, officer.id, reason=REASON, actor=actor)
    return entry.period_id
