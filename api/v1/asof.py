"""`?as_of=`: what was known at a position of the house's log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from api.rendering import as_json
from ledger.past import Position

AS_OF = OpenApiParameter(
    "as_of",
    {"type": "integer", "minimum": 1},
    description="A position of the council's log, 1 to its size: what was known then. Now if not given",
)


@dataclass(frozen=True, slots=True)
class AsKnown:
    """Of the past: the position, and when its last entry was written."""

    position: int
    at: datetime


def as_known(value: Any, at: Position | None) -> Any:
    """`value` as JSON; of the past, with `as_of`."""
    found = as_json(value)
    return {**found, "as_of": as_json(AsKnown(at.size, at.at))} if at else found
