"""Some of England's councils, from all over it, and their regions: for runs that needn't have them all.

Imports models: what uses it has set up Django.
"""

import sys

from tenants import actions
from tenants.kinds import Kind
from tenants.models import House


def add(councils: int, panel: str, jobs: int) -> None:
    """As many as that, and an exit status as of `iro councils add-all`."""
    results = actions.add_all(some(actions.england(panel), councils), jobs, lambda result: None)
    failed = [str(result) for result in results if result.failure]
    sys.exit("\n".join(failed) or 0)


def some(houses: list[House], councils: int) -> list[House]:
    """Evenly out of the list; the regions that they belong to come first."""
    every = [house for house in houses if house.kind == Kind.COUNCIL]
    chosen = [every[number * len(every) // councils] for number in range(councils)]
    regions = {house.region.code: house.region for house in chosen if house.region}
    return [*regions.values(), *chosen]
