"""pg_dump and pg_restore of the server that DATABASE_URL names, as its superuser."""

import os
import subprocess
from pathlib import Path

from django.db import connection

from config import environment
from infra.embedded import binaries
from tenants.problems import Problem


class ServerFailed(Problem):
    code = "server-failed"
    status = 500
    title = "PostgreSQL’s own program failed"


def version() -> str:
    return binaries.postgres().version


def dump(to: Path) -> None:
    """One consistent snapshot of everything but the houses' keys of actors' tokens, which `iro migrate` makes anew."""
    _run("pg_dump", "--format=custom", "--exclude-table-data=*.ledger_actorkey", f"--file={to}")


def restore(source: Path) -> None:
    """Into the empty database, all or nothing."""
    name = str(connection.settings_dict["NAME"])
    _run("pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={name}", str(source))


def _run(program: str, *words: str) -> None:
    parts = environment.database_parts(environment.database_url())
    surroundings = os.environ | {
        "PGHOST": parts["HOST"], "PGPORT": parts["PORT"], "PGUSER": parts["USER"], "PGPASSWORD": parts["PASSWORD"],
        "PGDATABASE": str(connection.settings_dict["NAME"]),
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603  PostgreSQL's own program, beside the server's
        [str(binaries.postgres().main.with_name(program)), *words],
        env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ServerFailed(f"{program} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
