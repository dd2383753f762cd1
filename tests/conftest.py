"""Fixtures that every part shares: a database with the cast in it, and doors to come in by."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client

from ledger import actor_tokens
from tenants import logins
from tenants.pins import Pin, pinned
from tests import counting, databases
from tests.cast import Cast


def pytest_terminal_summary(terminalreporter: Any) -> None:
    counting.summary(terminalreporter)


@pytest.fixture(scope="session", autouse=True)
def the_databases_clock() -> None:
    """A test that travels in time leaves PostgreSQL behind, which looks at a token's end by its own clock."""
    actor_tokens.now = _real_time


def _real_time() -> float:
    hatch = time_machine.escape_hatch
    return hatch.time.time() if hatch.is_travelling() else time.time()


@pytest.fixture(scope="session")
def template() -> tuple[str, Cast]:
    return databases.template()


@pytest.fixture
def cast(template: tuple[str, Cast]) -> Iterator[Cast]:
    """A database of this test's own, with three councils, two regions, two panels and their people."""
    name, found = template
    with databases.clone(name):
        yield found


@pytest.fixture
def client(cast: Cast) -> Client:
    """A browser-like client that nobody has signed in with."""
    return Client()


@pytest.fixture
def settings_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail into django.core.mail.outbox, emptied first."""
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    mail.outbox = []


@pytest.fixture
def sign_in(cast: Cast) -> Callable[[str], Client]:
    """A browser-like client with somebody of the cast signed in: `sign_in("ada")`."""

    def signed_in(name: str) -> Client:
        client = Client()
        with pinned(Pin(logins.GATE)):
            client.force_login(cast.person(name))
        return client

    return signed_in


@pytest.fixture
def token(cast: Cast) -> Callable[[str], dict[str, str]]:
    """Headers of a council's system, by a real token from the token endpoint: `token("210")`."""

    def header(code: str) -> dict[str, str]:
        system = cast.systems[code]
        answer = Client().post(
            "/oauth/token",
            {
                "grant_type": "client_credentials",
                "client_id": system.client_id,
                "client_secret": system.client_secret,
            },
        )
        assert answer.status_code == 200, answer.content
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    return header
