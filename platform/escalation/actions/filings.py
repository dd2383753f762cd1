"""What a side files with the panel: answers, papers, objections. Both sides see both; and the panel's orders."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from accounts.actor import Actor, ActorKind
from escalation.course import of_dispute
from escalation.filing import ensure
from escalation.ladder import Move
from escalation.models import ArbitrationReferral, CouncilFiling, ReceivedOrder, ServiceFiling
from escalation.panel_shapes import FilingGiven
from escalation.procedure_views import filing_options
from escalation.rules import AlreadyDone
from escalation.sight import iro_of, referral_in_sight, take
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound, NotPermitted
from tenants.races import first_wins, in_turn
from timetable.procedure import OrderKind


def file_for_council(referral_id: UUID, given: FilingGiven, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The council files something with the panel, until there is a determination; the IRO reads it too.

    Returns the filing's id and the receipt. Raises NotFound, NotPermitted, NotNow, Incomplete. Publishes FILING_MADE.
    """
    return _file(Move.FILE_FOR_COUNCIL, "council", CouncilFiling, referral_id, given, actor)


def file_for_service(referral_id: UUID, given: FilingGiven, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The child's IRO files something; the council reads it too. NotTheChildsIro to another; else as above."""
    return _file(Move.FILE_FOR_SERVICE, "service", ServiceFiling, referral_id, given, actor)


def _file(
    move: Move, side: str, model: type[CouncilFiling | ServiceFiling], referral_id: UUID, given: FilingGiven,
    actor: Actor,
) -> tuple[UUID, Receipt]:  # fmt: skip
    with act(actor, f"file something for the {side}") as change:
        in_turn("filing", referral_id, side)
        today = clock.today()
        referral = referral_in_sight(referral_id, actor)
        take(move, referral.dispute_id, actor, today)
        chosen = ensure(given, filing_options(referral, side, today))
        made = model(
            id=uuid4(), referral=referral, kind=given.kind, about=given.about, title=chosen.name or given.title.strip(),
            text=given.text, why_late=given.why_late, made_by=actor.name, made_on=today,
        )  # fmt: skip
        made.save(force_insert=True)
        _publish(made)
    return made.id, change.receipt


def _publish(made: CouncilFiling | ServiceFiling) -> None:
    publish(
        Tag.FILING_MADE,
        {
            "filing_id": str(made.id),
            "referral_id": str(made.referral_id),
            "kind": made.kind,
            "about": str(made.about) if made.about else None,
            "title": made.title,
            "text": made.text,
            "why_late": made.why_late,
            "made_by": made.made_by,
            "made_on": made.made_on.isoformat(),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOrder:
    """An order as the panel sends it: `timetable.procedure.Ordered` has what each of its parts is."""

    id: UUID
    referral_id: UUID
    number: int
    kind: OrderKind
    text: str
    asks: tuple[str, ...]
    limit: date | None
    extended: date | None
    hearing_at: datetime | None
    about: UUID | None
    made_by: str
    made_on: date


def record_order(sent: SentOrder, *, actor: Actor) -> None:
    """Keep an order of the panel, once. Raises NotPermitted for anybody but the relay, NotFound (no such referral).

    Publishes ORDER_RECEIVED, so that both sides' people hear of it.
    """
    if actor.kind is not ActorKind.PROCESS:
        raise NotPermitted("Orders come from the panel: nobody enters one here.")
    referral = ArbitrationReferral.objects.select_related("dispute__period").filter(pk=sent.referral_id).first()
    if referral is None:
        raise NotFound("There is no such referral here.")
    if ReceivedOrder.objects.filter(pk=sent.id).exists():
        return
    with first_wins(AlreadyDone()), act(actor, "receive an order of the panel"):
        ReceivedOrder(
            id=sent.id, referral=referral, number=sent.number, kind=sent.kind, text=sent.text,
            asks_council="council" in sent.asks, asks_service="service" in sent.asks, limit=sent.limit,
            extended=sent.extended, hearing_at=sent.hearing_at, about=sent.about, made_by=sent.made_by,
            made_on=sent.made_on,
        ).save(force_insert=True)  # fmt: skip
        told = {"iro_id": str(iro_of(referral.dispute)), "order": sent.number, "limit": _day(sent.limit)}
        publish(Tag.ORDER_RECEIVED, of_dispute(referral.dispute) | told)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
