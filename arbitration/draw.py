"""Draws of an earlier release, by a seed of the panel's alone: their records must still give the name that they gave.

A draw of today is `ledger.draws`: the parties' shares are in its seed.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

SEED_BYTES = 32
_DIGEST_VALUES = 2**256


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who could be drawn. `load` is the number of referrals that the arbitrator has in hand."""

    id: UUID
    name: str
    load: int

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Candidate":
        return cls(UUID(kept["id"]), kept["name"], kept["load"])


@dataclass(frozen=True, slots=True)
class Excluded:
    """Who could not be drawn, and why."""

    id: UUID
    name: str
    why: str

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Excluded":
        return cls(UUID(kept["id"]), kept["name"], kept["why"])


def draw(candidates: Iterable[Candidate], seed: bytes, referral_id: UUID) -> Candidate:
    """The arbitrator that `seed` chooses for this referral: only those with the fewest cases stay, sorted by id.

    The place among them is SHA-256(seed ‖ the 16 bytes of the referral's id), a big-endian number, modulo how many
    they are. Where that would favour the first ones (the number lies past the last whole multiple) the digest is
    hashed again. Raises ValueError without candidates, or for a seed that is not 32 bytes.
    """
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes, not {len(seed)}")
    everybody = list(candidates)
    fewest = min(candidate.load for candidate in everybody)
    urn = sorted((one for one in everybody if one.load == fewest), key=lambda one: one.id)
    return urn[_place(hashlib.sha256(seed + referral_id.bytes).digest(), len(urn))]


def _place(digest: bytes, places: int) -> int:
    """A place below `places`, each as likely as any other (rejection instead of a bare remainder)."""
    unbiased = _DIGEST_VALUES - _DIGEST_VALUES % places
    while (number := int.from_bytes(digest, "big")) >= unbiased:
        digest = hashlib.sha256(digest).digest()
    return number % places
