"""The council's own return, taken out again: what came in by file, by API and by feed, as the files of the 903."""

from typing import BinaryIO

from django.db import connection

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.ssda903 import export
from casework.ssda903.headings import FileKind
from casework.ssda903.values import collection_year_of
from ledger.reads import look
from tenants import clock


def export_return(kind: FileKind, into: BinaryIO, *, actor: Actor, collection_year: int | None = None) -> int:
    """Write one file of the return as CSV (UTF-8, headings first) and say how many rows it has.

    The rows go from the database to the file, so memory does not grow with them. One look with everybody told of.
    `collection_year` is the year of its 31 March, by default the present one; see `casework.ssda903.export.NOTE`.
    """
    actor.ensure(Permission.RETURN_EXPORT)
    year = collection_year_of(clock.today()) if collection_year is None else collection_year
    words = {"collection_year": year}
    with look(actor, "return export") as seen, connection.cursor() as cursor:
        cursor.execute(export.children(kind), words)
        seen.at(child for (child,) in cursor.fetchall())
        chosen = cursor.cursor.mogrify(export.select(kind), words).decode()
        # Past Django's wrapper, which knows no COPY; the connection is the pinned one all the same.
        cursor.cursor.copy_expert(f"COPY ({chosen}) TO STDOUT WITH (FORMAT csv, HEADER, ENCODING 'UTF8')", into)
        return int(cursor.cursor.rowcount)
