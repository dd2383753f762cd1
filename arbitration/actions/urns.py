"""The urn of a draw: who can be drawn is on record, with the panel's own commitment, before any share is asked for."""

import secrets
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.models import PanelShare, Referral, Urn
from arbitration.places import PLACES, again, panel_of
from arbitration.queries import roster_for
from arbitration.seating import left_by, members, unfilled
from arbitration.sight import ensure_sight, referral_here
from ledger.acts import Receipt, act
from ledger.draws import PANEL, SHARE_BYTES, Candidate, Place, commitment, fillable, urn_content
from ledger.sealed import sha256_of
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.races import first_wins
from timetable.queries import england


def lay_urn(referral_id: UUID, *, actor: Actor) -> tuple[Urn, Receipt]:
    """By the secretary, for a referral that found nobody free when it came, or when somebody left.

    Raises AlreadyLaid, AlreadyDrawn, NoArbitratorFree.
    """
    ensure_sight(actor)
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = referral_here(referral_id)
    if referral.draws.exists() and not unfilled(referral):
        raise rules.AlreadyDrawn("Every place is filled.")
    if referral.urns.undrawn().exists():
        raise rules.AlreadyLaid("Its draw goes on.")
    with first_wins(rules.AlreadyLaid("Its draw goes on.")), act(actor, "lay the urn of a draw") as change:
        laid = lay_for(referral, clock.today())
    return laid, change.receipt


def lay_again(today: date, *, actor: Actor) -> int:
    """By the clock: where somebody left, and no draw goes on, their place is drawn again; how many urns were laid."""
    left = Referral.objects.filter(determination=None, seats__vacancy__isnull=False).distinct()
    return sum(_lay_if_unfilled(referral, today, actor) for referral in left)


def _lay_if_unfilled(referral: Referral, today: date, actor: Actor) -> bool:
    if not unfilled(referral) or referral.urns.undrawn().exists():
        return False
    try:
        with first_wins(rules.AlreadyLaid()), act(actor, "lay the urn of a place that was left"):
            lay_for(referral, today)
    except (rules.AlreadyLaid, rules.NoArbitratorFree):
        return False
    return True


def lay_for(referral: Referral, today: date) -> Urn:
    """Inside an act: for the whole panel, or for the places that somebody left. Raises NoArbitratorFree before anything
    is written. Publishes URN_LAID."""
    candidates, excluded = roster_for(referral.council, today, _barred(referral))
    places, why = _places(referral, candidates)
    if not fillable(places, candidates):
        raise rules.NoArbitratorFree("Seat another arbitrator, then lay the urn.")
    share, number = secrets.token_hex(SHARE_BYTES), referral.urns.count() + 1
    committed = commitment(str(referral.id), number, PANEL, share)
    content = urn_content(str(referral.id), number, places, candidates, excluded, committed) | {"panel": why}
    laid = Urn(
        referral=referral, number=number, content=content, sha256=sha256_of(content), laid_on=today,
        seal_limit=rules.shares_limit(today, england()),
    )  # fmt: skip
    laid.save(force_insert=True)
    PanelShare(urn=laid, share=share).save(force_insert=True)
    publish(
        Tag.URN_LAID,
        {**of_urn(laid), "content": content, "sha256": laid.sha256, "seal_limit": laid.seal_limit.isoformat()},
    )
    return laid


def _places(referral: Referral, candidates: Sequence[Candidate]) -> tuple[tuple[Place, ...], str]:
    empty = unfilled(referral)
    if empty:
        return tuple(again(PLACES[name], candidates) for name in empty), "Drawn again, since somebody left."
    return panel_of(referral.urgent, candidates)


def _barred(referral: Referral) -> dict[UUID, str]:
    """Who can't be drawn for this referral, whatever ties them to the council."""
    sitting = {one.arbitrator.id: "sits on this referral" for one in members(referral)}
    return sitting | dict.fromkeys(left_by(referral), "sat on this referral, and left it")


def of_urn(urn: Urn) -> dict[str, object]:
    """What every event of a draw says: whose it is."""
    referral = urn.referral
    return {
        "referral_id": str(referral.id),
        "region": referral.region,
        "council": referral.council,
        "number": urn.number,
    }
