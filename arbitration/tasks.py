"""What the clock does in a panel's house."""

from celery import shared_task

from accounts.actor import process
from accounts.permissions import Permission
from arbitration import actions
from tenants import clock
from tenants.tasks import PinnedTask


@shared_task(base=PinnedTask, name="arbitration.tasks.go_on_with_draws", logins=("panel",))
def go_on_with_draws() -> int:
    """Draws whose time for shares is over go on without them; returns how many."""
    return actions.go_on_with_draws(clock.today(), actor=process("clock", Permission.ARBITRATION_RUN))
