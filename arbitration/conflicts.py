"""What ties an arbitrator to a council, and what follows: the map of domain.md 7.3 as data. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from tenants.problems import Invalid
from timetable.procedure import SIDES, FilingKind, OrderKind, Procedure


class Colour(StrEnum):
    RED = "red"
    ORANGE = "orange"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """`waivable`: a red one, in which somebody sits only if both sides know and agree in writing."""

    code: str
    colour: Colour
    title: str
    waivable: bool = False


def _red(code: str, title: str, *, waivable: bool = False) -> Circumstance:
    return Circumstance(code, Colour.RED, title, waivable)


CIRCUMSTANCES: Final = {
    one.code: one
    for one in (
        _red("worked_there", "Employee, member or contractor of the council, now or in the last 3 years"),
        _red("line", "In the line of either side"),
        _red("family", "Any involvement with the child or the family"),
        _red("money", "A financial interest"),
        _red("in_dispute", "Is the IRO, or a manager, in the dispute"),
        _red("drafted", "Drafted the policy in dispute"),
        _red("left", "Left either side 3 to 5 years ago", waivable=True),
        _red("close", "Close personal relation with somebody on either side", waivable=True),
        _red("advised", "Advised either side on a related matter", waivable=True),
        Circumstance("region", Colour.ORANGE, "Sits on a council in the same region"),
        Circumstance("often", Colour.ORANGE, "More than 2 determinations for this council in 12 months"),
        Circumstance("member", Colour.ORANGE, "Member of the same profession’s body as an officer"),
        Circumstance("public", Colour.ORANGE, "Public comment on the issue"),
        Circumstance("employer", Colour.ORANGE, "Shares an employer with a witness"),
        Circumstance("academic", Colour.GREEN, "Published academic work"),
        Circumstance("general", Colour.GREEN, "General membership"),
        Circumstance("earlier", Colour.GREEN, "An earlier determination, with no appearance of bias"),
    )
}
RIGHTS_ISSUE: Final = "IC04"
"""Human rights, or discriminatory practice: there nothing is waived."""
OFTEN: Final = 2
"""More determinations than these for one council in twelve months are disclosed to both sides, by the draw itself."""


def circumstance(code: str) -> Circumstance:
    """Raises Invalid."""
    found = CIRCUMSTANCES.get(code)
    if found is None:
        told = f"Use {', '.join(CIRCUMSTANCES)}."
        raise Invalid(f"“{code}” is no circumstance of the map.", errors={"circumstance": told})
    return found


def keeps_out(waivable: Collection[bool], arbitrator_id: UUID, known: Procedure) -> bool:
    """Whether somebody who sits must not: `waivable` of each of their red ties to this council.

    Without any they may sit; with one that can't be waived never; else once both sides waived all that was disclosed.
    """
    if not waivable:
        return False
    return not all(waivable) or not _waived(arbitrator_id, known)


def _waived(arbitrator_id: UUID, known: Procedure) -> bool:
    sought = [one for one in known.orders if (one.kind, one.about) == (OrderKind.WAIVER, arbitrator_id)]
    return bool(sought) and all(
        {filed.side for filed in known.replies(one) if filed.kind is FilingKind.WAIVER} == set(SIDES) for one in sought
    )
