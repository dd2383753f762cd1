"""What PostgreSQL itself says that each role may do to each thing: has_*_privilege, so that membership counts."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tests.walls.declared import PUBLIC, Cell

OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
TABLE = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
COLUMN = ("SELECT", "INSERT", "UPDATE", "REFERENCES")


@dataclass(frozen=True)
class Things:
    """One sort of thing in the catalogue: where it is listed, its name, and what can be done to it."""

    title: str
    source: str
    where: str
    name: str
    may: str
    privileges: tuple[str, ...]


_RELATIONS = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
_FUNCTIONS = "pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace"
_TABLE_LIKE = "c.relkind IN ('r', 'p', 'v', 'm', 'f')"
_MAY_TABLE, _MAY_FUNCTION = "has_table_privilege(r.oid, c.oid, p)", "has_function_privilege(r.oid, f.oid, p)"
NAME = "n.nspname || '.' || c.relname"

TABLES = Things("tables and views", _RELATIONS, f"{_TABLE_LIKE} AND {OURS}", NAME, _MAY_TABLE, TABLE)
COLUMNS = Things(
    "columns", f"pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND {_TABLE_LIKE}"
    " JOIN pg_namespace n ON n.oid = c.relnamespace", f"a.attnum > 0 AND NOT a.attisdropped AND {OURS}",
    f"{NAME} || '.' || a.attname", "has_column_privilege(r.oid, c.oid, a.attnum, p)", COLUMN,
)  # fmt: skip
SEQUENCES = Things(
    "sequences", _RELATIONS, f"c.relkind = 'S' AND {OURS}", NAME, "has_sequence_privilege(r.oid, c.oid, p)",
    ("USAGE", "SELECT", "UPDATE"),
)  # fmt: skip
SCHEMAS = Things(
    "schemas", "pg_namespace n", OURS, "n.nspname", "has_schema_privilege(r.oid, n.oid, p)", ("USAGE", "CREATE")
)
FUNCTIONS = Things("functions", _FUNCTIONS, OURS, "n.nspname || '.' || f.proname", _MAY_FUNCTION, ("EXECUTE",))
DATABASE = Things(
    "the database", "pg_database d", "d.datname = current_database()", "'database'",
    "has_database_privilege(r.oid, d.oid, p)", ("CONNECT", "TEMPORARY", "CREATE"),
)  # fmt: skip
# PostgreSQL's own things, of which our roles must have no more than everybody, and everybody no more than at the start.
SYSTEM_TABLES = Things(
    "PostgreSQL’s own tables", _RELATIONS, f"{_TABLE_LIKE} AND NOT ({OURS})", NAME, _MAY_TABLE, TABLE
)
SYSTEM_FUNCTIONS = Things(
    "PostgreSQL’s own functions", _FUNCTIONS, f"NOT ({OURS})", "f.oid::regprocedure::text", _MAY_FUNCTION, ("EXECUTE",)
)


def rows(cursor: Any, statement: str, *params: Any) -> list[tuple[Any, ...]]:
    cursor.execute(statement, params or None)
    found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def prefix() -> str:
    return f"{settings.INSTALLATION}_"


def roles(cursor: Any) -> set[str]:
    """This installation's roles, by their names in the protocol."""
    found = rows(cursor, "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", prefix())
    return {name.removeprefix(prefix()) for (name,) in found}


def held(cursor: Any, things: Things) -> tuple[set[Cell], int]:
    """The cells that somebody has, PUBLIC among them, and how many were looked at."""
    whom = (
        f"(SELECT oid, substr(rolname, {len(prefix()) + 1}) AS login FROM pg_roles"
        f" WHERE starts_with(rolname, '{prefix()}') UNION ALL SELECT 0, '{PUBLIC}') r"
    )
    privileges = ", ".join(f"('{privilege}')" for privilege in things.privileges)
    found = rows(
        cursor,
        f"SELECT r.login, {things.name}, p FROM {things.source} CROSS JOIN {whom}"
        f" CROSS JOIN (VALUES {privileges}) AS v (p) WHERE {things.where} AND {things.may}",
    )
    [(there,)] = rows(cursor, f"SELECT count(*) FROM {things.source} WHERE {things.where}")
    return set(found), there * (len(roles(cursor)) + 1) * len(things.privileges)
