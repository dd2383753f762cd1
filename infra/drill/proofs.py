"""Proofs with one thing wrong in them: none may be taken for a proof."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from infra.drill.drill import DrillFailed, Tell
from ledger import tree

TRIED = 100_000
LARGEST = 2_000
LEAVES = [tree.leaf_hash(str(number).encode()) for number in range(LARGEST)]
TILES = [tree.root(LEAVES[at : at + tree.TILE]) for at in range(0, LARGEST - tree.TILE + 1, tree.TILE)]
TREE = tree.TiledTree(TILES, lambda low, high: LEAVES[low:high])


@dataclass(frozen=True)
class Claim:
    """Of inclusion: `first` is the index, `one` the leaf. Of consistency: `first` the smaller size, `one` its root."""

    inclusion: bool
    first: int
    size: int
    proof: tuple[bytes, ...]
    one: bytes
    root: bytes

    def verify(self) -> None:
        if self.inclusion:
            tree.verify_inclusion(self.one, self.first, self.size, self.proof, self.root)
        else:
            tree.verify_consistency(self.first, self.size, self.proof, self.one, self.root)


def run(tell: Tell, tried: int = TRIED, seed: int | None = None) -> None:
    """So many corrupted proofs, of both kinds and of trees of all sizes; raises DrillFailed where one is accepted."""
    seed = secrets.randbelow(10**6) if seed is None else seed
    tell(f"Seed {seed}")
    random = Random(seed)  # noqa: S311  to be repeated, not to be secret
    counted: dict[str, int] = {}
    while sum(counted.values()) < tried:
        claim = _claim(random)
        claim.verify()
        name, corrupt = random.choice(CORRUPTIONS)
        wrong = corrupt(claim, random)
        if wrong == claim:
            continue
        counted[name] = counted.get(name, 0) + 1
        try:
            wrong.verify()
        except tree.ProofError:
            continue
        raise DrillFailed(f"Seed {seed}: accepted with {name}: {wrong}")
    tell(f"{sum(counted.values()):,} corrupted proofs refused: {', '.join(f'{n:,} {k}' for k, n in counted.items())}.")


def _claim(random: Random) -> Claim:
    size = random.randint(2, LARGEST)
    root = TREE.root(size)
    if random.random() < 0.5:
        index = random.randrange(size)
        return Claim(True, index, size, tuple(TREE.inclusion_proof(index, size)), LEAVES[index], root)
    first = random.randint(1, size)
    return Claim(False, first, size, tuple(TREE.consistency_proof(first, size)), TREE.root(first), root)


def _flipped(octets: bytes, random: Random) -> bytes:
    bit = random.randrange(len(octets) * 8)
    return bytes(value ^ (1 << bit % 8 if at == bit // 8 else 0) for at, value in enumerate(octets))


def _bit_of_a_hash(claim: Claim, random: Random) -> Claim:
    if not claim.proof:
        return claim
    at = random.randrange(len(claim.proof))
    return replace(claim, proof=(*claim.proof[:at], _flipped(claim.proof[at], random), *claim.proof[at + 1 :]))


def _dropped(claim: Claim, random: Random) -> Claim:
    if not claim.proof:
        return claim
    at = random.randrange(len(claim.proof))
    return replace(claim, proof=(*claim.proof[:at], *claim.proof[at + 1 :]))


def _added(claim: Claim, random: Random) -> Claim:
    at = random.randint(0, len(claim.proof))
    return replace(claim, proof=(*claim.proof[:at], random.randbytes(32), *claim.proof[at:]))


def _doubled(claim: Claim, random: Random) -> Claim:
    if not claim.proof:
        return claim
    at = random.randrange(len(claim.proof))
    return replace(claim, proof=(*claim.proof[: at + 1], *claim.proof[at:]))


def _swapped(claim: Claim, random: Random) -> Claim:
    if len(claim.proof) < 2:
        return claim
    at = random.randrange(len(claim.proof) - 1)
    return replace(claim, proof=(*claim.proof[:at], claim.proof[at + 1], claim.proof[at], *claim.proof[at + 2 :]))


def _other_place(claim: Claim, random: Random) -> Claim:
    return replace(claim, first=random.choice([claim.first - 1, claim.first + 1, 0, claim.size, -1]))


def _other_root(claim: Claim, random: Random) -> Claim:
    return replace(claim, root=_flipped(claim.root, random))


def _other_leaf(claim: Claim, random: Random) -> Claim:
    return replace(claim, one=_flipped(claim.one, random))


def _exchanged(claim: Claim, random: Random) -> Claim:
    return replace(claim, one=claim.root, root=claim.one)


CORRUPTIONS: list[tuple[str, Callable[[Claim, Random], Claim]]] = [
    ("a bit of a hash", _bit_of_a_hash),
    ("a hash dropped", _dropped),
    ("a hash added", _added),
    ("a hash doubled", _doubled),
    ("two hashes swapped", _swapped),
    ("another place", _other_place),
    ("another root", _other_root),
    ("another leaf or first root", _other_leaf),
    ("leaf and root exchanged", _exchanged),
]
