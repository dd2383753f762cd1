"""A record that stands where it should not: sent to the wrong council, or sent twice. Set aside, never erased."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from casework.rules.reasons import ensure_reason
from tenants.problems import Conflict, Invalid

LONGEST = 2_000


class Fault(StrEnum):
    """What is wrong with where the record stands."""

    DUPLICATE = "duplicate"
    WRONG_COUNCIL = "wrong_council"

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    Fault.DUPLICATE: "The child was sent twice",
    Fault.WRONG_COUNCIL: "The child was sent to the wrong council",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """`right_council`: where the child belongs, blank while nobody knows. `same_as`: the record that is kept instead,
    by the child's id or by the council's reference."""

    fault: Fault
    reason: str
    right_council: str = ""
    same_as: UUID | str | None = None


class MisplacementInvalid(Invalid):
    code = "misplacement-invalid"
    title = "The record can't be marked in this way"


class AlreadyMarked(Conflict):
    code = "misplacement-marked"
    title = "The record is marked already"


class AlreadySaid(Conflict):
    code = "misplacement-answered"
    title = "The region has said whether the record is misplaced"


class KeptForAnother(Conflict):
    code = "misplacement-kept"
    title = "Another record points to this one"


class KeptIsMisplaced(Conflict):
    code = "misplacement-chained"
    title = "The record to be kept is set aside itself"


def ensure_mark(mark: Mark, *, council: str, councils: Collection[str]) -> Mark:
    """The mark as it is kept. Raises MisplacementInvalid, ReasonNeeded."""
    errors = {}
    if len(mark.reason) > LONGEST:
        errors["reason"] = f"Say it in at most {LONGEST} characters."
    if mark.fault is Fault.DUPLICATE:
        if mark.right_council:
            errors["right_council"] = "Leave it out: a duplicate stands in the right council."
        if mark.same_as is None:
            errors["same_as"] = "Name the other record, which is kept."
    else:
        if mark.same_as is not None:
            errors["same_as"] = "Leave it out: it belongs to a duplicate."
        if mark.right_council and (mark.right_council == council or mark.right_council not in councils):
            errors["right_council"] = "Name another council of the service by its code, or leave it out."
    if errors:
        raise MisplacementInvalid("Correct what `errors` names, and send it again.", errors=errors)
    return Mark(mark.fault, ensure_reason(mark.reason), mark.right_council, mark.same_as)
