"""The council's 903 loads and what was found in them."""

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import ReturnLoad
from casework.queries.shapes import LoadView
from ledger.reads import look


def loads(*, actor: Actor, limit: int = 20) -> tuple[LoadView, ...]:
    """The newest first. A report names no child but by the council's reference; the look is recorded all the same."""
    with look(actor, "returns") as seen:
        seen.at([])
        rows = ReturnLoad.objects.order_by("-loaded_on")[:limit] if actor.may(Permission.CASE_VIEW_ALL) else []
        return tuple(LoadView(row.id, row.loaded_on, tuple(row.files), row.report) for row in rows)
