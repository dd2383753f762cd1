"""What a council's casework does when something has happened in the region."""

from datetime import date
from uuid import UUID

from accounts.actor import Door, process
from accounts.permissions import Permission, Role
from accounts.queries import email_of, emails_of
from casework import mail
from casework.actions.appointment import Proposed
from casework.actions.appointment import record_proposal as record
from notifications.events import Event
from tenants.queries import council as council_of
from tenants.queries import region_of

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


def mail_right_council(event: Event) -> None:
    """CASE_MISPLACED, at the gate: the managers of the council in which the child belongs, where it is known."""
    facts = event.payload
    if facts["right_council"]:
        right = council_of(facts["right_council"])
        mail.child_sent_elsewhere(
            right, event.house, date.fromisoformat(facts["marked_on"]), emails_of(right, Role.COUNCIL_MANAGER)
        )


def mail_break_glass(event: Event) -> None:
    """BREAKGLASS_OPENED, at the gate: the child's IRO, the region's IRO managers, the data protection officer.

    A council without such an officer hears of it through its director: the controller is always told.
    """
    facts, council = event.payload, event.house
    controller = emails_of(council, Role.DATA_PROTECTION_OFFICER) or emails_of(council, Role.DIRECTOR)
    watchers = {*emails_of(region_of(council), Role.IRO_MANAGER), *controller}
    mail.glass_broken_for_watchers(council, sorted(watchers), date.fromisoformat(facts["review_limit"]))
    iro = email_of(UUID(facts["iro_id"])) if facts["iro_id"] else None
    if iro is not None:
        mail.glass_broken_for_iro(council, iro, UUID(facts["child_id"]))
