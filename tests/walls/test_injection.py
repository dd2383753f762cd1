"""SQL injected under a pinned login: what the login can't do, injected words can't; and nothing stays behind."""

from collections import Counter
from contextlib import closing
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from tenants import logins
from tenants.models import House
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN
from tests import databases
from tests.walls import catalogue, declared, houses, payloads, principals
from tests.walls.extent import FULL, one_in
from tests.walls.fingerprint import Prints, changed
from tests.walls.knocks import text_of
from tests.walls.payloads import Payload, Target

ONE_IN = one_in(25)


@dataclass(frozen=True)
class Injector:
    """Who types the payload, where, under which login."""

    name: str
    address: str
    login: str
    home: str


INJECTORS = (
    Injector("max", "/councils/210/search/", "council_210", "council_210"),
    Injector("cleo", "/councils/351/search/", "council_351", "council_351"),
    Injector("ada", "/councils/210/search/", "region_london", "council_210"),
    Injector("sven", "/panel/search/", "panel_northern", "panel_northern"),
)


@pytest.fixture(scope="module")
def furnished(walls_template):
    """One database for all: nothing here leaves anything in it."""
    name, cast = walls_template
    with databases.clone(name):
        yield cast


@pytest.fixture
def injectable(furnished):
    with override_settings(ROOT_URLCONF="tests.walls.injectable"):
        yield furnished


@pytest.fixture
def cursor(injectable):
    with closing(databases.superuser(connection.settings_dict["NAME"])) as connected, connected.cursor() as found:
        yield found


@pytest.fixture
def first_columns(cursor) -> dict[str, str]:
    """Of every table of ours, its first column, by schema and name."""
    return dict(
        catalogue.rows(
            cursor,
            f"SELECT {catalogue.NAME}, a.attname FROM {catalogue.COLUMNS.source}"
            f" WHERE {catalogue.COLUMNS.where} AND a.attnum = 1 ORDER BY 1",
        )
    )


@pytest.fixture
def aim(injectable, injector, first_columns) -> Target:
    with pinned(INSTALLER_PIN):
        every = [declared.institution(house) for house in House.objects.select_related("region")]
    return target(injector, first_columns, every)


def target(injector, tables, every) -> Target:
    allowed = frozenset(cell for cell in declared.tables(every) if cell[0] == injector.login)
    return Target(
        injector.login, logins.role(injector.login), f"{settings.INSTALLATION}_", injector.home, tuple(tables), allowed,
        tuple(sorted(declared.every_login(every) | set(declared.owners(every)))),
    )  # fmt: skip


def client_of(cast, injector):
    return principals.client(cast, next(one for one in principals.EVERY if one.name == injector.name))


@pytest.mark.parametrize("injector", INJECTORS, ids=lambda one: f"{one.name}-{one.login}")
def test_injected_words_do_no_more_than_the_login(injectable, cursor, first_columns, aim, injector, count):
    aviary, client = houses.aviary(), client_of(injectable, injector)
    prints = Prints(cursor, [*houses.schemas(), "public"])
    chosen = [one for number, one in enumerate(payloads.every(aim, first_columns)) if number % ONE_IN == 0]
    before, wrong, states = prints.take(), [], Counter()
    for payload in chosen:
        response = client.get(injector.address, {"name": payload.words})
        states[response.headers.get("X-State", "done")] += 1
        if payload.refused != (response.status_code == 400):
            wrong.append((payload.title, response.status_code, text_of(response)[-200:]))
        wrong += [(payload.title, str(canary)) for canary in aviary.found(text_of(response)) if not sees(aim, canary)]
    count("attacks: payloads of SQL", len(chosen))
    assert wrong == []
    assert changed(before, prints.take()) == set()
    assert len(chosen) >= (400 if FULL else 20)
    assert states["42501"] > len(chosen) / 2, states


def sees(aim, canary) -> bool:
    """Whether the login may read what the word stands in, wherever it read it."""
    table = declared.history_of(canary.table) if canary.is_history else canary.table
    return aim.may(f"{canary.house}.{table}", "SELECT")


@pytest.mark.parametrize("injector", INJECTORS, ids=lambda one: f"{one.name}-{one.login}")
def test_injected_words_do_what_the_login_may(injectable, first_columns, aim, injector):
    """Else the refusals above would prove nothing."""
    aviary, client = houses.aviary(), client_of(injectable, injector)
    unseen = {canary for canary in aviary.by_word.values() if sees(aim, canary)}
    assert len(unseen) > 20
    for table in (one for one in first_columns if aim.may(one, "SELECT")):
        response = client.get(injector.address, {"name": Payload(table, f"SELECT t::text FROM {table} t").words})
        assert response.status_code == 200, table
        unseen -= aviary.found(text_of(response))
    assert unseen == set()


LEFTOVERS = {
    "a path": "SET search_path TO council_351, pg_catalog",
    "a path by function": "SELECT set_config('search_path', 'council_351', false)",
    "read only": "SET default_transaction_read_only = on",
    "a change": "SELECT set_config('iro.change', '00000000-0000-4000-8000-000000000000', false)",
    "a clock": "SELECT set_config('iro.clock', '2020-01-01', false)",
    "a name": "SET application_name = 'mine'",
    "a prepared statement": "PREPARE x AS SELECT 1",
    "a cursor": "DECLARE x CURSOR WITH HOLD FOR SELECT 1",
    "a lock": "SELECT pg_advisory_lock(1)",
    "a listener": "LISTEN walls",
    "an open transaction": "BEGIN; SELECT 1",
    "a failed transaction": "BEGIN; SELECT 1 / 0",
    "a time-out": "SET statement_timeout = 1",
    "a role": "SET ROLE NONE",
}
STATE = (
    "SELECT array_to_string(current_schemas(false), ',') || '|' || current_user || '|' || session_user || '|'"
    " || current_setting('application_name') || '|' || current_setting('default_transaction_read_only') || '|'"
    " || coalesce(current_setting('iro.change', true), '') || '|' || coalesce(current_setting('iro.clock', true), '')"
    " || '|' || current_setting('statement_timeout') || '|' || (SELECT count(*) FROM pg_prepared_statements WHERE"
    " name = 'x') || '|' || (SELECT count(*) FROM pg_cursors WHERE name = 'x') || '|' || (SELECT count(*) FROM pg_locks"
    " WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = 1) || '|' || (SELECT count(*) FROM"
    " pg_listening_channels())"
)


@pytest.mark.parametrize("left", LEFTOVERS)
@pytest.mark.parametrize("injector", INJECTORS[:1] + INJECTORS[2:3], ids=lambda one: one.login)
def test_nothing_that_is_left_behind_reaches_the_next(injectable, injector, left, count):
    """The next comes by the same login on the same kept connection, with another's work between them."""
    mallory, next_one = client_of(injectable, injector), client_of(injectable, injector)
    between = client_of(injectable, INJECTORS[3])
    state = Payload("state", STATE).words
    before = next_one.get(injector.address, {"name": state}).content
    mallory.get(injector.address, {"name": Payload(left, LEFTOVERS[left]).words})
    between.get(INJECTORS[3].address, {"name": state})
    after = next_one.get(injector.address, {"name": state})
    count("attacks: leftovers", 1)
    assert after.status_code == 200
    assert after.content == before
