"""What a drill is."""

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

Tell = Callable[[str], None]


class DrillFailed(Exception):
    """What should have held did not; the text says what and where."""


@dataclass(frozen=True)
class Drill:
    """`run` tells what it does a line at a time, and raises DrillFailed where something didn't hold."""

    name: str
    summary: str
    run: Callable[[Tell], None]


def clean_up_when_ended() -> None:
    """A drill that is told to end (SIGTERM) ends its servers first, as one that is interrupted does."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
