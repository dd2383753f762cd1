"""Building houses: the catalogue equals the protocol, a failure stays where it is, the window is on the record."""

import pytest
from django.conf import settings
from django.db import DatabaseError

from tenants import actions, catalogue, logins, provision
from tenants.models import House, Window
from tenants.pins import Pin, pinned
from tenants.problems import Conflict, Invalid, NotFound
from tenants.sql import rows, run

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
])  # fmt: skip
def test_the_catalogue_check_finds(cast, change, told):
    with pinned(INSTALLER):
        run(change)
        found = catalogue.differences(cast.house("council/210"))
        assert any(told in str(one) for one in found), found


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


def test_a_house_that_failed_half_way_is_taken_up_again(cast, monkeypatch, settings_steps):
    settings_steps(["ledger.capture.install", "tests.tenants.test_houses.fail"])
    with pytest.raises(ZeroDivisionError):
        actions.add_council("312", region="london")
    with pinned(INSTALLER):
        assert House.objects.get(code="312").state == House.State.FAILED
    settings_steps(["ledger.capture.install"])
    assert actions.add_council("312", region="london").state == House.State.READY


def fail(house):
    raise ZeroDivisionError


@pytest.fixture
def settings_steps(monkeypatch):
    return lambda steps: monkeypatch.setattr(settings, "HOUSE_STEPS", steps)


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
            with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
                run(statement)


def test_only_the_migrator_opens_windows(cast):
    with pinned(cast.house("region/london").own_pin()), pytest.raises(DatabaseError, match="permission denied"):
        run("SELECT public.open_window('council_210', 'irotest_owner_council_210', 'mine')")


def test_a_second_migrate_finds_every_house_at_head(cast):
    told = []
    assert actions.migrate_all(lambda house, state: told.append(state)) == []
    assert set(told) == {"at head"}


def test_logins_are_no_superusers_and_belong_to_no_other_role(cast):
    with pinned(provision.INSTALLER_PIN):
        found = rows(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'irotest_')"
            " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication)"
        )
        members = rows(
            "SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member"
            " WHERE starts_with(m.rolname, 'irotest_')"
        )
    assert (found, members) == ([], [])
