"""Planning and settling a load that is staged and checked, in the caller's transaction and as its login."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from casework.shapes import Counts
from casework.ssda903.planner import set_planner
from casework.ssda903.settling.facts import FACTS, Fact
from casework.ssda903.settling.planning import PLAN


def plan(params: Mapping[str, Any]) -> None:
    """Work out what each row is: the planned tables hold it, `casework_returnfinding` what contradicts the record."""
    with connection.cursor() as cursor:
        set_planner(cursor)
        for statement in PLAN:
            cursor.execute(statement, params)


def settle(params: Mapping[str, Any]) -> dict[str, Counts]:
    """Write what was planned; how many rows of what were created, updated and left as they were."""
    with connection.cursor() as cursor:
        set_planner(cursor)
        return {name: _settle(cursor, fact, params) for name, fact in FACTS.items()}


def _settle(cursor: Any, fact: Fact, params: Mapping[str, Any]) -> Counts:
    # Corrections first: a period that ends makes room for the one that follows it.
    cursor.execute(fact.correct(), params)
    rows, updated = cursor.fetchone()
    if not rows:
        return Counts()
    cursor.execute(fact.add(), params)
    created = cursor.rowcount
    return Counts(created, updated, rows - created - updated)


def rejected(load_id: UUID) -> int:
    """How many findings leave something out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM casework_returnfinding WHERE load_id = %s AND severity LIKE 'reject%%'", (load_id,)
        )
        (count,) = cursor.fetchone()
    return int(count)
