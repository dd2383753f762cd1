"""A database a test, cloned from a template that is built once for a state of the code (design.md 8)."""

import fcntl
import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import psycopg2
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from config.environment import database_parts, database_url
from tenants import clock, logins, queries
from tests import cast as cast_module
from tests.services import HOME, IN_MEMORY
from timetable.queries import forget_england

T = TypeVar("T")
ROOT = Path(__file__).parent.parent
SIGNERS = HOME / "signers"
FILES = HOME / "files"
# Copying files is the faster way in memory only: on a disk it waits for two checkpoints.
STRATEGY = "FILE_COPY" if IN_MEMORY else "WAL_LOG"
BUILT_FROM = (
    # Never "**": the servers' own folders lie below, and change while they are walked.
    "*/migrations/*.py", "platform/*/migrations/*.py", "*/models.py", "platform/*/models.py", "platform/*/models/*.py",
    "tenants/*.py",
    "platform/ledger/a*.py", "platform/ledger/f*.py", "platform/ledger/t*.py", "platform/ledger/g*.py",
    "platform/ledger/erasing.py", "platform/casework/erasing.py", "platform/casework/rules/erasing.py",
    "platform/ledger/capture.py", "platform/config/protocol/*.py", "platform/accounts/a*.py", "tests/cast.py",
)  # fmt: skip


def server() -> Any:
    """A connection to the maintenance database, as the superuser."""
    parts = database_parts(database_url())
    connection = psycopg2.connect(
        host=parts["HOST"], port=parts["PORT"], user=parts["USER"], password=parts["PASSWORD"], dbname="postgres"
    )
    connection.autocommit = True
    return connection


def superuser(name: str) -> Any:
    """A connection to a test's own database as the server's superuser: the attacker that nothing can hold back."""
    parts = database_parts(database_url())
    found = psycopg2.connect(
        host=parts["HOST"], port=parts["PORT"], user=parts["USER"], password=parts["PASSWORD"], dbname=name
    )
    found.autocommit = True
    return found


def point_at(name: str) -> None:
    """Make Django's one alias mean this database; everything that was kept of another is forgotten."""
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name
    # What a signer remembers belongs to one database: in another, the same log would contradict it.
    settings.SIGNER_HOME, settings.SIGNER_KEYS = SIGNERS / name, SIGNERS / name / "keys"
    settings.WITNESSES_FILE = SIGNERS / name / "witnesses"
    settings.FILES_HOME = FILES / name
    queries.forget()
    clock.is_demo.cache_clear()
    forget_england()
    _keep_apart(name)


def _keep_apart(name: str) -> None:
    """Sessions and locks of this database only: another run on the same Valkey neither sees nor ends them."""
    settings.CACHES["default"]["KEY_PREFIX"] = name
    caches["default"].key_prefix = name


def template() -> tuple[str, cast_module.Cast]:
    """The template's name and its cast; built by whichever worker comes first."""
    return kept("irotest", BUILT_FROM, _build)


def kept(title: str, sources: Iterable[str], build: Callable[[str], T]) -> tuple[str, T]:
    """A template that is built once for a state of these sources: its name, and what `build` returned."""
    name = f"{title}_{_digest(sources)}"
    record = HOME / f"{name}.pickle"
    with (HOME / f"{title}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (record.exists() and _exists(name)):
            record.write_bytes(pickle.dumps(build(name)))
        found: T = pickle.loads(record.read_bytes())
        return name, found


def _digest(sources: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for pattern in sources:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _exists(name: str) -> bool:
    with server().cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        return cursor.fetchone() is not None


def _build(name: str) -> cast_module.Cast:
    with server().cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    point_at(name)
    cast = cast_module.build()
    connection.close()
    return cast


def create(name: str, of: str) -> None:
    """A copy of a template. Rights on the database aren't copied: given anew."""
    with server().cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}" STRATEGY {STRATEGY}')
        cursor.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
        allowed = f'"{logins.role(logins.EVERY)}", "{logins.role(logins.BACKUP)}"'
        cursor.execute(f'GRANT CONNECT ON DATABASE "{name}" TO {allowed}')
    if (FILES / of).exists():
        shutil.copytree(FILES / of, FILES / name, dirs_exist_ok=True)
    point_at(name)


@contextmanager
def clone(of: str) -> Iterator[str]:
    """A fresh copy, entered, and dropped afterwards."""
    name = f"irotest_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{uuid4().hex[:12]}"
    create(name, of)
    try:
        yield name
    finally:
        connection.close()
        with server().cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        shutil.rmtree(SIGNERS / name, ignore_errors=True)
        shutil.rmtree(FILES / name, ignore_errors=True)
