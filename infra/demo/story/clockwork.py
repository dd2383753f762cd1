"""The demonstration's clock: set by hand, struck as the clock process strikes it, and waited for."""

import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as time_of_day
from typing import TypeVar

import redis
from django.conf import settings

from config.celery import app
from infra.demo.faults import Refused
from tenants import clock, logins
from tenants.pins import Pin, pinned

PATIENCE = 60.0
PAUSE = 0.05
Done = TypeVar("Done")
_DIRECTORY = {"house": "public", "login": "relay"}


class Clockwork:
    def __init__(self) -> None:
        self._broker = redis.Redis.from_url(settings.CELERY_BROKER_URL)

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        with pinned(Pin(logins.GATE)):
            clock.set_demo_moment(datetime.combine(day, time_of_day(hour, minute), clock.LONDON))

    def give_back(self) -> None:
        """From now on the demonstration lives in real time."""
        with pinned(Pin(logins.GATE)):
            clock.set_demo_moment(None)

    def strike(self) -> None:
        """What the clock process does every few minutes: silence is agreement, and disputes climb."""
        app.send_task("config.clock.strike", kwargs=_DIRECTORY)

    def settle(self) -> None:
        """Wait until the worker has done everything that waits for it."""
        wait(lambda: not (self._broker.llen("celery") or self._broker.hlen("unacked")), "the worker to finish")


def wait(done: Callable[[], object], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            raise Refused(
                f"Waited {PATIENCE:.0f} seconds for {what}, in vain.", "look at worker.log in the demo's folder."
            )
        time.sleep(PAUSE)


def patiently(work: Callable[[], Done]) -> Done:
    """Do it as soon as it can be done: what crosses from house to house arrives a moment later."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except Refused:
            if time.monotonic() > until:
                raise
        time.sleep(PAUSE)
