"""One PostgreSQL for this machine: started, found again, ended. Judged alive by a connection alone."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2
import psycopg2.extensions

from infra.embedded import account as accounts
from infra.embedded import binaries, home, process, shelter
from infra.embedded.cluster import STARTING_SECONDS, Cluster
from infra.embedded.errors import OtherMajor, ServerFailed

DATABASE = "iro"


def locate(root: Path) -> tuple[home.Noted, str] | None:
    """The server that runs out of `root`, and its URL; None if none answers.

    Its own postmaster.pid says where it listens, so a lost state file loses no server. Raises PasswordLost,
    and PermissionError for another user's folder.
    """
    for cluster in _clusters(root):
        port = cluster.port()
        if port is not None:
            url = cluster.url(port, DATABASE)
            version = answers(url)
            if version:
                return home.Noted(port, cluster.pid() or 0, str(cluster.folder), version), url
    return None


def start(root: Path, *, fast: bool, on_progress: Callable[[str], None]) -> tuple[home.Noted, str]:
    """Start the server of `root`, making its data folder the first time. Raises any EmbeddedError."""
    programs = binaries.postgres()
    _refuse_other_major(root, programs.major)
    place = root / f"pg{programs.major}"
    account = accounts.choose(place)
    cluster = Cluster(shelter.make_folder(place, account))
    folder = shelter.reachable(programs, account)
    if not cluster.data.exists():
        on_progress(f"Making a PostgreSQL {programs.version} data folder in {cluster.folder}")
        cluster.make(folder, account, fast=fast)
    port = cluster.port()
    if port is None:
        kept = home.noted(root, "postgres")
        port = cluster.launch(folder, account, kept_port=kept.port if kept else None, fast=fast)
    _make_database(cluster, port)
    entry = home.Noted(port, cluster.pid() or 0, str(cluster.folder), programs.version)
    return entry, cluster.url(port, DATABASE)


def stop(root: Path) -> bool:
    """End the server of `root`: open transactions roll back, clients are let go. True if one ran."""
    stopped = False
    for cluster in _clusters(root):
        pid = cluster.pid()
        if pid is not None:
            if not process.end(pid, signal.SIGINT, seconds=STARTING_SECONDS):
                raise ServerFailed("PostgreSQL", cluster.log, cluster.log_tail())
            stopped = True
    return stopped


def answers(url: str) -> str:
    """The version of the server that lets us in at `url`; empty if none does within two seconds."""
    try:
        connection = psycopg2.connect(url, connect_timeout=2)
    except psycopg2.OperationalError:
        return ""
    try:
        return version_of(connection)
    finally:
        connection.close()


def version_of(connection: psycopg2.extensions.connection) -> str:
    """`17.10` of the number 170010 that the server gave when the connection was made."""
    return f"{connection.server_version // 10_000}.{connection.server_version % 10_000}"


def _clusters(root: Path) -> list[Cluster]:
    return [Cluster(place.resolve()) for place in sorted(root.glob("pg[0-9]*")) if (place / "data").exists()]


def _major_of(cluster: Cluster) -> str:
    return (cluster.data / "PG_VERSION").read_text().strip()


def _refuse_other_major(root: Path, major: int) -> None:
    for cluster in _clusters(root):
        found = _major_of(cluster)
        if found != str(major):
            raise OtherMajor(cluster.folder, found, major)


def _make_database(cluster: Cluster, port: int) -> None:
    """Wait until the server lets us in (it may be recovering from a crash); make the database at first."""
    until = time.monotonic() + STARTING_SECONDS
    while not answers(cluster.url(port, "postgres")):
        if time.monotonic() > until:
            raise ServerFailed("PostgreSQL", cluster.log, cluster.log_tail())
        time.sleep(0.1)
    connection = psycopg2.connect(cluster.url(port, "postgres"))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.rowcount == 0:
                cursor.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        connection.close()
