"""Many at once in one process, each pinned to another house; savepoints, failures and killed sessions between."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tenants.pins import pinned
from tenants.sql import rows, run
from tests import databases
from tests.walls import houses
from tests.walls.canaries import Aviary, Canary
from tests.walls.extent import one_in

ROUNDS, AT_ONCE = 24 // one_in(6), 8
TABLES = {"council": "casework_child", "region": "workforce_officer", "panel": "arbitration_arbitrator"}


class Disturbed(Exception):
    """Ours, to roll back with."""


def undisturbed() -> None:
    pass


def rolled_back_savepoint() -> None:
    with transaction.atomic():
        try:
            with transaction.atomic():
                run("SELECT set_config('search_path', 'council_305', true)")
                raise Disturbed
        except Disturbed:
            pass


def rolled_back_path() -> None:
    try:
        with transaction.atomic():
            run("SET LOCAL search_path TO council_305")
            raise Disturbed
    except Disturbed:
        pass


def failed_statement() -> None:
    with pytest.raises(DatabaseError):
        run(
            "SELECT * FROM council_351.casework_child, region_london.workforce_officer, panel_northern.arbitration_draw"
        )


def killed_session() -> None:
    [(pid,)] = rows("SELECT pg_backend_pid()")
    with closing(databases.superuser(settings.DATABASES["default"]["NAME"])) as connected, connected.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
    with pytest.raises(DatabaseError):
        run("SELECT 1")
    connection.close()


def failed_connect() -> None:
    connection.close()
    # A dict of this thread's own: threads share the one that Django gave them.
    shared, connection.settings_dict = connection.settings_dict, {**connection.settings_dict, "PORT": "1"}
    try:
        with pytest.raises(DatabaseError):
            run("SELECT 1")
    finally:
        connection.settings_dict = shared


DISTURBANCES = (undisturbed, rolled_back_savepoint, rolled_back_path, failed_statement, killed_session, failed_connect)


@pytest.mark.parametrize("disturb", DISTURBANCES, ids=lambda one: one.__name__)
def test_each_thread_sees_its_own_house_alone(furnished, disturb, count):
    aviary = houses.aviary()
    pins = [(furnished.house(name), house) for name, house in each()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        work = [pool.submit(look, pin, schema, aviary, disturb) for _ in range(ROUNDS) for pin, schema in pins]
        seen = [one.result() for one in work]
    count("attacks: looks of threads at once", len(seen))
    assert {canary for _, found in seen for canary in found}
    assert [(schema, found) for schema, found in seen if {one.house for one in found} != {schema}] == []


def each() -> list[tuple[str, str]]:
    return [(name.replace("_", "/"), name) for name in houses.schemas()]


def look(house, schema: str, aviary: Aviary, disturb: Callable[[], None]) -> tuple[str, set[Canary]]:
    """Twice, with a disturbance between: what both looks saw."""
    table = TABLES[schema.split("_", maxsplit=1)[0]]
    with pinned(house.own_pin()):
        first = words(table)
        disturb()
    with pinned(house.own_pin()):
        found = aviary.found(first + words(table))
    connection.close()
    return schema, found


def words(table: str) -> str:
    return " ".join(row for (row,) in rows(f"SELECT t::text FROM {table} t"))


def test_a_login_knows_the_password_of_no_other(furnished):
    """Derived from one key, each from its own name: none opens another's door."""
    from_own = databases.database_parts(databases.database_url())
    for login, other in (("council_210", "council_305"), ("region_london", "region_north"), ("gate", "migrator")):
        with pytest.raises(psycopg2.OperationalError):
            psycopg2.connect(
                host=from_own["HOST"], port=from_own["PORT"], user=databases.logins.role(other),
                password=databases.logins.password(login), dbname=settings.DATABASES["default"]["NAME"],
            )  # fmt: skip
