"""Which ladder is in force in the pinned council, and which one a dispute climbs."""

from escalation.models import CouncilLadder, Dispute
from escalation.rungs import CANONICAL, Ladder, Rung


def newest() -> CouncilLadder | None:
    """None where the council has none of its own: then the service's holds."""
    return CouncilLadder.objects.order_by("version").last()


def as_ladder(row: CouncilLadder | None) -> Ladder:
    return Ladder(row.version, row.title, tuple(map(Rung.of, row.rungs))) if row else CANONICAL


def ladder_of(dispute: Dispute) -> Ladder:
    """The one under which it was raised, whatever was adopted since."""
    return as_ladder(dispute.ladder)
