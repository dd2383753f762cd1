"""The floor: the rows of one case by raw SQL, one transaction, no HTTP, no checks, no history."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg2
import psycopg2.extras

from infra.bench.cases import WORKERS, case
from infra.bench.doors import Counter

TABLES = (
    "casework_child", "casework_periodofcare", "casework_episode", "casework_worker", "casework_workerassignment",
    "notifications_outboxevent",
)  # fmt: skip
_KEYS = (
    ("casework_periodofcare", "child_id", "casework_child"),
    ("casework_episode", "period_id", "casework_periodofcare"),
    ("casework_workerassignment", "period_id", "casework_periodofcare"),
    ("casework_workerassignment", "worker_id", "casework_worker"),
)


@dataclass(frozen=True)
class FloorDoor:
    dsn: str = field(repr=False)

    def open(self) -> Counter:
        return FloorCounter(self.dsn)


class FloorCounter:
    """A statement a row, as one would write them by hand."""

    def __init__(self, dsn: str) -> None:
        self._connection = psycopg2.connect(dsn, options="-c search_path=floor")
        psycopg2.extras.register_uuid(conn_or_curs=self._connection)

    def submit(self, case: dict[str, Any]) -> None:
        self.submit_all([case])

    def submit_all(self, cases: Iterable[dict[str, Any]]) -> None:
        """In one transaction."""
        with self._connection, self._connection.cursor() as cursor:
            for case in cases:
                cursor.execute("SELECT id FROM casework_worker WHERE reference = %s", (case["worker"]["reference"],))
                [worker] = cursor.fetchone()
                _write(cursor, case, worker)


def _write(cursor: Any, case: dict[str, Any], worker: UUID) -> None:
    child_id, period_id, start = uuid4(), uuid4(), case["looked_after_from"]
    child, episode = case["child"], case["episode"]
    _insert(cursor, "casework_child", child | {"id": child_id, "upn": ""})
    period = {"id": period_id, "child_id": child_id, "looked_after_from": start, "end_reason": ""}
    _insert(cursor, "casework_periodofcare", period)
    blank = dict.fromkeys(("home_area", "placement_area", "urn", "end_reason", "change_reason"), "")
    opened = {"id": uuid4(), "period_id": period_id, "started_on": start, "start_reason": "S"}
    _insert(cursor, "casework_episode", episode | opened | blank)
    assigned = {"id": uuid4(), "period_id": period_id, "worker_id": worker, "started_on": start}
    _insert(cursor, "casework_workerassignment", assigned)
    payload = {
        "council": "210", "child_id": str(child_id), "period_id": str(period_id), "reference": child["reference"],
        "looked_after_from": start, "next_review": "first", "staff": [case["worker"]["registration"]],
    }  # fmt: skip
    cursor.execute(
        "INSERT INTO notifications_outboxevent (id, tag, payload, change_id, login, created_at)"
        " VALUES (%s, 'casework:case:opened', %s, %s, session_user, now())",
        (uuid4(), psycopg2.extras.Json(payload), uuid4()),
    )


def _insert(cursor: Any, table: str, values: dict[str, Any]) -> None:
    names, places = ", ".join(values), ", ".join(["%s"] * len(values))
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(values.values()))  # noqa: S608  our own


def prepare(dsn: str, schema: str) -> None:
    """The same tables, indexes and keys as those of the council in `schema`, without its triggers; and the workers."""
    with psycopg2.connect(dsn) as connection, connection.cursor() as cursor:
        psycopg2.extras.register_uuid(conn_or_curs=connection)
        cursor.execute("DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor; SET search_path = floor")
        for table in TABLES:
            cursor.execute(f'CREATE TABLE {table} (LIKE "{schema}".{table} INCLUDING ALL)')
        for table, column, other in _KEYS:
            cursor.execute(
                f"ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES {other} DEFERRABLE INITIALLY DEFERRED"
            )
        for number in range(WORKERS):
            worker = case("", number)["worker"]
            _insert(cursor, "casework_worker", worker | {"id": uuid4(), "manager_name": "", "manager_registration": ""})
    connection.close()
