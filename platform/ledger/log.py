"""Reading the pinned house's log: its size, its leaves and the tree over them."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from ledger.tree import TILE, TiledTree
from tenants.sql import rows

PAGE = 5_000
_LARGEST = 2**63 - 1


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


def entries(upto: int = _LARGEST) -> Iterator[tuple[int, bytes, str, int]]:
    """(index, leaf, table, entry) of the whole log, or of what stands below `upto`, in order."""
    found = paged(
        'SELECT "index", leaf, table_name, entry FROM ledger_entry WHERE "index" > %s AND "index" < %s'
        ' ORDER BY "index" LIMIT %s',
        upto,
    )
    return ((index, bytes(leaf), table, entry) for index, leaf, table, entry in found)


def numbers(table: str, of: list[int]) -> dict[int, int]:
    """The places in the log of these entries of a table, by entry; those that wait for one are left out."""
    return dict(rows('SELECT entry, "index" FROM ledger_entry WHERE table_name = %s AND entry = ANY(%s)', (table, of)))


def paged(statement: str, *params: Any) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement that ends in a LIMIT, read by pages, so that memory stays flat (see `pages`)."""
    return chain.from_iterable(pages(statement, *params))


def pages(statement: str, *params: Any) -> Iterator[list[tuple[Any, ...]]]:
    """Pages of at most PAGE rows, none of them empty.

    The statement's first `%s` is what its first column, a bigint that orders the rows, is greater than; its last is
    the LIMIT.
    """
    after = -_LARGEST
    while page := rows(statement, (after, *params, PAGE)):
        yield page
        if len(page) < PAGE:
            return
        after = page[-1][0]
