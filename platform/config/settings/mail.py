"""Mail goes out by GOV.UK Notify where there is a key, by SMTP where one is named, else to the console (the demo)."""

import os

WEBHOOKS_TO_LOOPBACK = os.environ.get("IRO_WEBHOOKS_LOOPBACK", "") == "1"
"""Whether webhooks may go to this machine, and by http: for trying them out, never where there are real children."""

GOVUK_NOTIFY_KEY = os.environ.get("GOVUK_NOTIFY_KEY", "")
GOVUK_NOTIFY_TEMPLATE = os.environ.get("GOVUK_NOTIFY_TEMPLATE", "")
"""The id of a template that holds ((subject)) and ((body)) and nothing else."""
GOVUK_NOTIFY_URL = os.environ.get("GOVUK_NOTIFY_URL", "https://api.notifications.service.gov.uk")


def _backend() -> str:
    if GOVUK_NOTIFY_KEY:
        return "notifications.govuk_notify.EmailBackend"
    way = "smtp" if os.environ.get("EMAIL_HOST") else "console"
    return f"django.core.mail.backends.{way}.EmailBackend"


EMAIL_BACKEND = _backend()
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("IRO_MAIL_FROM", "independent-review@localhost")
