"""A small shelf of physical connections, kept by what they were opened as."""

import os
import time
from collections import OrderedDict
from typing import Any, NamedTuple

_inherited: list[Any] = []
"""Connections that a forked child got from its parent: kept for ever, so that no destructor ends a parent's."""


class Kept(NamedTuple):
    connection: Any
    opened_at: float


class Shelf:
    """Least recently used first. `capacity` bounds connections; `max_age` (seconds) bounds how long one is kept."""

    def __init__(self, capacity: int, max_age: float) -> None:
        self.capacity = capacity
        self.max_age = max_age
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, login: str, kept: Kept) -> None:
        self.discard(login)
        self._kept[login] = kept
        while len(self._kept) > self.capacity:
            self._kept.popitem(last=False)[1].connection.close()

    def take(self, login: str) -> Kept | None:
        kept = self._kept.pop(login, None)
        if kept is None:
            return None
        if kept.connection.closed or time.monotonic() - kept.opened_at > self.max_age:
            kept.connection.close()
            return None
        return kept

    def discard(self, login: str) -> None:
        kept = self._kept.pop(login, None)
        if kept is not None:
            kept.connection.close()

    def close_old(self) -> None:
        limit = time.monotonic() - self.max_age
        for login in [login for login, kept in self._kept.items() if kept.opened_at < limit]:
            self.discard(login)

    def close(self) -> None:
        for login in list(self._kept):
            self.discard(login)

    def abandon(self) -> None:
        """Forget everything without a word to the server: what a forked child must do with its parent's sockets."""
        for kept in self._kept.values():
            abandon(kept.connection)
        self._kept.clear()


def abandon(connection: Any) -> None:
    """Point the inherited socket at nothing, so that a later destructor can't end the parent's session."""
    if connection is None or connection.closed:
        return
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), connection.fileno())
    _inherited.append(connection)
