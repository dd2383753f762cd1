"""Mail through GOV.UK Notify, as one of Django's e-mail backends: what is written for mail goes out by it unchanged.

The template holds nothing but `((subject))` and `((body))`. GOV.UK's own client would bring a package that exists as
source alone; the one call that is needed is here (docs.notifications.service.gov.uk, "Send an email").
"""

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

log = structlog.get_logger(__name__)
TIMEOUT = 15.0
_ID = 36
"""Letters of a UUID: a key ends in the service's, a hyphen, and the secret's."""


class NotAccepted(Exception):
    """Notify did not take a message. Whoever sends mail from an event is asked again later by the relay."""


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were accepted. Raises NotAccepted, unless `fail_silently`."""
        accepted = 0
        for message in email_messages:
            for address in message.recipients():
                accepted += self._send(address, message)
        return accepted

    def _send(self, address: str, message: EmailMessage) -> bool:
        wanted = {
            "email_address": address,
            "template_id": settings.GOVUK_NOTIFY_TEMPLATE,
            "personalisation": {"subject": str(message.subject), "body": str(message.body)},
        }
        request = urllib.request.Request(  # noqa: S310  the installation's own setting
            f"{settings.GOVUK_NOTIFY_URL}/v2/notifications/email",
            json.dumps(wanted).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {token(settings.GOVUK_NOTIFY_KEY)}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
                return True
        except (OSError, urllib.error.HTTPError) as failure:
            status = getattr(failure, "code", None)
            # What Notify answers may repeat the address: only its status is kept.
            log.error("mail-not-accepted", status=status, failure=type(failure).__name__)
            if self.fail_silently:
                return False
            raise NotAccepted(f"GOV.UK Notify answered {status or 'nothing'}.") from None


def token(key: str, now: float | None = None) -> str:
    """A JWT (RFC 7519, HS256) for one request, by the API key `name-service id-secret`."""
    service, secret = key[-2 * _ID - 1 : -_ID - 1], key[-_ID:]
    head = _part({"alg": "HS256", "typ": "JWT"})
    claims = _part({"iss": service, "iat": int(time.time() if now is None else now)})
    signed = f"{head}.{claims}"
    return f"{signed}.{_text(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest())}"


def _part(content: dict[str, object]) -> str:
    return _text(json.dumps(content, separators=(",", ":")).encode())


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
