"""design.md 3, connection contract: each point, and the three leaks of the first spike."""

import os
import threading

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django_tenants.utils import schema_context, tenant_context

from casework.models import Child
from tenants import logins
from tenants.pins import NotPinned, Pin, PinnedInTransaction, current_or_none, pinned
from tenants.postgresql.base import UnsafeTenancy
from tenants.sql import rows, run

GATE = Pin(logins.GATE)


def whoami():
    [(user, path)] = rows("SELECT session_user, current_setting('search_path')")
    return user, path


def backend():
    [(pid,)] = rows("SELECT pg_backend_pid()")
    return pid


# 1. One pin a unit of work; nothing without one.


def test_nothing_reaches_the_database_without_a_pin(cast):
    connection.close()
    with pytest.raises(NotPinned):
        Child.objects.exists()
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


def test_a_thread_starts_without_a_pin(cast):
    seen = []

    def other():
        seen.append(current_or_none())
        try:
            rows("SELECT 1")
        except NotPinned:
            seen.append("refused")

    with pinned(GATE):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert seen == [None, "refused"]


# 2. A council's path is its connection's own; a region's is SET at the pin.


def test_a_councils_login_has_its_path_from_the_start_and_falls_back_to_it(cast):
    with pinned(cast.house("council/210").own_pin()):
        assert whoami() == ("irotest_council_210", "council_210,public")
        run("SET search_path = council_305")
        run("RESET search_path")
        assert whoami()[1] == "council_210,public"


def test_a_region_has_one_connection_for_its_councils(cast):
    pids, paths = set(), []
    for code in ("210", "305", "210"):
        with pinned(cast.house(f"council/{code}").service_pin()):
            pids.add(backend())
            paths.append(whoami())
    assert len(pids) == 1
    assert [path.replace(" ", "") for _, path in paths] == [
        "council_210,public",
        "council_305,public",
        "council_210,public",
    ]
    assert {user for user, _ in paths} == {"irotest_region_london"}


# 3. The shelf: kept by what a connection was opened as, cleaned at every pin, never swapped inside a transaction.


def test_a_kept_connection_comes_back_clean(cast):
    pin = cast.house("council/210").own_pin()
    with pinned(pin):
        before = backend()
        run("SET statement_timeout = '12345'")
        run("SET search_path = pg_catalog")
        run("SELECT set_config('iro.actor', 'person:injected', false)")
    with pinned(GATE):
        backend()
    with pinned(pin):
        assert backend() == before
        assert whoami()[1] == "council_210,public"
        [(timeout, actor)] = rows("SELECT current_setting('statement_timeout'), current_setting('iro.actor', true)")
        assert (timeout, actor or "") == ("0", "")


def test_a_kept_connection_keeps_no_lock_cursor_channel_or_prepared_statement(cast):
    pin = cast.house("council/210").own_pin()
    with pinned(pin):
        before = backend()
        run("SELECT pg_advisory_lock(7)")
        run("LISTEN other")
        run("PREPARE mine AS SELECT 1")
        run("DECLARE mine CURSOR WITH HOLD FOR SELECT 1")
    with pinned(GATE):
        backend()
    with pinned(cast.house("council/210").own_pin()):
        assert backend() == before
        assert rows("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()") == [(0,)]
        assert rows("SELECT count(*) FROM pg_listening_channels()") == [(0,)]
        assert rows("SELECT count(*) FROM pg_prepared_statements") == [(0,)]
        assert rows("SELECT count(*) FROM pg_cursors WHERE name = 'mine'") == [(0,)]


def test_no_login_makes_large_objects(cast):
    for pin in (GATE, cast.house("council/210").own_pin(), cast.house("region/london").own_pin()):
        for attempt in ("lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, 'x')", "lo_open(1, 1)"):
            with pinned(pin), pytest.raises(DatabaseError, match="permission denied"):
                run(f"SELECT {attempt}")


def test_a_pin_does_not_change_inside_a_transaction(cast):
    here, there = cast.house("council/210").own_pin(), cast.house("council/305").own_pin()
    with (
        pinned(here),
        transaction.atomic(),
        pinned(there),
        pytest.raises(PinnedInTransaction),
    ):
        Child.objects.exists()


