"""GRANTs of a house, made from the protocol: what isn't declared is taken away, what is missing is given."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from tenants import logins
from tenants.kinds import Kind
from tenants.models import House
from tenants.protocol import Protocol, Table, Verb
from tenants.sql import SQL, Composable, Identifier, relations, role, rows, run


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
    if house.kind == Kind.PANEL:
        found["reader"] = logins.service_login(logins.READER, house.kind, house.code)
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


def public_privileges() -> set[tuple[str, str, str]]:
    """The declared cells of the public schema. What every working login may is its group's: one more adds no cell."""
    return {
        (login, table.name, verb.privilege)
        for table in protocol().of(Kind.PUBLIC)
        for login in table.logins
        for verb in table.login_verbs(login)
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


def allow_functions(schema: str, allowed: Mapping[str, Iterable[str]]) -> None:
    """Make the live EXECUTE grants of `schema` equal these: function → logins. Run as the schema's owner.

    A function whose arguments a release changes stays, in its old form, beside the new one: that is for nobody then.
    """
    holders = rows(
        "SELECT DISTINCT r.rolname FROM pg_proc p, aclexplode(p.proacl) a JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE p.pronamespace = to_regnamespace(%s) AND a.grantee <> p.proowner ORDER BY 1",
        (schema,),
    )
    script = [
        SQL("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {} FROM {}").format(Identifier(schema), Identifier(holder))
        for (holder,) in holders
    ]
    for function, names in allowed.items():
        those = SQL(", ").join(map(role, sorted(names)))
        script.append(SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(SQL(function), those))
    run(SQL("; ").join(script))


def apply(schema: str, cells: Iterable[tuple[str, str, str]]) -> None:
    """Make the live grants of `schema` equal `cells`, in one script. Run as the schema's owner."""
    there = relations(schema)
    present = {name for (name,) in rows("SELECT relname FROM pg_class WHERE oid = ANY(%s::oid[])", (there,))}
    wanted, found = {cell for cell in cells if cell[1] in present}, live(there)
    house = Identifier(schema)
    script = [SQL("REVOKE {} ON {} FROM {}").format(*change) for change in _changes(schema, found - wanted)]
    for login in sorted({login for login, _, _ in found - wanted} - {login for login, _, _ in wanted}):
        script.append(SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(house, role(login)))
    working = sorted({login for login, _, _ in wanted})
    if working:
        script.append(SQL("GRANT USAGE ON SCHEMA {} TO {}").format(house, SQL(", ").join(map(role, working))))
    script += [SQL("GRANT {} ON {} TO {}").format(*change) for change in _changes(schema, wanted - found)]
    if script:
        run(SQL("; ").join(script))


def _changes(schema: str, cells: Iterable[tuple[str, str, str]]) -> Iterator[tuple[Composable, Composable, Composable]]:
    """Privileges, tables and login of as few statements as will do."""
    tables: dict[tuple[str, str], list[str]] = {}
    for login, table, privilege in sorted(cells):
        tables.setdefault((login, privilege), []).append(table)
    for (login, privilege), names in tables.items():
        yield SQL(privilege), SQL(", ").join(Identifier(schema, name) for name in names), role(login)


def live(there: list[int]) -> set[tuple[str, str, str]]:
    """The cells that the catalogue holds for this installation's roles on these relations; owners left out."""
    prefix = logins.role("")
    found = rows(
        "SELECT substr(r.rolname, %s), c.relname, a.privilege_type"
        " FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE c.oid = ANY(%s::oid[]) AND c.relkind IN ('r', 'p', 'v') AND starts_with(r.rolname, %s)"
        " AND a.grantee <> c.relowner",
        (len(prefix) + 1, there, prefix),
    )
    return {(login, table, privilege) for login, table, privilege in found}
