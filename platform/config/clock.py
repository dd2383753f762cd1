"""The clock process: what happens because a day has passed, in every council (design.md 5, 6)."""

from celery import current_app, shared_task

from tenants import queries
from tenants.kinds import Kind
from tenants.tasks import PinnedTask

STRIKES = ("reviews.tasks.deem_agreed", "escalation.tasks.climb")
"""Tasks of the domains, each run under the region's login in each council."""


@shared_task(base=PinnedTask, name="config.clock.strike")
def strike() -> int:
    """Start each strike in each council; returns how many were started."""
    councils = [house for house in queries.houses() if house.kind == Kind.COUNCIL]
    for council in councils:
        for task in STRIKES:
            current_app.send_task(task, kwargs={"house": f"council/{council.code}", "login": "region"})
    return len(councils) * len(STRIKES)
