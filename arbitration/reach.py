"""What a determination may decide and what it may not (domain.md 7.1): each of its items is of a kind, or can't be."""

from enum import StrEnum
from typing import Final


class ItemKind(StrEnum):
    """The only things that an item can be. None of them places a child, orders money or disciplines anybody."""

    PREVAILS = "prevails"
    BREACH = "breach"
    INTERFERENCE = "interference"
    PROCESS = "process"
    RECOMMEND = "recommend"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def to_be_done(self) -> bool:
        """Whether somebody does it by a day; the others are found, once and for all."""
        return self in (ItemKind.PROCESS, ItemKind.RECOMMEND)


_LABELS: Final = {
    ItemKind.PREVAILS: "Which view of the facts prevails",
    ItemKind.BREACH: "Finding: the protocol or guidance was not kept",
    ItemKind.INTERFERENCE: "Finding: the IRO’s independence was interfered with",
    ItemKind.PROCESS: "Direction on process: disclose, hold a review, answer",
    ItemKind.RECOMMEND: "Recommendation: what should be done for the child",
}
NOT_DECIDED: Final = (
    "It does not take the place of a court's order, a referral to Cafcass, a complaint, the Local Government and "
    "Social Care Ombudsman, or the IRO's functions under section 25B of the Children Act 1989.",
    "It does not place a child, change parental responsibility, order money or discipline staff.",
    "It takes no statutory duty from the council, and the council can't give one away by complying.",
    "The child is not bound by it.",
)
REMINDER: Final = (
    "Whatever is determined here, the IRO may refer the child's case to Cafcass at any point (Children Act 1989 "
    "section 25B(3)), and the way to court stays open."
)
