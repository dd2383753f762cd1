"""What an operation of the API takes and gives: the one place from which the contract, and what guards it, are made."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from api.serializers import Strict
from tenants.problems import Problem

PAGE_SIZE = OpenApiParameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, description="How many at a time"
)


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Out of use `since` (RFC 9745), gone on `sunset` (RFC 8594), 12 months later at the least; use `instead`."""

    since: date
    sunset: date
    instead: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address.

    `takes` is the body, `returns` the frozen view that is rendered (None: no body, or a file of `media_type`);
    `parameters` those of the query, singly or as a serializer; `problems` are those of this operation beside the ones
    that any may meet; `example` is a body that is accepted. `once`: a write that takes an Idempotency-Key.
    `conditional`: a write that needs If-Match (RFC 9110 section 13.1.1). `dated`: it can answer for a position of the
    log, and then says which. `headers`: those of the answer, with what they hold. `secret`: the answer holds what is
    kept nowhere in the open, so it is kept for no Idempotency-Key either.
    """

    id: str
    summary: str
    returns: type[Any] | None = None
    takes: type[Strict] | None = None
    status: int = 200
    parameters: tuple[OpenApiParameter | type[Strict], ...] = ()
    problems: tuple[type[Problem], ...] = ()
    example: dict[str, Any] = field(default_factory=dict)
    once: bool = False
    conditional: bool = False
    dated: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"
    deprecation: Deprecation | None = None
    secret: bool = False
