"""What disputes do when something happened."""

from datetime import date
from uuid import UUID

from accounts.actor import Door, process
from accounts.permissions import Role
from accounts.queries import emails_of
from escalation import actions, mail
from escalation.shapes import ReceivedContent
from notifications.events import Event

ANSWERS = {"L1": Role.COUNCIL_MANAGER, "L2": Role.COUNCIL_MANAGER, "L3": Role.DIRECTOR, "L4": Role.DIRECTOR}
"""Whose mail tells of a stage at each level."""


def mail_responders(event: Event) -> None:
    """STAGE_STARTED, at the gate (which knows who holds which role): whoever answers at this level hears of it.

    An urgent dispute goes to the director the same day, whatever its level; so does one that nobody else can answer.
    """
    sent = event.payload
    told = set(emails_of(event.house, ANSWERS[sent["level"]]))
    if sent["urgent"] or not told:
        told.update(emails_of(event.house, Role.DIRECTOR))
    mail.stage_started(
        event.house, sorted(told), dispute_id=UUID(sent["dispute_id"]), reference=sent["reference"],
        level=sent["level"], limit=date.fromisoformat(sent["limit"]), urgent=sent["urgent"],
    )  # fmt: skip


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
    actions.record_determination(received, actor=process("relay", door=Door.RELAY))
