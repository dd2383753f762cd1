"""What an installation's connections are on the server: how many, opened anew how often, and their memory."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psycopg2

_BACKENDS = (
    "SELECT pid, usename FROM pg_stat_activity WHERE datname = current_database() AND starts_with(usename, %s)"
    " AND application_name LIKE 'iro %%'"
)


@dataclass(frozen=True)
class Backends:
    """Memory in MB that a backend has for itself (Private_* of smaps_rollup); None where /proc doesn't tell."""

    count: int
    logins: int
    median_mb: float | None
    largest_mb: float | None
    total_mb: float | None

    def __str__(self) -> str:
        memory = "memory unknown here"
        if self.total_mb is not None:
            memory = f"{self.total_mb:.0f} MB, a backend {self.median_mb:.1f} (median), {self.largest_mb:.1f} (largest)"
        return f"{self.count} backends of {self.logins} logins: {memory}"


def backends(dsn: str, installation: str) -> Backends:
    found = _rows(dsn, _BACKENDS, (f"{installation}_",))
    sizes = [size for pid, _ in found if (size := _private(pid)) is not None]
    return Backends(
        len(found), len({login for _, login in found}), median(sizes) if sizes else None,
        max(sizes, default=None), sum(sizes) if sizes else None,
    )  # fmt: skip


def sessions(dsn: str) -> int:
    """How many sessions were ever opened in that database."""
    [[opened]] = _rows(dsn, "SELECT sessions FROM pg_stat_database WHERE datname = current_database()", ())
    return int(opened)


def _rows(dsn: str, statement: str, params: tuple[object, ...]) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(dsn)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    connection.close()
    return found


def _private(pid: int) -> float | None:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
