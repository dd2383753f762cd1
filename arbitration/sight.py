"""What an actor may act upon in a panel's house. Without the right there is nothing here: NotFound, never a refusal."""

from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration.models import Referral, Urn
from arbitration.seating import presides
from tenants.problems import NotFound


def ensure_sight(actor: Actor) -> None:
    if not actor.may(Permission.ARBITRATION_VIEW):
        raise NotFound()


def referral_here(referral_id: UUID, council: str | None = None) -> Referral:
    """A referral here; with `council`, only if it came from there."""
    found = Referral.objects.filter(id=referral_id, **({} if council is None else {"council": council})).first()
    if found is None:
        raise NotFound()
    return found


def urn_here(referral_id: UUID, council: str, number: int) -> Urn:
    """The urn of a draw for a referral of this council. NotFound before it was laid: the relay tries again."""
    urns = Urn.objects.select_related("referral", "call", "panel_share")
    found = urns.filter(referral=referral_id, referral__council=council, number=number).first()
    if found is None:
        raise NotFound()
    return found


def referral_sat_on(referral_id: UUID, actor: Actor) -> Referral:
    """The referral, for those who sit on it; for everybody else there is none."""
    if not actor.may(Permission.ARBITRATION_DETERMINE):
        raise NotFound()
    found = Referral.objects.before(actor.person_id).filter(id=referral_id).first()
    if found is None:
        raise NotFound()
    return found


def referral_presided(referral_id: UUID, actor: Actor) -> Referral:
    """The referral, for whoever presides; for everybody else there is none."""
    found = referral_sat_on(referral_id, actor)
    if not presides(found, actor):
        raise NotFound()
    return found
