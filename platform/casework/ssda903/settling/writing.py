"""Planning and settling a load that is staged and checked, in the caller's transaction and as its login."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from casework.shapes import Counts
from casework.ssda903.settling.facts import FACTS, Fact
from casework.ssda903.settling.planning import PLAN


def plan(params: Mapping[str, Any]) -> None:
    """Work out what each row is: the planned tables hold it, `casework_returnfinding` what contradicts the record."""
    with connection.cursor() as cursor:
        _prepare(cursor)
        for statement in PLAN:
            cursor.execute(statement, params)


def settle(params: Mapping[str, Any]) -> dict[str, Counts]:
    """Write what was planned; how many rows of what were created, updated and left as they were."""
    with connection.cursor() as cursor:
        _prepare(cursor)
        return {name: _settle(cursor, fact, params) for name, fact in FACTS.items()}


def _settle(cursor: Any, fact: Fact, params: Mapping[str, Any]) -> Counts:
    cursor.execute(fact.count(), params)
    (rows,) = cursor.fetchone()
    if not rows:
        return Counts()
    # Corrections first: a period that ends makes room for the one that follows it.
    cursor.execute(fact.correct(), params)
    updated = cursor.rowcount
    cursor.execute(fact.add(), params)
    created = cursor.rowcount
    return Counts(created, updated, rows - created - updated)


def _prepare(cursor: Any) -> None:
    # Staged tables have no statistics, and nested loops over what PostgreSQL takes for a few rows would take hours.
    cursor.execute("SELECT set_config('jit', 'off', true), set_config('work_mem', '128MB', true)")


def rejected(load_id: UUID) -> int:
    """How many findings leave something out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM casework_returnfinding WHERE load_id = %s AND severity LIKE 'reject%%'", (load_id,)
        )
        (count,) = cursor.fetchone()
    return int(count)
