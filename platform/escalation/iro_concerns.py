"""Concerns about an IRO: shapes, where one stands, and what it must be like. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from tenants.problems import Conflict, Invalid

FINDINGS: Final = {"upheld": "Upheld", "partly": "Partly upheld", "not_upheld": "Not upheld"}
INDICATORS: Final = ("IN01", "IN06")
"""Of what a flag is a possible sign: a threat of discipline for raising concerns, and intimidation generally."""
WINDOW: Final = "iro_concern.retaliation"
"""The rule of the timetable that says how soon after an escalation is soon."""


class InvalidIroConcern(Invalid):
    code = "iro-concern-invalid"
    title = "The concern can't be recorded as it is"


class NotItsTurn(Conflict):
    code = "iro-concern-not-now"
    title = "The concern does not stand there"


class Standing(StrEnum):
    """Derived: whose move it is."""

    WITH_MANAGER = "with_manager"
    ANSWERED = "answered"
    WITH_BOARD = "with_board"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    Standing.WITH_MANAGER: "With the IRO manager",
    Standing.ANSWERED: "Answered by the IRO manager",
    Standing.WITH_BOARD: "With the regional board",
    Standing.ENDED: "Answered by the regional board",
}


@dataclass(frozen=True, slots=True)
class Iro:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IroConcernAnswered:
    """`body` is manager or board."""

    body: str
    finding: str
    finding_title: str
    text: str
    answered_by: str
    answered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    reason: str
    taken_by: str
    taken_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Raised within the window after that IRO's escalation of a dispute; `indicators` are codes of domain.md 6.3."""

    dispute_id: UUID
    reference: str
    escalated_on: date
    window_ends: date
    indicators: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IroConcernView:
    """`flag` is None for everybody who may not see flags, whether there is one or not."""

    id: UUID
    iro: Iro
    text: str
    sought: str
    raised_by: str
    raised_on: date
    standing: Standing
    answers: tuple[IroConcernAnswered, ...]
    taken: Taken | None
    flag: Flag | None


def standing(answered: frozenset[str], *, taken: bool) -> Standing:
    """From who has answered and whether it was taken to the board."""
    if "board" in answered:
        return Standing.ENDED
    if taken:
        return Standing.WITH_BOARD
    return Standing.ANSWERED if "manager" in answered else Standing.WITH_MANAGER


def ensure_standing(stands: Standing, wanted: Standing) -> None:
    """Raises NotItsTurn."""
    if stands is not wanted:
        raise NotItsTurn(f"It stands here: {stands.label.lower()}. Look at it first.")


def ensure_words(**given: str) -> None:
    """Raises InvalidIroConcern with every field that says nothing."""
    faults = {name: "Say it in words." for name, text in given.items() if not text.strip()}
    if faults:
        raise InvalidIroConcern("Something is missing.", errors=faults)


def ensure_finding(finding: str, text: str) -> None:
    """Raises InvalidIroConcern with every faulty field."""
    faults = {} if finding in FINDINGS else {"finding": f"One of {', '.join(FINDINGS)}."}
    if not text.strip():
        faults["text"] = "Give the reasons."
    if faults:
        raise InvalidIroConcern("The answer is not whole.", errors=faults)
