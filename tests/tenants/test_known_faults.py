"""Known faults of django-tenants and of what people put beside it (stack.md, design.md 3): each shut here."""

import importlib.util
import uuid

import pytest
from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from casework.models import Child
from config.cli import iro
from tenants import logins, pins
from tenants.pins import Pin, pinned
from tenants.postgresql.base import UnsafeTenancy
from tenants.sql import rows, run
from tenants.tasks import PinnedTask, UndeclaredTask
from tests.api.test_cases import changed, post
from tests.architecture.sources import ROOT, tracked

INSTALLER = Pin(logins.INSTALLER)


@shared_task(base=PinnedTask, name="tests.known_faults.whereabouts")
def whereabouts():
    [(user,)] = rows("SELECT session_user")
    return user, pins.current().schema


# 1. tenant-schemas-celery: a task whose tenant is missing runs in public, and a header may name any tenant.


@pytest.mark.parametrize("words", [{}, {"house": ""}, {"login": "relay"}, {"house": "council/210", "login": "gate"}])
def test_a_task_without_a_house_and_a_login_of_its_own_runs_nowhere(cast, words):
    outcome = whereabouts.apply(kwargs=words, headers={"_schema_name": "council_305"})
    assert isinstance(outcome.result, UndeclaredTask)


@pytest.mark.parametrize("headers", [
    {"_schema_name": "council_305"}, {"house": "council/305", "login": "region"}, {"tenant": "council_351"},
])  # fmt: skip
def test_no_header_of_a_message_leads_a_task_elsewhere(cast, headers):
    done = whereabouts.apply(kwargs={"house": "council/210", "login": "relay"}, headers=headers)
    assert done.result == ("irotest_relay_region_london", "council_210")


def test_the_package_that_fails_open_is_not_here():
    assert importlib.util.find_spec("tenant_schemas_celery") is None


# 2. django-oauth-toolkit among the shared apps: a token of one tenant is good for all of them.


@pytest.mark.parametrize(("of", "at"), [("210", "305"), ("210", "351"), ("351", "210")])
def test_a_token_is_good_for_its_own_council_alone(cast, token, of, at):
    headers = token(of)
    assert Client().get(f"/api/v1/councils/{at}/cases", headers=headers).status_code == 404
    answer = Client().post(f"/api/v1/councils/{at}/cases", changed(), headers=headers, content_type="application/json")
    assert answer.status_code == 404
    with pinned(cast.house(f"council/{at}").own_pin()):
        assert (Child.objects.count(), rows("SELECT count(*) FROM ledger_change")) == (0, [(0,)])
    assert Client().get(f"/api/v1/councils/{of}/cases", headers=headers).status_code == 200


# 3. transaction=True and live_server empty the tables of `public` only, and leave each tenant's rows to the next test.


def test_no_test_and_no_command_empties_tables(cast):
    for path in tracked("tests/**.py"):
        text = path.read_text()
        if path.name != "test_known_faults.py":
            assert "transaction=True" not in text, path
            assert "TransactionTestCase" not in text, path
    assert iro.get_command(None, "flush") is None
    with pinned(INSTALLER), pytest.raises(DatabaseError, match="history is for nobody to change"):
        run("TRUNCATE council_210.casework_child CASCADE")


def test_a_test_leaves_nothing_to_the_next(cast, token):
    """Run twice by its two names: each finds a database of its own."""
    with pinned(cast.house("council/210").own_pin()):
        assert Child.objects.count() == 0
    assert post(token("210"), changed()).status_code == 201


test_nor_did_the_one_before = test_a_test_leaves_nothing_to_the_next


# 4. clone_schema copies triggers as ordinary ones: what was ENABLE ALWAYS can be switched off by a setting.


def test_no_house_is_a_clone_and_every_trigger_of_capture_fires_always(cast):
    with pinned(INSTALLER):
        assert rows("SELECT proname FROM pg_proc WHERE proname LIKE 'clone_schema%%'") == []
        found = rows(
            "SELECT DISTINCT t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND c.relnamespace::regnamespace::text ~ '^(council|region|panel)_'"
        )
    assert found == [("A",)]
    assert not getattr(settings, "TENANT_BASE_SCHEMA", None)
    assert "django_tenants" not in {config.name for config in apps.get_app_configs()}
    sources = [path for path in tracked("*.py") if path.parts[-3:-1] != ("tests", "tenants")]
    assert [str(path.relative_to(ROOT)) for path in sources if "clone_schema" in path.read_text()] == []


# 5. The schema is a mutable word on the connection: whoever sets it moves everybody after; what a rollback takes back,
#    the wrapper believes to be set.


@pytest.mark.parametrize("leave", ["rollback", "savepoint", "commit"])
def test_the_path_is_the_pins_whatever_a_transaction_did(cast, leave):
    here, there = cast.house("council/210"), cast.house("council/305")
    with pinned(here.service_pin()):
        with pytest.raises(ZeroDivisionError) if leave != "commit" else transaction.atomic(), transaction.atomic():
            with transaction.atomic():
                run("SELECT 1")
            if leave != "commit":
                raise ZeroDivisionError
        assert rows("SELECT current_schema()") == [("council_210",)]
    with pinned(there.service_pin()):
        assert rows("SELECT current_schema()") == [("council_305",)]


def test_a_house_makes_no_schema_and_enters_none_by_django_tenants(cast):
    house = cast.house("council/210")
    with pinned(cast.house("council/305").own_pin()):
        for door in (house.create_schema, house.activate, lambda: connection.set_schema("council_210")):
            with pytest.raises((UnsafeTenancy, DatabaseError)):
                door()
        assert rows("SELECT current_schema()") == [("council_305",)]


# 6. An app in public and in a tenant: a table that the tenant lacks is answered by its twin in public.


def test_no_table_stands_in_public_and_in_a_house(cast):
    with pinned(INSTALLER):
        twins = rows(
            "SELECT DISTINCT t.tablename FROM pg_tables t JOIN pg_tables p USING (tablename)"
            " WHERE p.schemaname = 'public' AND t.schemaname ~ '^(council|region|panel)_'"
        )
        # Each schema's own note of its migrations; tenants.executor reads it by its schema's name.
        assert twins == [("django_migrations",)]
        run("ALTER TABLE council_210.casework_child RENAME TO elsewhere")
    with pinned(cast.house("council/210").own_pin()), pytest.raises(DatabaseError, match="does not exist"):
        Child.objects.count()


# And: sessions kept in a table are saved at the end of a request, under the tenant's login and in its schema.


def test_sessions_have_no_table_and_outlast_a_page_of_a_house(cast, sign_in):
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.cache"
    with pinned(INSTALLER):
        assert rows("SELECT 1 FROM pg_tables WHERE tablename LIKE '%%session%%'") == []
    client = sign_in("max")
    assert client.get("/councils/210/").status_code == 200
    assert client.get(f"/councils/305/cases/{uuid.uuid4()}/").status_code == 404
    assert client.get("/councils/210/").status_code == 200
