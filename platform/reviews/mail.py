"""Mail of reviews. No child's name or reference ever goes by mail: a link and a date."""

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from tenants.models import House


def decisions_wait(council: House, addresses: list[str], reply_limit: date) -> None:
    """Tell each of the council's managers, separately, that the days to reply have begun."""
    link = settings.SITE_URL + reverse("votes", kwargs={"code": council.code})
    for address in addresses:
        send_mail(
            f"Decisions of a review: reply by {reply_limit:%-d %B %Y}",
            f"Decisions of a child's review were issued to {council.name} and wait for your reply.\n\n"
            f"Reply by {reply_limit:%A %-d %B %Y}, until midnight:\n{link}\n\n"
            "If there is no reply by then, the decisions count as agreed and must be carried out.\n",
            None,
            [address],
        )
