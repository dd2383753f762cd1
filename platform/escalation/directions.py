"""What a determination directs, item by item, and where each stands: pure (domain.md 7.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tenants.problems import NotFound


class DirectionState(StrEnum):
    """Derived from what was reported and found, never stored. Only the IRO's finding makes it done."""

    AWAITED = "awaited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDER_WAY = "under_way"
    REPORTED = "reported"
    DONE = "done"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    DirectionState.AWAITED: "The council has yet to answer",
    DirectionState.ACCEPTED: "Accepted",
    DirectionState.DECLINED: "Declined",
    DirectionState.UNDER_WAY: "Under way",
    DirectionState.REPORTED: "Reported done: the IRO has yet to confirm",
    DirectionState.DONE: "Done, confirmed by the IRO",
    DirectionState.OVERDUE: "Overdue",
}


@dataclass(frozen=True, slots=True)
class Direction:
    """An item of a determination: what, whose, and by which day."""

    number: int
    text: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Pursuit:
    """What happened to a direction. `position` is the council's answer, blank while there is none; `silent`: its limit
    passed first. `reports`: of each report in order whether it says done; `findings`: (after which report, whether it
    is carried out)."""

    due_on: date
    position: str = ""
    silent: bool = False
    reports: tuple[bool, ...] = ()
    findings: frozenset[tuple[int, bool]] = frozenset()

    @property
    def done(self) -> bool:
        return any(carried_out for _, carried_out in self.findings)

    @property
    def declined(self) -> bool:
        return self.position == "decline" or (self.silent and not self.position)

    def state(self, today: date) -> DirectionState:
        """A report of having done it holds the clock until the IRO says otherwise; a refusal has no clock."""
        if self.done:
            return DirectionState.DONE
        if self.reports and self.reports[-1] and (len(self.reports), False) not in self.findings:
            return DirectionState.REPORTED
        if self.declined:
            return DirectionState.DECLINED
        if today > self.due_on:
            return DirectionState.OVERDUE
        if self.reports:
            return DirectionState.UNDER_WAY
        return DirectionState.ACCEPTED if self.position else DirectionState.AWAITED


def directions(content: Mapping[str, Any]) -> tuple[Direction, ...]:
    """What its content says is to be done by somebody; what it finds without more is nothing to pursue."""
    return tuple(
        Direction(item["number"], item["text"], item["owner"], date.fromisoformat(item["due_on"]))
        for item in content.get("items", ())
        if item["due_on"]
    )


def direction(content: Mapping[str, Any], number: int) -> Direction:
    """Raises NotFound."""
    found = next((one for one in directions(content) if one.number == number), None)
    if found is None:
        raise NotFound("The determination has no such direction. Go back to the dispute.")
    return found
