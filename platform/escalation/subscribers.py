"""What disputes do when something happened."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.actor import Actor, Door, process
from accounts.permissions import Role
from accounts.queries import email_of, emails_of
from escalation import actions, mail
from escalation.panel_shapes import Vacated
from escalation.rungs import CANONICAL, Replier, Rung
from escalation.shapes import ReceivedContent
from notifications.events import Event
from tenants import queries
from timetable.procedure import OrderKind

ANSWERS = {Replier.MANAGER: Role.COUNCIL_MANAGER, Replier.DIRECTOR: Role.DIRECTOR}
"""Whose mail tells of a stage, by its rung."""


def mail_responders(event: Event) -> None:
    """STAGE_STARTED, at the gate (which knows who holds which role): whoever answers at this level hears of it.

    An urgent dispute goes to the director the same day, whatever its level; so does one that nobody else can answer.
    """
    sent = event.payload
    rung = _rung(sent)
    told = set(emails_of(event.house, ANSWERS[rung.replier]))
    if sent["urgent"] or not told:
        told.update(emails_of(event.house, Role.DIRECTOR))
    mail.stage_started(
        event.house, sorted(told), dispute_id=UUID(sent["dispute_id"]), reference=sent["reference"],
        rung=rung, limit=date.fromisoformat(sent["limit"]), urgent=sent["urgent"],
    )  # fmt: skip


def _rung(sent: Mapping[str, Any]) -> Rung:
    """The stage that began, on the ladder of its dispute; an event of an earlier release knows the service's alone."""
    if "title" not in sent:
        return CANONICAL.rung(sent["level"])
    return Rung(sent["level"], sent["title"], sent["responder"], replier=Replier(sent["replier"]))


def mail_of_silence(event: Event) -> None:
    """DETERMINATION_UNANSWERED, at the gate."""
    sent = event.payload
    mail.determination_unanswered(
        event.house, _watchers(event), dispute_id=UUID(sent["dispute_id"]), reference=sent["reference"],
        limit=date.fromisoformat(sent["answer_limit"]),
    )  # fmt: skip


def mail_overdue(event: Event) -> None:
    """DIRECTION_OVERDUE, at the gate."""
    sent = event.payload
    mail.direction_overdue(
        event.house, _watchers(event), dispute_id=UUID(sent["dispute_id"]), reference=sent["reference"],
        number=sent["number"], due_on=date.fromisoformat(sent["due_on"]),
    )  # fmt: skip


def mail_shares_asked(event: Event) -> None:
    """SHARES_ASKED, at the gate."""
    sent = event.payload
    mail.shares_asked(
        event.house, _parties(event), dispute_id=UUID(sent["dispute_id"]),
        reference=sent["reference"], limit=date.fromisoformat(sent["seal_limit"]),
    )  # fmt: skip


def mail_order(event: Event) -> None:
    """ORDER_RECEIVED, at the gate: the same people of both sides as when shares are asked for."""
    sent = event.payload
    mail.order_received(
        event.house, _parties(event), dispute_id=UUID(sent["dispute_id"]), reference=sent["reference"],
        number=sent["order"], limit=_day(sent["limit"]),
    )  # fmt: skip


def mail_commendation(event: Event) -> None:
    """COMMENDED, at the gate: those who lead social workers in the council."""
    addresses = emails_of(event.house, Role.COUNCIL_MANAGER)
    mail.commended(event.house, sorted(addresses), child_id=UUID(event.payload["child_id"]))


def _parties(event: Event) -> list[str]:
    """Whoever states the council's case, and the child's IRO."""
    told = set(emails_of(event.house, Role.COUNCIL_MANAGER, Role.DIRECTOR))
    iro = email_of(UUID(event.payload["iro_id"]))
    return sorted(told | ({iro} if iro else set()))


def _watchers(event: Event) -> list[str]:
    """The council's director; of the service the IRO managers, and the head of service, who answers to the board."""
    service = emails_of(queries.region_of(event.house), Role.IRO_MANAGER, Role.HEAD_OF_SERVICE)
    return sorted({*emails_of(event.house, Role.DIRECTOR), *service})


def record_determination(event: Event) -> None:
    """ARBITRATION_DETERMINED, in the council as its region. With no such referral here, it fails and is seen."""
    sent = event.payload
    received = ReceivedContent(
        referral_id=UUID(sent["referral_id"]),
        determination_id=UUID(sent["determination_id"]),
        content=sent["content"],
        sha256=sent["sha256"],
        issued_on=date.fromisoformat(sent["issued_on"]),
        answer_limit=date.fromisoformat(sent["answer_limit"]),
    )
    actions.record_determination(received, actor=_post())


