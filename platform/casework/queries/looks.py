"""Who looked at a child's record: for the child's IRO, their manager and the council's data protection officer.

Asking is a look itself, and stands in the next answer.
"""

from uuid import UUID

from django.db.models import QuerySet

from accounts.actor import Actor, ActorKind
from accounts.permissions import Permission
from casework.models import BreakGlass, Child
from casework.queries.shapes import LookPage, LookView
from casework.queries.visibility import find_among, periods_of_iro
from ledger.models import Read
from ledger.reads import look
from tenants import logins, pins
from tenants import queries as tenants

MOST = 200
PURPOSE = "oversight of access"


def looks(which: UUID | str, *, actor: Actor, before: int | None = None, limit: int = 50) -> LookPage:
    """The looks at one child, the newest first, those before `before`; at most 200 at once. Raises NotFound.

    Of the child no more than the reference: whoever watches over access need not see the case.
    """
    limit = max(1, min(limit, MOST))
    with look(actor, "looks", PURPOSE) as seen:
        child = find_among(_watched(actor), which)
        seen.at([child.id])
        found = Read.objects.filter(children__contains=[str(child.id)]).order_by("-id")
        glass = list(BreakGlass.objects.filter(child=child))
        rows = list((found.filter(id__lt=before) if before else found)[: limit + 1])
    page, more = rows[:limit], len(rows) > limit
    houses = _houses()
    return LookPage(
        child.id, child.reference, tuple(_view(row, houses, glass) for row in page), page[-1].id if more else None
    )


def _watched(actor: Actor) -> QuerySet[Child]:
    """Every child's record for whoever watches over the house; an IRO's own children by appointment."""
    if actor.may(Permission.LOOK_VIEW_ALL):
        return Child.objects.all()
    if actor.may(Permission.LOOK_VIEW) and actor.person_id is not None:
        return Child.objects.filter(pk__in=periods_of_iro(actor.person_id).values("child"))
    return Child.objects.none()


def _houses() -> dict[str, str]:
    """Login → the institution that works under it in this council."""
    council = tenants.council(pins.current().code)
    working = [council, tenants.region_of(council)]
    return {logins.role(logins.house_login(house.kind, house.code)): house.name for house in working}


def _view(row: Read, houses: dict[str, str], glass: list[BreakGlass]) -> LookView:
    return LookView(
        at=row.at,
        who=row.actor_name,
        role=row.role,
        what=row.what,
        children=len(row.children),
        purpose=row.purpose,
        door=row.door,
        on_behalf_of=houses.get(row.login, row.login),
        by_break_glass=any(
            row.actor == f"{ActorKind.PERSON}:{one.person_id}" and one.opened_at <= row.at < one.until for one in glass
        ),
    )
