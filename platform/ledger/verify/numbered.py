"""The log: contiguous, its tiles the sums of its leaves, and its roots those that were signed."""

from collections.abc import Iterable, Iterator
from heapq import merge
from operator import attrgetter

from ledger import log
from ledger.signer_memory import Remembered
from ledger.tree import TILE, Frontier, root
from ledger.verify.checkpoints import Head, check_checkpoints, heads
from ledger.verify.findings import Finding, Summary
from tenants.models import House
from tenants.sql import rows


def check_log(house: House, remembered: Remembered | None, seen: Iterable[Head], summary: Summary) -> Iterator[Finding]:
    """Checkpoints by themselves, then leaves, tiles and signed roots in one pass. `seen`: heads that others noted."""
    yield from check_checkpoints(house, remembered, summary)
    walk = _Walk(house.title, merge(heads(), _own(remembered), seen, key=attrgetter("size")))
    yield from walk.all()
    summary.leaves = walk.frontier.size


def _own(remembered: Remembered | None) -> list[Head]:
    """A memory that was begun, and has signed nothing yet, holds no head."""
    if remembered is None or not remembered.size:
        return []
    return [Head(remembered.size, bytes.fromhex(remembered.root), "the signer's memory")]


class _Walk:
    """Along the leaves in order, past the signed heads (smallest first) and the tiles."""

    def __init__(self, house: str, signed: Iterator[Head]) -> None:
        self.frontier = Frontier()
        self._house = house
        self._signed = signed
        self._next = next(signed, None)
        self._tile: list[bytes] = []
        self._tiles: dict[int, bytes] = {}
        self._proved = 0
        self._differs = False

    def all(self) -> Iterator[Finding]:
        """A gap ends the walk: behind it every number, and so every sum, is another."""
        for index, leaf, table, entry in log.entries():
            size = self.frontier.size
            if index != size:
                detail = f"leaf {index} ({table} {entry}) stands where leaf {size} belongs"
                yield Finding("log-gap", self._house, "ledger_entry", str(size), detail)
                return
            yield from self._reach()
            self.frontier.append(leaf)
            self._tile.append(leaf)
            if len(self._tile) == TILE:
                yield from self._sum(size // TILE)
        yield from self._reach()
        yield from self._left_over()

    def _sum(self, number: int) -> Iterator[Finding]:
        if number not in self._tiles:
            self._tiles = _tiles(number)
        if self._tiles.get(number) != root(self._tile):
            detail = f"leaves {number * TILE} to {number * TILE + TILE - 1}"
            yield Finding("tile-differs", self._house, "ledger_tile", str(number), detail)
        self._tile = []

    def _reach(self) -> Iterator[Finding]:
        """Heads for exactly the leaves walked so far. After one that differs, later ones say nothing new."""
        size = self.frontier.size
        while self._next and self._next.size <= size:
            head, self._next = self._next, next(self._signed, None)
            if head.size < size or self._differs:
                continue
            if head.root == self.frontier.root():
                self._proved = size
                continue
            self._differs = True
            place = f"{self._proved} to {size - 1}"
            detail = f"one of these leaves isn't what was signed ({head.where})"
            yield Finding("root-differs", self._house, "ledger_entry", place, detail)

    def _left_over(self) -> Iterator[Finding]:
        size = self.frontier.size
        if self._next:
            *_, largest = self._next, *self._signed
            detail = f"the log has {size} leaves, {largest.size} were signed ({largest.where})"
            yield Finding("rolled-back", self._house, "ledger_entry", str(size), detail)
        for (number,) in rows('SELECT "index" FROM ledger_tile WHERE "index" >= %s OR "index" < 0', (size // TILE,)):
            yield Finding("tile-differs", self._house, "ledger_tile", str(number), "there are no such leaves")


def _tiles(first: int) -> dict[int, bytes]:
    """A page of tiles from this one on."""
    found = rows('SELECT "index", hash FROM ledger_tile WHERE "index" >= %s ORDER BY 1 LIMIT %s', (first, log.PAGE))
    return {number: bytes(tile) for number, tile in found}
