"""What a council's casework does when something has happened in the region."""

from datetime import date
from uuid import UUID

from accounts.actor import Door, process
from accounts.permissions import Permission
from casework.actions.appointment import Proposed
from casework.actions.appointment import record_proposal as record
from notifications.events import Event

RELAY = process("relay", Permission.WORKFORCE_MANAGE, door=Door.RELAY)


def record_proposal(event: Event) -> None:
    """IRO_PROPOSED: in the council's house, as the region."""
    facts = event.payload
    record(
        Proposed(
            period_id=UUID(facts["period_id"]),
            number=facts["number"],
            iro_id=UUID(facts["iro_id"]),
            iro_name=facts["iro_name"],
            iro_registration=facts["iro_registration"],
            iro_email=facts["iro_email"],
            proposed_on=date.fromisoformat(facts["proposed_on"]),
            limit=date.fromisoformat(facts["limit"]),
        ),
        actor=RELAY,
    )
