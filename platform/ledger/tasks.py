"""What the clock does in a council's ledger."""

from celery import shared_task

from ledger import answers
from tenants.tasks import PinnedTask


@shared_task(base=PinnedTask, name="ledger.tasks.forget_answers", logins=("region",))
def forget_answers() -> int:
    """Delete the answers whose day is over."""
    return answers.forget_old()
