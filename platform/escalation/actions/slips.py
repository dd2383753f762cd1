"""Slips of a determination: either side asks the panel to put one right; what the panel decided is kept as it came."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from accounts.actor import Actor, ActorKind
from escalation.ladder import Move, NotNow
from escalation.models import (
    CouncilSlipRequest,
    ReceivedCorrection,
    ReceivedDetermination,
    ServiceSlipRequest,
    SlipRefusal,
)
from escalation.rules import AlreadyDone, DeterminationAltered, ensure_given, ensure_slip, slips_limit
from escalation.sight import determination_in_sight, take
from ledger import slips
from ledger.acts import Receipt, act
from ledger.faults import RefusedError
from ledger.sealed import sha256_of
from ledger.slips import Slip
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound, NotPermitted
from tenants.races import first_wins
from timetable.queries import england


def ask_council_correction(
    determination_id: UUID, slip: Slip, reason: str, *, actor: Actor
) -> tuple[UUID, Receipt]:  # fmt: skip
    """The council asks for a slip to be put right, within the days for slips. The IRO sees it too.

    Returns the request's id and the receipt. Raises NotFound, NotPermitted, NotNow, NotASlip, Incomplete (no reason).
    Publishes SLIP_ASKED.
    """
    return _ask(Move.ASK_COUNCIL_CORRECTION, CouncilSlipRequest, determination_id, slip, reason, actor)


def ask_service_correction(
    determination_id: UUID, slip: Slip, reason: str, *, actor: Actor
) -> tuple[UUID, Receipt]:  # fmt: skip
    """The child's IRO asks; the council sees it too. NotTheChildsIro to another; else as above."""
    return _ask(Move.ASK_SERVICE_CORRECTION, ServiceSlipRequest, determination_id, slip, reason, actor)


def _ask(
    move: Move, model: type[CouncilSlipRequest | ServiceSlipRequest], determination_id: UUID, slip: Slip, reason: str,
    actor: Actor,
) -> tuple[UUID, Receipt]:  # fmt: skip
    with act(actor, "ask for a slip to be corrected") as change:
        today = clock.today()
        determination = determination_in_sight(determination_id, actor)
        take(move, determination.referral.dispute_id, actor, today)
        limit = slips_limit(determination.issued_on, england()).limit
        if today > limit:
            raise NotNow(f"Slips could be put right until {limit:%-d %B %Y}. The determination stands as it is.")
        ensure_given(reason=reason)
        ensure_slip(slips.faults(determination.content, determination.slips, slip))
        asked = model(
            id=uuid4(), determination=determination, passage=slip.passage, words=slip.words, reading=slip.reading,
            reason=reason, asked_by=actor.name, asked_on=today,
        )  # fmt: skip
        asked.save(force_insert=True)
        _publish(asked, determination)
    return asked.id, change.receipt


def _publish(asked: CouncilSlipRequest | ServiceSlipRequest, determination: ReceivedDetermination) -> None:
    publish(
        Tag.SLIP_ASKED,
        {
            "request_id": str(asked.id),
            "referral_id": str(determination.referral_id),
            "passage": asked.passage,
            "words": asked.words,
            "reading": asked.reading,
            "reason": asked.reason,
            "asked_by": asked.asked_by,
            "asked_on": asked.asked_on.isoformat(),
        },
    )


def record_correction(
    determination_id: UUID, correction_id: UUID, request_id: UUID | None, content: Mapping[str, Any], sha256: str, *,
    actor: Actor,
) -> None:  # fmt: skip
    """Keep a correction that the panel made. The same one twice changes nothing.

    Raises NotPermitted for anybody but the relay, NotFound before its determination or the correction before it is
    here (the relay tries again), DeterminationAltered unless it has its hash and belongs to this determination.
    """
    determination = _from_the_panel(determination_id, actor)
    if ReceivedCorrection.objects.filter(pk=correction_id).exists():
        return
    earlier = [one.content for one in determination.corrections.all()]
    if content["number"] > len(earlier) + 1:
        raise NotFound("The correction before it has yet to come.")
    try:
        slips.verify(determination.content, [*earlier, content])
    except RefusedError as wrong:
        raise DeterminationAltered(str(wrong)) from wrong
    if sha256_of(content) != sha256:
        raise DeterminationAltered("The correction isn't what its hash says. Ask the panel to send it again.")
    twice = AlreadyDone("The same correction came twice at one moment.")
    with first_wins(twice), act(actor, "receive a correction of a determination"):
        ReceivedCorrection(
            id=correction_id, determination=determination, number=content["number"], request_id=request_id,
            content=dict(content), sha256=sha256,
        ).save(force_insert=True)  # fmt: skip


def record_slip_refusal(
    determination_id: UUID, request_id: UUID, reasons: str, refused_by: str, refused_on: date, *, actor: Actor
) -> None:
    """Keep the panel's reasons for not putting it right. The same twice changes nothing. Raises as above."""
    determination = _from_the_panel(determination_id, actor)
    if SlipRefusal.objects.filter(request_id=request_id).exists():
        return
    with first_wins(AlreadyDone("The same refusal came twice at one moment.")), act(actor, "receive a refused slip"):
        SlipRefusal(
            determination=determination, request_id=request_id, reasons=reasons, refused_by=refused_by,
            refused_on=refused_on,
        ).save(force_insert=True)  # fmt: skip


def _from_the_panel(determination_id: UUID, actor: Actor) -> ReceivedDetermination:
    if actor.kind is not ActorKind.PROCESS:
        raise NotPermitted("Corrections come from the panel: nobody enters one here.")
    found = ReceivedDetermination.objects.filter(pk=determination_id).first()
    if found is None:
        raise NotFound(f"There is no determination {determination_id} here.")
    return found
