"""What was recorded, read back as the typed texts that a leaf commits to.

PostgreSQL gives only the text of each value (ledger.typed_text, built-in functions alone); lengths, lines, commitment
and leaf are made here again, so that no function of the database has to be believed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ledger.canonical import Field, commitment, leaf_bytes, leaf_hash
from ledger.functions import header_sql
from ledger.log import pages
from ledger.tables import Captured
from ledger.typed_text import text_sql
from tenants.sql import rows

GROUP = "content"


@dataclass(slots=True)
class Recorded:
    """One entry of history: `header` in its fixed order, `fields` sorted by name; NULLs are left out of both."""

    entry: int
    header: list[Field]
    salt: bytes
    fields: list[Field]

    def leaf(self) -> bytes:
        """The leaf hash, made anew; raises CanonicalError for what can't have been recorded so."""
        return leaf_hash(leaf_bytes(self.header, {GROUP: commitment(self.salt, self.fields)}))

    def said(self, name: str) -> str:
        """A value of the header, such as `key` or `change`."""
        return next((value for field, _, value in self.header if field == name), "")


class Reader:
    """Reads the entries of one captured table in the pinned house."""

    def __init__(self, table: Captured, house: str) -> None:
        header = header_sql(table, house, "h")
        self._header = [(name, of) for name, of, _ in header]
        self._fields = [(column.name, column.type) for column in table.columns]
        texts = [text_sql(of, sql) for _, of, sql in header]
        texts += [text_sql(column.type, f'h."{column.name}"') for column in table.columns]
        self._entry = f"h.{table.entry}"
        self._select = f'SELECT {self._entry}, h.salt, {", ".join(texts)} FROM "{table.rows}" h'

    def pages(self) -> Iterator[list[Recorded]]:
        """Every entry, oldest first."""
        statement = f"{self._select} WHERE {self._entry} > %s ORDER BY {self._entry} LIMIT %s"
        return ([self._recorded(row) for row in page] for page in pages(statement))

    def some(self, entries: list[int]) -> dict[int, Recorded]:
        """Those of these entries that are there."""
        found = map(self._recorded, rows(f"{self._select} WHERE {self._entry} = ANY(%s)", (entries,)))
        return {one.entry: one for one in found}

    def _recorded(self, row: tuple[Any, ...]) -> Recorded:
        texts = row[2:]
        header, fields = texts[: len(self._header)], texts[len(self._header) :]
        return Recorded(row[0], _present(self._header, header), bytes(row[1] or b""), _present(self._fields, fields))


def _present(named: list[tuple[str, str]], values: tuple[Any, ...]) -> list[Field]:
    return [(name, of, value) for (name, of), value in zip(named, values, strict=True) if value is not None]
