"""Mail of break-glass and of misplaced records. No child's name or reference ever goes by mail: a link and a date."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from tenants.models import House


def glass_broken_for_watchers(council: House, addresses: Iterable[str], review_limit: date) -> None:
    """Tell the IRO managers and the council's data protection officer, each separately, and until when to review."""
    link = settings.SITE_URL + reverse("glass_uses", kwargs={"code": council.code})
    for address in addresses:
        send_mail(
            f"Break-glass used: review by {review_limit:%-d %B %Y}",
            f"Somebody opened a child’s case in {council.name} that isn’t theirs. Who, which and why:\n{link}\n\n"
            f"An IRO manager reviews it by {review_limit:%A %-d %B %Y}, until midnight.\n",
            None,
            [address],
        )


def glass_broken_for_iro(council: House, address: str, child_id: UUID) -> None:
    """Tell the child's IRO, who can read who looked."""
    link = settings.SITE_URL + reverse("looks", kwargs={"code": council.code, "child_id": child_id})
    send_mail(
        "Break-glass used for a child of yours",
        f"Another IRO opened the case of a child in {council.name} whose IRO you are. Who looked, and why:\n{link}\n\n"
        "An IRO manager reviews it.\n",
        None,
        [address],
    )


def child_sent_elsewhere(right: House, wrong: House, marked_on: date, addresses: Iterable[str]) -> None:
    """Tell the managers of the right council, each separately, to submit the case."""
    link = settings.SITE_URL + reverse("cases", kwargs={"code": right.code})
    for address in addresses:
        send_mail(
            "A child of yours was submitted by another council",
            f"{wrong.name} found on {marked_on:%-d %B %Y} that a case which it had submitted is that of a child of "
            f"{right.name}, and the service has confirmed it. Ask {wrong.name} whose case it is, and submit it:\n"
            f"{link}\n\nThe days for appointing an IRO and for the first review run from when care began.\n",
            None,
            [address],
        )
