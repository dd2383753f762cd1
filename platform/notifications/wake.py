"""Waking the relay after a commit. Only a courtesy: the sweep finds whatever a lost message missed.

A request doesn't wait for the broker: a thread of the process sends the messages, and houses that commit again while it
rests are woken once.
"""

import os
import threading
import time
from dataclasses import dataclass, field

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

from tenants import pins

log = structlog.get_logger(__name__)
REST_SECONDS = 0.05
"""How long after one message about a house the next may follow: what a busy house's event waits at most."""


@dataclass
class Waker:
    """The houses (`kind/code`) that have new post, and the thread that tells a worker of them."""

    rest: float
    _houses: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _new_post: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def wake(self, house: str) -> None:
        with self._lock:
            self._houses.add(house)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="wake-relay", daemon=True)
                self._thread.start()
        self._new_post.set()

    def send(self) -> None:
        """One message for each house that waits. A broker that is away delays the post and fails nobody."""
        with self._lock:
            houses, self._houses = self._houses, set()
        for house in sorted(houses):
            try:
                current_app.send_task(
                    "notifications.tasks.relay", kwargs={"house": house, "login": "relay"}, retry=False
                )
            except (OperationalError, OSError) as failure:
                log.warning("relay-not-woken", house=house, failure=type(failure).__name__)

    def _run(self) -> None:
        while True:
            self._new_post.wait()
            self._new_post.clear()
            self.send()
            time.sleep(self.rest)


_waker = Waker(REST_SECONDS)


def wake_relay() -> None:
    """Have a worker asked to relay the pinned house's post."""
    pin = pins.current()
    _waker.wake(f"{pin.kind}/{pin.code}")


def _after_fork() -> None:
    """A forked child has none of its parent's threads, and perhaps its lock."""
    global _waker  # noqa: PLW0603  one a process
    _waker = Waker(REST_SECONDS)


os.register_at_fork(after_in_child=_after_fork)
