"""The draw of the arbitrator as the panel sent it: who could be drawn, then what came of it, done again on arrival."""

from datetime import date
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from escalation.course import of_dispute
from escalation.models import ArbitrationReferral, ReceivedDraw, ReceivedUrn, ReceivedVacancy
from escalation.panel_shapes import Vacated
from escalation.rules import AlreadyDone, DrawAltered
from escalation.sight import iro_of
from ledger.acts import act
from ledger.draws import verify
from ledger.faults import RefusedError
from ledger.sealed import sha256_of
from notifications.actions import publish
from notifications.tags import Tag
from tenants.problems import NotFound
from tenants.races import first_wins


def record_urn(
    referral_id: UUID, number: int, content: dict[str, Any], sha256: str, seal_limit: date, *, actor: Actor
) -> None:  # fmt: skip
    """Keep the urn as it arrived, once, and have both sides told that their shares are asked for.

    Raises NotFound (no such referral here), DrawAltered (another hash). Publishes SHARES_ASKED.
    """
    if sha256_of(content) != sha256:
        raise DrawAltered("The urn isn't the one under this hash. Send it again.")
    referral = ArbitrationReferral.objects.select_related("dispute__period").filter(pk=referral_id).first()
    if referral is None:
        raise NotFound("There is no such referral here.")
    if referral.urns.filter(number=number).exists():
        return
    with first_wins(AlreadyDone()), act(actor, "take in the urn of a draw"):
        ReceivedUrn(
            referral=referral, number=number, content=content, sha256=sha256, seal_limit=seal_limit
        ).save(force_insert=True)  # fmt: skip
        asked = {"iro_id": str(iro_of(referral.dispute)), "seal_limit": seal_limit.isoformat()}
        publish(Tag.SHARES_ASKED, of_dispute(referral.dispute) | asked)


def record_draw(referral_id: UUID, number: int, record: dict[str, Any], drawn_on: date, *, actor: Actor) -> None:
    """Keep the draw as it arrived, once, if doing it again gives its names and its urn is the one that came before.

    Raises NotFound (its urn hasn't come: the relay tries again), DrawAltered.
    """
    urn = ReceivedUrn.objects.filter(referral=referral_id, number=number).first()
    if urn is None:
        raise NotFound("The urn of this draw isn't here yet.")
    if hasattr(urn, "draw"):
        return
    _ensure_true(record, urn)
    with first_wins(AlreadyDone()), act(actor, "take in a draw"):
        ReceivedDraw(urn=urn, record=record, drawn_on=drawn_on).save(force_insert=True)


def record_vacancy(left: Vacated, *, actor: Actor) -> None:
    """Keep that somebody sits no longer, once. Raises NotFound (no such referral here)."""
    referral = ArbitrationReferral.objects.filter(pk=left.referral_id).first()
    if referral is None:
        raise NotFound("There is no such referral here.")
    if ReceivedVacancy.objects.filter(pk=left.id).exists():
        return
    with first_wins(AlreadyDone()), act(actor, "take in that a seat was left"):
        ReceivedVacancy(
            id=left.id, referral=referral, arbitrator_id=left.arbitrator_id, place=left.place, title=left.title,
            name=left.name, why=left.why, reason=left.reason, left_on=left.left_on,
        ).save(force_insert=True)  # fmt: skip


def _ensure_true(record: dict[str, Any], urn: ReceivedUrn) -> None:
    try:
        verify(record)
    except RefusedError as refusal:
        raise DrawAltered(f"The draw can't be done again from its record: {refusal}.") from refusal
    if record["urn_sha256"] != urn.sha256:
        raise DrawAltered("The draw is from another urn than the one that was put on record before.")
