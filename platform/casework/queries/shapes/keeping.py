"""How long a record is kept, and its erasure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HoldView:
    id: UUID
    reason: str
    placed_by: str
    placed_on: date


@dataclass(frozen=True, slots=True)
class KeepingView:
    """`kept_until` is the last day on which the record must be kept; `holds` are those that stand."""

    child_id: UUID
    name: str
    reference: str
    kept_until: date
    holds: tuple[HoldView, ...]


@dataclass(frozen=True, slots=True)
class WaitingErasure:
    """`id` is the proposal's."""

    id: UUID
    child_id: UUID
    name: str
    reference: str
    ground: str
    reason: str
    proposed_by: str
    proposed_on: date


@dataclass(frozen=True, slots=True)
class ErasureView:
    """`event` is the number of its leaf in the log; None for the moment in which it waits for one."""

    id: UUID
    erased_on: date
    ground: str
    proposed_by: str
    confirmed_by: str
    entries: int
    event: int | None
