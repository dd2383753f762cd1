"""The bundle as the panel's people read it: those who sit the closed version, the secretary the open one."""

from datetime import date
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration.bundle_shapes import DisclosedView, IndexLine
from arbitration.models import DisclosedBundle, Referral, ReferralQuerySet
from ledger.disclosure import CLOSED, OPEN, in_order, open_version
from ledger.reads import look
from tenants.problems import NotFound


def disclosed_view(referral: Referral, actor: Actor) -> DisclosedView | None:
    """None before any bundle came."""
    row: DisclosedBundle | None = referral.bundles.last()
    if row is None:
        return None
    documents, cover = row.content["documents"], row.content["cover"]
    pieces = [piece for one in documents for passage in one["passages"] for piece in passage["pieces"]]
    index = tuple(
        IndexLine(one["number"], one["title"], one["side"], one["dated"], (one["pages"][0], one["pages"][1]))
        for one in documents
    )
    versions = _versions(referral, actor)
    return DisclosedView(
        number=row.number, closed_on=date.fromisoformat(cover["closed_on"]), root=row.root, pages=cover["pages"],
        index=index, withheld=sum(bool(piece["withheld"]) for piece in pieces), versions=versions,
        content=_in_version(row, versions[-1]),
    )  # fmt: skip


def _in_version(row: DisclosedBundle, version: str) -> dict[str, Any]:
    return open_version(row.content) if version == OPEN else in_order(row.content)


def _versions(referral: Referral, actor: Actor) -> tuple[str, ...]:
    """The secretary runs the process and does no casework (domain.md 5.2): the open version is enough."""
    sits = Referral.objects.before(actor.person_id).filter(id=referral.id).exists()
    return (OPEN, CLOSED) if sits else (OPEN,)


def _visible(actor: Actor) -> ReferralQuerySet:
    if not actor.may(Permission.ARBITRATION_VIEW):
        return Referral.objects.none()
    return Referral.objects.all() if actor.may(Permission.ARBITRATION_RUN) else Referral.objects.before(actor.person_id)


def bundle(referral_id: UUID, version: str, *, actor: Actor) -> dict[str, Any]:
    """The newest bundle as `iro-verify` takes it, in a version that the actor may read. Raises NotFound."""
    with look(actor, "bundle", "arbitration") as seen:
        referral = _visible(actor).filter(id=referral_id).first()
        row = referral.bundles.last() if referral else None
        if referral is None or row is None or version not in _versions(referral, actor):
            raise NotFound()
        seen.at([referral_id])
        return _in_version(row, version)
