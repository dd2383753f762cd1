"""New rows of several models in one round trip: what a measured path uses in place of a `save` for each."""

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connection, models


def insert_and_read(rows: Sequence[models.Model], query: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """INSERT these rows in this order, neighbours of one model in one statement; then what `query` finds.

    All keys are made before. As `save(force_insert=True)` would: defaults and `auto_now` are applied, and a row that
    PostgreSQL refuses raises IntegrityError or DataError. Columns with a `db_default` must have been given a value.
    `query` is our own text, with `%s` for each of `params`.
    """
    statements: list[str] = []
    values: list[Any] = []
    for model, group in groupby(rows, type):
        neighbours = list(group)
        start, places = _insertion(model)
        statements.append(start + ", ".join([places] * len(neighbours)))
        values += [value for row in neighbours for value in _values(row)]
    with connection.cursor() as cursor:
        cursor.execute("; ".join([*statements, query]), [*values, *params])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return found


@cache
def _insertion(model: type[models.Model]) -> tuple[str, str]:
    """`INSERT INTO … VALUES ` and the placeholders of one row."""
    quote, fields = connection.ops.quote_name, _fields(model)
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ", f"({places})"  # noqa: S608  our models


def _fields(model: type[models.Model]) -> Sequence[Any]:
    return model._meta.local_concrete_fields


def _values(row: models.Model) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in _fields(type(row))]
