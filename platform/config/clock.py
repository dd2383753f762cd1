"""The clock process: what happens because a day has passed, in every council and panel (design.md 5, 6)."""

from celery import current_app, shared_task

from tenants import queries
from tenants.kinds import Kind
from tenants.tasks import PinnedTask

STRIKES: dict[Kind, dict[str, str]] = {
    Kind.COUNCIL: {
        "ledger.tasks.forget_answers": "region",
        "reviews.tasks.deem_agreed": "region",
        "escalation.tasks.climb": "region",
        "escalation.tasks.follow_determinations": "region",
        "escalation.tasks.freeze_bundles": "region",
        "casework.tasks.run_waiting": "council",
    },
    Kind.PANEL: {"arbitration.tasks.go_on_with_draws": "panel"},
}
"""Tasks of the domains, and the login under which each is run in each house of a kind."""


@shared_task(base=PinnedTask, name="config.clock.strike")
def strike() -> int:
    """Start each strike in each house; returns how many were started."""
    started = 0
    for house in queries.houses():
        for task, login in STRIKES.get(Kind(house.kind), {}).items():
            current_app.send_task(task, kwargs={"house": f"{house.kind}/{house.code}", "login": login})
            started += 1
    return started
