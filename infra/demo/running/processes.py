"""The demonstration's processes: site, worker and witness, each in a session of its own, found again and ended."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from infra.demo.faults import DidNotStart, PortTaken
from infra.demo.running.folder import Folder
from infra.embedded import process

STARTING_SECONDS = 60.0
ENDING_SECONDS = 15.0
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Kept:
    """A process that is kept running: `words` start it, `mark` must stand in its command line."""

    folder: Folder
    name: str
    words: Sequence[str]
    mark: str

    @property
    def log(self) -> Path:
        return self.folder.path / f"{self.name}.log"

    @property
    def note(self) -> Path:
        return self.folder.path / f"{self.name}.json"

    def start(self, environment: Mapping[str, str], *, ready: Callable[[], bool]) -> bool:
        """Start it unless it runs; False if it ran already. Raises DidNotStart with the end of its log."""
        if self.pid() is not None and ready():
            return False
        self.stop()
        with self.log.open("ab") as log:
            begun = log.tell()
            try:
                started = subprocess.Popen(  # noqa: S603  our own programs
                    list(self.words),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=dict(environment),
                    start_new_session=True,
                )
            except FileNotFoundError as missing:
                raise DidNotStart(
                    f"The program {self.words[0]} is missing.", "install the platform again: make install."
                ) from missing
        self.note.write_text(json.dumps({"pid": started.pid}))
        self._wait(started, ready, begun)
        return True

    def _wait(self, started: "subprocess.Popen[bytes]", ready: Callable[[], bool], begun: int) -> None:
        until = time.monotonic() + STARTING_SECONDS
        while not ready():
            if started.poll() is not None or time.monotonic() > until:
                self.stop()
                raise DidNotStart(
                    f"The {self.name} did not start. The end of its log:\n{self._tail(begun)}",
                    f"read {self.log}, then run it again.",
                )
            time.sleep(0.05)

    def pid(self) -> int | None:
        try:
            pid = int(json.loads(self.note.read_text())["pid"])
        except (FileNotFoundError, ValueError, KeyError):
            return None
        return pid if process.is_server(pid, self.mark) else None

    def stop(self) -> bool:
        """End it, with all that it started; False if it didn't run."""
        pid = self.pid()
        if pid is not None:
            process.end(pid, signal.SIGTERM, seconds=ENDING_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        self.note.unlink(missing_ok=True)
        return pid is not None

    def _tail(self, begun: int) -> str:
        return self.log.read_bytes()[begun:].decode(errors="replace")[-2000:]


def program(name: str) -> str:
    """A command that was installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def site(folder: Folder, port: int) -> Kept:
    words = (program("iro"), "serve", "--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4")
    return Kept(folder, "site", words, f"{HOST}:{port}")


def worker(folder: Folder) -> Kept:
    return Kept(folder, "worker", (program("iro"), "worker"), f"{program('iro')} worker")


def witness(folder: Folder) -> Kept:
    """Its memory and key are in the demonstration's folder: elsewhere than the signer's, as it should be."""
    place = folder.path / "witness"
    words = (
        program("iro-witness"), "--db", f"{place}.db", "--key", f"{place}.key", "--name", "demo.example/witness",
        "--enrol", str(folder.home / "signer" / "logs"), "--listen", f"{HOST}:{witness_port(folder)}",
    )  # fmt: skip
    return Kept(folder, "witness", words, f"{place}.db")


def all_of(folder: Folder, port: int) -> tuple[Kept, ...]:
    return site(folder, port), worker(folder), witness(folder)


def witness_line(folder: Folder) -> str:
    """The line `<vkey> <url>` that the witness printed when it was last started; blank before."""
    try:
        lines = (folder.path / "witness.log").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    return next((line for line in reversed(lines) if line.startswith("demo.example/witness+")), "")


def witness_port(folder: Folder) -> int:
    """It stays the same, since the signer knows it; 0, before the first start, asks for a free one."""
    return int(witness_line(folder).rpartition(":")[2] or 0)


def listens(port: int) -> bool:
    """Whether anything does, at a port other than 0."""
    with socket.socket() as probe:
        probe.settimeout(2)
        return port != 0 and probe.connect_ex((HOST, port)) == 0


def answers(port: int) -> bool:
    """Whether our site answers at the port, and all it stands on is well."""
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health", headers={"Accept": "application/json"})
        response = connection.getresponse()
        return response.status == 200 and json.loads(response.read()).get("well") is True
    except (OSError, HTTPException, ValueError):
        return False
    finally:
        connection.close()


def choose_port(asked: int | None, kept: int | None) -> int:
    """The port that was asked for or kept from the last run, else 8000, else the next free one. Raises PortTaken."""
    wanted = asked or kept or 8000
    if is_free(wanted):
        return wanted
    if asked:
        raise PortTaken(f"Port {asked} is used by another program.", "name another port: iro demo --port 8080.")
    return next((port for port in range(8001, 8100) if is_free(port)), 0) or free_port()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
