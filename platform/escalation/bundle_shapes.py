"""A bundle as both sides see it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """A document of a bundle. `side` wrote it, blank where both did; `pages` are its first and its last."""

    number: int
    key: str
    title: str
    side: str
    dated: str
    pages: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleView:
    """The newest bundle of `number`; `withheld` counts pieces that its open version leaves out."""

    number: int
    frozen_on: date
    root: str
    pages: int
    index: tuple[IndexLine, ...]
    withheld: int
