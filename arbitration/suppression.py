"""Small numbers (domain.md 8, 9.3, 12.17): counts below five aren't told, nor what would give them away. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5
"""Counts from 1 to 4 aren't told outside the service."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A distribution as it may be told: a count of None is withheld, and so is a total that would be one."""

    counts: Mapping[str, int | None]
    total: int | None


def small(count: int) -> bool:
    return 0 < count < LEAST


def suppress(counts: Mapping[str, int]) -> Shown:
    """The counts as they may be told beside their total.

    Each small one is withheld, and with it the smallest that isn't (all of them, where several are), so that the total
    leaves open which is which. Where there is none to hide behind, those that are nil are withheld as well.
    """
    hidden = {name for name, count in counts.items() if small(count)}
    total: int | None = sum(counts.values())
    if hidden:
        large = [count for count in counts.values() if count >= LEAST]
        hidden = {name for name, count in counts.items() if small(count) or not large or count == min(large)}
        total = None if len(counts) == 1 else total
    return Shown({name: None if name in hidden else count for name, count in counts.items()}, total)
