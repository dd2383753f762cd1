"""What is killed and started anew: PostgreSQL, the site, the processes of `iro worker`; and a witness, which stays."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from config.cli.serve import gunicorn
from config.cli.worker import PROCESSES
from infra import embedded
from infra.bench import surroundings
from infra.bench.doors import HttpDoor, bearer_token
from infra.bench.surroundings import COUNCIL, ROOT
from infra.drill.drill import Tell
from infra.embedded import home as homes
from infra.embedded import ports

POSTGRES, SITE = "postmaster", "site"
PATIENCE = 60.0


class Stage:
    """An installation of its own in `home`, gone with the block."""

    def __init__(self, home: Path, tell: Tell) -> None:
        self.home, self._tell = home, tell
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._others: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Stage":
        self._tell("Starting servers and an installation of their own")
        try:
            self._set_up()
        except BaseException:
            self._tear_down()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tear_down()

    @property
    def names(self) -> list[str]:
        return [POSTGRES, *self._words]

    def door(self) -> HttpDoor:
        client = self._client
        token = bearer_token(self._port, "127.0.0.1", client.client_id, client.client_secret)
        return HttpDoor(self._port, f"/api/v1/councils/{COUNCIL}/cases", "127.0.0.1", token)

    def kill(self, name: str) -> None:
        """SIGKILL, a process with its children; of PostgreSQL the postmaster alone, as on a bad day."""
        if name == POSTGRES:
            noted = homes.noted(self.home, "postgres")
            if noted is not None:
                os.kill(noted.pid, signal.SIGKILL)
            return
        _kill_group(self._processes[name])

    def start(self, name: str) -> None:
        if name == POSTGRES:
            self._start_postgres()
            return
        if name not in self._processes or self._processes[name].poll() is not None:
            log = (self.home / f"{name.replace(' ', '-')}.log").open("ab")
            self._processes[name] = subprocess.Popen(  # noqa: S603  our own words
                [sys.executable, *self._words[name]], cwd=ROOT, env={**os.environ, **self.environment},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
            log.close()

    def start_all(self) -> None:
        for name in self.names:
            self.start(name)

    def iro(self, *words: str) -> str:
        return surroundings.iro(self.environment, *words)

    def _set_up(self) -> None:
        self.environment = surroundings.started(self.home, lambda line: None)
        self._client = surroundings.install(self.environment)
        self._port = ports.any_free()
        serve = gunicorn("config.wsgi:application", f"127.0.0.1:{self._port}", 1, 4)[1:]
        words = {name: tuple(one.format(home=self.home) for one in of) for name, of in PROCESSES.items()}
        self._words = {SITE: (*serve, "--log-level", "critical"), **words}
        self._witness()
        self.start_all()
        self._await_site()

    def _witness(self) -> None:
        """It is somebody else's, and outlives everything."""
        words = [
            "-m", "ledger.witness", "--db", self.home / "witness.db", "--key", self.home / "witness.key",
            "--name", "witness.drill/w1", "--listen", "127.0.0.1:0", "--enrol", self.home / "signer" / "logs",
        ]  # fmt: skip
        with (self.home / "witness.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603  our own words
                [sys.executable, *map(str, words)], cwd=ROOT, env={**os.environ, **self.environment},
                stdout=subprocess.PIPE, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._others.append(process)
        line = process.stdout.readline().decode() if process.stdout else ""
        (self.home / "witnesses").write_text(line, encoding="utf-8")

    def _start_postgres(self) -> None:
        """Again until its old children have let go of the memory that they shared."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                embedded.start(self.home)
            except embedded.EmbeddedError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.3)
            else:
                return

    def _await_site(self) -> None:
        until = time.monotonic() + PATIENCE
        while ports.is_free(self._port):
            if time.monotonic() > until:
                raise TimeoutError("The site did not start.")
            time.sleep(0.1)

    def _tear_down(self) -> None:
        for process in [*self._processes.values(), *self._others]:
            _kill_group(process)
        embedded.remove(self.home)


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
