"""Loads of returns, in the background."""

from uuid import UUID

from celery import shared_task

from casework import actions
from tenants.tasks import PinnedTask


@shared_task(base=PinnedTask, name="casework.tasks.run_return", logins=("council",))
def run_return(*, import_id: str) -> bool:
    """Load one return of the pinned council, unless somebody else does."""
    return actions.run_return(UUID(import_id))


@shared_task(base=PinnedTask, name="casework.tasks.run_waiting", logins=("council",))
def run_waiting() -> int:
    """Whatever a lost message or a dead worker left."""
    return actions.run_waiting()
