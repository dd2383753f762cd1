"""Who cannot be this child's IRO (CPPCR 2010 reg 46), as far as it can be known from who worked on the case."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.shapes import Staff
from tenants.problems import Conflict


class IroExcluded(Conflict):
    code = "iro-excluded"
    title = "This officer can't be this child's IRO (regulation 46)"


class AlreadyAppointed(Conflict):
    code = "already-appointed"
    title = "This child's IRO has been appointed already"


class ProposalReplaced(Conflict):
    code = "proposal-replaced"
    title = "The region has since proposed another IRO"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """`code` as in domain.md 1.4."""

    code: str
    reason: str


_WORKED = Exclusion("EX-a", "is or was this child's social worker: regulation 46 excludes who manages the child's case")
_MANAGED = Exclusion("EX-d", "manages or managed this child's social worker, whom regulation 46 excludes with them")


def exclusion(registration: str, email: str, staff: Iterable[Staff]) -> Exclusion | None:
    """Why the officer with this registration and address can't be the IRO of a child on whose case `staff` worked.

    Somebody counts as the same person by registration or by e-mail address, capitals and spaces aside.
    """
    for person in staff:
        if _same(registration, person.registration) or _same(email, person.email):
            return _MANAGED if person.manages else _WORKED
    return None


def ensure_not_excluded(name: str, registration: str, email: str, staff: Iterable[Staff]) -> None:
    found = exclusion(registration, email, staff)
    if found is not None:
        raise IroExcluded(f"{name} {found.reason}. Ask the region for another IRO.", extra={"exclusion": found.code})


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()
