"""A case or a dispute as a bundle for somebody who trusts nobody here: whatever the reader may see of it, proved.

Through the same filters as the live views. Whether a closure was a free decision (domain.md 12.13) is in none of them.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.permissions import Permission
from casework import queries as casework
from escalation.models import Dispute
from escalation.queries import PARTS
from escalation.sight import find, in_sight
from ledger.bundle import Scope
from ledger.parts import write_part
from ledger.reads import look
from reviews import queries as reviews
from tenants import pins
from tenants.problems import NotFound
from tenants.queries import house
from tenants.sql import run

READER = (Permission.CASE_VIEW, Permission.CASE_VIEW_ALL, Permission.DISPUTE_VIEW, Permission.REVIEW_VIEW)
"""What a command must hold to see a case as a whole."""


@dataclass(frozen=True)
class Evidence:
    """The file: its octets, a name for it, and how many changes it proves."""

    content: bytes
    name: str
    leaves: int


def of_case(which: UUID | str, *, actor: Actor) -> Evidence:
    """Everything recorded of a child (by id, or the council's reference). Raises NotFound, NothingSigned."""
    with look(actor, "case bundle") as seen:
        _as_of_one_moment()
        child_id, reference, histories = casework.recorded(which, actor)
        seen.at([child_id])
        disputes = in_sight(actor).filter(period__child=child_id).values_list("pk", flat=True)
        parts = [*histories, *reviews.recorded(child_id, actor), *_of_disputes(disputes)]
        return _written("case", reference, parts)


def of_dispute(which: UUID | str, *, actor: Actor) -> Evidence:
    """Everything recorded of one dispute (by id, or its reference). Raises NotFound, NothingSigned."""
    with look(actor, "dispute bundle") as seen:
        _as_of_one_moment()
        found = find(which if isinstance(which, UUID) else _id(which, actor), actor)
        seen.at([found.period.child_id])
        return _written("dispute", found.reference, _of_disputes([found.pk]))


def _id(reference: str, actor: Actor) -> UUID:
    found = in_sight(actor).filter(reference=reference).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(f"There is no dispute {reference} here that you may see.")
    return found


def _of_disputes(ids: Iterable[UUID]) -> list[QuerySet[Any]]:
    wanted = list(ids)
    if not wanted:
        return []
    found = [Dispute.history.filter(id__in=wanted)]
    return [*found, *(model.history.filter(**{f"{path}__in": wanted}) for model, _, path, _ in PARTS)]


def _as_of_one_moment() -> None:
    # What is read first decides what is read later: both are of one state, whatever is written in between.
    run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _written(kind: Literal["case", "dispute"], reference: str, histories: list[QuerySet[Any]]) -> Evidence:
    pin, out = pins.current(), io.BytesIO()
    leaves = write_part(out, house(pin.kind, pin.code), Scope(kind, reference), histories)
    return Evidence(out.getvalue(), f"{kind}-{reference}.jsonl", leaves)
