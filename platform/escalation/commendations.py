"""Commendations, to whoever sees the child: listed on the file, and counted apart from disputes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.actor import Actor
from escalation.models import Commendation
from escalation.sight import commendations_in_sight
from ledger import past
from ledger.past import Position
from ledger.reads import look


@dataclass(frozen=True, slots=True, kw_only=True)
class CommendationView:
    id: UUID
    whom: str
    text: str
    difference: str
    iro_name: str
    commended_on: date


def commendations(child_id: UUID, *, actor: Actor, at: Position | None = None) -> list[CommendationView]:
    """About a child, the newest first; empty for who may see none. `at`: as in `queries.dispute`."""
    with look(actor, past.named("commendations", at)) as seen:
        visible = past.in_sight(commendations_in_sight(actor).filter(period__child=child_id), at)
        with past.as_of(at):
            found = [_view(row) for row in visible.order_by("-commended_on", "id")]
        seen.at([child_id] if found else [])
    return found


def commendation_count(*, actor: Actor) -> int:
    """Of those that the actor may see: a figure alone, about no child."""
    return commendations_in_sight(actor).count()


def _view(row: Commendation) -> CommendationView:
    return CommendationView(
        id=row.id, whom=row.whom, text=row.text, difference=row.difference, iro_name=row.iro_name,
        commended_on=row.commended_on,
    )  # fmt: skip
