"""Post from the councils' houses, carried out in their panel's. Nothing else of a council or a region is seen here."""

from datetime import date
from uuid import UUID

from accounts.actor import Actor, Door, process
from accounts.permissions import Permission
from arbitration import actions
from arbitration.register_shapes import SentDirectionState
from arbitration.rules import ForeignReferral
from arbitration.shapes import (
    Notice,
    SentAnswer,
    SentFiling,
    SentSeal,
    SentShare,
    SentSlip,
    SentStatement,
)
from ledger.slips import Slip
from notifications.events import Event
from tenants import queries
from tenants.kinds import Kind


def take_in_referral(event: Event) -> None:
    """DISPUTE_REFERRED → a referral, and the urn of its draw."""
    sent = event.payload
    region = queries.region_of(event.house)
    if (sent["council"], sent["region"]) != (event.house.code, region.code):
        raise ForeignReferral(f"The notice names {sent['region']}/{sent['council']}, but came from {event.house.code}.")
    notice = Notice(
        referral_id=UUID(sent["referral_id"]),
        region=region.code,
        council=event.house.code,
        council_name=sent["council_name"],
        reference=sent["reference"],
        issue=sent["issue"],
        urgent=sent["urgent"],
        grounds=sent["grounds"],
        bundle=sent["bundle"],
        bundle_sha256=sent["bundle_sha256"],
    )
    actions.take_in_referral(notice, actor=_relay())


def take_in_bundle(event: Event) -> None:
    """BUNDLE_FROZEN → the bundle, verified. Before its referral has come: NotFound, and the relay tries again."""
    sent = event.payload
    actions.take_in_bundle(
        UUID(sent["referral_id"]), UUID(sent["bundle_id"]), event.house.code, sent["number"], sent["content"],
        actor=_relay(),
    )  # fmt: skip


def record_statement(event: Event) -> None:
    """STATEMENT_MADE → the side's statement. Before its referral has come: NotFound, and the relay tries again."""
    sent = event.payload
    statement = SentStatement(
        statement_id=UUID(sent["statement_id"]),
        referral_id=UUID(sent["referral_id"]),
        council=event.house.code,
        side=_side(event),
        text=sent["text"],
        made_by=sent["made_by"],
        made_on=date.fromisoformat(sent["made_on"]),
    )
    actions.record_statement(statement, actor=_relay())


def seal_share(event: Event) -> None:
    """SHARE_SEALED → the side's commitment. Before its urn is here: NotFound, and the relay tries again."""
    sent = event.payload
    seal = SentSeal(
        seal_id=UUID(sent["seal_id"]),
        referral_id=UUID(sent["referral_id"]),
        council=event.house.code,
        number=sent["number"],
        side=_side(event),
        commitment=sent["commitment"],
        sealed_by=sent["sealed_by"],
        sealed_on=date.fromisoformat(sent["sealed_on"]),
    )
    actions.seal_share(seal, actor=_relay())


def open_share(event: Event) -> None:
    """SHARE_OPENED → the side's share."""
    sent = event.payload
    share = SentShare(
        referral_id=UUID(sent["referral_id"]), council=event.house.code, number=sent["number"], side=_side(event),
        share=sent["share"],
    )  # fmt: skip
    actions.open_share(share, actor=_relay())


def _side(event: Event) -> str:
    """Whose login published it: no side speaks in the other's name, whatever the payload says."""
    return "council" if event.published_by is Kind.COUNCIL else "service"


def take_in_filing(event: Event) -> None:
    """FILING_MADE → what the side filed."""
    sent = event.payload
    filing = SentFiling(
        filing_id=UUID(sent["filing_id"]),
        referral_id=UUID(sent["referral_id"]),
        council=event.house.code,
        side=_side(event),
        kind=sent["kind"],
        about=UUID(sent["about"]) if sent["about"] else None,
        title=sent["title"],
        text=sent["text"],
        why_late=sent["why_late"],
        made_by=sent["made_by"],
        made_on=date.fromisoformat(sent["made_on"]),
    )
    actions.take_in_filing(filing, actor=_relay())


def note_found_direction(event: Event) -> None:
    """DIRECTION_FOUND → whether the IRO found a direction carried out, for the register."""
    _note_direction(event, "done" if event.payload["carried_out"] else "not_done")


def note_overdue_direction(event: Event) -> None:
    """DIRECTION_OVERDUE → that a direction is overdue, for the register. One of an earlier release names none."""
    if "state_id" in event.payload:
        _note_direction(event, "overdue")


def _note_direction(event: Event, state: str) -> None:
    sent = event.payload
    found = SentDirectionState(
        state_id=UUID(sent["state_id"]), referral_id=UUID(sent["referral_id"]), council=event.house.code,
        direction=sent["number"], state=state, since=date.fromisoformat(sent["since"]),
    )  # fmt: skip
    actions.record_direction(found, actor=_relay())


def record_answer(event: Event) -> None:
    """DETERMINATION_ANSWERED → the council's comply-or-explain answer."""
    sent = event.payload
    answer = SentAnswer(
        answer_id=UUID(sent["answer_id"]),
        determination_id=UUID(sent["determination_id"]),
        referral_id=UUID(sent["referral_id"]),
        council=event.house.code,
        position=sent["position"],
        reasons=sent["reasons"],
        answered_by=sent["answered_by"],
        answered_on=date.fromisoformat(sent["answered_on"]),
    )
    actions.record_answer(answer, actor=_relay())


def take_in_slip(event: Event) -> None:
    """SLIP_ASKED → a side's request to put a slip right."""
    sent = event.payload
    asked = SentSlip(
        request_id=UUID(sent["request_id"]),
        referral_id=UUID(sent["referral_id"]),
        council=event.house.code,
        side=_side(event),
        slip=Slip(sent["passage"], sent["words"], sent["reading"]),
        reason=sent["reason"],
        asked_by=sent["asked_by"],
        asked_on=date.fromisoformat(sent["asked_on"]),
    )
    actions.take_in_slip(asked, actor=_relay())


def _relay() -> Actor:
    return process("relay", Permission.ARBITRATION_RUN, Permission.ARBITRATION_VIEW, door=Door.RELAY)
