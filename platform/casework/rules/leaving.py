"""What a council that leaves may still begin. Pure."""

from datetime import date

from tenants.problems import Conflict, Invalid


class CouncilHasLeft(Conflict):
    code = "council-has-left"
    title = "The council has left the service"


class NotedMeanwhile(Conflict):
    code = "departure-noted-meanwhile"
    title = "Somebody noted another day"


class DepartureInvalid(Invalid):
    code = "departure-invalid"
    title = "The council can't leave like this"


def ensure_day_ahead(leaves_on: date, today: date) -> None:
    """Raise DepartureInvalid for a day that is over: nobody leaves after the fact, and undoes what came since."""
    if leaves_on < today:
        raise DepartureInvalid("Nothing was written.", errors={"leaves_on": "Give a day from today on."})


def ensure_serving(leaves_on: date | None, today: date) -> None:
    """Raise CouncilHasLeft from the day on which the council left: what runs goes on, nothing new begins."""
    if leaves_on is not None and today >= leaves_on:
        raise CouncilHasLeft(
            f"It left on {leaves_on:%-d %B %Y}, so no new case comes in. Disputes, referrals and directions that run "
            "go on to their end here; ask the service where the child’s IRO is now."
        )
