"""GRANTs of a house, made from the protocol: everything is taken away first, then the declared is given."""

from collections.abc import Iterable, Iterator
from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from tenants import logins
from tenants.kinds import Kind
from tenants.models import House
from tenants.protocol import Protocol, Table, Verb
from tenants.sql import SQL, Identifier, Literal, role, rows, run


def protocol() -> Protocol:
    found: Protocol = import_string(settings.PROTOCOL)
    return found


def house_logins(house: House) -> dict[str, str]:
    """Which login each class of the protocol is, for this house."""
    region = house.region if house.kind == Kind.COUNCIL else house if house.kind == Kind.REGION else None
    employer = region or house
    found = {
        "backup": logins.BACKUP,
        "migrator": logins.MIGRATOR,
        "relay": logins.service_login(logins.RELAY, employer.kind, employer.code),
        "sequencer": logins.service_login(logins.SEQUENCER, employer.kind, employer.code),
        str(house.kind): logins.house_login(house.kind, house.code),
    }
    if region is not None:
        found["region"] = logins.house_login(Kind.REGION, region.code)
        found["auditor"] = logins.auditor_login(region.code)
    return found


def house_privileges(house: House) -> set[tuple[str, str, str]]:
    """The declared cells (login, table, privilege) of a house, history tables included."""
    names = house_logins(house)
    return {
        (names[login], table_name, verb.privilege)
        for table in protocol().of(Kind(house.kind))
        for login in table.logins & names.keys()
        for table_name, verb in _with_history(table, table.login_verbs(login))
    }


def public_privileges(every: Iterable[str]) -> set[tuple[str, str, str]]:
    """The declared cells of the public schema; `every` are the working logins of all houses and services."""
    working = {"every": tuple(every)} | {login: (login,) for login in (logins.GATE, logins.MIGRATOR, logins.BACKUP)}
    return {
        (name, table.name, verb.privilege)
        for table in protocol().of(Kind.PUBLIC)
        for login in table.logins
        for verb in table.login_verbs(login)
        for name in working[login]
    }


def _with_history(table: Table, verbs: Iterable[Verb]) -> Iterator[tuple[str, Verb]]:
    for verb in verbs:
        yield table.name, verb
        if verb is Verb.SEE and table.name in histories():
            yield histories()[table.name], Verb.SEE


@cache
def histories() -> dict[str, str]:
    """Table → its history's table. Kept: simple-history builds a manager at each look at `model.history`."""
    return {
        model._meta.db_table: model.history.model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "history")
    }


def actors(house: House) -> set[str]:
    """The logins under which somebody acts in this house: its own, and the region's in its councils."""
    names = house_logins(house)
    return {names[login_class] for login_class in (str(house.kind), "region") if login_class in names}


def allow_functions(functions: Iterable[str], allowed: Iterable[str]) -> None:
    """EXECUTE on these functions for these logins. Run as the schema's owner."""
    for function in functions:
        for login in sorted(allowed):
            run(SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(SQL(function), role(login)))


def apply(schema: str, cells: Iterable[tuple[str, str, str]]) -> None:
    """Make the live grants of `schema` equal `cells`. Run as the schema's owner."""
    wanted = sorted(set(cells))
    working = sorted({login for login, _, _ in wanted})
    present = {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,))}
    for login in working:
        run(SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(Identifier(schema), role(login)))
        run(SQL("GRANT USAGE ON SCHEMA {} TO {}").format(Identifier(schema), role(login)))
    for login, table, privilege in wanted:
        if table in present:
            run(SQL("GRANT {} ON {} TO {}").format(SQL(privilege), Identifier(schema, table), role(login)))


def live(schema: str) -> set[tuple[str, str, str]]:
    """The cells that the catalogue holds for this installation's roles in `schema`; owners left out."""
    prefix = logins.role("")
    found = rows(
        SQL(
            "SELECT substr(r.rolname, {}), c.relname, a.privilege_type FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a"
            " JOIN pg_roles r ON r.oid = a.grantee"
            " WHERE n.nspname = {} AND c.relkind IN ('r', 'p', 'v') AND starts_with(r.rolname, {})"
            " AND a.grantee <> c.relowner"
        ).format(Literal(len(prefix) + 1), Literal(schema), Literal(prefix))
    )
    return {(login, table, privilege) for login, table, privilege in found}
