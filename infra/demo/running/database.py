"""The database that the demonstration fills: what stands in it, and how it is thrown away."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg2
import redis
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from infra.embedded import Services

_OURS_AT_THE_BROKER = (":1:demo-clock", "celery", "unacked", "unacked_index")


class Standing(StrEnum):
    EMPTY = "empty"
    DEMONSTRATION = "demonstration"
    REAL = "real"
    UNFINISHED = "unfinished"


def standing(url: str) -> Standing:
    """Unfinished: there are tables, but nothing says what they are for."""
    server = _connect(url)
    try:
        with server.cursor() as cursor:
            cursor.execute("SELECT to_regclass('public.tenants_installation') IS NOT NULL")
            if _first(cursor.fetchone()):
                cursor.execute("SELECT bool_and(demo) FROM public.tenants_installation")
                marked = _first(cursor.fetchone())
                found = {True: Standing.DEMONSTRATION, False: Standing.REAL}
                return found.get(bool(marked), Standing.UNFINISHED) if marked is not None else Standing.UNFINISHED
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text"
                " NOT IN ('pg_catalog', 'information_schema'))"
            )
            return Standing.UNFINISHED if _first(cursor.fetchone()) else Standing.EMPTY
    finally:
        server.close()


def _connect(url: str) -> Connection:
    server = psycopg2.connect(url)
    server.autocommit = True
    return server


def _first(row: tuple[object, ...] | None) -> object:
    return row[0] if row else None


def raze(services: Services, home: Path) -> None:
    """Database, clock, signer's memory and keys, witness: gone for good, so that the next log begins at nothing."""
    if standing(services.database_url) is not Standing.EMPTY:
        _make_anew(services)
    redis.Redis.from_url(services.broker_url).delete(*_OURS_AT_THE_BROKER)
    for folder in (home / "signer", home / "secrets" / "logs", home / "demo"):
        shutil.rmtree(folder, ignore_errors=True)
    for file in (home / "witnesses", *home.glob("beat-schedule*")):
        file.unlink(missing_ok=True)


def _make_anew(services: Services) -> None:
    name = sql.Identifier(_name(services))
    server = _connect(urlunsplit(urlsplit(services.database_url)._replace(path="/postgres")))
    try:
        with server.cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            cursor.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(name))
    finally:
        server.close()


@contextmanager
def hasty(services: Services) -> Iterator[None]:
    """Commits don't wait for the disk meanwhile: a demonstration that isn't finished begins anew after a crash anyway.

    Connections that are opened meanwhile keep it until the pool lets them go (ten minutes). After a failure it is left
    as it is: that database is thrown away.
    """
    _set(services, "off")
    yield
    _set(services, None)


def _set(services: Services, value: str | None) -> None:
    server = _connect(services.database_url)
    name = sql.Identifier(_name(services))
    change = sql.SQL("RESET synchronous_commit" if value is None else "SET synchronous_commit = {}")
    try:
        with server.cursor() as cursor:
            wanted = change.format(*([] if value is None else [sql.Literal(value)]))
            cursor.execute(sql.SQL("ALTER DATABASE {} ").format(name) + wanted)
    finally:
        server.close()


def _name(services: Services) -> str:
    return unquote(urlsplit(services.database_url).path.lstrip("/"))
