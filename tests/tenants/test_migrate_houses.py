"""A newer release on old houses: each at once or not at all, whatever fails, waits or is killed on the way."""

import signal
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError

from casework.models import Child
from config.cli.houses import councils, migrate
from infra.bench import newer
from tenants import actions, building, logins, queries
from tenants.building import Outcome
from tenants.models import Build, House, Window
from tenants.pins import Pin, pinned
from tenants.provision import INSTALLER_PIN
from tenants.sql import rows, run
from tests.casework.cases import a_case, submitted
from tests.databases import superuser
from tests.ledger.processes import wait_until
from tests.tenants import release
from tests.tenants.commands import called

COUNCILS = {"council/210", "council/305", "council/351"}
NICKNAME = release.add_column("child", "nickname", "models.TextField(null=True)")


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(settings, "MIGRATION_LOCK_TIMEOUT", 50)
    monkeypatch.setattr(settings, "MIGRATION_PAUSES", (0.01,))


@pytest.fixture
def elsewhere(cast):
    """Another session, as the superuser, in a transaction of its own."""
    found = superuser(settings.DATABASES["default"]["NAME"])
    found.autocommit = False
    with found.cursor() as cursor:
        yield cursor
    found.close()


@pytest.fixture
def after(cast, tmp_path, monkeypatch):
    """A release with these operations in its new migration; entered at once."""

    def entered(*operations):
        made = newer.make(tmp_path, *operations)
        release.enter(made, monkeypatch)
        return made

    return entered


def outcomes(jobs=2):
    found = actions.migrate_all(jobs, lambda result: None)
    return {f"{result.house.kind}/{result.house.code}": result.outcome for result in found}


def migrated(*names):
    """What `outcomes` are when these houses were migrated and the others had nothing to do."""
    others = {"region/london", "region/north", "panel/national", "panel/northern"}
    return dict.fromkeys(others | COUNCILS, Outcome.AT_HEAD) | dict.fromkeys(names, Outcome.MIGRATED)


def build_of(cast, name):
    with pinned(INSTALLER_PIN):
        [build] = queries.builds([cast.house(name)])
    return build


def columns(schema, table="casework_child"):
    with pinned(INSTALLER_PIN):
        found = rows(
            "SELECT column_name FROM information_schema.columns WHERE (table_schema, table_name) = (%s, %s)",
            (schema, table),
        )
    return {name for (name,) in found}


def test_every_house_of_the_kind_gets_the_column_once_and_the_row_says_so(cast, after):
    before = build_of(cast, "council/210")
    after(NICKNAME)
    assert outcomes() == migrated(*COUNCILS)
    assert "nickname" in columns("council_210") & columns("council_305") & columns("council_351")
    build = build_of(cast, "council/210")
    assert (build.state, build.failure, build.attempts) == (Build.State.DONE, "", before.attempts + 1)
    assert build.head != before.head
    assert build.seconds > 0
    assert outcomes() == migrated()
    with pinned(INSTALLER_PIN):
        windows = list(Window.objects.filter(reason="iro migrate"))
    assert sorted(window.schema for window in windows) == ["council_210", "council_305", "council_351"]
    assert all(window.closed_at for window in windows)


def test_a_house_at_head_is_not_even_looked_into(cast, elsewhere):
    elsewhere.execute("LOCK TABLE council_210.django_migrations, council_210.casework_child")
    assert outcomes() == migrated()


def test_who_holds_a_table_keeps_their_house_at_its_old_head_and_the_others_go_on(cast, after, elsewhere):
    old = build_of(cast, "council/210").head
    after(NICKNAME)
    elsewhere.execute("SELECT FROM council_210.casework_child")
    told = called(migrate, "--jobs", "1")
    assert told.exit_code == 1
    assert "irotest/council/210: failed: LockNotAvailable (55P03) in casework.9999_more" in told.output
    assert "run it again" in told.output
    assert "2 migrated" in told.output
    build = build_of(cast, "council/210")
    assert (build.state, build.head, build.house.state) == (Build.State.FAILED, old, House.State.READY)
    assert "nickname" not in columns("council_210")
    assert submitted(cast).receipt.leaf_hashes
    elsewhere.connection.rollback()
    assert outcomes() == migrated("council/210")


def test_what_fails_is_said_without_the_rows_that_it_fails_on(cast, after):
    for reference in ("S-1", "S-2"):
        submitted(cast, a_case(reference, child={"family_name": "Verysecret"}))
    after(NICKNAME, release.sql("CREATE UNIQUE INDEX once ON casework_child (family_name)"))
    told = called(migrate)
    assert told.exit_code == 1
    assert "irotest/council/210: failed: UniqueViolation (23505) in casework.9999_more" in told.output
    build, listed = build_of(cast, "council/210"), called(councils, "list")
    assert build.failure in told.output
    assert build.failure in listed.output
    assert "erysecret" not in told.output + listed.output
    assert "nickname" not in columns("council_210"), "the part before the failure is taken back too"
    assert {"nickname"} <= columns("council_305") & columns("council_351")
    with pinned(cast.house("council/210").own_pin()):
        assert Child.objects.count() == 2


def test_how_far_houses_are_is_for_the_migrator_alone(cast):
    for pin in (Pin(logins.GATE), Pin(logins.RELAY), *(cast.house(one).own_pin() for one in ("council/210",
                "region/london", "panel/national"))):  # fmt: skip
        with pinned(pin):
            assert "failure" not in {field.name for field in House._meta.fields}
            with pytest.raises(DatabaseError, match="permission denied"):
                list(Build.objects.all())


