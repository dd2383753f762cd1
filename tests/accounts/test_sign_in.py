"""Signing in by the real form: sessions that end, a second factor where a house requires one."""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode

import pytest
from django.conf import settings
from django.test import Client

from tenants.models import House
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN
from tenants.queries import forget
from tests.cast import PASSWORD


def sign_in(client, email, password=PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def code(secret):
    """RFC 6238, six digits."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.mark.parametrize(("who", "first"), [
    ("ada", "/region/"), ("mary", "/region/team/"), ("max", "/councils/210/"), ("arno", "/panel/"), ("sara", "/panel/"),
])  # fmt: skip
def test_each_role_lands_where_its_work_is(cast, client, who, first):
    assert sign_in(client, f"{who}@example.org").status_code == 302
    assert client.get("/")["Location"] == first


@pytest.mark.parametrize("who", ["otto", "root"])
def test_who_has_no_pages_is_told_so(cast, client, who):
    sign_in(client, f"{who}@example.org")
    assert b"no pages" in client.get("/").content


def test_a_wrong_password_and_an_unknown_person_look_the_same(cast, client):
    wrong = sign_in(client, "ada@example.org", "wrong")
    unknown = sign_in(Client(), "nobody@example.org", "wrong")
    assert wrong.status_code == unknown.status_code == 200
    assert b"iro_session" not in str(client.cookies).encode() or "_auth_user_id" not in client.session


def test_guessing_is_locked_out(cast, client):
    for _ in range(6):
        answer = sign_in(client, "ada@example.org", "wrong")
    assert b"Too many" in answer.content or answer.status_code == 429
    assert sign_in(client, "ada@example.org").status_code != 302


def test_a_session_ends_after_half_an_hour_of_nothing(cast, client):
    sign_in(client, "ada@example.org")
    assert client.session.get_expiry_age() <= 30 * 60 == settings.SESSION_COOKIE_AGE
    client.session.flush()
    assert client.get("/region/")["Location"].startswith("/accounts/login/?next=/region/")


def test_without_signing_in_every_house_sends_to_the_form(cast, client):
    for path in ("/region/", "/panel/", "/councils/210/", "/councils/305/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize(("who", "paths"), [
    ("max", ["/councils/305/", "/councils/351/", "/councils/999/", "/region/", "/panel/"]),
    ("nora", ["/councils/210/", "/councils/305/", "/panel/"]),
    ("arno", ["/councils/210/", "/region/"]),
    ("otto", ["/councils/210/", "/region/", "/panel/"]),
    ("root", ["/councils/210/", "/region/", "/panel/"]),
])  # fmt: skip
def test_other_houses_are_as_if_they_were_not_there(cast, client, who, paths):
    sign_in(client, f"{who}@example.org")
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_a_house_can_require_a_second_factor(cast, client):
    with pinned(INSTALLER_PIN):
        House.objects.filter(kind="council", code="210").update(require_mfa=True)
    forget()
    sign_in(client, "max@example.org")
    assert client.get("/councils/210/")["Location"] == "/accounts/2fa/totp/activate/"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = re.search(rb"[A-Z2-7]{32}", page.content).group().decode()
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert answer.status_code == 302, answer.content
    assert client.get("/councils/210/").status_code == 200
    other = Client()
    assert sign_in(other, "max@example.org")["Location"].startswith("/accounts/2fa/authenticate/")
    assert other.get("/councils/210/")["Location"].startswith("/accounts/login/")


def test_the_health_page_answers_without_signing_in(cast, client):
    answer = client.get("/health", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["well"]) == (200, True)
