"""Names and passwords of database logins. A role is the whole server's, so its name carries the installation's."""

import base64
import hashlib
import hmac

from django.conf import settings

GATE = "gate"
RELAY = "relay"
SEQUENCER = "sequencer"
MIGRATOR = "migrator"
BACKUP = "backup"
READER = "reader"
"""Whoever reads a panel’s register without signing in: each panel’s has a login that sees what was published alone."""
INSTALLER = "installer"
"""The installer is whoever DATABASE_URL names: never one of our roles, used by `iro install` and `iro … add` only."""
EVERY = "every"
"""A role that nobody can log in as or become: what each working login may in the public schema, it may as a member."""

SERVICE_LOGINS = (GATE, RELAY, SEQUENCER, MIGRATOR, BACKUP)
"""Of the whole installation. The bare relay and sequencer see the directory: in a house each has a login of its own."""


def house_login(kind: str, code: str) -> str:
    return f"{kind}_{code}".replace("-", "_")


def house_owner(kind: str, code: str) -> str:
    """The no-login role that owns a house's tables; nobody works as it outside a recorded window."""
    return f"owner_{house_login(kind, code)}"


def service_login(service: str, kind: str, code: str) -> str:
    """The relay's or the sequencer's login for a region with its councils, or for a panel: one never sees another's."""
    return f"{service}_{kind}_{code}".replace("-", "_")


def auditor_login(region_code: str) -> str:
    return f"auditor_{region_code}".replace("-", "_")


def role(login: str) -> str:
    """The PostgreSQL role of a login in this installation."""
    return f"{settings.INSTALLATION}_{login}"


def password(login: str) -> str:
    """Derived, so that no list of passwords has to be kept: HMAC-SHA-256 of the role's name under the logins' key."""
    digest = hmac.new(settings.LOGINS_KEY.encode(), role(login).encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
