"""Everybody who may stand at the door: each of the cast by session, each system by token, and those with nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken

from accounts.models import CouncilSystem, Membership
from accounts.permissions import Role
from tenants import logins
from tenants.pins import Pin, pinned
from tenants.provision import INSTALLER_PIN
from tests.cast import PEOPLE, Cast
from tests.walls.story import NEWCOMERS

EVERYBODY = PEOPLE | NEWCOMERS
COUNCILS = ("210", "305", "351")
GATE = Pin(logins.GATE)


@dataclass(frozen=True)
class Principal:
    """Who knocks. `role` is theirs in `house` (kind/code), "system" for a token; both empty where they have nothing."""

    name: str
    role: str = ""
    house: str = ""
    token: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.role)


PEOPLE_AT_THE_DOOR = tuple(Principal(name, str(role), house) for name, (_, role, house) in EVERYBODY.items())
SYSTEMS = tuple(Principal(f"system-{code}", "system", f"council/{code}", token=True) for code in COUNCILS)
NOBODIES = (
    Principal("anonymous"),
    Principal("forgotten-session"),
    Principal("forged-session"),
    Principal("expired-token", token=True),
    Principal("revoked-token", token=True),
    Principal("narrow-token", token=True),
    Principal("malformed-token", token=True),
    Principal("unknown-token", token=True),
    Principal("basic-words", token=True),
)
"""Those with nothing in their hand that counts: refused like a stranger, whoever they once were."""
DISMISSED = Principal("dismissed", str(Role.COUNCIL_MANAGER), "")
"""Signed in, and their one role has ended."""
EVERY = (*PEOPLE_AT_THE_DOOR, *SYSTEMS, *NOBODIES, DISMISSED)


def client(cast: Cast, principal: Principal) -> Client:
    """A client that sends with every request what this principal holds."""
    if principal.name in EVERYBODY:
        return _signed_in(cast, principal.name)
    if principal in SYSTEMS:
        return _bearing(token(cast, principal.house[-3:]))
    return NOTHING[principal.name](cast)


def _signed_in(cast: Cast, name: str) -> Client:
    found = Client(raise_request_exception=False)
    with pinned(GATE):
        found.force_login(cast.person(name))
    return found


def _bearing(word: str, scheme: str = "Bearer") -> Client:
    return Client(raise_request_exception=False, headers={"Authorization": f"{scheme} {word}"})


def token(cast: Cast, code: str) -> str:
    system = cast.systems[code]
    answer = Client().post(
        "/oauth/token",
        {"grant_type": "client_credentials", "client_id": system.client_id, "client_secret": system.client_secret},
    )
    assert answer.status_code == 200, answer.content
    return str(answer.json()["access_token"])


def _forgotten(cast: Cast) -> Client:
    """The cookie of a session that has been signed out of."""
    found = _signed_in(cast, "max")
    kept = found.cookies[settings.SESSION_COOKIE_NAME].value
    found.post("/accounts/logout/")
    found.cookies[settings.SESSION_COOKIE_NAME] = kept
    return found


def _forged(_: Cast) -> Client:
    found = Client(raise_request_exception=False)
    found.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    return found


def _expired(cast: Cast) -> Client:
    word = token(cast, "210")
    with pinned(INSTALLER_PIN):
        AccessToken.objects.filter(token=word).update(expires=timezone.now() - timedelta(seconds=1))
    return _bearing(word)


def _narrow(cast: Cast) -> Client:
    """A token without the scope that cases need."""
    word = token(cast, "210")
    with pinned(INSTALLER_PIN):
        AccessToken.objects.filter(token=word).update(scope="nothing")
    return _bearing(word)


def _revoked(cast: Cast) -> Client:
    word = token(cast, "351")
    with pinned(INSTALLER_PIN):
        CouncilSystem.objects.filter(client_id=cast.systems["351"].client_id).update(revoked_at=timezone.now())
    return _bearing(word)


def _dismissed(cast: Cast) -> Client:
    with pinned(INSTALLER_PIN):
        Membership.objects.filter(person=cast.person("bea")).update(until=timezone.now())
    return _signed_in(cast, "bea")


NOTHING: dict[str, Callable[[Cast], Client]] = {
    "anonymous": lambda cast: Client(raise_request_exception=False),
    "forgotten-session": _forgotten,
    "forged-session": _forged,
    "expired-token": _expired,
    "revoked-token": _revoked,
    "narrow-token": _narrow,
    "malformed-token": lambda cast: _bearing("x y z"),
    "unknown-token": lambda cast: _bearing("a" * 30),
    "basic-words": lambda cast: _bearing("MjEwOjIxMA==", "Basic"),
    "dismissed": _dismissed,
}
