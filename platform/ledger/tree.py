"""Merkle trees of RFC 6962 section 2.1 (the same tree as RFC 9162): roots, proofs and their verification.

Hashes are 32 raw octets. A range of leaves is half open: [low, high).
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from ledger.faults import Fault

TILE = 256
EMPTY_ROOT = hashlib.sha256(b"").digest()

RangeRoot = Callable[[int, int], bytes]
"""Root of the leaves [low, high)."""


class ProofError(Fault):
    """A proof that can't be made, or that proves nothing."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """Root of a whole tree (MTH); level by level, an odd last node rises unchanged."""
    level = list(leaf_hashes)
    while len(level) > 1:
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0] if level else EMPTY_ROOT


def inclusion_proof(index: int, size: int, leaf_hashes: Sequence[bytes]) -> list[bytes]:
    """PATH(index, D[size]) of RFC 6962 section 2.1.1, nearest sibling first."""
    return _path(index, size, _ranges(leaf_hashes, size))


def consistency_proof(size1: int, size2: int, leaf_hashes: Sequence[bytes]) -> list[bytes]:
    """PROOF(size1, D[size2]) of RFC 6962 section 2.1.2; 0 < size1 <= size2."""
    return _consistency(size1, size2, _ranges(leaf_hashes, size2))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raises ProofError unless `leaf` is number `index` of the tree (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        raise ProofError("proof-index-outside", f"index {index} is outside a tree of {size}")
    node, last, current = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("proof-too-long", f"inclusion of {index} in {size}: too many hashes")
        if node & 1 or node == last:
            current = node_hash(sibling, current)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            current = node_hash(current, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ProofError("proof-too-short", f"inclusion of {index} in {size}: hashes are missing")
    if current != root:
        raise ProofError("proof-wrong-root", f"inclusion of {index} in {size} gives another root")


def verify_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Raises ProofError unless tree 2 begins with tree 1 (RFC 9162 section 2.1.4.2).

    Size 0 is refused: every tree begins with the empty one, so such a proof would say nothing.
    """
    _check_sizes(size1, size2)
    if size1 == size2:
        if proof:
            raise ProofError("proof-too-long", f"consistency of {size1} with itself needs no hashes")
        if root1 != root2:
            raise ProofError("proof-wrong-root", f"two roots for the same size {size1}")
        return
    path = list(proof) if size1 & (size1 - 1) else [root1, *proof]
    if not path:
        raise ProofError("proof-too-short", f"consistency of {size1} with {size2}: hashes are missing")
    node, last = size1 - 1, size2 - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("proof-too-long", f"consistency of {size1} with {size2}: too many hashes")
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ProofError("proof-too-short", f"consistency of {size1} with {size2}: hashes are missing")
    if old != root1 or new != root2:
        raise ProofError("proof-wrong-root", f"consistency of {size1} with {size2} gives another root")


class Frontier:
    """The right edge of a growing tree: one hash a set bit of `size`, so append and root cost O(log size)."""

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # roots of perfect subtrees, largest first
        self.extend(leaf_hashes)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        carry, peaks = self.size, self._peaks
        while carry & 1:
            leaf = node_hash(peaks.pop(), leaf)
            carry >>= 1
        peaks.append(leaf)
        self.size += 1

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Add leaf hashes in order."""
        for leaf in leaf_hashes:
            self.append(leaf)

    def root(self) -> bytes:
        """Root of everything added so far."""
        if not self._peaks:
            return EMPTY_ROOT
        current = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            current = node_hash(peak, current)
        return current


class TiledTree:
    """Roots and proofs from the roots of full tiles of 256 leaves, reading leaves only where a tile is cut.

    `tiles[i]` is the root of leaves [256 i, 256 i + 256); missing last tiles are made from leaves.
    `fetch_leaves(low, high)` gives leaf hashes in order, at most 256 at a time.
    """

    def __init__(self, tiles: Sequence[bytes], fetch_leaves: Callable[[int, int], Sequence[bytes]]) -> None:
        self._tiles = tiles
        self._fetch = fetch_leaves
        # Proofs of many leaves of one tree ask for the same ranges of tiles again and again.
        self._roots: dict[tuple[int, int], bytes] = {}

    def root(self, size: int) -> bytes:
        """Root of the first `size` leaves."""
        return self._root_of(0, size)

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Path of leaf `index` in the tree of `size` leaves."""
        return _path(index, size, self._root_of)

    def consistency_proof(self, size1: int, size2: int) -> list[bytes]:
        """Proof that the tree of `size2` begins with the tree of `size1`; 0 < size1 <= size2."""
        return _consistency(size1, size2, self._root_of)

    def _root_of(self, low: int, high: int) -> bytes:
        # Every range that RFC 6962 asks for starts at a multiple of its size rounded up to a power of two, so
        # one larger than a tile starts at a tile's edge, and a smaller one lies within a tile.
        if high - low < TILE:
            return root(self._leaves(low, high))
        known = self._roots.get((low, high))
        if known is None:
            known = self._roots[low, high] = self._of_tiles(low, high)
        return known

    def _of_tiles(self, low: int, high: int) -> bytes:
        full = range(low // TILE, high // TILE)
        nodes = [
            self._tiles[tile] if tile < len(self._tiles) else root(self._leaves(tile * TILE, tile * TILE + TILE))
            for tile in full
        ]
        if high % TILE:
            nodes.append(root(self._leaves(full.stop * TILE, high)))
        return root(nodes)

    def _leaves(self, low: int, high: int) -> Sequence[bytes]:
        leaves = self._fetch(low, high) if high > low else ()
        if len(leaves) != high - low:
            raise ProofError("leaves-missing", f"asked for leaves {low} to {high - 1}, got {len(leaves)}")
        return leaves


def _ranges(leaf_hashes: Sequence[bytes], size: int) -> RangeRoot:
    if size > len(leaf_hashes):
        raise ProofError("leaves-missing", f"a tree of {size} can't be made of {len(leaf_hashes)} leaves")
    return lambda low, high: root(leaf_hashes[low:high])


def _check_sizes(size1: int, size2: int) -> None:
    if not 0 < size1 <= size2:
        raise ProofError("proof-sizes-wrong", f"no consistency of {size1} with {size2}: 0 < first <= second")


def _split(size: int) -> int:
    """The largest power of two below `size` (RFC 6962's k)."""
    return 1 << (size - 1).bit_length() - 1


def _path(index: int, size: int, root_of: RangeRoot) -> list[bytes]:
    if not 0 <= index < size:
        raise ProofError("proof-index-outside", f"index {index} is outside a tree of {size}")
    proof: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(root_of(middle, high))
            high = middle
        else:
            proof.append(root_of(low, middle))
            low = middle
    return proof[::-1]


def _consistency(size1: int, size2: int, root_of: RangeRoot) -> list[bytes]:
    _check_sizes(size1, size2)
    proof: list[bytes] = []
    low, high = 0, size2
    while high > size1:
        middle = low + _split(high - low)
        if size1 <= middle:
            proof.append(root_of(middle, high))
            high = middle
        else:
            proof.append(root_of(low, middle))
            low = middle
    # SUBPROOF ends at size1 = high: the verifier knows that node only where it is the whole first tree.
    if low > 0:
        proof.append(root_of(low, high))
    return proof[::-1]
