"""The process's shelf of physical connections that no thread works on, kept by what they were opened as.

A thread holds the connection of its pin and no other: what it puts down, any thread may take up. So a login has never
more connections in a process than there are threads, and a process never more than its threads plus the shelf's
capacity.
"""

import os
import threading
import time
from typing import Any, NamedTuple

_inherited: list[Any] = []
"""Connections that a forked child got from its parent: kept for ever, so that no destructor ends a parent's."""


class Opened(NamedTuple):
    """What a connection is for good: its role, the path that RESET ALL falls back to, and where it leads."""

    role: str
    path: str
    database: str
    host: str
    port: str


class Kept(NamedTuple):
    opened_as: Opened
    connection: Any
    opened_at: float


class Shelf:
    """At most `capacity` connections, none older than `max_age` seconds. Shared by all threads.

    The lock is held while the list changes and never while anybody talks to the server.
    """

    def __init__(self, capacity: int, max_age: float) -> None:
        self.capacity = capacity
        self.max_age = max_age
        self._lock = threading.Lock()
        self._kept: list[Kept] = []
        """Least recently used first."""

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, kept: Kept) -> None:
        with self._lock:
            self._kept.append(kept)
            dropped = self._surplus()
        _close(dropped)

    def exchange(self, given: Kept | None, wanted: Opened) -> Kept | None:
        """Put one down and take one up, in one step: what is wanted is never what had to make room.

        Of its kind the one that was used last, and from now on the caller's alone.
        """
        with self._lock:
            if given is not None:
                self._kept.append(given)
            found = self._pop(wanted)
            dropped = self._surplus()
        _close(dropped)
        return found

    def _pop(self, wanted: Opened) -> Kept | None:
        oldest = time.monotonic() - self.max_age
        for place in range(len(self._kept) - 1, -1, -1):
            kept = self._kept[place]
            if kept.opened_as == wanted and kept.opened_at > oldest and not kept.connection.closed:
                return self._kept.pop(place)
        return None

    def _surplus(self) -> list[Kept]:
        surplus = max(0, len(self._kept) - self.capacity)
        dropped, self._kept = self._kept[:surplus], self._kept[surplus:]
        return dropped

    def close_old(self) -> None:
        oldest = time.monotonic() - self.max_age
        with self._lock:
            dropped = [kept for kept in self._kept if kept.opened_at <= oldest]
            if dropped:
                self._kept = [kept for kept in self._kept if kept.opened_at > oldest]
        _close(dropped)

    def close(self) -> None:
        with self._lock:
            dropped, self._kept = self._kept, []
        _close(dropped)

    # -- around a fork: no other thread may be half way through a change of the list ------------------------------

    def hold(self) -> None:
        self._lock.acquire()

    def release(self) -> None:
        self._lock.release()

    def abandon(self) -> None:
        """Forget everything without a word to the server: what a forked child must do with its parent's sockets."""
        self._lock = threading.Lock()
        for kept in self._kept:
            abandon(kept.connection)
        self._kept = []


def _close(dropped: list[Kept]) -> None:
    for kept in dropped:
        kept.connection.close()


def abandon(connection: Any) -> None:
    """Point the inherited socket at nothing, so that a later destructor can't end the parent's session."""
    if connection is None or connection.closed:
        return
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), connection.fileno())
    _inherited.append(connection)
