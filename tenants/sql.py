"""Running statements of our own as whoever is pinned."""

from typing import Any

from django.db import connection
from psycopg2 import sql

from tenants import logins

Composable, Identifier, Literal, SQL = sql.Composable, sql.Identifier, sql.Literal, sql.SQL


def run(statement: sql.Composable | str, params: tuple[Any, ...] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_text(cursor, statement), params)


def rows(statement: sql.Composable | str, params: tuple[Any, ...] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_text(cursor, statement), params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def relations(schema: str) -> list[int]:
    """The oids of all that stands in a schema. One look through pg_class, which has no index for it: with 153 councils
    that takes 10 ms, so whoever asks more of the catalogue asks by oid."""
    [(found,)] = rows(
        "SELECT coalesce(array_agg(oid), '{}') FROM pg_class WHERE relnamespace = to_regnamespace(%s)", (schema,)
    )
    return list(found)


def text(statement: sql.Composable | str) -> str:
    """The statement as it would be sent now: names and literals are quoted by the pinned connection."""
    with connection.cursor() as cursor:
        return _text(cursor, statement)


def role(login: str) -> sql.Identifier:
    return sql.Identifier(logins.role(login))


def _text(cursor: Any, statement: sql.Composable | str) -> str:
    return statement if isinstance(statement, str) else statement.as_string(cursor.connection)
