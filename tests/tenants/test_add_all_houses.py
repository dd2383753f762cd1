"""All of England by one command: what is missing is made, what failed is taken up, what is ready is left."""

import pytest
from django.conf import settings

from config.cli.houses import add_council, councils
from tenants import actions, catalogue, logins
from tenants.models import Build, House
from tenants.pins import pinned
from tenants.problems import NotFound
from tenants.provision import INSTALLER_PIN
from tenants.sql import rows, run
from tests.tenants.commands import called

A_FEW = """dfe_code,gss_code,name,slug,region,latitude,longitude
840,E06000047,County Durham,county-durham,North East,54.8,-1.6
841,E06000005,Darlington,darlington,North East,54.5,-1.6
371,E08000017,Doncaster,doncaster,Yorkshire and The Humber,53.5,-1.1
351,E08000002,Bury,bury,North West,53.6,-2.3
"""
NEW = {"council/840", "council/841", "council/371", "region/north-east", "region/yorkshire-and-the-humber",
       "region/north-west"}  # fmt: skip


@pytest.fixture
def a_few(cast, tmp_path, monkeypatch):
    """England, for a test: four councils in three regions; Bury is there already, in another region."""
    file = tmp_path / "councils.csv"
    file.write_text(A_FEW)
    monkeypatch.setattr(actions, "COUNCILS", file)
    actions._councils.cache_clear()
    yield
    actions._councils.cache_clear()


def add_all():
    return called(councils, "add-all", "--panel", "national", "--jobs", "2")


def last_line(told):
    """On a slow machine lines of progress come before it."""
    return told.output.splitlines()[-1]


def directory():
    with pinned(INSTALLER_PIN):
        return {f"{one.kind}/{one.code}": one for one in House.objects.select_related("region", "panel")}


def test_england_is_nine_regions_and_153_councils_whose_roles_fit(cast):
    before = set(directory())
    england = actions.england("national")
    assert [sum(house.kind == kind for house in england) for kind in ("region", "council")] == [9, 153]
    owners = {logins.role(logins.house_owner(house.kind, house.code)) for house in england}
    assert len(owners) == 162
    assert max(map(len, owners)) <= 63
    assert {"yorkshire-and-the-humber", "east-of-england"} <= {house.code for house in england}
    assert set(directory()) == before, "nothing is added by looking"


def test_all_are_made_each_in_its_region_and_as_declared(a_few):
    before = set(directory())
    told = add_all()
    assert (told.exit_code, last_line(told)) == (0, "6 migrated.")
    now = directory()
    assert set(now) == before | NEW
    assert {house.state for house in now.values()} == {House.State.READY}
    assert now["council/840"].region == now["region/north-east"]
    assert now["region/north-east"].panel.code == "national"
    assert now["council/351"].region.code == "north", "what was there is left as it was"
    with pinned(INSTALLER_PIN):
        assert [str(one) for name in NEW for one in catalogue.differences(now[name])] == []
    with pinned(now["council/371"].own_pin()):
        assert rows("SELECT session_user::text, count(*) FROM casework_child") == [("irotest_council_371", 0)]
    again = add_all()
    assert (again.exit_code, again.output) == (0, "Nothing to do.\n")


def test_one_that_fails_is_named_and_taken_up_by_the_next_run(a_few, monkeypatch):
    monkeypatch.setattr(settings, "HOUSE_STEPS", [*settings.HOUSE_STEPS, "tests.tenants.test_add_all_houses.broken"])
    told = add_all()
    assert told.exit_code == 1
    assert "irotest/council/841: failed: DivisionByZero (22012) in the apps' own steps" in told.output
    assert "5 migrated, 1 failed." in told.output
    failed = directory()["council/841"]
    assert failed.state == House.State.FAILED
    with pinned(INSTALLER_PIN):
        assert rows("SELECT FROM pg_tables WHERE schemaname = 'council_841'") == []
        assert Build.objects.get(house=failed).state == Build.State.FAILED
    monkeypatch.setattr(settings, "HOUSE_STEPS", settings.HOUSE_STEPS[:1])
    again = add_all()
    assert (again.exit_code, last_line(again)) == (0, "1 migrated.")
    assert directory()["council/841"].state == House.State.READY


def broken(house):
    return "SELECT 1 / 0;" if house.code == "841" else ""


def test_one_house_that_fails_is_a_refusal_with_the_reason(cast, monkeypatch):
    monkeypatch.setattr(settings, "HOUSE_STEPS", [*settings.HOUSE_STEPS, "tests.tenants.test_add_all_houses.broken"])
    told = called(add_council, "841", "--region", "london")
    assert told.exit_code == 1
    assert "house-not-built" in told.stderr
    assert "DivisionByZero (22012)" in told.stderr


def test_a_run_that_was_killed_before_the_tables_is_taken_up(a_few):
    """Directory, roles and schemas are there, and no table: what a kill between the two halves leaves."""
    with pinned(INSTALLER_PIN):
        run("CREATE FUNCTION public.no() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no tables'; END $$")
        run("CREATE EVENT TRIGGER no ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.no()")
    assert "6 failed." in add_all().output
    with pinned(INSTALLER_PIN):
        run("DROP EVENT TRIGGER no")
    assert last_line(add_all()) == "6 migrated."


def test_nothing_is_begun_under_a_panel_that_is_not_there(a_few):
    before = set(directory())
    with pytest.raises(NotFound):
        actions.england("nowhere")
    told = called(councils, "add-all", "--panel", "nowhere")
    assert (told.exit_code, "not-found" in told.stderr) == (1, True)
    assert set(directory()) == before


def test_a_directory_that_cannot_be_made_whole_is_not_begun(a_few, monkeypatch):
    """Roles, schemas and rows come in one transaction: one bad code and there is none of them."""
    before = set(directory())
    monkeypatch.setattr(settings, "INSTALLATION", "irotest" + "x" * 23)
    with pytest.raises(actions.Invalid):
        actions.add_all(actions.england("national"), 2, lambda result: None)
    assert set(directory()) == before
    with pinned(INSTALLER_PIN):
        assert rows("SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'irotestx')") == []
