"""The heads of other houses' logs, noted in one more log: a region's holds its councils', a panel's its regions'.

So a council's log can't be rolled back unnoticed where nobody runs a witness: its region's log, and the panel's over
it, would have to be rolled back as well, and other people hold those.
"""

import time
from typing import TYPE_CHECKING

from ledger.signer import newest_of
from tenants.kinds import Kind
from tenants.pins import pinned
from tenants.sql import rows, run

if TYPE_CHECKING:
    from tenants.models import House

EVERY = 60.0
"""Seconds between two heads of one log that are noted: a leaf for each of them would double the other log."""
_next: dict[str, float] = {}
_quiet: set[str] = set()
"""Logs whose newest head is noted, until they grow."""


def noting_house(house: "House") -> "House | None":
    """Which house notes the heads of this one; a panel's are noted nowhere, nor a sandbox's, which is dropped."""
    if house.sandbox:
        return None
    return house.region if house.kind == Kind.COUNCIL else house.panel if house.kind == Kind.REGION else None


def note_now_and_then(house: "House", *, grown: bool) -> int:
    """`note_head` where the log has `grown` since, at most every EVERY seconds in this process."""
    origin, now = house.origin, time.monotonic()
    if grown:
        _quiet.discard(origin)
    if origin in _quiet or now < _next.get(origin, now):
        return 0
    noted = note_head(house)
    _quiet.add(origin)
    if noted:
        _next[origin] = now + EVERY
    return noted


def note_head(house: "House") -> int:
    """Note the newest head of this house's log in the other one, unless it stands there; returns how many: 0 or 1."""
    noting = noting_house(house)
    if noting is None:
        return 0
    with pinned(house.sequencer_pin()):
        newest = newest_of(house.origin)
    if newest is None:
        return 0
    with pinned(noting.sequencer_pin()):
        [(seen,)] = rows("SELECT max(size) FROM ledger_seenhead WHERE origin = %s", (house.origin,))
        if seen is not None and seen >= newest.size:
            return 0
        run("SELECT ledger_note_head(%s, %s, %s, %s)", (house.origin, newest.size, newest.root.hex(), newest.note))
    return 1
