"""Mail of disputes. No child's name or reference ever goes by mail: a link, the dispute's reference and a date."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from escalation.rungs import Rung
from tenants.models import House


def stage_started(
    council: House, addresses: Iterable[str], *, dispute_id: UUID, reference: str, rung: Rung, limit: date, urgent: bool
) -> None:  # fmt: skip
    """Tell each who answers at this level, separately, that the time for it has begun."""
    link = _link(council, dispute_id)
    _send(
        addresses,
        f"{'Urgent dispute' if urgent else 'Dispute'} {reference}: answer by {limit:%-d %B %Y}",
        f"An IRO has a dispute with {council.name}, {reference}. It waits for an answer at level {rung.level}, "
        f"{rung.title.lower()} ({rung.responder}).\n\n"
        f"Answer by {limit:%A %-d %B %Y}, until midnight:\n{link}\n\n"
        "Without an answer it goes on by itself: one stage up, or to arbitration.\n",
    )


def determination_unanswered(
    council: House, addresses: Iterable[str], *, dispute_id: UUID, reference: str, limit: date
) -> None:  # fmt: skip
    """Tell each that the council's silence counts as a refusal from now on, and that an answer still can be given."""
    link = _link(council, dispute_id)
    _send(
        addresses,
        f"Dispute {reference}: no answer to the determination",
        f"{council.name} had until {limit:%A %-d %B %Y} to comply with the determination of dispute {reference} or "
        "to explain. It did not answer. Its silence is on record as a refusal, and is published as one.\n\n"
        f"The director can still answer:\n{link}\n",
    )


def direction_overdue(
    council: House, addresses: Iterable[str], *, dispute_id: UUID, reference: str, number: int, due_on: date
) -> None:  # fmt: skip
    """Tell each that a direction is not carried out long after its day."""
    link = _link(council, dispute_id)
    _send(
        addresses,
        f"Dispute {reference}: direction {number} is overdue",
        f"Direction {number} of the determination of dispute {reference} was due from {council.name} by "
        f"{due_on:%A %-d %B %Y}. The IRO has not found it carried out.\n\n"
        f"What was directed, and what was reported:\n{link}\n\n"
        "Director: report what was done, and tell your lead member. Service: tell the regional board.\n",
    )


def shares_asked(
    council: House, addresses: Iterable[str], *, dispute_id: UUID, reference: str, limit: date
) -> None:  # fmt: skip
    """Tell each that their side can put its share into the draw of the arbitrator, and until when."""
    link = _link(council, dispute_id)
    _send(
        addresses,
        f"Dispute {reference}: put in your side's share by {limit:%-d %B %Y}",
        f"Dispute {reference} with {council.name} is before the panel. Its arbitrator is drawn blind, by a number "
        "that is made of a share from each side and one from the panel.\n\n"
        f"Put in your side's share by {limit:%A %-d %B %Y}, until midnight:\n{link}\n\n"
        "Without it the draw is done all the same, and your side has no part in it.\n",
    )


def order_received(
    council: House, addresses: Iterable[str], *, dispute_id: UUID, reference: str, number: int, limit: date | None
) -> None:  # fmt: skip
    """Tell each of both sides that the panel made an order, and until when something can be said to it."""
    link = _link(council, dispute_id)
    by = f"Until {limit:%A %-d %B %Y}, until midnight, something can be said to it.\n\n" if limit else ""
    _send(
        addresses,
        f"Dispute {reference}: order {number} of the panel",
        f"The panel has made order {number} in dispute {reference} with {council.name}. Both sides read the same.\n\n"
        f"{by}Read it, and see what your side can do:\n{link}\n",
    )


def iro_concern(council: House, addresses: Iterable[str], words: str, *, then: str) -> None:
    """Tell each that a council's concern about an IRO moved on: `words` say how, `then` what can be done now."""
    link = settings.SITE_URL + reverse("iro_concerns", kwargs={"code": council.code})
    _send(
        addresses,
        f"Concern about an IRO, {council.name}: {words}",
        f"A concern of {council.name} about an IRO: {words}.\n\n{then}\n{link}\n",
    )


def commended(council: House, addresses: Iterable[str], *, child_id: UUID) -> None:
    """Tell each who leads social workers that practice was commended, so that the worker hears of it."""
    link = settings.SITE_URL + reverse("case", kwargs={"code": council.code, "child_id": child_id})
    _send(
        addresses,
        f"An IRO commends practice in {council.name}",
        "An IRO commends what one of your workers did for a child. Read it, and see that the worker has a copy:\n"
        f"{link}#commendations\n",
    )


def _link(council: House, dispute_id: UUID) -> str:
    return settings.SITE_URL + reverse("dispute", kwargs={"code": council.code, "dispute_id": dispute_id})


def _send(addresses: Iterable[str], subject: str, text: str) -> None:
    """To each separately: nobody sees who else is told."""
    for address in addresses:
        send_mail(subject, text, None, [address])
