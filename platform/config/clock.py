"""The clock process: what happens because a day has passed, in every council (design.md 5, 6)."""

from celery import current_app, shared_task

from tenants import queries
from tenants.kinds import Kind
from tenants.tasks import PinnedTask

STRIKES = {
    "ledger.tasks.forget_answers": "region",
    "reviews.tasks.deem_agreed": "region",
    "escalation.tasks.climb": "region",
    "escalation.tasks.follow_determinations": "region",
    "casework.tasks.run_waiting": "council",
}
"""Tasks of the domains, and the login under which each is run in each council."""


@shared_task(base=PinnedTask, name="config.clock.strike")
def strike() -> int:
    """Start each strike in each council; returns how many were started."""
    councils = [house for house in queries.houses() if house.kind == Kind.COUNCIL]
    for council in councils:
        for task, login in STRIKES.items():
            current_app.send_task(task, kwargs={"house": f"council/{council.code}", "login": login})
    return len(councils) * len(STRIKES)
