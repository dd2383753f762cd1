"""The leaves of a change that was too large for its receipt to list them."""

from collections.abc import Iterator
from uuid import UUID

from ledger.models import Entry, Queue


def leaves(change_id: UUID) -> Iterator[str]:
    """The hash of each leaf in hex: those that have their number in the log's order, then those that wait for it."""
    logged = Entry.objects.filter(change_id=change_id).order_by("index").values_list("leaf", flat=True)
    waiting = Queue.objects.filter(change_id=change_id).order_by("id").values_list("leaf", flat=True)
    for found in (logged, waiting):
        for leaf in found.iterator(chunk_size=10_000):
            yield bytes(leaf).hex()
