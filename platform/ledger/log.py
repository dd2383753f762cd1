"""Reading the pinned house's log: its size, its leaves and the tree over them."""

from collections.abc import Iterator

from ledger.tree import TILE, TiledTree
from tenants.sql import rows

PAGE = 5_000


def size() -> int:
    """How many leaves have a number. They are contiguous from 0, or `iro ledger verify` says where not."""
    [(found,)] = rows('SELECT coalesce(max("index") + 1, 0) FROM ledger_entry')
    return int(found)


def leaves(low: int, high: int) -> list[bytes]:
    """Leaf hashes of [low, high), in order."""
    found = rows('SELECT leaf FROM ledger_entry WHERE "index" >= %s AND "index" < %s ORDER BY "index"', (low, high))
    return [bytes(leaf) for (leaf,) in found]


def tree(of: int) -> TiledTree:
    """The tree over the first `of` leaves, from the tiles and, at the edge, the leaves."""
    tiles = rows('SELECT hash FROM ledger_tile WHERE "index" < %s ORDER BY "index"', (of // TILE,))
    return TiledTree([bytes(tile) for (tile,) in tiles], leaves)


def entries(upto: int | None = None) -> Iterator[tuple[int, bytes, str, int]]:
    """(index, leaf, table, entry) of the whole log, or of its first leaves, in order, by pages: memory stays flat."""
    after = -1
    while True:
        page = rows(
            'SELECT "index", leaf, table_name, entry FROM ledger_entry'
            ' WHERE "index" > %s AND "index" < coalesce(%s, 9223372036854775807) ORDER BY "index" LIMIT %s',
            (after, upto, PAGE),
        )
        for index, leaf, table, entry in page:
            yield index, bytes(leaf), table, entry
        if len(page) < PAGE:
            return
        after = page[-1][0]