def test_no_login_makes_temporary_tables(cast):
    for pin in (GATE, cast.house("council/210").own_pin(), cast.house("region/london").own_pin()):
        with pinned(pin), pytest.raises(DatabaseError, match="recorded window only"):
            run("CREATE TEMP TABLE child (id int)")
    with pinned(Pin(logins.INSTALLER)):
        [(allowed,)] = rows("SELECT has_database_privilege('irotest_council_210', current_database(), 'TEMP')")
    assert not allowed


def test_the_shelf_is_bounded_and_closed_with_the_connection(cast, monkeypatch):
    monkeypatch.setattr(connection.shelf, "capacity", 3)
    for name in ("council/210", "council/305", "council/351", "region/london", "region/north", "panel/national"):
        with pinned(cast.house(name).own_pin()):
            backend()
    assert len(connection.shelf) == 3
    connection.close()
    assert len(connection.shelf) == 0


def test_the_least_recently_used_connection_goes_first(cast, monkeypatch):
    monkeypatch.setattr(connection.shelf, "capacity", 3)
    southwark, bromley, bury = (cast.house(f"council/{code}").own_pin() for code in ("210", "305", "351"))
    first = {}
    for pin in (southwark, bromley, southwark, bury, GATE, Pin(logins.INSTALLER)):
        with pinned(pin):
            first[pin.login] = backend()
    with pinned(southwark):
        assert backend() == first[southwark.login]
    with pinned(bromley):
        assert backend() != first[bromley.login]


def test_a_connection_is_not_kept_past_its_age(cast, monkeypatch):
    with pinned(GATE):
        before = backend()
    monkeypatch.setattr(connection.shelf, "max_age", 0.0)
    with pinned(cast.house("council/210").own_pin()):
        backend()
    with pinned(GATE):
        assert backend() != before
    connection.close_if_unusable_or_obsolete()
    assert len(connection.shelf) == 0


def test_a_connection_of_another_database_is_never_taken_up(cast, template, monkeypatch):
    with pinned(GATE):
        before = backend()
    connection.close_if_unusable_or_obsolete()
    here = connection.settings_dict["NAME"]
    monkeypatch.setitem(connection.settings_dict, "NAME", "postgres")
    with pinned(Pin(logins.INSTALLER)):
        assert rows("SELECT current_database()") == [("postgres",)]
    monkeypatch.setitem(connection.settings_dict, "NAME", here)
    with pinned(Pin(logins.INSTALLER)):
        assert rows("SELECT current_database()") == [(here,)]
    with pinned(GATE):
        assert backend() == before


def test_a_connection_that_left_autocommit_is_not_kept(cast):
    with pinned(GATE):
        before = backend()
        connection.set_autocommit(False)
    with pinned(cast.house("council/210").own_pin()):
        backend()
    with pinned(GATE):
        assert backend() != before
        assert connection.get_autocommit()


def test_a_connection_that_failed_is_not_kept(cast):
    pin = cast.house("council/210").own_pin()
    with pinned(pin):
        before = backend()
        with pytest.raises(DatabaseError):
            run("SELECT * FROM nothing_of_that_name")
    with pinned(GATE):
        backend()
    with pinned(pin):
        assert backend() != before


def test_a_killed_kept_connection_is_replaced(cast):
    pin = cast.house("council/210").own_pin()
    with pinned(pin):
        before = backend()
    with pinned(Pin(logins.INSTALLER)):
        run("SELECT pg_terminate_backend(%s)", (before,))
    with pinned(pin):
        assert backend() != before


def test_a_failed_connect_leaves_no_wrong_label(cast):
    with pinned(cast.house("council/210").own_pin()):
        backend()
    with pinned(Pin("council_999", "council_999")), pytest.raises(OperationalError):
        backend()
    with pinned(cast.house("council/305").own_pin()):
        assert whoami()[0] == "irotest_council_305"


