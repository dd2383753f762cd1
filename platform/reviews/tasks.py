"""What the clock does in a council's reviews."""

from celery import shared_task

from accounts.actor import process
from reviews import actions
from tenants import clock
from tenants.tasks import PinnedTask


@shared_task(base=PinnedTask, name="reviews.tasks.deem_agreed", logins=("region",))
def deem_agreed() -> int:
    """Decisions without a reply by their limit count as agreed; returns how many were deemed so now."""
    return actions.deem_agreed(clock.today(), actor=process("clock"))
