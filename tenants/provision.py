"""What the installer makes: the public schema, and roles and an empty schema for each house (design.md 3).

The installer is a superuser, so this is all that it does. The houses' own tables are the migrator's (tenants.building).
"""

from collections.abc import Callable, Collection

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from tenants import ddl, executor, grants, logins, roles, windows
from tenants.models import House
from tenants.pins import Pin, pinned
from tenants.sql import SQL, Identifier, role, rows, run

INSTALLER_PIN = Pin(logins.INSTALLER)
_LARGE_OBJECTS = (
    "lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea), lo_put(oid, bigint, bytea), lowrite(int, bytea),"
    " lo_open(oid, int)"
)
_SCHEMA = SQL(
    "CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {owner}; GRANT USAGE ON SCHEMA {schema} TO {migrator}"
)


def install_public(*, demo: bool) -> None:
    """Service logins, the public schema, its functions and grants: all or nothing. As the installer.

    A newer release is installed here first, and its houses are migrated after: until then its code and that of the
    release before both work on old houses. A login that it adds to houses is made here, and granted to there.
    """
    with pinned(INSTALLER_PIN), transaction.atomic():
        give_up_early()
        _service_roles()
        _public_schema()
        run(
            "INSERT INTO public.tenants_installation (name, demo, installed_at) VALUES (%s, %s, now())"
            " ON CONFLICT (name) DO NOTHING",
            (settings.INSTALLATION, demo),
        )
        prepare(House.objects.select_related("region", "panel"))
        for step in settings.PUBLIC_STEPS:
            import_string(step)()
        _as_owner_of_public(lambda: grants.apply("public", grants.public_privileges()))


def give_up_early() -> None:
    """In this transaction: no long wait for a lock, no endless statement, and no statement of a client that is gone."""
    run(
        "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true),"
        " set_config('client_connection_check_interval', '1s', true)",
        (f"{settings.MIGRATION_LOCK_TIMEOUT}ms", f"{settings.MIGRATION_STATEMENT_TIMEOUT}ms"),
    )


def prepare(houses: Collection[House]) -> None:
    """Roles and schemas of these houses, in a few statements for all of them. As the installer, in a transaction."""
    if not houses:
        return
    _house_roles(houses)
    for house in houses:
        schema, owner = house.schema_name, logins.house_owner(house.kind, house.code)
        run(_SCHEMA.format(schema=Identifier(schema), owner=role(owner), migrator=role(logins.MIGRATOR)))


def ensure_roles(houses: Collection[House]) -> None:
    """All roles of an installation with these houses, before a backup of it is restored. As the installer."""
    _service_roles()
    _house_roles(houses)


def _house_roles(houses: Collection[House]) -> None:
    own = {login for house in houses for login in _own_logins(house)}
    owners = [logins.house_owner(house.kind, house.code) for house in houses]
    roles.ensure_logins(own)
    roles.ensure_owners(owners)
    # The functions of a house run as its owner and call those of the public schema.
    roles.join_everybody(own | set(owners))


def _own_logins(house: House) -> set[str]:
    """Those that come with the house: a council's region has its own already, and they are at work."""
    others = grants.house_logins(house.region).values() if house.region else ()
    return set(grants.house_logins(house).values()) - set(logins.SERVICE_LOGINS) - set(others)


def _service_roles() -> None:
    working = set(logins.SERVICE_LOGINS) - {logins.BACKUP}
    roles.ensure_owners([logins.EVERY, "owner_public"])
    roles.ensure_logins(working)
    roles.ensure_logins([logins.BACKUP], bypass=True)
    roles.join_everybody(working)
    roles.allow_to_connect(logins.EVERY, logins.BACKUP)


def _public_schema() -> None:
    [(database,)] = rows("SELECT current_database()")
    run(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(database)))
    run("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    # Large objects stand in no schema and in no protocol: they would be a way from house to house, and out of history.
    run(f"REVOKE EXECUTE ON FUNCTION {_LARGE_OBJECTS} FROM PUBLIC")
    run(SQL("ALTER SCHEMA public OWNER TO {}").format(role("owner_public")))
    _as_owner_of_public(lambda: executor.migrate(executor.Plans()))
    run(windows.functions() + windows.close_stale() + ddl.FUNCTIONS)
    _as_owner_of_public(lambda: run(str(import_string("ledger.functions.PUBLIC"))))


def _as_owner_of_public(work: Callable[[], None]) -> None:
    """Where the work fails, the rollback of its transaction gives the role back."""
    run(SQL("SET LOCAL ROLE {}").format(role("owner_public")))
    work()
    run("RESET ROLE")
