"""Building houses: the catalogue equals the protocol, a failure stays where it is, the window is on the record."""

import pytest
from django.db import DatabaseError, transaction

from config.cli.houses import councils
from tenants import actions, catalogue, logins, provision
from tenants.building import Outcome
from tenants.models import House, Window
from tenants.pins import Pin, pinned
from tenants.problems import Conflict, Invalid, NotFound
from tenants.sql import rows, run
from tests.tenants.commands import called

INSTALLER = Pin(logins.INSTALLER)


def test_the_live_catalogue_is_as_declared_in_every_house(cast):
    with pinned(INSTALLER):
        houses = list(House.objects.select_related("region"))
        assert {house.title: catalogue.differences(house) for house in houses} == {house.title: [] for house in houses}


@pytest.mark.parametrize(("change", "told"), [
    ("GRANT DELETE ON council_210.casework_child TO irotest_council_210", "DELETE is not declared"),
    ("REVOKE SELECT ON council_210.reviews_review FROM irotest_council_210", "SELECT is missing"),
    ("ALTER TABLE council_210.casework_child DISABLE TRIGGER capture_add", "is missing or not ALWAYS"),
    ("ALTER TABLE council_210.casework_child ENABLE TRIGGER capture_add", "is missing or not ALWAYS"),
    ("CREATE TABLE council_210.side_door (id int)", "has no line in the protocol"),
    ("ALTER TABLE council_210.casework_child OWNER TO postgres", "is owned by postgres"),
    ("GRANT SELECT ON council_210.casework_child TO PUBLIC", "PUBLIC on casework_child: SELECT is not declared"),
    ("GRANT UPDATE (text) ON council_210.reviews_decision TO irotest_council_210", "decision.text: UPDATE is not"),
    ("GRANT USAGE ON SCHEMA council_210 TO PUBLIC", "PUBLIC on council_210: USAGE is not declared"),
    ("GRANT SELECT ON council_210.casework_child TO pg_monitor", "pg_monitor on casework_child: SELECT is not"),
])  # fmt: skip
def test_the_catalogue_check_finds(cast, change, told):
    with pinned(INSTALLER):
        run(change)
        found = catalogue.differences(cast.house("council/210"))
        assert any(told in str(one) for one in found), found


@pytest.mark.parametrize(("change", "told"), [
    ("GRANT SELECT ON public.accounts_person TO irotest_council_210", "SELECT is not declared"),
    ("GRANT SELECT ON public.tenants_house TO PUBLIC", "PUBLIC on tenants_house: SELECT is not declared"),
    ("GRANT irotest_council_305 TO irotest_council_210", "belongs to irotest_council_305"),
    ("GRANT irotest_every TO irotest_council_210 WITH SET TRUE", "belongs to irotest_every"),
    ("ALTER ROLE irotest_council_210 CREATEROLE", "may more than a login may"),
    ("ALTER EVENT TRIGGER refuse_ddl DISABLE", "event trigger refuse_ddl: is not the declared one"),
    ("ALTER EVENT TRIGGER refuse_ddl ENABLE", "event trigger refuse_ddl: is not the declared one"),
    ("DROP EVENT TRIGGER refuse_ddl", "event trigger refuse_ddl: is missing"),
    ("CREATE OR REPLACE FUNCTION public.refuse_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
     "event trigger refuse_ddl: is not the declared one"),
    ("ALTER ROLE irotest_council_210 SET session_replication_role = replica", "session_replication_role=replica"),
    ("ALTER ROLE irotest_migrator SET event_triggers = off", "event_triggers=off"),
])  # fmt: skip
def test_the_check_of_roles_and_directory_finds(cast, change, told):
    """In a transaction that is rolled back: roles are the server's, and other tests work under them."""
    with pinned(INSTALLER), transaction.atomic():
        assert catalogue.installation_differences() == []
        run(change)
        found = catalogue.installation_differences()
        assert any(told in str(one) for one in found), found
        transaction.set_rollback(True)


