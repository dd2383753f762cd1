"""What was known at a position of the log: the queries of the present, answered from history (design.md 4).

By position, never by time alone: a transaction that began before another may be committed after it, so an answer by
time could change when it is asked again. What stands below a position never changes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Model, QuerySet

from ledger import log
from ledger.models import Change, Entry, Queue, Read
from ledger.tables import Captured, captured_tables
from tenants import clock, pins
from tenants.kinds import Kind
from tenants.problems import Conflict, Invalid
from tenants.protocol import Capture
from tenants.sql import rows

_WORD = re.compile(r"\w+")
_READS = re.compile(r"\(*SELECT\b|SAVEPOINT |RELEASE SAVEPOINT |ROLLBACK TO SAVEPOINT ", re.IGNORECASE)
_DIGITS = 18
"""A bigint holds that many, whatever they are."""


class PositionUnknown(Invalid):
    code = "as-of-unknown"
    title = "The log has no such position"


class PositionUndated(Conflict):
    code = "as-of-undated"
    title = "The log is damaged at this position"


@dataclass(frozen=True, slots=True)
class Position:
    """After the first `size` leaves of the pinned house's log; `at` is when the change of the last one began.

    `unfinished` are the changes that only partly stand below it: half a transaction was never seen by anybody.
    """

    size: int
    at: datetime
    unfinished: tuple[UUID, ...] = ()

    @property
    def day(self) -> date:
        """The date in England then."""
        return self.at.astimezone(clock.LONDON).date()


def position(given: str | None) -> Position | None:
    """The position that `?as_of=` names; None where it isn't given. Raises PositionUnknown, PositionUndated."""
    if given is None:
        return None
    size = log.size()
    wanted = int(given) if given.isascii() and given.isdigit() and len(given) <= _DIGITS else 0
    if not 1 <= wanted <= size:
        raise PositionUnknown(
            f"The log has {size} entries now. Ask for one from 1 to {size}: the history of the record names them.",
            errors={"as_of": f"Send a number from 1 to {size}."},
            extra={"size": size},
        )
    return Position(wanted, _written_at(wanted - 1), _unfinished(wanted))


def _written_at(index: int) -> datetime:
    change_id = Entry.objects.values_list("change_id", flat=True).get(index=index)
    for model in (Change, Read):
        found = model.objects.filter(change_id=change_id).values_list("at", flat=True).first()
        if found is not None:
            return found
    raise PositionUndated(
        f"Entry {index} of the log names a change that nobody is known to have made. Ask for another position, and tell"
        " whoever runs the service to run `iro ledger verify`.",
        errors={"as_of": "Send another number."},
    )


def _unfinished(size: int) -> tuple[UUID, ...]:
    """Asked once a position, in time that grows with what was written after it. A look is one leaf: never half."""
    found = rows(
        'SELECT DISTINCT e.change_id FROM ledger_entry e WHERE e."index" >= %s AND e.table_name <> %s AND EXISTS'
        ' (SELECT FROM ledger_entry b WHERE b.change_id = e.change_id AND b.table_name = %s AND b."index" < %s)'
        " UNION SELECT q.change_id FROM ledger_queue q"
        " WHERE EXISTS (SELECT FROM ledger_entry b WHERE b.change_id = q.change_id)",
        (size, Read._meta.db_table, Change._meta.db_table, size),
    )
    return tuple(change_id for (change_id,) in found)


def today(at: Position | None) -> date:
    """The date in England: now, or at the position."""
    return clock.today() if at is None else at.day


def named(what: str, at: Position | None) -> str:
    """What a look at the past is recorded as."""
    return what if at is None else f"{what} as of {at.size}"


def positions(changes: Iterable[UUID]) -> dict[UUID, int]:
    """The first position at which each of these changes is known; without those that still wait for their numbers."""
    wanted = set(changes)
    waiting = set(Queue.objects.filter(change_id__in=wanted).values_list("change_id", flat=True))
    found = Entry.objects.filter(change_id__in=wanted - waiting).values_list("change_id").annotate(last=Max("index"))
    return {change_id: last + 1 for change_id, last in found}


