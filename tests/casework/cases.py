"""Cases to submit, and the way of a case from council to region and back."""

from dataclasses import replace
from datetime import date
from typing import Any

from casework.actions import submit_case
from casework.shapes import CaseSubmission, ChildFacts, EpisodeFacts, SubmittedCase, WorkerFacts
from notifications.relay import relay
from tenants.pins import pinned
from tests.cast import Cast

STARTED = date(2026, 1, 5)
CHILD = ChildFacts("S-1001", date(2015, 4, 9), "F", "Ivy Rose", "Marlowe", "WBRI")
EPISODE = EpisodeFacts("V2", "U6", "PR1", "N1", "SE15 4AA", "SE5 8AB")
WORKER = WorkerFacts(
    "W-7", "Pat Deacon", "Children in care 2", "pat@example.org", "SW700007", "Max Adeyemi", "SW700001"
)


def a_case(reference: str = CHILD.reference, *, looked_after_from: date = STARTED, **changes: Any) -> CaseSubmission:
    """A good case; `child`, `episode` and `worker` are dicts of what is different in it."""
    return CaseSubmission(
        replace(CHILD, reference=reference, **changes.get("child", {})),
        looked_after_from,
        replace(EPISODE, **changes.get("episode", {})),
        replace(WORKER, **changes.get("worker", {})),
    )


def submitted(
    cast: Cast, case: CaseSubmission | None = None, *, council: str = "210", by: str = "pat"
) -> SubmittedCase:
    house = cast.house(f"council/{council}")
    actor = cast.actor(by, f"council/{council}")
    with pinned(house.own_pin()):
        return submit_case(case or a_case(), actor=actor)


def relayed(cast: Cast, *names: str) -> None:
    """Carry round the post of these houses, e.g. council to region and its answer back."""
    for name in names:
        relay(cast.house(name))


def proposed(cast: Cast, case: CaseSubmission | None = None, *, council: str = "210", by: str = "pat") -> SubmittedCase:
    """A case for which the region has proposed an IRO."""
    done = submitted(cast, case, council=council, by=by)
    relayed(cast, f"council/{council}", "region/london")
    return done
