"""Building a house: roles, schema, tables, the apps' own steps, grants. Each step may be run again (design.md 3)."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from tenants import executor, grants, logins, windows
from tenants.catalogue import check
from tenants.models import House
from tenants.pins import Pin, pinned
from tenants.sql import SQL, Identifier, Literal, role, rows, run

INSTALLER_PIN = Pin(logins.INSTALLER)


def ensure_login(login: str, *options: str) -> None:
    """A role that may log in, with the derived password, and nothing else. As the installer."""
    exists = rows("SELECT 1 FROM pg_roles WHERE rolname = %s", (logins.role(login),))
    run(
        SQL(
            "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {} " + " ".join(options)
        ).format(SQL("ALTER" if exists else "CREATE"), role(login), Literal(logins.password(login)))
    )
    # What a session is doing shows in pg_stat_activity to every session of the same login: names, and actors' tokens.
    run(SQL("ALTER ROLE {} SET track_activities = off").format(role(login)))
    run(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(Identifier(_database()), role(login)))


def ensure_owner(owner: str) -> None:
    """A role that owns a house's tables and can't log in. As the installer."""
    if not rows("SELECT 1 FROM pg_roles WHERE rolname = %s", (logins.role(owner),)):
        run(SQL("CREATE ROLE {} NOLOGIN").format(role(owner)))


def _database() -> str:
    [(name,)] = rows("SELECT current_database()")
    return str(name)


def install_public(*, demo: bool) -> None:
    """Service logins, the public schema, its functions and grants. As the installer."""
    with pinned(INSTALLER_PIN):
        for login in logins.SERVICE_LOGINS:
            ensure_login(login, "BYPASSRLS" if login == logins.BACKUP else "NOBYPASSRLS")
        ensure_owner("owner_public")
        database = Identifier(_database())
        run(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        run("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        run(SQL("ALTER SCHEMA public OWNER TO {}").format(role("owner_public")))
        _as_owner_of_public(executor.migrate)
        run(windows.functions())
        _as_owner_of_public(_public_functions)
        run(
            "INSERT INTO public.tenants_installation (name, demo, installed_at) VALUES (%s, %s, now())"
            " ON CONFLICT (name) DO NOTHING",
            (settings.INSTALLATION, demo),
        )
        for step in settings.PUBLIC_STEPS:
            import_string(step)()
        grant_public()


def _as_owner_of_public(work: Callable[[], object]) -> None:
    """Where the work fails inside a transaction, its rollback gives the role back; elsewhere the next pin does."""
    run(SQL("SET ROLE {}").format(role("owner_public")))
    work()
    run("RESET ROLE")


def _public_functions() -> None:
    run(str(import_string("ledger.functions.PUBLIC")))


def grant_public() -> None:
    """The public schema's grants, for every working login there is. As the installer."""
    houses = House.objects.select_related("region").all()
    every = {login for house in houses for login in grants.house_logins(house).values()}
    every |= {logins.GATE, logins.RELAY, logins.SEQUENCER, logins.MIGRATOR}
    with transaction.atomic():
        _as_owner_of_public(lambda: grants.apply("public", grants.public_privileges(every)))


def build(house: House, *, reason: str = "built") -> None:
    """Roles and schema as the installer, tables as the owner in a recorded window, then the catalogue check."""
    with pinned(INSTALLER_PIN), transaction.atomic():
        _roles_and_schema(house)
        grant_public()
    migrate_house(house, reason=reason)


def _roles_and_schema(house: House) -> None:
    owner = logins.house_owner(house.kind, house.code)
    ensure_owner(owner)
    for login in set(grants.house_logins(house).values()) - set(logins.SERVICE_LOGINS):
        ensure_login(login, "NOBYPASSRLS")
    run(SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(Identifier(house.schema_name), role(owner)))
    run(SQL("GRANT USAGE ON SCHEMA {} TO {}").format(Identifier(house.schema_name), role(logins.MIGRATOR)))
    run(SQL("GRANT USAGE ON SCHEMA public TO {}").format(role(owner)))


def migrate_house(house: House, *, reason: str) -> None:
    """As the migrator. A failure is written on the house's own row and raised; other houses are not touched by it."""
    pin = house.pin(logins.MIGRATOR, roams=True)
    try:
        with windows.window(pin, logins.house_owner(house.kind, house.code), reason):
            executor.migrate()
            with transaction.atomic():
                _finish(house)
    except Exception as failure:
        _state(house, House.State.FAILED, str(failure))
        raise
    with pinned(pin):
        check(house)
    _state(house, House.State.READY, "")


def _finish(house: House) -> None:
    """The apps' own steps and the grants: all or none, so that no login ever works on half a house."""
    for step in settings.HOUSE_STEPS:
        import_string(step)(house)
    grants.apply(house.schema_name, grants.house_privileges(house))
    grants.allow_functions(import_string("ledger.capture.callable_functions")(house.schema_name), grants.actors(house))


def _state(house: House, state: str, failure: str) -> None:
    with pinned(Pin(logins.MIGRATOR)), transaction.atomic():
        House.objects.filter(pk=house.pk).update(state=state, failure=failure[:2000], migrated_at=timezone.now())
    house.state, house.failure = House.State(state), failure
