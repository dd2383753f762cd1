"""A PostgreSQL data folder and what is done to it from outside: made, launched, read."""

import os
import re
import shlex
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from infra.embedded import home, ports, process
from infra.embedded.account import Account
from infra.embedded.errors import DiskFull, PortTaken, ServerFailed

SUPERUSER = "postgres"
PORT_SETTING = "IRO_POSTGRES_PORT"
NEW_MB = 300
RUNNING_MB = 30
STARTING_SECONDS = 60
LINGERING_SECONDS = 10

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "300",
    "shared_buffers": "128MB",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    # No child's data in a log: neither statements that fail nor the details of an error, which quote rows.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# For tests only: what a crash of the machine would lose is of no interest there.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass(frozen=True)
class Cluster:
    """`folder` (a real path, no link) holds `data`, `password` and `server.log`."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def pid_file(self) -> list[str]:
        """The lines of postmaster.pid: process id, data folder, start, port, …; empty when there is none."""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def pid(self) -> int | None:
        """The process that runs out of this folder, if it still does."""
        lines = self.pid_file()
        pid = int(lines[0]) if lines and lines[0].strip().isdecimal() else None
        return pid if process.is_server(pid, "postgres", str(self.data)) else None

    def port(self) -> int | None:
        """Where the running server listens; None while it doesn't run or hasn't said so yet."""
        lines = self.pid_file()
        return int(lines[3]) if self.pid() and len(lines) > 3 and lines[3].strip().isdecimal() else None

    def url(self, port: int, database: str) -> str:
        return f"postgresql://{SUPERUSER}:{home.password(self.folder)}@127.0.0.1:{port}/{database}"

    def need_space(self, megabytes: int) -> None:
        free = shutil.disk_usage(self.folder).free // 1_000_000
        if free < megabytes:
            raise DiskFull(self.folder, free)

    def log_tail(self, since: int = 0) -> str:
        """What was logged after byte `since`, at most the last 4,000 characters."""
        try:
            return self.log.read_bytes()[since:].decode(errors="replace")[-4000:]
        except FileNotFoundError:
            return ""

    def make(self, programs: Path, account: Account, *, fast: bool) -> None:
        """Make the data folder in one step: it has its final name only once it is complete."""
        self.need_space(NEW_MB)
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        home.new_password(self.folder)
        account.own(self.folder / "password")
        made = account.run(
            [
                *(programs / "initdb", "-D", unfinished, "--username", SUPERUSER),
                *("--pwfile", self.folder / "password", "--auth", "scram-sha-256"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums", "--no-instructions"),
                *(["--no-sync"] if fast else []),
            ]
        )
        if made.returncode:
            if "No space left on device" in made.stdout:
                raise DiskFull(self.folder, shutil.disk_usage(self.folder).free // 1_000_000)
            raise ServerFailed("initdb", self.folder, made.stdout[-4000:])
        unfinished.rename(self.data)

    def launch(self, programs: Path, account: Account, *, kept_port: int | None, fast: bool) -> int:
        """Start the server in a session of its own and wait until it is ready; returns its port.

        Tried again while another program snatches the port in between, and while the last children of a
        killed server still hold its memory. Raises PortTaken, DiskFull, ServerFailed.
        """
        self.need_space(RUNNING_MB)
        until = time.monotonic() + LINGERING_SECONDS
        while True:
            self._disarm_stale_pid()
            port = ports.choose(PORT_SETTING, kept_port)
            since = self.log.stat().st_size if self.log.exists() else 0
            if self._pg_ctl_start(programs, account, port, fast):
                return port
            why = self.log_tail(since)
            if "No space left on device" in why:
                raise DiskFull(self.folder, shutil.disk_usage(self.folder).free // 1_000_000)
            passing = re.search(r"could not bind|pre-existing shared memory", why)
            if not passing or time.monotonic() > until:
                if "could not bind" in why:
                    raise PortTaken(port, PORT_SETTING)
                raise ServerFailed("PostgreSQL", self.log, why)
            time.sleep(0.2)

    def _pg_ctl_start(self, programs: Path, account: Account, port: int, fast: bool) -> bool:
        settings = {**SETTINGS, **(FAST if fast else {}), "port": str(port)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        started = account.run(
            [
                *(programs / "pg_ctl", "start", "-D", self.data, "-l", self.log),
                *("-s", "-w", "-t", str(STARTING_SECONDS), "-o", options),
            ]
        )
        return started.returncode == 0

    def _disarm_stale_pid(self) -> None:
        """Let PostgreSQL see that the process in postmaster.pid isn't a server any more.

        It asks only whether that number is alive: a zombie that nobody reaps is, and so is another program
        that has got the number since; it would never start again. It takes its starter's number for its own,
        though, and then still makes sure by the shared memory; so that number goes in, and the file stays.
        """
        if not self.pid_file() or self.pid() is not None:
            return
        others = self.pid_file()[1:]
        handle = os.open(self.data / "postmaster.pid", os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
        with os.fdopen(handle, "w") as file:
            file.write("\n".join([str(os.getpid()), *others]) + "\n")
