"""What an operation of the API takes and gives: the one place from which the contract, and what guards it, are made."""

from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from api.serializers import Strict
from tenants.problems import Problem


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address.

    `takes` is the body, `returns` the frozen view that is rendered (None: no body, or a file of `media_type`);
    `problems` are those of this operation beside the ones that any may meet; `example` is a body that is accepted.
    `conditional`: a write that needs If-Match (RFC 9110 section 13.1.1).
    """

    id: str
    summary: str
    returns: type[Any] | None = None
    takes: type[Strict] | None = None
    status: int = 200
    parameters: tuple[OpenApiParameter, ...] = ()
    problems: tuple[type[Problem], ...] = ()
    example: dict[str, Any] = field(default_factory=dict)
    conditional: bool = False
    media_type: str = "application/json"
