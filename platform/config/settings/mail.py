"""Mail goes out by SMTP where one is named, and to the console (the demo) where none is."""

import os

WEBHOOKS_TO_LOOPBACK = os.environ.get("IRO_WEBHOOKS_LOOPBACK", "") == "1"
"""Whether webhooks may go to this machine, and by http: for trying them out, never where there are real children."""

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("EMAIL_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("IRO_MAIL_FROM", "independent-review@localhost")
