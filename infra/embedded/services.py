"""The two services that the platform needs on one machine, found, started and stopped together."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from infra.embedded import external, home, postgres, valkey
from infra.embedded.errors import DiskFull, EmbeddedError, HomeUnusable

DATABASE_VARIABLE = "DATABASE_URL"
BROKER_VARIABLE = "CELERY_BROKER_URL"


@dataclass(frozen=True)
class Services:
    """Where to connect. The URLs hold passwords, so they are left out of `repr` and of anything logged."""

    database_url: str = field(repr=False)
    broker_url: str = field(repr=False)


@dataclass(frozen=True)
class Status:
    """One service: `state` is `running`, `stopped`, `external` (from the environment) or `failing`."""

    name: str
    state: str
    detail: str


def find(root: Path | None = None) -> Services | None:
    """Services that answer now, or None if any doesn't. Starts nothing.

    Raises HomeUnusable, PasswordLost; DatabaseUnreachable, PostgresTooOld, BrokerUnreachable for the
    environment's own servers.
    """
    root = _root(root)
    with _explained(root):
        database = os.environ.get(DATABASE_VARIABLE)
        broker = os.environ.get(BROKER_VARIABLE)
        _check(database, broker)
        database = database or _url(postgres.locate(root))
        broker = broker or _url(valkey.locate(root))
    return Services(database, broker) if database and broker else None


def start(
    root: Path | None = None, *, fast: bool = False, on_progress: Callable[[str], None] = lambda line: None
) -> Services:
    """Services that answer: those of the environment, those that run already, else new ones.

    root: the folder that keeps them; IRO_HOME, or `var` here, if None.
    fast: for tests, a crash of the machine may lose data.
    on_progress: told one line at a time what is done; never a password.
    Raises any EmbeddedError.
    """
    root = _root(root)
    with _explained(root), home.held(root):
        database = os.environ.get(DATABASE_VARIABLE)
        broker = os.environ.get(BROKER_VARIABLE)
        _check(database, broker)
        if database:
            on_progress("PostgreSQL: the server that DATABASE_URL names")
        else:
            database = _start_postgres(root, fast, on_progress)
        if broker:
            on_progress("Broker: the server that CELERY_BROKER_URL names")
        else:
            broker = _start_valkey(root, fast, on_progress)
    return Services(database, broker)


def stop(root: Path | None = None) -> list[str]:
    """End what was started in `root`; returns the names of what ran. Data stays, so do others' servers."""
    root = _root(root)
    if not root.exists():
        return []
    with _explained(root), home.held(root):
        return [name for name, ended in (("Valkey", valkey.stop(root)), ("PostgreSQL", postgres.stop(root))) if ended]


def status(root: Path | None = None) -> list[Status]:
    """What each service does now. Never raises an EmbeddedError: it is told in `detail` instead."""
    root = _root(root)
    return [
        _status("PostgreSQL", os.environ.get(DATABASE_VARIABLE), external.check_database, postgres.locate, root),
        _status("Valkey", os.environ.get(BROKER_VARIABLE), external.check_broker, valkey.locate, root),
    ]


def remove(root: Path | None = None) -> None:
    """End what was started in `root` and delete its data for good, also where it had to be kept elsewhere."""
    root = _root(root)
    stop(root)
    if not root.exists():
        return
    with _explained(root), home.held(root):
        for place in [*root.glob("pg[0-9]*"), root / "valkey"]:
            if place.is_symlink():
                shutil.rmtree(place.resolve(), ignore_errors=True)
                place.unlink()
            elif place.exists():
                shutil.rmtree(place)
        (root / "state.json").unlink(missing_ok=True)


def _start_postgres(root: Path, fast: bool, on_progress: Callable[[str], None]) -> str:
    found = postgres.locate(root)
    entry, url = found or postgres.start(root, fast=fast, on_progress=on_progress)
    _tell("PostgreSQL", entry, bool(found), on_progress)
    home.note(root, "postgres", entry)
    return url


def _start_valkey(root: Path, fast: bool, on_progress: Callable[[str], None]) -> str:
    found = valkey.locate(root)
    entry, url = found or valkey.start(root, fast=fast)
    _tell("Valkey", entry, bool(found), on_progress)
    home.note(root, "valkey", entry)
    return url


def _tell(name: str, entry: home.Noted, reused: bool, on_progress: Callable[[str], None]) -> None:
    how = "is running already and is used" if reused else "started"
    on_progress(f"{name} {entry.version} {how}: 127.0.0.1:{entry.port}")


def _check(database: str | None, broker: str | None) -> None:
    if database:
        external.check_database(database)
    if broker:
        external.check_broker(broker)


def _status(
    name: str,
    variable: str | None,
    check: Callable[[str], object],
    locate: Callable[[Path], tuple[home.Noted, str] | None],
    root: Path,
) -> Status:
    try:
        with _explained(root):
            if variable:
                check(variable)
                return Status(name, "external", "named by the environment, and it answers")
            found = locate(root)
    except EmbeddedError as error:
        return Status(name, "failing", str(error))
    if found is None:
        return Status(name, "stopped", f"nothing runs out of {root}")
    entry, _ = found
    return Status(name, "running", f"127.0.0.1:{entry.port}, process {entry.pid}, data in {entry.folder}")


def _url(found: tuple[home.Noted, str] | None) -> str:
    return found[1] if found else ""


def _root(root: Path | None) -> Path:
    return root.resolve() if root else home.default_home()


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    """Turn what the file system refuses into our own errors."""
    try:
        yield
    except PermissionError as error:
        raise HomeUnusable(root, f"it belongs to another user ({error})") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(root, 0) from error
        raise
