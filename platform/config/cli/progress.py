"""One line that moves where somebody watches; a plain line now and then where nobody does."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import click

LINE_EVERY = 10.0
"""Seconds between two lines of progress where there is no terminal."""


class Progress(Protocol):
    def step(self, where: str) -> None:
        """One more is done; `where` says what is being done now."""


@contextmanager
def progress(total: int, label: str) -> Iterator[Progress]:
    if not sys.stdout.isatty():
        yield _Lines(total)
        return
    with click.progressbar(length=total, label=f"  {label}", item_show_func=lambda where: where, width=30) as bar:
        yield _Bar(bar.update)


class _Lines:
    def __init__(self, total: int) -> None:
        self._total, self._done, self._said = total, 0, time.monotonic()

    def step(self, where: str) -> None:
        self._done += 1
        if time.monotonic() - self._said >= LINE_EVERY:
            self._said = time.monotonic()
            click.echo(f"  {self._done} of {self._total} done: {where}")


class _Bar:
    def __init__(self, update: Callable[[int, str], None]) -> None:
        self._update = update

    def step(self, where: str) -> None:
        self._update(1, where)
