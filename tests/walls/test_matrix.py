"""Login × thing × privilege: what the catalogue says equals the protocol in every cell, in both directions."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection
from psycopg2 import sql

from config.environment import database_parts, database_url
from tenants import logins
from tenants.models import House
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN
from tests import databases
from tests.walls import catalogue, declared
from tests.walls.catalogue import Things, held
from tests.walls.declared import GROUP, PUBLIC, Cell, Institution


@pytest.fixture
def institutions(cast) -> list[Institution]:
    with pinned(INSTALLER_PIN):
        return [declared.institution(house) for house in House.objects.select_related("region")]


@pytest.fixture
def cursor(cast) -> Iterator[Any]:
    with closing(databases.superuser(connection.settings_dict["NAME"])) as connected, connected.cursor() as found:
        yield found


@pytest.fixture
def compare(cursor, institutions, count):
    """Every cell of one sort of thing against those declared."""

    def counted(things: Things, wanted: set[Cell]) -> tuple[set[Cell], set[Cell]]:
        count("cells compared", held(cursor, things)[1])
        return differences(cursor, institutions, things, wanted)

    return counted


def differences(
    cursor: Any, institutions: list[Institution], things: Things, wanted: set[Cell]
) -> tuple[set[Cell], set[Cell]]:
    """What is held and not declared, and the reverse. Owners have all of what they own: that is left aside."""
    live, _ = held(cursor, things)
    assert live, "a matrix without one privilege compares nothing"
    live -= _left_behind(live, declared.known(institutions))
    owned = declared.owners(institutions)
    found, theirs = ({cell for cell in of if not _owns(owned, cell)} for of in (live, wanted))
    return found - theirs, theirs - found


def _left_behind(live: set[Cell], known: set[str]) -> set[Cell]:
    """Roles are the whole server's: those of other tests' houses may no more here than their group may."""
    of_the_group = {cell[1:] for cell in live if cell[0] == GROUP}
    return {cell for cell in live if cell[0] not in known and cell[1:] in of_the_group}


def _owns(owned: dict[str, str], cell: Cell) -> bool:
    return owned.get(cell[0]) == cell[1].split(".")[0]


NONE: tuple[set[Cell], set[Cell]] = (set(), set())


def test_tables(compare, institutions):
    assert compare(catalogue.TABLES, declared.tables(institutions)) == NONE


def test_columns_are_had_with_their_table_or_not_at_all(compare, institutions, cursor):
    columns: dict[str, list[str]] = {}
    for name, column in catalogue.rows(
        cursor, f"SELECT {catalogue.NAME}, a.attname FROM {catalogue.COLUMNS.source} WHERE {catalogue.COLUMNS.where}"
    ):
        columns.setdefault(name, []).append(column)
    wanted = {
        (login, f"{table}.{column}", privilege)
        for login, table, privilege in declared.tables(institutions)
        if privilege in catalogue.COLUMN
        for column in columns[table]
    }
    assert compare(catalogue.COLUMNS, wanted) == NONE


def test_sequences_are_nobodys(compare):
    """Keys are drawn by the table itself, for whoever may add to it."""
    assert compare(catalogue.SEQUENCES, set()) == NONE


def test_schemas(compare, institutions):
    assert compare(catalogue.SCHEMAS, declared.schemas(institutions)) == NONE


def test_functions(compare, institutions):
    assert compare(catalogue.FUNCTIONS, declared.functions(institutions)) == NONE


def test_the_database_lets_logins_in_and_nothing_else(compare, institutions):
    """An owner is let in as a member of the group, but can't sign in."""
    inside = declared.members(institutions) | {"backup", GROUP}
    assert compare(catalogue.DATABASE, {(login, "database", "CONNECT") for login in inside}) == NONE


@pytest.mark.parametrize("things", [catalogue.SYSTEM_TABLES, catalogue.SYSTEM_FUNCTIONS], ids=lambda one: one.title)
def test_of_postgresqls_own_things_nobody_has_more_than_at_the_start(cursor, things, count):
    found, cells = held(cursor, things)
    count("cells compared", cells)
    everybody = {cell[1:] for cell in found if cell[0] == PUBLIC}
    assert cells > 1000
    assert {cell for cell in found if cell[1:] not in everybody} == set()
    with databases.server().cursor() as untouched:
        at_the_start = {cell[1:] for cell in held(untouched, things)[0] if cell[0] == PUBLIC}
    assert everybody <= at_the_start


def test_roles_are_those_declared_and_stand_alone(cursor, institutions):
    """No role is a member of another but of the group, which none becomes; none has a power; owners can't sign in."""
    owners, prefix = set(declared.owners(institutions)), catalogue.prefix()
    assert owners | declared.every_login(institutions) <= catalogue.roles(cursor)
    powers = "rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication"
    statement = f"SELECT rolname, rolcanlogin, {powers}, rolbypassrls FROM pg_roles WHERE starts_with(rolname, %s)"
    found = catalogue.rows(cursor, statement, prefix)
    cannot_sign_in = {name.removeprefix(prefix) for name, enters, _, _ in found if not enters}
    assert owners <= cannot_sign_in
    assert not declared.every_login(institutions) & cannot_sign_in
    assert [name for name, _, powerful, _ in found if powerful] == []
    assert [name for name, _, _, unfiltered in found if unfiltered] == [logins.role(logins.BACKUP)]
    members = (
        "SELECT m.rolname, g.rolname, a.inherit_option, a.set_option, a.admin_option FROM pg_auth_members a"
        " JOIN pg_roles m ON m.oid = a.member JOIN pg_roles g ON g.oid = a.roleid"
        " WHERE starts_with(m.rolname, %s) OR starts_with(g.rolname, %s)"
    )
    found = catalogue.rows(cursor, members, prefix, prefix)
    assert {row[1:] for row in found} == {(logins.role(GROUP), True, False, False)}
    assert {logins.role(name) for name in declared.members(institutions)} <= {row[0] for row in found}


