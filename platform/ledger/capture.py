"""The capture of a house as SQL: a step of provisioning, run as the owner of its tables (design.md 4)."""

from ledger.functions import actor_key, capture_sql, house_functions
from ledger.tables import captured_tables
from tenants.kinds import Kind
from tenants.models import House


def house_sql(house: House) -> str:
    """Idempotent: functions and triggers are replaced by those that fit the tables' columns now.

    The same text for the same code: provisioning tells by it whether a house is as this release wants it.
    """
    statements = [house_functions(house.schema_name, house.title)]
    statements += [capture_sql(house.schema_name, house.title, table) for table in captured_tables(Kind(house.kind))]
    statements.append(actor_key(house.schema_name, house.title))
    statements.append(f'REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA "{house.schema_name}" FROM PUBLIC;')
    return "\n".join(statements)


def callable_functions(schema: str) -> list[str]:
    """The functions that a working login of the house may call, with their argument types."""
    return [
        f'"{schema}".ledger_act(uuid, text, text, text, text, text, bigint, bytea)',
        f'"{schema}".ledger_look(uuid, text, text, text, text, text, text, text, bigint, bytea)',
    ]
