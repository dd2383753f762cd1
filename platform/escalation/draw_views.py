"""The draw of an arbitrator as a side sees it: its own share, never the other's before all are opened."""

from datetime import date
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from escalation.models import ArbitrationReferral, CouncilSecret, ReceivedDraw, ReceivedUrn, ServiceSecret
from escalation.panel_shapes import (
    Bench,
    DrawnView,
    DrawView,
    MemberView,
    ShareView,
    VacancyView,
    candidates_of,
)
from ledger.draws import in_order, verify
from ledger.faults import RefusedError
from tenants.problems import NotFound

OWN = ((Permission.STATEMENT_COUNCIL, CouncilSecret), (Permission.STATEMENT_SERVICE, ServiceSecret))
"""Whose secret is in which table: a login can read its own side's alone."""


def draw_view(referral: ArbitrationReferral, actor: Actor) -> DrawView | None:
    """None before the panel has said who can be drawn."""
    urn = referral.urns.select_related("draw", "council_share", "service_share").last()
    if urn is None:
        return None
    own, drawn = _own_secret(urn, actor), getattr(urn, "draw", None)
    return DrawView(
        number=urn.number, urn_sha256=urn.sha256, candidates=candidates_of(urn.content), seal_limit=urn.seal_limit,
        sealed=_sealed(urn), own_share=own.text if own else "", drawn=_drawn(drawn, own) if drawn else None,
        panel=urn.content.get("panel", ""), sitting=_sitting(referral), left=_left(referral),
    )  # fmt: skip


def record_view(referral: ArbitrationReferral, number: int | None) -> dict[str, Any]:
    """The record of the newest draw that was done, or of that number. Raises NotFound."""
    done = ReceivedDraw.objects.filter(urn__referral=referral).order_by("urn__number")
    found = (done.filter(urn__number=number) if number else done).last()
    if found is None:
        raise NotFound("There is no such draw yet. Come back when it is done.")
    return in_order(found.record)


def bench_of(referral: ArbitrationReferral) -> Bench:
    """Who sits, and the day of the newest draw."""
    newest = ReceivedDraw.objects.filter(urn__referral=referral).order_by("urn__number").last()
    sitting = {one.id: one.name for one in _sitting(referral)}
    return Bench(sitting=sitting, drawn_on=newest.drawn_on if newest else None)


def _sitting(referral: ArbitrationReferral) -> tuple[MemberView, ...]:
    """By every draw in its order, without those who left."""
    gone = {str(one.arbitrator_id) for one in referral.vacancies.all()}
    drawn = ReceivedDraw.objects.filter(urn__referral=referral).select_related("urn").order_by("urn__number")
    return tuple(
        MemberView(id=UUID(one["id"]), place=one["place"], name=one["name"], number=row.urn.number)
        for row in drawn
        for one in row.record["drawn"]
        if one["id"] not in gone
    )


def _left(referral: ArbitrationReferral) -> tuple[VacancyView, ...]:
    return tuple(
        VacancyView(title=one.title, name=one.name, why=one.why, reason=one.reason, left_on=one.left_on)
        for one in referral.vacancies.all()
    )


def _own_secret(urn: ReceivedUrn, actor: Actor) -> CouncilSecret | ServiceSecret | None:
    for permission, model in OWN:
        if actor.may(permission):
            return model.objects.filter(share__urn=urn).select_related("share").first()
    return None


def _sealed(urn: ReceivedUrn) -> tuple[ShareView, ...]:
    both = (("council", getattr(urn, "council_share", None)), ("service", getattr(urn, "service_share", None)))
    return tuple(
        ShareView(side=side, state="sealed", commitment=kept.commitment, share="") for side, kept in both if kept
    )


def _drawn(row: ReceivedDraw, own: CouncilSecret | ServiceSecret | None) -> DrawnView:
    shares = tuple(
        ShareView(side=one["side"], state=one["state"], commitment=one["commitment"], share=one["share"])
        for one in row.record["shares"]
    )
    return DrawnView(
        drawn_on=row.drawn_on, names=tuple(one["name"] for one in row.record["drawn"]), shares=shares,
        seed=row.record["seed"], record=in_order(row.record), holds=_holds(row.record),
        own_counted=_counted(own, shares) if own else None,
    )  # fmt: skip


def _counted(own: CouncilSecret | ServiceSecret, shares: tuple[ShareView, ...]) -> bool:
    """Opened as it was sealed, or, where it wasn't opened, by its commitment."""
    return any(one.commitment == own.share.commitment and one.share in (own.text, "") for one in shares)


def _holds(record: dict[str, Any]) -> bool:
    try:
        verify(record)
    except RefusedError:
        return False
    return True


def waits_for_share(referral: ArbitrationReferral | None, side: str, today: date) -> bool:
    """Whether this side can put its share into the draw now."""
    urn = referral.urns.select_related("draw", "council_share", "service_share").last() if referral else None
    if urn is None or hasattr(urn, "draw") or today > urn.seal_limit:
        return False
    return not hasattr(urn, f"{side}_share")
