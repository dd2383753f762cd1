"""Staged tables for the time until the migration has them."""

from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.rules.frame import STAGED
from tests import databases
from tests.casework.ssda903.staging import DATES


def make_tables(name: str, schema: str, role: str) -> None:
    with databases.superuser(name).cursor() as cursor:
        for kind in FileKind:
            columns = [f"{c.lower()} text NOT NULL" for c in COLUMNS[kind]]
            columns += [f"{c.lower()}_on date" for c in COLUMNS[kind] if c in DATES]
            cursor.execute(
                f'CREATE UNLOGGED TABLE IF NOT EXISTS "{schema}".{STAGED[kind]} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,'  # noqa: E501
                f' load_id uuid NOT NULL, file smallint NOT NULL, "row" int NOT NULL, rejected bool NOT NULL DEFAULT false,'  # noqa: E501
                f" {', '.join(columns)});"
                f'CREATE INDEX ON "{schema}".{STAGED[kind]} (load_id, child);'
                f'GRANT ALL ON "{schema}".{STAGED[kind]} TO "{role}"'
            )
        cursor.execute(
            f'CREATE TABLE IF NOT EXISTS "{schema}".casework_returnfinding (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,'  # noqa: E501
            ' load_id uuid NOT NULL, file smallint NOT NULL, "row" int, "column" text NOT NULL, rule text NOT NULL,'
            " severity text NOT NULL, message text NOT NULL, value text NOT NULL);"
            f'GRANT ALL ON "{schema}".casework_returnfinding TO "{role}"'
        )
