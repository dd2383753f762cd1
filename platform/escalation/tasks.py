"""What the clock does with a council's disputes."""

from celery import shared_task

from accounts.actor import process
from escalation import actions
from tenants import clock
from tenants.tasks import PinnedTask


@shared_task(base=PinnedTask, name="escalation.tasks.climb", logins=("region",))
def climb() -> int:
    """Disputes that nobody answered in time go one level up, and past the highest to arbitration; returns how many."""
    return actions.climb_silent(clock.today(), actor=process("clock"))


@shared_task(base=PinnedTask, name="escalation.tasks.freeze_bundles", logins=("region",))
def freeze_bundles() -> int:
    """Bundles for the panel that are due are frozen; returns how many."""
    return actions.freeze_bundles(clock.today(), actor=process("clock"))


@shared_task(base=PinnedTask, name="escalation.tasks.follow_determinations", logins=("region",))
def follow_determinations() -> int:
    """Determinations that were not answered in time, and directions long overdue, go on record; returns how many."""
    return actions.follow_determinations(clock.today(), actor=process("clock"))
