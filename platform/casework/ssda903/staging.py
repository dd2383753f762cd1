"""Rows of a file into the staged tables, by COPY: a few thousand at a time, whatever the size of the file."""

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

from django.db import connection

from casework.ssda903.headings import COLUMNS, DATES, FileKind
from casework.ssda903.rules.frame import STAGED
from casework.ssda903.settling.planning import PLANNED
from casework.ssda903.values import parse_date

ROWS_AT_ONCE = 5_000
_PLACES = {kind: [COLUMNS[kind].index(column) for column in columns] for kind, columns in DATES.items()}
# Codes are upper case; a council's own id is as it is.
_AS_SENT = {kind: frozenset({COLUMNS[kind].index("CHILD")}) for kind in FileKind}
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
Row = tuple[FileKind, int, tuple[str, ...]]


def stage(load_id: UUID, file: int, rows: Iterable[Row]) -> Iterator[int]:
    """COPY the rows (kind, spreadsheet row, cells in the order of COLUMNS); yields how many more are staged each time.

    Each lot is a transaction of the caller's or of its own.
    """
    coming = iter(rows)
    while lot := list(islice(coming, ROWS_AT_ONCE)):
        for kind in {row[0] for row in lot}:
            _copy(load_id, file, kind, [row for row in lot if row[0] is kind])
        yield len(lot)


def clear(load_id: UUID) -> None:
    """Take away what was staged and planned of a load."""
    with connection.cursor() as cursor:
        for table in (*STAGED.values(), *PLANNED):
            cursor.execute(f"DELETE FROM {table} WHERE load_id = %s", (load_id,))  # noqa: S608  names of our tables


def _copy(load_id: UUID, file: int, kind: FileKind, rows: Iterable[Row]) -> None:
    names = [*(column.lower() for column in COLUMNS[kind]), *(f"{column.lower()}_on" for column in DATES[kind])]
    start, text = f"{load_id}\t{file}\t", io.StringIO()
    places, as_sent = _PLACES[kind], _AS_SENT[kind]
    for _, number, cells in rows:
        shown = [cell if place in as_sent else cell.upper() for place, cell in enumerate(cells)]
        days = [parse_date(cells[place]) for place in places]
        line = "\t".join([cell.translate(_ESCAPED) if not cell.isalnum() else cell for cell in shown])
        dates = "".join(f"\t{day}" if day else "\t\\N" for day in days)
        text.write(f"{start}{number}\t{line}{dates}\n")
    text.seek(0)
    with connection.cursor() as cursor:
        # Past Django's wrapper, which knows no COPY; the connection is the pinned one all the same.
        connection.ensure_connection()
        cursor.cursor.copy_expert(f'COPY {STAGED[kind]} (load_id, file, "row", {", ".join(names)}) FROM STDIN', text)
