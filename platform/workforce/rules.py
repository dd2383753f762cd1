"""The workforce's pure rules: caseloads and their bands, whom to propose (domain.md 1.4, 1.10)."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from tenants.problems import Conflict, Invalid, NotFound
from workforce.shapes import Candidate

# Children per full-time equivalent: (up to and including, band). The Handbook's 50 to 70 is green.
BANDS: tuple[tuple[Decimal, str], ...] = ((Decimal(70), "green"), (Decimal(85), "amber"))
FEWEST = Decimal(50)


class NotYetKnown(NotFound):
    """News of a case that reached the region before the case itself did: the relay brings it again."""

    code = "not-yet-known"
    title = "The region has not been told of this case yet"


class AppointmentMade(Conflict):
    code = "appointment-made"
    title = "The council has appointed this child's IRO"


class CaseClosed(Conflict):
    code = "case-closed"
    title = "The period of care has ended"


class OfficerUnavailable(Conflict):
    code = "officer-unavailable"
    title = "This officer can't take the case"


class OfficerInvalid(Invalid):
    code = "officer-invalid"
    title = "The officer can't be employed like this"


class OfficerExists(Conflict):
    code = "officer-exists"
    title = "This person is employed here already"


def per_fte(children: int, capacity: Decimal) -> Decimal:
    """Children per full-time equivalent of review work, to one decimal."""
    return (Decimal(children) / capacity).quantize(Decimal("0.1"), ROUND_HALF_UP)


def band(caseload: Decimal) -> str:
    """Under 50 green-low, to 70 green, to 85 amber, above red."""
    if caseload < FEWEST:
        return "green-low"
    return next((name for most, name in BANDS if caseload <= most), "red")


def employed(employed_from: date, employed_until: date | None, today: date) -> bool:
    return employed_from <= today and (employed_until is None or today <= employed_until)


def choose(candidates: Iterable[Candidate], former_iro: UUID | None) -> tuple[Candidate, str] | None:
    """Whom to propose, and why; None without a candidate.

    The IRO whom the child had before, if still a candidate; else the lowest caseload per full-time equivalent, by name
    where two are equal.
    """
    found = sorted(candidates, key=lambda one: (Decimal(one.children) / one.capacity, one.name, one.officer_id))
    if not found:
        return None
    former = next((one for one in found if one.person_id == former_iro), None)
    if former is not None:
        return former, f"{former.name} was this child's IRO before: the same IRO where practicable."
    chosen = found[0]
    return chosen, (
        f"Lowest caseload of {len(found)} who can take the case: {chosen.children} children, "
        f"{per_fte(chosen.children, chosen.capacity)} per full-time equivalent."
    )