def test_a_forked_child_does_not_share_its_parents_sessions(cast):
    with pinned(GATE):
        backend()
    with pinned(cast.house("council/210").own_pin()):
        parents = backend()
        child = os.fork()
        if child == 0:
            try:
                same = backend() == parents
                connection.close()
            except BaseException:
                os._exit(2)
            os._exit(1 if same else 0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        assert backend() == parents
    with pinned(GATE):
        assert whoami()[0] == "irotest_gate"


# 4. django-tenants' own doors are shut; public stays last.


@pytest.mark.parametrize("door", [
    lambda house: connection.set_schema("council_305"),
    connection.set_tenant,
    lambda house: connection.set_schema_to_public(),
    lambda house: house.activate(),
    lambda house: house.__enter__(),
    lambda house: schema_context("council_305").__enter__(),
    lambda house: tenant_context(house).__enter__(),
])  # fmt: skip
def test_the_unsafe_doors_are_refused_and_nothing_moves(cast, door):
    other = cast.house("council/305")
    with pinned(cast.house("council/210").own_pin()):
        with pytest.raises(UnsafeTenancy):
            door(other)
        assert whoami() == ("irotest_council_210", "council_210,public")


def test_a_rolled_back_savepoint_does_not_lead_elsewhere(cast):
    with pinned(cast.house("council/210").service_pin()), transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            rows("SELECT 1")
            raise ZeroDivisionError
        assert whoami()[1].replace(" ", "") == "council_210,public"


@pytest.mark.parametrize("statement", [
    "RESET ROLE; SET ROLE irotest_council_305",
    "SET SESSION AUTHORIZATION irotest_council_305",
    "SET ROLE irotest_owner_council_210",
    "SELECT * FROM council_305.casework_child",
    "SELECT * FROM region_london.workforce_officer",
    "SELECT * FROM panel_national.arbitration_referral",
    "SELECT * FROM public.accounts_person",
    "SELECT * FROM public.oauth2_provider_accesstoken",
    "INSERT INTO council_210.reviews_review DEFAULT VALUES",
    "UPDATE council_210.escalation_dispute SET description = ''",
    "UPDATE council_210.reviews_decision SET text = ''",
])  # fmt: skip
def test_injected_sql_meets_the_wall(cast, statement):
    with pinned(cast.house("council/210").own_pin()), pytest.raises(DatabaseError, match="permission denied"):
        run(statement)


def test_the_wall_between_regions_panels_and_councils(cast):
    for here, there in (
        ("region/london", "region_north.workforce_officer"),
        ("region/london", "council_351.casework_child"),
        ("region/london", "panel_national.arbitration_referral"),
        ("panel/national", "council_210.casework_child"),
        ("panel/national", "region_london.workforce_officer"),
        ("panel/national", "panel_northern.arbitration_referral"),
    ):
        with pinned(cast.house(here).own_pin()), pytest.raises(DatabaseError, match="permission denied"):
            run(f"SELECT * FROM {there}")


@pytest.mark.parametrize("service", ["relay", "sequencer"])
def test_the_relay_and_the_sequencer_of_one_region_or_panel_know_no_other(cast, service):
    homes = {"region/london": "council/210", "region/north": "council/351", "panel/national": "panel/national",
             "panel/northern": "panel/northern"}  # fmt: skip
    table = {"relay": "notifications_outboxevent", "sequencer": "ledger_queue"}[service]
    for home, near in homes.items():
        pin = getattr(cast.house(home), f"{service}_pin")()
        assert pin.login == f"{service}_{home.replace('/', '_')}"
        for there in {*homes, *homes.values(), "council/305"}:
            schema = cast.house(there).schema_name
            with pinned(pin):
                if there in (home, near) or (home == "region/london" and there == "council/305"):
                    rows(f"SELECT count(*) FROM {schema}.{table}")
                else:
                    with pytest.raises(DatabaseError, match="permission denied"):
                        rows(f"SELECT count(*) FROM {schema}.{table}")
    for bare in (logins.RELAY, logins.SEQUENCER):
        with pinned(Pin(bare)), pytest.raises(DatabaseError, match="permission denied"):
            rows(f"SELECT count(*) FROM council_210.{table}")


def test_the_auditor_reads_leaves_and_no_content(cast):
    auditor = Pin(logins.auditor_login("london"), "council_210", roams=True)
    with pinned(auditor):
        assert rows("SELECT count(*) FROM council_210.ledger_entry") == [(0,)]
        for table in ("casework_child", "casework_historicalchild", "ledger_read", "reviews_review"):
            with pytest.raises(DatabaseError, match="permission denied"):
                run(f"SELECT * FROM council_210.{table}")
