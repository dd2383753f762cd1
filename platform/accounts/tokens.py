"""A council system's bearer token: the checks of django-oauth-toolkit, on a look-up of no more than they need."""

import json
from dataclasses import dataclass
from hashlib import sha256

from oauth2_provider.models import AccessToken

from accounts.models import CouncilSystem
from tenants.sql import rows

_SYSTEM = ("id", "name", "council_id", "revoked_at", "scopes", "supplier_key")
_LOOK_UP = f"""
SELECT t.expires, t.scope, t.resource, {", ".join(f"s.{name}" for name in _SYSTEM)}
FROM oauth2_provider_accesstoken t JOIN accounts_councilsystem s ON s.id = t.application_id
WHERE t.token_checksum = %s
"""  # noqa: S608  names of columns above


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose token it is, and what it opens: what it was made for, as far as the system is still granted that."""

    system: CouncilSystem
    scopes: frozenset[str]


def bearer(authorization: str, address: str) -> Bearer | None:
    """The system whose token stands in this Authorization header (RFC 6750 section 2.1), or None.

    None for a malformed header and for a token that is unknown, has ended, is meant for another address (RFC 8707), or
    whose system is revoked. Looked up for each request, so a revoked token ends at once.
    """
    words = authorization.split()
    if len(words) != 2 or words[0].lower() != "bearer":
        return None
    found = rows(_LOOK_UP, (sha256(words[1].encode()).hexdigest(),))
    if not found:
        return None
    expires, scopes, resource, *of_system = found[0]
    token = AccessToken(expires=expires, scope=scopes, resource=json.loads(resource))
    system = CouncilSystem.from_db("default", _SYSTEM, of_system)
    usable = token.is_valid([]) and token.allows_audience(address) and system.is_usable(None)
    return Bearer(system, system.granted & set(scopes.split())) if usable else None
