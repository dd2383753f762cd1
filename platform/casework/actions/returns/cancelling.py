"""Calling a load off before anything of it is written."""

from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import ReturnImport
from tenants import clock
from tenants.problems import Conflict, NotFound

State = ReturnImport.State


class ImportNotCancellable(Conflict):
    code = "import-not-cancellable"
    title = "This load is being written, or is over"


def cancel_return(import_id: UUID, *, actor: Actor) -> None:
    """While it waits or is being checked. Raises NotPermitted, NotFound, ImportNotCancellable."""
    actor.ensure(Permission.CASE_SUBMIT)
    mine = ReturnImport.objects.filter(pk=import_id)
    called_off = mine.filter(state__in=(State.RECEIVED, State.CHECKING)).update(
        state=State.CANCELLED, ended_at=clock.now()
    )
    if called_off:
        return
    if not mine.exists():
        raise NotFound()
    raise ImportNotCancellable("Look at what became of it; what it wrote can be corrected by another return.")
