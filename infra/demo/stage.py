"""One demonstration in one home: built, found again, started and stopped."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from infra import embedded
from infra.demo import narrator
from infra.demo.faults import DemoError, NotADemonstration, Refused
from infra.demo.running import processes
from infra.demo.running.database import Standing, hasty, raze, standing
from infra.demo.running.folder import Folder, State, new_password
from infra.demo.running.processes import Kept
from infra.embedded import Services


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    port: int | None
    children: int
    fresh: bool


class Stage:
    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = Folder(home)

    def open(self, wish: Wish) -> State:
        """A demonstration that runs, filled. What was started here is ended again when something fails."""
        ran_before = embedded.find(self.home) is not None
        started: list[Kept] = []
        try:
            with _alone(self.home):
                return self._open(wish, started)
        except BaseException:
            for one in reversed(started):
                one.stop()
            if not ran_before:
                embedded.stop(self.home)
            raise

    def _open(self, wish: Wish, started: list[Kept]) -> State:
        services = embedded.start(self.home, on_progress=narrator.say)
        state = self._ours(services, wish.fresh)
        if state is None:
            state = self._begin(services, wish)
            self._part("houses")
            with hasty(services):
                self._run(state, started)
                self._part("tell")
            self._part("prove")
            kept = self.folder.state()
            state = replace(kept or state, told=True)
            self.folder.keep(state)
            return state
        state = self._moved(state, wish.port)
        self._run(state, started)
        names = ", ".join(one.name for one in started)
        narrator.say(f"Started: {names}." if names else "A demonstration is running already, and is used.")
        return state

    def _ours(self, services: Services, fresh: bool) -> State | None:
        """What is kept of a demonstration told to its end; None where there is none. Raises NotADemonstration."""
        found, state = standing(services.database_url), self.folder.state()
        if found is Standing.REAL or (found is not Standing.EMPTY and state is None and not fresh):
            what = "holds a real installation" if found is Standing.REAL else "holds something that isn't ours"
            raise NotADemonstration(
                f"The database {what}: the demonstration never touches it.",
                "set IRO_HOME to an empty folder, or DATABASE_URL to an empty database; "
                "`iro demo --fresh` throws away what was installed with --demo.",
            )
        if found is Standing.UNFINISHED and state is None:
            raise NotADemonstration(
                "The database holds tables of which nothing says that they are a demonstration's.",
                "set DATABASE_URL to an empty database.",
            )
        return state if state and state.told and found is Standing.DEMONSTRATION and not fresh else None

    def _begin(self, services: Services, wish: Wish) -> State:
        old = self.folder.state()
        if old is not None:
            narrator.say("The demonstration begins anew." if old.told else "The last one was not finished: once more.")
            for one in processes.all_of(self.folder, old.port):
                one.stop()
        raze(services, self.home)
        self.folder.make()
        begun = datetime.now(UTC).date().isoformat()
        state = State(new_password(), processes.choose_port(wish.port, None), wish.children, begun)
        self.folder.keep(state)
        return state

    def _moved(self, state: State, asked: int | None) -> State:
        """The same port as last time, unless another was asked for or another program has it now."""
        site = processes.site(self.folder, state.port)
        if site.pid() is not None and asked in (None, state.port):
            return state
        site.stop()
        port = processes.choose_port(asked, state.port)
        moved = replace(state, port=port)
        self.folder.keep(moved)
        return moved

    def _run(self, state: State, started: list[Kept]) -> None:
        """Start what doesn't run, once there are houses. The signer reads the witness's line before it signs."""
        environment = self._environment(state.port)
        witness = processes.witness(self.folder)
        if witness.start(environment, ready=lambda: processes.listens(processes.witness_port(self.folder))):
            started.append(witness)
        (self.home / "witnesses").write_text(f"{processes.witness_line(self.folder)}\n")
        worker = processes.worker(self.folder)
        if worker.start(environment, ready=lambda: worker.pid() is not None):
            started.append(worker)
        pages = processes.site(self.folder, state.port)
        if pages.start(environment, ready=lambda: processes.answers(state.port)):
            started.append(pages)

    def _part(self, name: str) -> None:
        """A part of the story, in a process with Django. Interrupted with us, and waited for."""
        state = self.folder.state()
        environment = self._environment(state.port if state else 0)
        words = [sys.executable, "-m", "infra.demo.story", name, "--home", str(self.home)]
        with subprocess.Popen(words, env=environment) as part:  # noqa: S603  our own program
            try:
                status = part.wait()
            except BaseException:
                part.send_signal(signal.SIGINT)
                part.wait()
                raise
        if status < 0:
            raise Refused(f"The story was ended from outside in its part “{name}” (signal {-status}).", "run it again.")
        if status:
            raise Refused(f"The story stopped in its part “{name}”.", "read what it says above, then run it again.")

    def _environment(self, port: int) -> Mapping[str, str]:
        ours = {"IRO_HOME": str(self.home), "IRO_SITE_URL": f"http://{processes.HOST}:{port}", "PYTHONUNBUFFERED": "1"}
        # Two years are told in a minute, and webhooks can be tried on this machine: there is no real child.
        return {**os.environ, **ours, "IRO_API_RATE": "1000000/minute", "IRO_WEBHOOKS_LOOPBACK": "1"}

    def close(self) -> list[str]:
        """End everything that runs here; the data stays. Returns the names of what ran."""
        state = self.folder.state()
        kept = processes.all_of(self.folder, state.port) if state else ()
        return [one.name for one in kept if one.stop()] + embedded.stop(self.home)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two of them at once would fill one database."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise DemoError(
                f"Another `iro demo` is at work in {home}.", "wait until it is ready; then this one will use it."
            ) from busy
        yield