def test_the_command_tells_every_difference_and_ends_with_1(cast):
    assert called(councils, "check").exit_code == 0
    with pinned(INSTALLER):
        run("GRANT SELECT ON public.accounts_person TO irotest_council_210")
        run("ALTER FUNCTION council_210.ledger_look(uuid, text, text, text, text, text, text, text, bigint, bytea)"
            " SECURITY INVOKER")  # fmt: skip
    done = called(councils, "check")
    assert done.exit_code == 1
    assert "accounts_person: SELECT is not declared" in done.output
    assert "council_210.ledger_look: the function isn't the declared one" in done.output
    assert "council/305: as declared" in done.output


def test_a_council_that_is_there_is_a_conflict_and_an_unknown_code_is_refused(cast):
    with pytest.raises(Conflict):
        actions.add_council("210", region="london")
    with pytest.raises(Invalid) as refused:
        actions.add_council("999", region="london")
    assert refused.value.code == "unknown-council"
    with pytest.raises(NotFound):
        actions.add_council("312", region="nowhere")
    with pinned(INSTALLER):
        assert House.objects.councils().count() == 3


def test_every_window_is_on_the_record_and_closed(cast):
    with pinned(INSTALLER):
        windows = list(Window.objects.all())
        assert len(windows) == 7
        assert all(window.closed_at and window.opened_by == "irotest_migrator" for window in windows)


def test_outside_a_window_the_migrator_is_nobody(cast):
    with pinned(Pin(logins.MIGRATOR, roams=True)):
        for statement in (
            "SET ROLE irotest_owner_council_210",
            "SELECT * FROM council_210.casework_child",
            "DROP TABLE council_210.casework_child",
        ):
            with pytest.raises(DatabaseError, match=r"permission denied|recorded window only"):
                run(statement)


def test_only_the_migrator_opens_windows(cast):
    with pinned(cast.house("region/london").own_pin()), pytest.raises(DatabaseError, match="permission denied"):
        run("SELECT public.open_window('council_210', 'irotest_owner_council_210', 'mine')")


def test_a_second_migrate_finds_every_house_at_head(cast):
    assert {result.outcome for result in actions.migrate_all(2, lambda result: None)} == {Outcome.AT_HEAD}


def test_logins_are_no_superusers_and_belong_to_the_group_of_all_and_no_other(cast):
    with pinned(provision.INSTALLER_PIN):
        found = rows(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'irotest_')"
            " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication)"
        )
        members = rows(
            "SELECT DISTINCT g.rolname, a.inherit_option, a.set_option, a.admin_option FROM pg_auth_members a"
            " JOIN pg_roles m ON m.oid = a.member JOIN pg_roles g ON g.oid = a.roleid"
            " WHERE starts_with(m.rolname, 'irotest_')"
        )
    assert (found, members) == ([], [("irotest_every", True, False, False)])


def test_nobody_becomes_the_group_or_logs_in_as_it(cast):
    for pin in (Pin(logins.GATE), Pin(logins.MIGRATOR), cast.house("council/210").own_pin()):
        with pinned(pin), pytest.raises(DatabaseError, match="permission denied"):
            run("SET ROLE irotest_every")
    with pinned(Pin(logins.EVERY)), pytest.raises(DatabaseError, match="authentication failed"):
        run("SELECT 1")


def test_another_council_touches_no_table_of_the_public_schema(cast):
    acls = "SELECT oid, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY oid"
    with pinned(INSTALLER):
        before = rows(acls)
    actions.add_council("317", region="london")
    with pinned(INSTALLER):
        assert rows(acls) == before
    with pinned(cast.house("council/317").own_pin()):
        assert House.objects.filter(code="317").exists()


def test_a_logins_password_is_kept_without_stretching_and_never_said(cast):
    with pinned(INSTALLER):
        kept = rows(
            "SELECT rolpassword FROM pg_authid"
            " WHERE rolname IN ('irotest_gate', 'irotest_backup', 'irotest_region_london', 'irotest_council_210')"
        )
    assert {password.split(":")[0] for (password,) in kept} == {"SCRAM-SHA-256$1"}
