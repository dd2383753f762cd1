"""The urn of a draw: who can be drawn is on record, with the panel's own commitment, before any share is asked for."""

import secrets
from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.models import PanelShare, Referral, Urn
from arbitration.queries import roster_for
from arbitration.sight import ensure_sight, referral_here
from ledger.acts import Receipt, act
from ledger.draws import PANEL, SHARE_BYTES, Place, commitment, urn_content
from ledger.sealed import sha256_of
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.races import first_wins
from timetable.queries import england

SOLE = Place("sole")
"""A panel of one, on paper, from the whole roster (domain.md 7.4)."""
FIRST = 1


def lay_urn(referral_id: UUID, *, actor: Actor) -> tuple[Urn, Receipt]:
    """By the secretary, for a referral that found nobody free when it came.

    Raises AlreadyLaid, AlreadyDrawn, NoArbitratorFree.
    """
    ensure_sight(actor)
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = referral_here(referral_id)
    if hasattr(referral, "draw"):
        raise rules.AlreadyDrawn("One referral, one draw.")
    with first_wins(rules.AlreadyLaid("One referral, one draw.")), act(actor, "lay the urn of a draw") as change:
        laid = lay_for(referral, clock.today())
    return laid, change.receipt


def lay_for(referral: Referral, today: date) -> Urn:
    """Inside an act. Raises NoArbitratorFree before anything is written. Publishes URN_LAID."""
    candidates, excluded = roster_for(referral.council, today)
    if not candidates:
        raise rules.NoArbitratorFree("Seat another arbitrator, then lay the urn.")
    share = secrets.token_hex(SHARE_BYTES)
    committed = commitment(str(referral.id), FIRST, PANEL, share)
    content = urn_content(str(referral.id), FIRST, [SOLE], candidates, excluded, committed)
    laid = Urn(
        referral=referral, number=FIRST, content=content, sha256=sha256_of(content), laid_on=today,
        seal_limit=rules.shares_limit(today, england()),
    )  # fmt: skip
    laid.save(force_insert=True)
    PanelShare(urn=laid, share=share).save(force_insert=True)
    publish(
        Tag.URN_LAID,
        {**of_urn(laid), "content": content, "sha256": laid.sha256, "seal_limit": laid.seal_limit.isoformat()},
    )
    return laid


def of_urn(urn: Urn) -> dict[str, object]:
    """What every event of a draw says: whose it is."""
    referral = urn.referral
    return {
        "referral_id": str(referral.id),
        "region": referral.region,
        "council": referral.council,
        "number": urn.number,
    }
