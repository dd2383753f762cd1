"""What was recorded, read back as the typed texts that a leaf commits to.

PostgreSQL gives only the text of each value (ledger.typed_text, built-in functions alone); lengths, lines, commitment
and leaf are made here again, so that no function of the database has to be believed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ledger.canonical import GROUP, HEADER, Field, commitment, leaf_bytes, leaf_hash
from ledger.functions import FORMAT, header_sql
from ledger.log import PAGE, pages
from ledger.tables import Captured
from ledger.typed_text import text_sql
from tenants.sql import rows


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
        return _said(self.header, name)


@dataclass(slots=True)
class Remains:
    """What stays of an erased entry: `header`, and the commitment (32 octets) to what it held."""

    entry: int
    header: list[Field]
    commitment: bytes
    erasure: UUID

    def leaf(self) -> bytes:
        """The leaf hash, made anew; raises CanonicalError for what can't have been recorded so."""
        return leaf_hash(leaf_bytes(self.header, {GROUP: self.commitment}))

    def said(self, name: str) -> str:
        return _said(self.header, name)


_REMAINS = {"table": "table_name", "transaction": "transaction_id", "change": "change_id"}


class RemainsReader:
    """Reads what stays of the erased entries of one captured table in the pinned house."""

    def __init__(self, table: Captured, house: str) -> None:
        self._table, self._given = table.name, {"format": FORMAT, "house": house}
        columns = [text_sql(of, f'r."{_REMAINS.get(name, name)}"') for name, of in HEADER if name not in self._given]
        self._select = (
            f"SELECT r.entry, r.commitment, r.erasure_id, {', '.join(columns)} FROM ledger_erased r"
            " WHERE r.table_name = %s"
        )

    def pages(self) -> Iterator[list[Remains]]:
        """Every one, by the number of its entry."""
        last = -1
        while page := self._read("r.entry > %s ORDER BY r.entry LIMIT %s", last, PAGE):
            yield page
            last = page[-1].entry

    def some(self, entries: list[int]) -> dict[int, Remains]:
        """Those of these entries that were erased."""
        return {one.entry: one for one in self._read("r.entry = ANY(%s)", entries)}

    def _read(self, where: str, *params: Any) -> list[Remains]:
        found = rows(f"{self._select} AND {where}", (self._table, *params))
        return [self._remains(row) for row in found]

    def _remains(self, row: tuple[Any, ...]) -> Remains:
        entry, commitment, erasure, *texts = row
        values = iter(texts)
        header = [(name, of, self._given[name] if name in self._given else next(values)) for name, of in HEADER]
        return Remains(entry, [field for field in header if field[2] is not None], bytes(commitment), erasure)


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


def _said(header: list[Field], name: str) -> str:
    return next((value for field, _, value in header if field == name), "")


def _present(named: list[tuple[str, str]], values: tuple[Any, ...]) -> list[Field]:
    return [(name, of, value) for (name, of), value in zip(named, values, strict=True) if value is not None]
