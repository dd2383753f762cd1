"""Merkle trees of every size up to 1,025 against RFC 6962's own recursion, read word for word and nothing reused."""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache

from infra.drill.drill import DrillFailed, Tell
from ledger import tree

LARGEST = 1025
"""One past four full tiles: every way of cutting a tile and of splitting a tree below it comes up."""
LEAVES = [tree.leaf_hash(str(number).encode()) for number in range(LARGEST)]
TILES = [tree.root(LEAVES[at : at + tree.TILE]) for at in range(0, LARGEST - tree.TILE + 1, tree.TILE)]


def run(tell: Tell, largest: int = LARGEST) -> None:
    """Roots in three ways; proofs of inclusion and of consistency, which must verify and, with a leaf altered, not."""
    growing, proofs = tree.Frontier(), 0
    tiled = tree.TiledTree(TILES, lambda low, high: LEAVES[low:high])
    for size in range(largest + 1):
        wanted = naive_root(0, size)
        ways = {"levels": tree.root(LEAVES[:size]), "frontier": growing.root(), "tiles": tiled.root(size)}
        for way, found in ways.items():
            _hold(found == wanted, f"the root of {size} leaves by {way} is not the RFC's")
        for index in _places(size):
            _inclusion(tiled, index, size, wanted)
        for first in _places(size):
            _consistency(tiled, first + 1, size, wanted)
        proofs += 2 * len(list(_places(size)))
        if size < largest:
            growing.append(LEAVES[size])
    tell(f"Trees of 0 to {largest:,} leaves: roots by three ways and {proofs:,} proofs are the RFC's.")


def _inclusion(tiled: tree.TiledTree, index: int, size: int, root: bytes) -> None:
    proof = tiled.inclusion_proof(index, size)
    _hold(proof == naive_path(index, 0, size), f"the path of {index} in {size} is not the RFC's")
    tree.verify_inclusion(LEAVES[index], index, size, proof, root)
    _refused(lambda: tree.verify_inclusion(_altered(LEAVES[index]), index, size, proof, root), f"{index} in {size}")


def _consistency(tiled: tree.TiledTree, first: int, size: int, root: bytes) -> None:
    proof = tiled.consistency_proof(first, size)
    _hold(proof == naive_subproof(first, 0, size, whole=True), f"the proof of {first} in {size} is not the RFC's")
    old = naive_root(0, first)
    tree.verify_consistency(first, size, proof, old, root)
    _refused(lambda: tree.verify_consistency(first, size, proof, _altered(old), root), f"{first} before {size}")


def _places(size: int) -> Iterator[int]:
    """Indexes at the ends and beside each power of two, where the recursion turns."""
    near = {0, size - 1, size // 2} | {(1 << bit) + step for bit in range(size.bit_length()) for step in (-1, 0)}
    return iter(sorted(index for index in near if 0 <= index < size))


def _hold(holds: bool, what: str) -> None:
    if not holds:
        raise DrillFailed(what)


def _altered(digest: bytes) -> bytes:
    return bytes([digest[0] ^ 1]) + digest[1:]


def _refused(verify: Callable[[], None], what: str) -> None:
    try:
        verify()
    except tree.ProofError:
        return
    raise DrillFailed(f"an altered hash was proved: {what}")


# RFC 6962 section 2.1, on the range [low, high) of LEAVES.


@cache
def naive_root(low: int, high: int) -> bytes:
    """MTH(D[low:high])."""
    if high == low:
        return hashlib.sha256(b"").digest()
    if high - low == 1:
        return LEAVES[low]
    middle = low + _k(high - low)
    return hashlib.sha256(b"\x01" + naive_root(low, middle) + naive_root(middle, high)).digest()


def naive_path(m: int, low: int, high: int) -> list[bytes]:
    """PATH(m, D[low:high]); section 2.1.1."""
    n = high - low
    if n == 1:
        return []
    k = _k(n)
    if m < k:
        return [*naive_path(m, low, low + k), naive_root(low + k, high)]
    return [*naive_path(m - k, low + k, high), naive_root(low, low + k)]


def naive_subproof(m: int, low: int, high: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[low:high], whole); section 2.1.2."""
    n = high - low
    if m == n:
        return [] if whole else [naive_root(low, high)]
    k = _k(n)
    if m <= k:
        return [*naive_subproof(m, low, low + k, whole=whole), naive_root(low + k, high)]
    return [*naive_subproof(m - k, low + k, high, whole=False), naive_root(low, low + k)]


def _k(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k
