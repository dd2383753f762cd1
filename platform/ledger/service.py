"""The loop of a process that works through all houses: it outlives the database's restarts and finds new houses.

`python -m ledger.sequencer` and `python -m ledger.signing` are this loop around one function of a house. Django is
set up here, so those modules import no model.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING

import django
import structlog
from django.db import Error, connection
from django.utils.module_loading import import_string

from ledger.faults import Fault
from tenants import logins
from tenants.pins import Pin, pinned

if TYPE_CHECKING:
    from tenants.models import House

log = structlog.get_logger(__name__)
DIRECTORY_SECONDS = 2.0
"""How old the list of houses may be: a new house is found within this time."""
REST_SECONDS = 2.0
"""How long a house rests after a failure; the others go on."""
REFUSED = 3
"""Exit code of a process that had to refuse a house."""


class HouseRefused(Fault):
    """This house must not go on: what the database holds contradicts what this process remembers. Needs a person."""


@dataclass
class Service:
    """`work` does what there is to do in one house and says how much that was; 0 lets the loop slow down."""

    name: str
    work: "Callable[[House], int]"
    busy_pause: float
    idle_pause: float
    stopping: bool = False
    refused: set[str] = field(default_factory=set)
    _resting: dict[str, float] = field(default_factory=dict)
    _houses: "list[House]" = field(default_factory=list)
    _listed_at: float = -DIRECTORY_SECONDS

    def run(self) -> int:
        """Until SIGTERM or SIGINT; the batch under way is finished. 0, or REFUSED when a house was.

        Their handler sets a plain flag: an Event has a lock, which the thread that the handler interrupts may hold.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        pause = self.busy_pause
        while not self.stopping:
            done = self.round()
            pause = self.busy_pause if done else min(pause * 1.2, self.idle_pause)
            time.sleep(pause)
        connection.close()
        return REFUSED if self.refused else 0

    def round(self) -> int:
        """Every house once. Never raises: a database that is away is waited for, a house that fails rests."""
        return sum(self._attend(house) for house in self._listed() if not self.stopping)

    def _attend(self, house: "House") -> int:
        origin = house.origin
        if origin in self.refused or self._resting.get(origin, 0.0) > time.monotonic():
            return 0
        try:
            return self.work(house)
        except HouseRefused as refusal:
            self.refused.add(origin)
            log.critical(
                "house-refused", process=self.name, origin=origin, code=refusal.code, reason=str(refusal),
                next="Run `iro ledger verify`; the house stays refused until this process is started again.",
            )  # fmt: skip
        except Exception as failure:
            self._resting[origin] = time.monotonic() + REST_SECONDS
            self._note(failure, origin)
        return 0

    def _listed(self) -> "Iterable[House]":
        if time.monotonic() - self._listed_at > DIRECTORY_SECONDS:
            try:
                with pinned(Pin(logins.SEQUENCER, roams=True)):
                    self._houses = import_string("tenants.queries.houses")()
                self._listed_at = time.monotonic()
            except Exception as failure:
                self._note(failure, "directory")
                self._houses = []
        return self._houses

    def _note(self, failure: Exception, where: str) -> None:
        if isinstance(failure, Error):
            # Whatever state the connection is in, the next round begins with a new one.
            connection.close()
            log.warning("database-failed", process=self.name, where=where, failure=str(failure).strip())
        else:
            log.error("failed", process=self.name, where=where, exc_info=failure)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def main(service: Service) -> None:
    """Set Django up and run until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(service.run())
