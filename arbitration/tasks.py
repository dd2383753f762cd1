"""What the clock does in a panel's house."""

from celery import shared_task

from accounts.actor import process
from accounts.permissions import Permission
from arbitration import actions
from tenants import clock
from tenants.tasks import PinnedTask


@shared_task(base=PinnedTask, name="arbitration.tasks.go_on_with_draws", logins=("panel",))
def go_on_with_draws() -> int:
    """Draws whose time for shares is over go on without them, and places that were left are drawn again; how many."""
    today, actor = clock.today(), process("clock", Permission.ARBITRATION_RUN)
    return actions.go_on_with_draws(today, actor=actor) + actions.lay_again(today, actor=actor)
