"""`iro worker`: on one machine, everything that works behind the site; in production each is a service of its own."""

import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

import click

from config import environment
from config.cli.login import under
from tenants import logins

_CELERY = ("-m", "celery", "-A", "config.celery:app")
PROCESSES: dict[str, tuple[str, ...]] = {
    "relay and clock": (*_CELERY, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-mingle"),
    "beat": (*_CELERY, "beat", "--loglevel", "WARNING", "--schedule", "{home}/beat-schedule"),
    "sequencer": ("-m", "ledger.sequencer"),
    "signer": ("-m", "ledger.signing"),
}
LONGEST_PAUSE = 30.0
GRACE_SECONDS = 8.0
"""What is under way may be finished within this time. What is killed after it loses nothing: a task or a batch that
didn't end is done again."""


@dataclass
class Supervised:
    """A process that is started again when it dies, after a pause that doubles while it keeps dying."""

    name: str
    words: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = None
    pause: float = 0.5
    due: float = field(default=0.0)

    def tend(self, now: float) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None and self.due == 0.0:
            click.echo(f"{self.name} ended ({self.process.returncode}); again in {self.pause:.1f} s", err=True)
            self.due, self.pause = now + self.pause, min(self.pause * 2, LONGEST_PAUSE)
        if now >= self.due:
            self.process = subprocess.Popen([sys.executable, *self.words])  # noqa: S603  our own words
            self.due = 0.0

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def gone_by(self, until: float) -> None:
        """Wait for what was told to end, and kill it then: a supervisor that waits for ever holds a machine up."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            click.echo(f"{self.name} did not end in {GRACE_SECONDS:.0f} s and is killed", err=True)
            self.process.kill()
            self.process.wait()


@click.command()
@under(logins.RELAY)
def worker() -> None:
    """Start and keep alive: Celery's worker and beat, the sequencer and the signer."""
    home = str(environment.home())
    kept = [Supervised(name, tuple(word.format(home=home) for word in words)) for name, words in PROCESSES.items()]
    stopping = _StopSignal()
    while not stopping.came:
        for one in kept:
            one.tend(time.monotonic())
        time.sleep(0.2)
    for one in kept:
        one.end()
    until = time.monotonic() + GRACE_SECONDS
    for one in kept:
        one.gone_by(until)


class _StopSignal:
    """Set by SIGTERM or SIGINT, so that the children are ended before the parent."""

    def __init__(self) -> None:
        self.came = False
        signal.signal(signal.SIGTERM, self._note)
        signal.signal(signal.SIGINT, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.came = True