class Positioned(Protocol):
    """What became known at a position of the log; None while it waits for its number."""

    @property
    def position(self) -> int | None: ...


P = TypeVar("P", bound=Positioned)
M = TypeVar("M", bound=Model)


def by_then(events: Iterable[P], at: Position | None) -> list[P]:
    """Those that were known at `at`; all where it is None."""
    return [one for one in events if at is None or (one.position is not None and one.position <= at.size)]


def in_sight(found: QuerySet[M], at: Position | None) -> QuerySet[M]:
    """`found`; or, to be asked of the past, those whose keys it finds now: who may see what is today's question."""
    if at is None:
        return found
    keys = list(found.order_by().values_list("pk", flat=True))
    return found.model._default_manager.filter(pk__in=keys)


@contextmanager
def as_of(at: Position | None) -> Iterator[None]:
    """Inside, a SELECT finds each captured table (FULL) as it was known at `at`; None: as it is. In a look only.

    Whoever reads decides by the present who may see what, before entering: a right that has ended opens no past.
    PostgreSQL itself refuses every write in the block. Tables that aren't captured are read as they are.
    """
    if at is None:
        yield
        return
    if not connection.in_atomic_block:
        raise RuntimeError("The past is read within a look, which is recorded in the same transaction.")
    savepoint = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        with connection.execute_wrapper(_reading(at, pins.current().kind)), _grouping_by_every_column():
            yield
    finally:
        # A transaction that has become read-only stays so, except by going back to before it did.
        transaction.set_rollback(False)
        transaction.savepoint_rollback(savepoint)
        transaction.savepoint_commit(savepoint)


@contextmanager
def _grouping_by_every_column() -> Iterator[None]:
    """What stands for a table has no primary key, by which alone Django would group its rows."""
    features = connection.features
    before = features.allows_group_by_selected_pks
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        features.allows_group_by_selected_pks = before


def _reading(at: Position, kind: Kind) -> Callable[..., Any]:
    """The wrapper of Django's that puts the past before each statement (`connection.execute_wrapper`)."""

    def read(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not _READS.match(sql):
            raise RuntimeError(f"The past is only read; refused: {sql[:60]}")
        named = sorted(_full_tables(kind).keys() & set(_WORD.findall(sql)))
        before = ", ".join(_rows_then(_full_tables(kind)[name], at) for name in named)
        return execute(f"WITH {before} {sql}" if before else sql, params, many, context)

    return read


@cache
def _full_tables(kind: Kind) -> dict[str, Captured]:
    return {table.name: table for table in captured_tables(kind) if table.capture is Capture.FULL}


def _rows_then(table: Captured, at: Position) -> str:
    """`name AS (…)`: a name in WITH stands before the table of that name. Never materialised, so indexes serve."""
    columns = ", ".join(f'h."{column.name}"' for column in table.columns)
    key = table.key.name
    return (
        f'"{table.name}" AS NOT MATERIALIZED (SELECT {columns} FROM "{table.rows}" h'
        f" WHERE h.history_type <> '-' AND {_known('h', table, at)}"
        f' AND NOT EXISTS (SELECT FROM "{table.rows}" n WHERE n."{key}" = h."{key}" AND n.history_id > h.history_id'
        f" AND {_known('n', table, at)}))"
    )


def _known(row: str, table: Captured, at: Position) -> str:
    but_these = ", ".join(f"'{change_id}'" for change_id in at.unfinished)
    return (
        f"EXISTS (SELECT FROM ledger_entry e WHERE e.table_name = '{table.name}' AND e.entry = {row}.history_id"
        f' AND e."index" < {at.size:d})' + (f" AND {row}.change_id NOT IN ({but_these})" if but_these else "")
    )