def test_two_runs_share_the_houses_and_none_is_done_twice(cast, after, elsewhere):
    after(NICKNAME)
    elsewhere.execute(
        "SELECT FROM tenants_build JOIN tenants_house ON id = house_id WHERE code = '305' FOR UPDATE OF tenants_build"
    )
    assert outcomes() == migrated("council/210", "council/351") | {"council/305": Outcome.BUSY}
    assert build_of(cast, "council/305").attempts == 1
    assert called(migrate).exit_code == 1
    elsewhere.connection.rollback()
    assert outcomes() == migrated("council/305")


def test_a_run_that_comes_second_finds_the_work_done(cast, after):
    after(NICKNAME)
    stale = build_of(cast, "council/210")
    assert outcomes() == migrated(*COUNCILS)
    result = building.bring_to_head(stale, building.Release(), reason="second")
    assert result.outcome is Outcome.AT_HEAD
    assert build_of(cast, "council/210").state == Build.State.DONE


def test_a_run_that_is_killed_leaves_no_window_no_lock_and_no_half_house(cast, after):
    killed = release.iro(after(NICKNAME, release.sql("SELECT pg_sleep(60)")), "migrate", "--jobs", "1")
    wait_until(asleep)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    wait_until(lambda: not asleep())
    with pinned(INSTALLER_PIN):
        assert not Window.objects.filter(closed_at=None).exists()
        assert Build.objects.filter(state=Build.State.RUNNING).count() == 1
        assert set(House.objects.values_list("state", flat=True)) == {House.State.READY}
    assert "nickname" not in columns("council_210") | columns("council_305") | columns("council_351")
    with pinned(Pin(logins.MIGRATOR)), pytest.raises(DatabaseError, match="permission denied"):
        run("SET ROLE irotest_owner_council_210")


def asleep():
    with pinned(INSTALLER_PIN):
        return bool(rows("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"))


def test_an_interrupt_ends_what_was_begun_and_the_next_run_goes_on(cast, after):
    interrupted = release.iro(after(NICKNAME, release.sql("SELECT pg_sleep(0.4)")), "migrate", "--jobs", "1")
    wait_until(asleep)
    interrupted.send_signal(signal.SIGINT)
    _, told = interrupted.communicate(timeout=20)
    assert interrupted.returncode == 1
    assert "Stopped." in told
    assert "Traceback" not in told
    done = [schema for schema in ("council_210", "council_305", "council_351") if "nickname" in columns(schema)]
    assert len(done) == 1
    left = COUNCILS - {done[0].replace("_", "/")}
    assert outcomes() == migrated(*left)


def test_a_plan_that_is_no_sql_runs_in_the_same_transaction(cast, after):
    broken = "migrations.RunPython(lambda apps, editor: 1 / 0)"
    after(NICKNAME, broken)
    told = called(migrate)
    assert "council/210: failed: ZeroDivisionError in casework.9999_more" in told.output
    assert "nickname" not in columns("council_210")


def test_a_plan_that_is_no_sql_is_djangos_to_run(cast, after):
    after(NICKNAME, "migrations.RunPython(lambda apps, editor: apps.get_model('casework', 'child').objects.count())")
    assert outcomes() == migrated(*COUNCILS)
    assert "nickname" in columns("council_210")


@pytest.mark.parametrize("damage", [
    "REVOKE SELECT ON council_210.reviews_review FROM irotest_council_210",
    "GRANT DELETE ON council_210.casework_child TO irotest_council_210",
    "ALTER TABLE council_210.casework_child DISABLE TRIGGER capture_add",
    "DROP TRIGGER capture_correct ON council_210.casework_child",
])  # fmt: skip
def test_a_house_that_the_check_finds_wrong_is_put_right_by_the_next_run(cast, damage):
    with pinned(INSTALLER_PIN):
        run(damage)
    assert outcomes() == migrated()
    assert called(councils, "check", "210").exit_code == 1
    assert outcomes() == migrated("council/210")
    assert called(councils, "check").exit_code == 0


def test_a_function_of_a_release_before_is_for_nobody_any_more(cast, after):
    """Its arguments changed, so it stays beside the new one; whoever could still call it would get past what is new."""
    old = "council_210.ledger_act(uuid)"
    with pinned(INSTALLER_PIN):
        run(
            f"CREATE FUNCTION {old} RETURNS void LANGUAGE sql AS '';"
            f" ALTER FUNCTION {old} OWNER TO irotest_owner_council_210"
        )
        run(f"REVOKE EXECUTE ON FUNCTION {old} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {old} TO irotest_council_210")
    after(NICKNAME)
    assert outcomes() == migrated(*COUNCILS)
    with pinned(cast.house("council/210").own_pin()), pytest.raises(DatabaseError, match="permission denied"):
        rows(f"SELECT council_210.ledger_act('{uuid4()}'::uuid)")


def test_what_cannot_be_put_right_is_not_called_done(cast, after):
    after(NICKNAME)
    with pinned(INSTALLER_PIN):
        run("CREATE TABLE council_210.side_door (id int)")
    told = called(migrate)
    assert (told.exit_code, "side_door: has no line in the protocol" in told.output) == (1, True)
    assert "nickname" not in columns("council_210")
    assert build_of(cast, "council/210").state == Build.State.FAILED
