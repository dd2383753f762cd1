"""The sequencer (`python -m ledger.sequencer`): gives the leaves that wait in a house's queue their numbers in its log.

There is no advisory lock: any login that can reach the database could hold it and so delay a house. The rows of the
queue are the lock (nobody else may delete or lock them), and the log's primary key is the last word.
"""

import io
from typing import TYPE_CHECKING

from django.db import connection, transaction

from ledger import log
from ledger.service import Service, main
from ledger.tree import TILE, root
from tenants.pins import pinned
from tenants.sql import rows

if TYPE_CHECKING:
    from tenants.models import House

BATCH = 10_000
Waiting = tuple[int, object, str, int, memoryview]


def sequence(house: "House") -> int:
    """Number what waits, a transaction a batch; returns how many leaves were numbered.

    Two at once are safe: the second waits on the rows that the first is taking, and finds them gone. A writer whose
    transaction is still open delays nobody but itself: its leaves are numbered when they are committed.
    """
    done = 0
    with pinned(house.sequencer_pin()):
        while rows("SELECT 1 FROM ledger_queue LIMIT 1"):
            with transaction.atomic():
                taken = _take()
                _append(log.size(), taken)
            done += len(taken)
            if len(taken) < BATCH:
                break
    return done


def _take() -> list[Waiting]:
    """Take the oldest leaves off the queue, in the order in which they were written."""
    return sorted(
        rows(
            "DELETE FROM ledger_queue WHERE id IN (SELECT id FROM ledger_queue ORDER BY id LIMIT %s)"
            " RETURNING id, change_id, table_name, entry, leaf",
            (BATCH,),
        ),
        key=lambda row: row[0],
    )


def _append(base: int, taken: list[Waiting]) -> None:
    """Write entries from `base` on, then each tile that they complete. `base` is read after the queue was locked."""
    if not taken:
        return
    lines = [
        f"{index}\t\\\\x{bytes(leaf).hex()}\t{table}\t{entry}\t{change}\n"
        for index, (_, change, table, entry, leaf) in enumerate(taken, start=base)
    ]
    _copy('ledger_entry ("index", leaf, table_name, entry, change_id)', lines)
    first, end = base // TILE, (base + len(taken)) // TILE
    if first < end:
        _copy('ledger_tile ("index", hash)', _tiles(first, end, base, [bytes(row[4]) for row in taken]))


def _tiles(first: int, end: int, base: int, added: list[bytes]) -> list[str]:
    """Lines of the tiles [first, end): the start of the first one may have been numbered in an earlier batch."""
    hashes = [*log.leaves(first * TILE, base), *added]
    return [
        f"{tile}\t\\\\x{root(hashes[(tile - first) * TILE : (tile - first + 1) * TILE]).hex()}\n"
        for tile in range(first, end)
    ]


def _copy(into: str, lines: list[str]) -> None:
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {into} FROM STDIN", io.StringIO("".join(lines)))


if __name__ == "__main__":
    main(Service("sequencer", sequence, busy_pause=0.05, idle_pause=0.4))
