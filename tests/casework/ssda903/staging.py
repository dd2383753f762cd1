"""Staged rows as a load brings them, checked, and what was found."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID, uuid4

from django.db import connection, transaction
from psycopg2.extras import execute_values

from casework.ssda903.checking import CheckedLoad, check
from casework.ssda903.headings import COLUMNS, DATES, FileKind
from casework.ssda903.rules.frame import STAGED
from casework.ssda903.values import parse_date
from tests.casework.ssda903.sample import TODAY

FILES = {kind: number for number, kind in enumerate(FileKind)}
Found = tuple[FileKind, int, str, str]


def stage(load_id: UUID, kind: FileKind, rows: Iterable[dict[str, str]]) -> None:
    """Rows by heading, the first as spreadsheet row 2."""
    columns = COLUMNS[kind]
    dates = DATES[kind]
    names = [column.lower() for column in columns] + [f"{column.lower()}_on" for column in dates]
    lines = [(str(load_id), FILES[kind], number, *_cells(kind, row, dates)) for number, row in enumerate(rows, start=2)]
    with connection.cursor() as cursor:
        execute_values(
            cursor, f'INSERT INTO {STAGED[kind]} (load_id, file, "row", {", ".join(names)}) VALUES %s', lines
        )


def _cells(kind: FileKind, row: dict[str, str], dates: Iterable[str]) -> Iterator[str | date | None]:
    for column in COLUMNS[kind]:
        cell = row.get(column, "").strip()
        yield cell if column == "CHILD" else cell.upper()
    for column in dates:
        yield parse_date(row.get(column, "").strip())


@contextmanager
def checked(
    rows: dict[FileKind, list[dict[str, str]]],
    *,
    year: int = 2025,
    today: date = TODAY,
    kinds: set[FileKind] | None = None,
) -> Iterator[UUID]:
    """The rows staged and checked, until the block ends. `kinds` are those with rows unless given."""
    load_id = uuid4()
    with transaction.atomic():
        for kind, lines in rows.items():
            if lines:
                stage(load_id, kind, lines)
        given = kinds if kinds is not None else {kind for kind, lines in rows.items() if lines}
        check(CheckedLoad(load_id, year, today, frozenset(given)))
        yield load_id
        transaction.set_rollback(True)


def findings(load_id: UUID) -> list[Found]:
    """Kind, row, rule and severity of each."""
    kinds = {number: kind for kind, number in FILES.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT file, "row", rule, severity FROM casework_returnfinding WHERE load_id = %s', (str(load_id),)
        )
        return [(kinds[file], row, rule, severity) for file, row, rule, severity in cursor.fetchall()]
