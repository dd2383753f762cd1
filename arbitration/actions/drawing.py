"""The draw of an arbitrator: once a referral, and recorded so that anybody can repeat it."""

import secrets
from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.draw import SEED_BYTES, draw
from arbitration.models import Draw, Referral
from arbitration.queries import urn
from arbitration.sight import ensure_sight, referral_here
from ledger.acts import Receipt, act
from tenants import clock
from tenants.races import first_wins


def draw_arbitrator(referral_id: UUID, *, actor: Actor) -> tuple[Draw, Receipt]:
    """By the secretary, for a referral that found nobody free when it came. Raises AlreadyDrawn, NoArbitratorFree."""
    ensure_sight(actor)
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = referral_here(referral_id)
    with first_wins(rules.AlreadyDrawn("One referral, one draw.")), act(actor, "draw the arbitrator") as change:
        drawn = draw_for(referral, clock.today())
    return drawn, change.receipt


def draw_for(referral: Referral, today: date) -> Draw:
    """Inside an act. Raises NoArbitratorFree before anything is written."""
    candidates, excluded = urn(referral.council, today)
    if not candidates:
        raise rules.NoArbitratorFree("Seat another arbitrator, then draw.")
    seed = secrets.token_bytes(SEED_BYTES)
    chosen = draw(candidates, seed, referral.id)
    drawn = Draw(
        referral=referral, arbitrator_id=chosen.id, seed=seed.hex(), drawn_on=today,
        candidates=[one.as_dict() for one in candidates], excluded=[one.as_dict() for one in excluded],
    )  # fmt: skip
    drawn.save(force_insert=True)
    return drawn
