"""How large a panel is, and from whom each place is drawn (domain.md 7.4). Pure."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from ledger.draws import Candidate, Place, fillable


class Discipline(StrEnum):
    """What an arbitrator brings: the mix of the roster."""

    LAW = "law"
    SOCIAL_WORK = "social_work"
    CARE = "care"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    Discipline.LAW: "A lawyer with experience of children law",
    Discipline.SOCIAL_WORK: "A senior social worker, formerly an IRO",
    Discipline.CARE: "A lay member with experience of care",
}
SOLE: Final = Place("sole")
CHAIR: Final = Place("chair", (Discipline.LAW,))
THREE: Final = (CHAIR, Place("social_work", (Discipline.SOCIAL_WORK,)), Place("lay", (Discipline.CARE,)))
PLACES: Final = {one.name: one for one in (SOLE, *THREE)}
TITLES: Final = {
    "sole": "Sole arbitrator", "chair": "Legal chair", "social_work": "Social work member", "lay": "Lay member",
}  # fmt: skip
PRESIDING: Final = frozenset({SOLE.name, CHAIR.name})
"""Who drafts, and issues."""


def panel_of(urgent: bool, candidates: Sequence[Candidate]) -> tuple[tuple[Place, ...], str]:
    """The places of a panel, and why it has so many: three with a legal chair, or one.

    Nobody's dispute waits for a member whom the roster hasn't got: where a place of the three can't be filled, one
    sits, drawn from all, and the urn says so.
    """
    if urgent:
        return (SOLE,), "One sits, since it is urgent."
    if fillable(THREE, candidates):
        return THREE, "Three sit, with a legal chair."
    missing = [TITLES[one.name].lower() for one in THREE if not any(candidate.fits(one) for candidate in candidates)]
    return (SOLE,), f"One sits, since nobody is free as {' or '.join(missing)}."


def again(place: Place, candidates: Sequence[Candidate]) -> Place:
    """The place as it is drawn again: from all, where nobody of its discipline is free."""
    return place if any(one.fits(place) for one in candidates) else Place(place.name)