def test_nothing_is_given_beside_the_matrix(cursor):
    """Default privileges, settings, languages, types, large objects, foreign servers, publications, policies."""
    for given in (
        "SELECT * FROM pg_default_acl",
        "SELECT * FROM pg_parameter_acl",
        "SELECT * FROM pg_largeobject_metadata",
        "SELECT * FROM pg_foreign_server",
        "SELECT * FROM pg_publication",
        "SELECT * FROM pg_event_trigger WHERE evtname <> 'refuse_ddl'",
        "SELECT lanname FROM pg_language WHERE lanacl IS NOT NULL",
        "SELECT typname FROM pg_type WHERE typacl IS NOT NULL",
        "SELECT spcname FROM pg_tablespace WHERE spcacl IS NOT NULL",
        "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'",
        f"SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" WHERE c.relkind IN ('v', 'm', 'f') AND {catalogue.OURS}",
    ):
        assert catalogue.rows(cursor, given) == [], given


@pytest.mark.parametrize(("change", "cell"), [
    ("GRANT UPDATE ON council_210.casework_child TO irotest_region_london", ("region_london", "UPDATE")),
    ("GRANT MAINTAIN ON council_210.casework_child TO irotest_council_305", ("council_305", "MAINTAIN")),
    ("GRANT SELECT ON council_210.casework_child TO PUBLIC", (PUBLIC, "SELECT")),
    ("GRANT irotest_owner_council_210 TO irotest_council_305", ("council_305", "TRUNCATE")),
    ("GRANT pg_read_all_data TO irotest_council_305", ("council_305", "SELECT")),
    ("ALTER TABLE council_210.casework_child OWNER TO irotest_council_305", ("council_305", "TRIGGER")),
])  # fmt: skip
def test_a_grant_too_many_is_found(institutions, cursor, change, cell):
    """In a transaction that is rolled back: memberships are the whole server's."""
    cursor.connection.autocommit = False
    cursor.execute(change)
    too_many, _ = differences(cursor, institutions, catalogue.TABLES, declared.tables(institutions))
    assert (cell[0], "council_210.casework_child", cell[1]) in too_many


def test_a_grant_too_few_is_found(institutions, cursor):
    cursor.execute("REVOKE SELECT ON council_210.reviews_review FROM irotest_council_210")
    _, missing = differences(cursor, institutions, catalogue.TABLES, declared.tables(institutions))
    assert missing == {("council_210", "council_210.reviews_review", "SELECT")}


def test_a_column_too_many_is_found(institutions, cursor):
    cursor.execute("GRANT UPDATE (given_names) ON council_210.casework_child TO irotest_region_london")
    assert differences(cursor, institutions, catalogue.TABLES, declared.tables(institutions)) == NONE
    found, _ = held(cursor, catalogue.COLUMNS)
    assert ("region_london", "council_210.casework_child.given_names", "UPDATE") in found


TRIES = {
    "SELECT": "SELECT * FROM {table} LIMIT 0",
    "INSERT": "INSERT INTO {table} DEFAULT VALUES",
    "UPDATE": "UPDATE {table} SET {column} = DEFAULT WHERE false",
    "DELETE": "DELETE FROM {table} WHERE false",
    "TRUNCATE": "TRUNCATE {table}",
}
EACH = 7
"""Of the cells that nobody declared, one in so many is tried; of those declared, all."""


def test_cells_are_as_the_catalogue_says_when_they_are_tried(cursor, institutions, count):
    first_columns = catalogue.rows(
        cursor,
        f"SELECT n.nspname, c.relname, a.attname FROM {catalogue.COLUMNS.source}"
        f" WHERE {catalogue.COLUMNS.where} AND a.attnum = 1 ORDER BY 1, 2",
    )
    wanted = declared.tables(institutions)
    wrong, tried = [], 0
    for number, login in enumerate(sorted(declared.every_login(institutions))):
        cells = [(place, privilege) for place in first_columns for privilege in TRIES]
        with signed_in(login) as connected:
            for index, ((schema, table, column), privilege) in enumerate(cells):
                cell = (login, f"{schema}.{table}", privilege)
                if cell not in wanted and (index + number) % EACH:
                    continue
                tried += 1
                names = {"table": sql.Identifier(schema, table), "column": sql.Identifier(column)}
                if lets(connected, sql.SQL(TRIES[privilege]).format(**names)) != (cell in wanted):
                    wrong.append(cell)
    count("cells tried", tried)
    assert wrong == []
    assert tried > 5000


@contextmanager
def signed_in(login: str) -> Iterator[Any]:
    parts = database_parts(database_url())
    found = psycopg2.connect(
        host=parts["HOST"], port=parts["PORT"], user=logins.role(login), password=logins.password(login),
        dbname=connection.settings_dict["NAME"],
    )  # fmt: skip
    try:
        yield found
    finally:
        found.close()


def lets(connected: Any, statement: sql.Composed) -> bool:
    """Whether the statement gets past the permissions; whatever else stops it, it leaves nothing."""
    try:
        with connected.cursor() as cursor:
            cursor.execute(statement)
    except psycopg2.errors.InsufficientPrivilege:
        return False
    except psycopg2.Error:
        return True
    finally:
        connected.rollback()
    return True
