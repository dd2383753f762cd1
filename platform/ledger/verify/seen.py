"""Heads of a house's log that another house noted (ledger.seen): whoever rolls one back must roll back both."""

from ledger.seen import noting_house
from ledger.verify.checkpoints import Head
from tenants import logins
from tenants.models import House
from tenants.pins import pinned
from tenants.sql import rows


def seen_heads(house: House) -> list[Head]:
    """Of the present epoch, smallest first. Read before the snapshot of the house, which can only hold more."""
    noting = noting_house(house)
    if noting is None:
        return []
    with pinned(noting.pin(logins.BACKUP, roams=True)):
        found = rows("SELECT size, root FROM ledger_seenhead WHERE origin = %s ORDER BY size, id", (house.origin,))
    return [Head(size, bytes.fromhex(root), f"noted by {noting.title}") for size, root in found]
