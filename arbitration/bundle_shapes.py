"""A disclosed bundle as the panel's people see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A document of a bundle. `side` wrote it, blank where both did; `pages` are its first and its last."""

    number: int
    title: str
    side: str
    dated: str
    pages: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DisclosedView:
    """The newest bundle. `versions`: those that the reader may read; `withheld` counts pieces not in the open one.

    `content` is the fullest of them, as `iro-verify` takes it.
    """

    number: int
    closed_on: date
    root: str
    pages: int
    index: tuple[IndexLine, ...]
    withheld: int
    versions: tuple[str, ...]
    content: Mapping[str, Any]