def record_correction(event: Event) -> None:
    """SLIP_CORRECTED, in the council as its region."""
    sent = event.payload
    asked = UUID(sent["request_id"]) if sent["request_id"] else None
    actions.record_correction(
        UUID(sent["determination_id"]), UUID(sent["correction_id"]), asked, sent["content"], sent["sha256"],
        actor=_post(),
    )  # fmt: skip


def record_slip_refusal(event: Event) -> None:
    """SLIP_REFUSED, in the council as its region."""
    sent = event.payload
    actions.record_slip_refusal(
        UUID(sent["determination_id"]), UUID(sent["request_id"]), sent["reasons"], sent["refused_by"],
        date.fromisoformat(sent["refused_on"]), actor=_post(),
    )  # fmt: skip


def record_urn(event: Event) -> None:
    """URN_LAID, in the council as its region."""
    sent = event.payload
    actions.record_urn(
        UUID(sent["referral_id"]), sent["number"], sent["content"], sent["sha256"],
        date.fromisoformat(sent["seal_limit"]), actor=_post(),
    )  # fmt: skip


def open_council_share(event: Event) -> None:
    """SHARES_CALLED, in the council as itself: what it kept there from the service."""
    actions.open_council_share(UUID(event.payload["referral_id"]), event.payload["number"], actor=_post())


def open_service_share(event: Event) -> None:
    """SHARES_CALLED, in the council as its region: what it kept there from the council."""
    actions.open_service_share(UUID(event.payload["referral_id"]), event.payload["number"], actor=_post())


def record_draw(event: Event) -> None:
    """PANEL_DRAWN, in the council as its region."""
    sent = event.payload
    drawn_on = date.fromisoformat(sent["drawn_on"])
    actions.record_draw(UUID(sent["referral_id"]), sent["number"], sent["record"], drawn_on, actor=_post())


def record_order(event: Event) -> None:
    """ORDER_MADE, in the council as its region."""
    sent = event.payload
    order = actions.SentOrder(
        id=UUID(sent["order_id"]), referral_id=UUID(sent["referral_id"]), number=sent["number"],
        kind=OrderKind(sent["kind"]), text=sent["text"], asks=tuple(sent["asks"]), limit=_day(sent["limit"]),
        extended=_day(sent["extended"]),
        hearing_at=datetime.fromisoformat(sent["hearing_at"]) if sent["hearing_at"] else None,
        about=UUID(sent["about"]) if sent["about"] else None, made_by=sent["made_by"],
        made_on=date.fromisoformat(sent["made_on"]),
    )  # fmt: skip
    actions.record_order(order, actor=_post())


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def record_vacancy(event: Event) -> None:
    """SEAT_VACATED, in the council as its region."""
    sent = event.payload
    left = Vacated(
        id=UUID(sent["vacancy_id"]), referral_id=UUID(sent["referral_id"]),
        arbitrator_id=UUID(sent["arbitrator_id"]), place=sent["place"], title=sent["title"], name=sent["name"],
        why=sent["why"], reason=sent["reason"], left_on=date.fromisoformat(sent["left_on"]),
    )  # fmt: skip
    actions.record_vacancy(left, actor=_post())


def check_retaliation(event: Event) -> None:
    """IRO_CONCERN_RAISED, in the council as its region."""
    actions.check_retaliation(UUID(event.payload["concern_id"]), actor=_post())


def mail_iro_concern(event: Event) -> None:
    """IRO_CONCERN_RAISED, at the gate: the IRO's managers."""
    told = emails_of(queries.region_of(event.house), Role.IRO_MANAGER)
    mail.iro_concern(event.house, told, "raised", then="Answer it on its merits, with the reasons:")


def mail_board(event: Event) -> None:
    """IRO_CONCERN_TAKEN, at the gate: the head of service, who puts it before the board."""
    told = emails_of(queries.region_of(event.house), Role.HEAD_OF_SERVICE)
    mail.iro_concern(event.house, told, "taken to the regional board", then="Put it before the board:")


def mail_iro_concern_answered(event: Event) -> None:
    """IRO_CONCERN_ANSWERED, at the gate: the council's side."""
    told = emails_of(event.house, Role.COUNCIL_MANAGER, Role.DIRECTOR)
    mail.iro_concern(event.house, told, "answered", then="Read what was found, and why:")


def mail_flag(event: Event) -> None:
    """RETALIATION_FLAGGED, at the gate: the service alone."""
    told = emails_of(queries.region_of(event.house), Role.HEAD_OF_SERVICE)
    then = "It came soon after that IRO’s escalation. It is answered on its merits all the same:"
    mail.iro_concern(event.house, told, "possible retaliation", then=then)


def _post() -> Actor:
    return process("relay", door=Door.RELAY)
