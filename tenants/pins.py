"""Who the database sees, and where: one pin a unit of work, held in a context variable (design.md 3).

Nothing reaches the database without a pin. The connection wrapper follows the pin; it never guesses one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db.utils import OperationalError

from tenants.kinds import Kind


class NotPinned(OperationalError):
    """A query was made before anybody said as whom. Always a fault of ours, never of a user."""


class PinnedInTransaction(OperationalError):
    """A pin changed while a transaction was open: a connection never changes hands half way."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A login and the schema it works in. `roams` marks a login with several schemas, whose path is SET at the pin."""

    login: str
    schema: str = "public"
    kind: Kind = Kind.PUBLIC
    code: str = ""
    epoch: int = 1
    roams: bool = False

    @property
    def title(self) -> str:
        """The house's name in history, logs and proofs: `<installation>/<kind>/<code>`."""
        return f"{settings.INSTALLATION}/{self.kind}/{self.code}"

    @property
    def path(self) -> str:
        """search_path: the house first, the directory last (no app lives in both, so nothing falls through)."""
        return "public" if self.schema == "public" else f'"{self.schema}", public'


_pin: ContextVar[Pin | None] = ContextVar("pin", default=None)


def current() -> Pin:
    found = _pin.get()
    if found is None:
        raise NotPinned("No login is pinned: enter `pinned(...)` before touching the database.")
    return found


def current_or_none() -> Pin | None:
    return _pin.get()


@contextmanager
def pinned(pin: Pin) -> Iterator[Pin]:
    """Work as `pin` until the block ends. The connection itself is swapped at the next query."""
    token = _pin.set(pin)
    try:
        yield pin
    finally:
        _pin.reset(token)
