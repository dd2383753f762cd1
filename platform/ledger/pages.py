"""Where pages of a bundle end: counted from the texts alone, so that every version of it has the same pages.

A page is cited by number. Were it left to whoever prints it, a version in which words are withheld would run shorter,
and page 14 of one would be page 13 of the other. Pure.
"""

from collections.abc import Iterator
from typing import Final

LINE: Final = 90
"""Characters counted for a printed line. Where wider letters need more room, a page goes on with the same number."""
PAGE: Final = 44
"""Lines on a page."""
TITLE: Final = 5
"""Lines that the heading of a document takes."""
LABEL: Final = 3
"""Lines that the heading of a passage takes, its distance included."""


class Pages:
    """Counts pages along a bundle, from `first` on."""

    def __init__(self, first: int = 1) -> None:
        self.number = first - 1
        self._left = 0

    def begin_document(self) -> int:
        """Each document begins on a page of its own; returns its number."""
        self._turn()
        self._left -= TITLE
        return self.number

    def passage(self, text: str) -> Iterator[tuple[int, int]]:
        """(page, end) of each piece of the text that lies on one page: `end` counts characters from its beginning."""
        if self._left < LABEL + 2:
            self._turn()
        self._left -= LABEL
        at = 0
        while at < len(text):
            if self._left < 1:
                yield self.number, at
                self._turn()
            at = _line_end(text, at)
            self._left -= 1
        yield self.number, at

    def _turn(self) -> None:
        self.number += 1
        self._left = PAGE


def _line_end(text: str, at: int) -> int:
    """Where the printed line that begins at `at` ends: after a newline, after the last space that fits, or full."""
    most = at + LINE
    newline = text.find("\n", at, most)
    if newline >= 0:
        return newline + 1
    if most >= len(text):
        return len(text)
    space = text.rfind(" ", at, most)
    return space + 1 if space >= at else most
