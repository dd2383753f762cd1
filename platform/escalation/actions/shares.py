"""A side's share of the draw of its arbitrator: sealed by the side itself, opened by the post once all are sealed.

Both sides work in one house, so each keeps its secret in a table that the other's login can't read.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID, uuid4

from accounts.actor import Actor
from escalation.ladder import Move, NotNow
from escalation.models import (
    ArbitrationReferral,
    CouncilSecret,
    CouncilShare,
    ReceivedUrn,
    ServiceSecret,
    ServiceShare,
)
from escalation.rules import AlreadyDone, ensure_share
from escalation.sight import referral_in_sight, take
from ledger.acts import Receipt, act
from ledger.draws import SHARE_BYTES, commitment
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.races import first_wins


@dataclass(frozen=True, slots=True)
class Side:
    """Whose share it is, and where its commitment and its secret are kept."""

    name: str
    sealed: type[CouncilShare | ServiceShare]
    secret: type[CouncilSecret | ServiceSecret]


COUNCIL = Side("council", CouncilShare, CouncilSecret)
SERVICE = Side("service", ServiceShare, ServiceSecret)


def seal_council_share(referral_id: UUID, words: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The council puts its share into the draw: words of its own, or none, with chance added to them. Once.

    Returns the share's id and the receipt. Raises NotFound, NotPermitted, NotNow (no urn yet, or too late), Incomplete,
    AlreadyDone. Publishes SHARE_SEALED with the commitment alone.
    """
    return _seal(Move.SEAL_COUNCIL_SHARE, COUNCIL, referral_id, words, actor)


def seal_service_share(referral_id: UUID, words: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The child's IRO puts the service's share into the draw. NotTheChildsIro to another; else as above."""
    return _seal(Move.SEAL_SERVICE_SHARE, SERVICE, referral_id, words, actor)


def _seal(move: Move, side: Side, referral_id: UUID, words: str, actor: Actor) -> tuple[UUID, Receipt]:
    clash = AlreadyDone("This side has sealed its share. It can't be changed.")
    with first_wins(clash), act(actor, f"seal the {side.name}'s share of a draw") as change:
        today = clock.today()
        referral = referral_in_sight(referral_id, actor)
        take(move, referral.dispute_id, actor, today)
        ensure_share(words)
        urn = _open_urn(referral)
        text = f"{words.strip()} {secrets.token_hex(SHARE_BYTES)}".strip()
        kept = side.sealed(
            id=uuid4(), urn=urn, commitment=commitment(str(referral.id), urn.number, side.name, text),
            sealed_by=actor.name, sealed_on=today,
        )  # fmt: skip
        kept.save(force_insert=True)
        side.secret(share_id=kept.id, text=text).save(force_insert=True)
        sealed = {"seal_id": str(kept.id), "commitment": kept.commitment, "sealed_by": actor.name}
        publish(Tag.SHARE_SEALED, _of(urn, side) | sealed | {"sealed_on": today.isoformat()})
    return kept.id, change.receipt


def _open_urn(referral: ArbitrationReferral) -> ReceivedUrn:
    urn = referral.urns.last()
    if urn is None:
        raise NotNow("The panel has yet to say who can be drawn. Come back when it has.")
    if hasattr(urn, "draw") or clock.today() > urn.seal_limit:
        raise NotNow("The time for shares is over: the draw goes on, or went on, without one of this side.")
    return urn


def open_council_share(referral_id: UUID, number: int, *, actor: Actor) -> None:
    """Called for by the panel: what the council sealed goes out, by the post in the council's own name."""
    _open(COUNCIL, referral_id, number, actor)


def open_service_share(referral_id: UUID, number: int, *, actor: Actor) -> None:
    """The same of the service's, in its region's name."""
    _open(SERVICE, referral_id, number, actor)


def _open(side: Side, referral_id: UUID, number: int, actor: Actor) -> None:
    kept = side.secret.objects.select_related("share__urn")
    found = kept.filter(share__urn__referral=referral_id, share__urn__number=number).first()
    if found is None:
        return
    with act(actor, f"open the {side.name}'s share of a draw"):
        publish(Tag.SHARE_OPENED, _of(found.share.urn, side) | {"share": found.text})


def _of(urn: ReceivedUrn, side: Side) -> dict[str, object]:
    return {"referral_id": str(urn.referral_id), "number": urn.number, "side": side.name}
