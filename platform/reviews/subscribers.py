"""What reviews do when something happened."""

from datetime import date

from accounts.permissions import Role
from accounts.queries import emails_of
from notifications.events import Event
from reviews import mail


def mail_managers(event: Event) -> None:
    """DECISIONS_ISSUED, at the gate (which knows who holds which role): the nominated managers' days have begun.

    A council without managers hears of it through its director: silence must never come of nobody having been told.
    """
    addresses = emails_of(event.house, Role.COUNCIL_MANAGER) or emails_of(event.house, Role.DIRECTOR)
    mail.decisions_wait(event.house, addresses, date.fromisoformat(event.payload["reply_limit"]))
