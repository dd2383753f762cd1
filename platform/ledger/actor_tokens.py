"""The actor's token: the database doesn't take the application's word for who acts (design.md 3, 4).

Whoever can slip a statement into a working login's session could otherwise write as anybody. So each act and each look
comes with a MAC over all that its row will say, under a key of the house that lies in a table which only the owner of
the house's tables reads. The change's id is among it, and a change is written once: a token serves one transaction.
"""

import hashlib
import hmac
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError, connection

from tenants import pins
from tenants.problems import Problem

FORMAT = "iro-actor-1"
LIFETIME = 60
"""Seconds. Long enough for two clocks that differ a little; a token is used at once."""
KEY_OCTETS = 16
FORGED = "IR003"
"""SQLSTATE of an act or a look whose token is missing, over, or for something else."""


class ActorRefused(Problem):
    code = "actor-refused"
    status = 500
    title = "The database did not accept who acts here"


@dataclass(frozen=True, slots=True)
class Token:
    """`expires` in seconds since 1970; `mac` is HMAC-SHA-256 (32 octets)."""

    expires: int
    mac: bytes


def now() -> float:
    """The clock that the database has too: real time, in a demonstration as well."""
    return time.time()


@lru_cache(maxsize=1024)
def house_key(house: str) -> bytes:
    """The key of a house's tokens: HMAC-SHA-256 of its title under the installation's key, cut to 16 octets."""
    return hmac.digest(settings.ACTORS_KEY.encode(), house.encode(), hashlib.sha256)[:KEY_OCTETS]


def token(*words: str) -> Token:
    """For the pinned house and the login that is connected to it; `words` are those of the row, in its order."""
    return seal(pins.current().title, connection.connection.info.user, words)


def seal(house: str, login: str, words: Iterable[str]) -> Token:
    """A token that serves `login` (a PostgreSQL role) in `house` (its title) for these words."""
    expires = int(now()) + LIFETIME
    message = netstrings([FORMAT, house, login, str(expires), *words])
    return Token(expires, hmac.digest(house_key(house), message, hashlib.sha256))


def netstrings(words: Iterable[str]) -> bytes:
    """`octets:word,` for each: no two lists of words have the same text. The twin of `netstrings_sql`."""
    return b"".join(b"%d:%b," % (len(word), word) for word in (one.encode() for one in words))


def netstrings_sql(expressions: Iterable[str]) -> str:
    """SQL for the same text, of expressions of type text; NULL where one of them is."""
    return " || ".join(f"octet_length(convert_to({one}, 'UTF8')) || ':' || {one} || ','" for one in expressions)


def as_problem(failure: DatabaseError) -> Exception:
    """What a refused token is to whoever acted; any other failure as it was."""
    if getattr(failure.__cause__, "pgcode", "") != FORGED:
        return failure
    return ActorRefused(
        "Nothing was written. Tell whoever runs the service: the key of actors' tokens differs between application and"
        " database, or their clocks do; `iro migrate` installs the key anew."
    )
