"""The capture of a house as SQL: a step of provisioning, run as the owner of its tables (design.md 4)."""

from ledger import erasing, guards
from ledger.functions import actor_key, capture_sql, house_functions
from ledger.tables import captured_tables
from tenants import grants, logins
from tenants.kinds import Kind
from tenants.models import House


def house_sql(house: House) -> str:
    """Idempotent: functions and triggers are replaced by those that fit the tables' columns now.

    The same text for the same code: provisioning tells by it whether a house is as this release wants it.
    """
    statements = [declared_sql(house), actor_key(house.schema_name, house.title)]
    statements.append(f'REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA "{house.schema_name}" FROM PUBLIC;')
    return "\n".join(statements)


def declared_sql(house: House) -> str:
    """Every function and trigger of the ledger in this house: what is made, and what verification compares with."""
    schema, tables = house.schema_name, captured_tables(Kind(house.kind))
    return "\n".join([
        guards.functions(schema, logins.role(grants.house_logins(house)["sequencer"])),
        house_functions(schema, house.title, house.epoch),
        *(capture_sql(schema, house.title, table) for table in tables),
        guards.triggers(schema),
        erasing.erase_sql(house),
    ])  # fmt: skip


def callable_functions(house: House) -> dict[str, set[str]]:
    """The functions of the house that a login may call, with their argument types → those logins.

    What acts and looks without a role is the release before's, which works on until it is restarted.
    """
    acting, names = grants.actors(house), grants.house_logins(house)
    schema = house.schema_name
    return {
        f'"{schema}".ledger_act(uuid, text, text, text, text, text, text, bigint, bytea)': acting,
        f'"{schema}".ledger_look(uuid, text, text, text, text, text, text, text, text, bigint, bytea)': acting,
        f'"{schema}".ledger_act(uuid, text, text, text, text, text, bigint, bytea)': acting,
        f'"{schema}".ledger_look(uuid, text, text, text, text, text, text, text, bigint, bytea)': acting,
        f'"{schema}".ledger_note_head(text, bigint, text, text)': {names["sequencer"]},
    }
