"""What every table of every house holds, in one statement: the same before and after whatever was refused."""

from typing import Any

Fingerprint = dict[str, tuple[int, int]]


class Prints:
    """Counts and newest transactions of all tables of some schemas, as the superuser sees them."""

    def __init__(self, cursor: Any, schemas: list[str]) -> None:
        self.cursor = cursor
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY (%s) ORDER BY 1, 2", (schemas,)
        )
        parts = [
            f"SELECT '{schema}', '{table}', count(*), coalesce(max(xmin::text::bigint), 0) FROM {schema}.{table}"
            for schema, table in cursor.fetchall()
        ]
        self.statement = " UNION ALL ".join(parts)

    def take(self) -> Fingerprint:
        self.cursor.execute(self.statement)
        return {f"{schema}.{table}": (count, newest) for schema, table, count, newest in self.cursor.fetchall()}


def changed(before: Fingerprint, after: Fingerprint) -> set[str]:
    return {table for table in before if before[table] != after[table]}
