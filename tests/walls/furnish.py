"""A superuser, with every trigger off, puts a canary into each free text of each house, and rows into empty tables."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import models
from psycopg2.extras import Json
from psycopg2.sql import SQL, Identifier, Literal

from tenants.kinds import Kind
from tests.walls.canaries import HISTORY, Canary, Text, of_house, texts

EXTRA = "canary"
"""The key under which every JSON object carries its canary, beside the words in it that were replaced."""


def furnish(cursor: Any, houses: dict[str, Kind]) -> None:
    for house, kind in houses.items():
        every = list(of_house(kind))
        tables = [one._meta.db_table for one in every]
        tables += [one.history.model._meta.db_table for one in every if hasattr(one, "history")]
        _log(cursor, house)
        with _triggers_off(cursor, house, tables):
            for model in _parents_first(every):
                _fill(cursor, house, model)
            for model in every:
                _plant_everywhere(cursor, house, model)


def _log(cursor: Any, house: str) -> None:
    """Else a server that is cut off would empty the unlogged tables of a template that is kept."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r' AND relpersistence = 'u'",
        (house,),
    )
    for (table,) in cursor.fetchall():
        cursor.execute(SQL("ALTER TABLE {} SET LOGGED").format(Identifier(house, table)))


@contextmanager
def _triggers_off(cursor: Any, house: str, tables: list[str]) -> Iterator[None]:
    """Ours are ENABLE ALWAYS, so no setting of the session turns them off, and each is turned on again as it was."""
    cursor.execute(
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE c.relnamespace = %s::regnamespace AND NOT t.tgisinternal"
        " AND c.relname = ANY (%s) AND t.tgenabled = 'A'",
        (house, tables),
    )
    always = cursor.fetchall()
    for table, trigger in always:
        cursor.execute(_alter(house, table, "DISABLE TRIGGER {}", trigger))
    yield
    for table, trigger in always:
        cursor.execute(_alter(house, table, "ENABLE ALWAYS TRIGGER {}", trigger))


def _alter(house: str, table: str, what: str, trigger: str) -> Any:
    return SQL("ALTER TABLE {} " + what).format(Identifier(house, table), Identifier(trigger))


def _parents_first(every: list[type[models.Model]]) -> list[type[models.Model]]:
    found: list[type[models.Model]] = []

    def add(model: type[models.Model]) -> None:
        if model not in found and model in every:
            for field in model._meta.concrete_fields:
                if field.is_relation and field.related_model is not model and not field.null:
                    add(field.related_model)
            found.append(model)

    for model in every:
        add(model)
    return found


def _fill(cursor: Any, house: str, model: type[models.Model]) -> None:
    """A row where the story left none; and in the history of each table."""
    if not _is_empty(cursor, house, model._meta.db_table):
        return
    _insert(cursor, house, model._meta.db_table, _row(cursor, house, model))
    if not hasattr(model, "history"):
        return
    history = model.history.model
    names = SQL(", ").join(Identifier(field.column) for field in model._meta.concrete_fields)
    base, rows, changes = (
        Identifier(house, table) for table in (model._meta.db_table, history._meta.db_table, "ledger_change")
    )
    cursor.execute(
        SQL(
            "INSERT INTO {} ({}, history_type, history_date, history_change_reason, history_user_id, change_id,"
            " transaction_id, salt) SELECT {}, '+', now(), '', 'person:x', (SELECT min(change_id::text)::uuid FROM {}),"
            " '1', uuid_send(gen_random_uuid()) FROM {}"
        ).format(rows, names, names, changes, base)
    )


def _is_empty(cursor: Any, house: str, table: str) -> bool:
    cursor.execute(SQL("SELECT NOT EXISTS (SELECT FROM {})").format(Identifier(house, table)))
    [(empty,)] = cursor.fetchall()
    return bool(empty)


def _insert(cursor: Any, house: str, table: str, row: dict[str, Any]) -> None:
    cursor.execute(
        SQL("INSERT INTO {} ({}) VALUES ({})").format(
            Identifier(house, table), SQL(", ").join(map(Identifier, row)), SQL(", ").join(map(Literal, row.values()))
        )
    )


def _row(cursor: Any, house: str, model: type[models.Model]) -> dict[str, Any]:
    return {
        field.column: _value(cursor, house, field)
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField | models.BigAutoField)
    }


def _value(cursor: Any, house: str, field: Any) -> Any:
    """Anything that the column takes; a parent that exists."""
    if field.is_relation:
        parent = field.related_model._meta
        cursor.execute(
            SQL("SELECT {} FROM {}").format(Identifier(parent.pk.column), Identifier(house, parent.db_table))
        )
        return next((key for (key,) in cursor.fetchall()), None)
    if field.null and not isinstance(field, models.TextField | models.CharField | models.JSONField):
        return None
    samples: dict[str, Any] = {
        "BooleanField": False, "DateField": "2026-01-05", "DateTimeField": "2026-01-05T12:00:00Z",
        "UUIDField": str(uuid4()), "JSONField": "{}", "BinaryField": b"\x00" * 32, "DecimalField": 1,
    }  # fmt: skip
    kind = field.get_internal_type()
    if kind in samples:
        return samples[kind]
    if kind in ("CharField", "TextField"):
        return field.choices[0][0] if field.choices else ""
    return 1


def _plant_everywhere(cursor: Any, house: str, model: type[models.Model]) -> None:
    table = model._meta.db_table
    for text in texts(model):
        _plant(cursor, house, table, model._meta.pk.column, text, Canary(house, table, text.column))
    if hasattr(model, "history"):
        history = model.history.model._meta
        for text in texts(model):
            canary = Canary(house, table, text.column, is_history=True)
            _plant(cursor, house, history.db_table, history.pk.column, text, canary)
        for column in HISTORY:
            canary = Canary(house, table, column, is_history=True)
            _plant(cursor, house, history.db_table, history.pk.column, Text(column, None), canary)


def _plant(cursor: Any, house: str, table: str, key: str, text: Text, canary: Canary) -> None:
    place, column = Identifier(house, table), Identifier(text.column)
    cursor.execute(SQL("SELECT {}, {} FROM {} ORDER BY 1").format(Identifier(key), column, place))
    for number, (row, value) in enumerate(cursor.fetchall()):
        planted = Json(in_json(value, canary.word)) if text.is_json else _word(text, canary.word, number)
        cursor.execute(
            SQL("UPDATE {} SET {} = %s WHERE {} = %s").format(place, column, Identifier(key)), (planted, row)
        )


def _word(text: Text, word: str, number: int) -> str:
    mark = f"{word}{number}" if text.is_unique else word
    return f"{mark}@example.org" if text.is_email else mark


def in_json(value: Any, word: str) -> Any:
    """The value with its prose and addresses replaced, and with one more member; codes, dates and keys stay."""
    found = json.loads(value) if isinstance(value, str) else value
    replaced = _prose(found, word)
    if isinstance(replaced, dict):
        return {**replaced, EXTRA: word}
    return replaced


def _prose(value: Any, word: str) -> Any:
    if isinstance(value, dict):
        return {key: _prose(one, word) for key, one in value.items()}
    if isinstance(value, list):
        return [_prose(one, word) for one in value]
    return word if isinstance(value, str) and (" " in value or "@" in value) else value
