"""What the workforce does when something has happened in a council: in the region's house, as the region."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.actor import Door, process
from accounts.permissions import Permission
from casework.shapes import Staff
from notifications.events import Event
from workforce.actions import diary
from workforce.actions.allocation import open_diary
from workforce.shapes import OpenedCase

RELAY = process("relay", Permission.WORKFORCE_MANAGE, door=Door.RELAY)


def propose_iro(event: Event) -> None:
    """CASE_OPENED: the case enters the diary and an IRO is proposed."""
    open_diary(_opened(event), actor=RELAY)


def reopen_case(event: Event) -> None:
    """PERIOD_REOPENED: the council says that the child did not leave care after all."""
    if not diary.note_period_reopened(*_case(event)):
        open_diary(_opened(event), actor=RELAY)


def note_appointment(event: Event) -> None:
    """APPOINTMENT_MADE."""
    facts = event.payload
    diary.note_appointment(*_case(event), UUID(facts["iro_id"]), date.fromisoformat(facts["appointed_on"]))


def note_review(event: Event) -> None:
    """REVIEW_HELD, and REVIEW_CLAIMED for what was before the council joined."""
    facts = event.payload
    diary.note_review(*_case(event), facts["next_review"], date.fromisoformat(facts["next_review_limit"]))


def note_dispute(event: Event) -> None:
    """DISPUTE_RAISED, STAGE_STARTED, DISPUTE_CLOSED: each says how the child's disputes stand."""
    facts = event.payload
    as_of = datetime.fromisoformat(facts["as_of"])
    diary.note_disputes(*_case(event), facts["open_disputes"], _date(facts["dispute_limit"]), as_of)


def note_notices(event: Event) -> None:
    """NOTICE_GIVEN, NOTICE_ACKNOWLEDGED: each says how many of the child's notices wait for the IRO."""
    facts = event.payload
    diary.note_notices(*_case(event), facts["waiting"], datetime.fromisoformat(facts["as_of"]))


def note_period_ended(event: Event) -> None:
    """PERIOD_ENDED."""
    diary.note_period_ended(*_case(event))


def forget_case(event: Event) -> None:
    """CASE_ERASED."""
    diary.forget(event.payload["council"], [UUID(key) for key in event.payload["period_ids"]])


def _opened(event: Event) -> OpenedCase:
    facts = event.payload
    return OpenedCase(
        council=facts["council"],
        child_id=UUID(facts["child_id"]),
        period_id=UUID(facts["period_id"]),
        reference=facts["reference"],
        initials=facts["initials"],
        appointment_limit=date.fromisoformat(facts["appointment_limit"]),
        next_review=facts["next_review"],
        next_review_limit=_date(facts["next_review_limit"]),
        staff=tuple(Staff(**person) for person in facts["staff"]),
        former_iro=UUID(facts["former_iro"]) if facts["former_iro"] else None,
    )


def _case(event: Event) -> tuple[str, UUID]:
    return event.payload["council"], UUID(event.payload["period_id"])


def _date(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
