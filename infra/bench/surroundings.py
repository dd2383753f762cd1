"""What a run is made on: a fresh server with fsync on, an installation with one council, the stock set-up beside it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from infra import embedded
from infra.bench import floor
from infra.bench.stock.prepare import DATABASE_VARIABLE

ROOT = Path(__file__).parent.parent.parent
COUNCIL = "210"
INSTALLATION = "irobench"


@dataclass(frozen=True)
class Credentials:
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Surroundings:
    """`ours` and `stock` are the environments of the two servers; `dsn` is the database that the floor writes to."""

    ours: Mapping[str, str] = field(repr=False)
    stock: Mapping[str, str] = field(repr=False)
    dsn: str = field(repr=False)
    client: Credentials
    stock_client: Credentials
    stock_host: str


def services(home: Path, on_progress: Callable[[str], None]) -> dict[str, str]:
    """Servers anew in `home`, as the environment of an installation: what an earlier run left is deleted.

    Raises EmbeddedError.
    """
    for variable in ("DATABASE_URL", "CELERY_BROKER_URL"):
        # A benchmark writes nowhere but in what it made itself.
        os.environ.pop(variable, None)
    embedded.remove(home)
    found = embedded.start(home, on_progress=on_progress)
    return {
        "IRO_HOME": str(home),
        "IRO_INSTALLATION": INSTALLATION,
        "DATABASE_URL": found.database_url,
        "CELERY_BROKER_URL": found.broker_url,
        # What is measured is the work, not the limit.
        "IRO_API_RATE": "1000000/minute",
        "IRO_FEED_RATE": "1000000/minute",
    }


def started(home: Path, on_progress: Callable[[str], None]) -> dict[str, str]:
    """Servers with an installation that has no house yet."""
    environment = services(home, on_progress)
    iro(environment, "install", "--admin-email", "bench@example.org")
    return environment


def build(home: Path, on_progress: Callable[[str], None]) -> Surroundings:
    """Servers, our installation with a council, and the stock set-up beside it."""
    ours = started(home, on_progress)
    on_progress(f"Installing ours, with council {COUNCIL}")
    return beside(ours, install(ours), f"council_{COUNCIL}", on_progress)


def install(environment: Mapping[str, str]) -> Credentials:
    """By the same commands that an operator gives."""
    iro(environment, "panels", "add", "national", "National Panel")
    iro(environment, "regions", "add", "london", "London Service", "--panel", "national")
    iro(environment, "councils", "add", COUNCIL, "--region", "london")
    shown = iro(environment, "clients", "add", "--council", COUNCIL)
    found = dict(re.findall(r"^(client_\w+):\s+(\S+)$", shown, re.MULTILINE))
    return Credentials(found["client_id"], found["client_secret"])


def beside(
    ours: Mapping[str, str], client: Credentials, schema: str, on_progress: Callable[[str], None]
) -> Surroundings:
    """The floor's tables in our database, and the stock set-up in another of the same server."""
    dsn = ours["DATABASE_URL"]
    floor.prepare(dsn, schema)
    on_progress("Installing the stock set-up")
    name = f"{dsn.rpartition('/')[2]}_stock"
    server = psycopg2.connect(dsn)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    server.close()
    stock = {**ours, DATABASE_VARIABLE: f"{dsn.rpartition('/')[0]}/{name}"}
    shown = json.loads(run(stock, [sys.executable, "-m", "infra.bench.stock.prepare"]))
    return Surroundings(
        ours, stock, dsn, client, Credentials(shown["client_id"], shown["client_secret"]), shown["host"]
    )


def iro(environment: Mapping[str, str], *words: str) -> str:
    return run(environment, [str(Path(sys.executable).with_name("iro")), *words])


def run(environment: Mapping[str, str], words: list[str]) -> str:
    """What a command prints; it must end well."""
    done = subprocess.run(  # noqa: S603  our own commands
        words, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words[:4])} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout
