"""Mail through GOV.UK Notify: one call a recipient, signed by the key; what isn't accepted is asked again later."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import time

import pytest
from django.core.mail import EmailMessage
from django.test import override_settings

from notifications.govuk_notify import EmailBackend, NotAccepted
from tests.architecture.sources import ROOT
from tests.notifications.receiver import receiving

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"


@pytest.fixture
def notify():
    with (
        receiving() as found,
        override_settings(
            GOVUK_NOTIFY_URL=found.url.partition("/hooks")[0], GOVUK_NOTIFY_KEY=f"live-{SERVICE}-{SECRET}",
            GOVUK_NOTIFY_TEMPLATE="template-1",
        ),
    ):  # fmt: skip
        yield found


def mail(*to):
    return EmailMessage("Answer by 2 March 2026", "https://iro.example/councils/210/", to=to)


def unpacked(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_each_recipient_is_one_call_signed_by_the_key(notify):
    assert EmailBackend().send_messages([mail("max@example.org", "dora@example.org")]) == 2
    headers, body = notify.received[0]
    assert json.loads(body) == {
        "email_address": "max@example.org",
        "template_id": "template-1",
        "personalisation": {"subject": "Answer by 2 March 2026", "body": "https://iro.example/councils/210/"},
    }
    head, claims, mac = headers["authorization"].removeprefix("Bearer ").split(".")
    assert unpacked(head) == {"alg": "HS256", "typ": "JWT"}
    assert unpacked(claims)["iss"] == SERVICE
    assert abs(unpacked(claims)["iat"] - time.time()) < 30
    signed = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert mac == base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


@pytest.mark.parametrize("status", [400, 403, 429, 500])
def test_what_is_not_accepted_is_raised_and_says_no_address(notify, status, capsys):
    notify.answers = [status]
    with pytest.raises(NotAccepted, match=str(status)):
        EmailBackend().send_messages([mail("max@example.org")])
    assert "max@example.org" not in capsys.readouterr().err
    notify.answers = [status]
    assert EmailBackend(fail_silently=True).send_messages([mail("max@example.org")]) == 0


@override_settings(GOVUK_NOTIFY_URL="http://127.0.0.1:9", GOVUK_NOTIFY_KEY="k", GOVUK_NOTIFY_TEMPLATE="t")
def test_a_service_that_is_away_is_raised_too():
    with pytest.raises(NotAccepted):
        EmailBackend().send_messages([mail("max@example.org")])


@pytest.mark.parametrize(("given", "backend"), [
    ({}, "django.core.mail.backends.console.EmailBackend"),
    ({"EMAIL_HOST": "mail.example"}, "django.core.mail.backends.smtp.EmailBackend"),
    ({"GOVUK_NOTIFY_KEY": "k", "EMAIL_HOST": "mail.example"}, "notifications.govuk_notify.EmailBackend"),
])  # fmt: skip
def test_the_environment_says_by_which_way(given, backend):
    asked = "from config.settings.mail import EMAIL_BACKEND; print(EMAIL_BACKEND)"
    environment = {name: said for name, said in os.environ.items() if name != "EMAIL_HOST"} | given
    answer = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == backend
