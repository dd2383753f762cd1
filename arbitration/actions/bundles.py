"""The bundle as it is disclosed: what isn't whole, or isn't of this referral, is not taken in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration.models import DisclosedBundle
from arbitration.rules import BundleMismatch
from arbitration.sight import referral_here
from ledger import disclosure
from ledger.acts import act
from ledger.disclosure import CLOSED
from ledger.faults import RefusedError
from tenants import clock
from tenants.races import first_wins


def take_in_bundle(
    referral_id: UUID, bundle_id: UUID, council: str, number: int, content: Mapping[str, Any], *, actor: Actor
) -> None:
    """Keep a bundle, once, after verifying it from its words to its root. Raises NotFound, BundleMismatch."""
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = referral_here(referral_id, council)
    _ensure_sound(content, str(referral_id), number)
    if DisclosedBundle.objects.filter(id=bundle_id).exists():
        return
    clash = BundleMismatch("Another bundle came under this number. What came first stands.")
    with first_wins(clash), act(actor, "take in a bundle"):
        DisclosedBundle(
            id=bundle_id, referral=referral, number=number, root=content["root"], content=dict(content),
            received_on=clock.today(),
        ).save(force_insert=True)  # fmt: skip


def _ensure_sound(content: Mapping[str, Any], referral: str, number: int) -> None:
    try:
        version = disclosure.verify(content).version
    except RefusedError as wrong:
        raise BundleMismatch(f"The bundle doesn't hold what its root says: {wrong}.") from wrong
    cover = content["cover"]
    if version != CLOSED or (cover["referral"], cover["number"]) != (referral, number):
        raise BundleMismatch("This is the bundle of another referral, or not its closed version.")
