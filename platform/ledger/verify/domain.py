"""Each row is what its newest history says, to the letter: compared as texts, for 1.0 and 1 are equal numbers."""

from collections.abc import Iterator

from ledger.tables import Captured, Column
from ledger.typed_text import text_sql
from ledger.verify.findings import Finding
from tenants.models import House
from tenants.protocol import Capture
from tenants.sql import rows


def check_domain(house: House, table: Captured) -> Iterator[Finding]:
    """Rows that aren't, or are, or are otherwise than history says. A SELF table is its own history."""
    if table.capture is Capture.SELF:
        return
    for key, has_row, kind, differing in rows(_statement(table)):
        if kind is None:
            yield Finding("history-missing", house.title, table.name, key)
        elif not has_row:
            yield Finding("row-missing", house.title, table.name, key)
        elif kind == "-":
            yield Finding("row-returned", house.title, table.name, key)
        else:
            yield Finding("row-altered", house.title, table.name, key, f"differs in {', '.join(differing)}")


def _statement(table: Captured) -> str:
    key = f'"{table.key.name}"'
    pairs = {column.name: f"{_text('b', column)} IS DISTINCT FROM {_text('l', column)}" for column in table.columns}
    cases = ", ".join(f"CASE WHEN {differs} THEN '{name}' END" for name, differs in pairs.items())
    return f"""
WITH l AS (SELECT DISTINCT ON ({key}) * FROM "{table.rows}" ORDER BY {key}, history_id DESC)
SELECT coalesce(b.{key}, l.{key})::text, b.{key} IS NOT NULL, l.history_type, array_remove(ARRAY[{cases}], NULL)
FROM "{table.name}" b FULL JOIN l ON l.{key} = b.{key}
WHERE l.{key} IS NULL OR (b.{key} IS NULL) <> (l.history_type = '-')
   OR (b.{key} IS NOT NULL AND ({" OR ".join(pairs.values())}))
ORDER BY 1"""


def _text(alias: str, column: Column) -> str:
    return text_sql(column.type, f'{alias}."{column.name}"')
