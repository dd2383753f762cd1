"""A window leaves history as it was, or nothing of it stays; and it says what it did."""

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from tenants import ddl, digests, logins, windows
from tenants.models import Window
from tenants.pins import Pin, pinned
from tenants.sql import rows, run
from tests import databases
from tests.ledger.rows import fill

OWNER = "owner_council_210"
INSTALLER = Pin(logins.INSTALLER)


@pytest.fixture
def southwark(cast):
    house = cast.house("council/210")
    fill(house, 2)
    return house


def work(house, *statements):
    with pinned(house.pin(logins.MIGRATOR, roams=True)), transaction.atomic(), windows.window(OWNER, "a test"):
        for statement in statements:
            run(statement)


def newest():
    with pinned(INSTALLER):
        return Window.objects.order_by("-id").first()


def test_it_keeps_digests_of_every_table_from_before_and_after(southwark):
    work(southwark, "ALTER TABLE casework_worker ADD COLUMN nickname text")
    kept = newest()
    assert kept.before == kept.after
    assert kept.before["casework_child"]["rows"] == 2
    assert kept.before["casework_historicalchild"]["history"]
    assert len(kept.before["casework_child"]["sha256"]) == 64


def test_a_row_altered_past_the_capture_shows_in_the_digests(southwark):
    work(
        southwark,
        "ALTER TABLE casework_child DISABLE TRIGGER capture_correct",
        "UPDATE casework_child SET given_names = 'Forged'",
        "ALTER TABLE casework_child ENABLE ALWAYS TRIGGER capture_correct",
    )
    kept = newest()
    assert {name for name in kept.before if kept.before[name] != kept.after[name]} == {"casework_child"}


OFF, ON = "ALTER TABLE {0} DISABLE TRIGGER {1}", "ALTER TABLE {0} ENABLE ALWAYS TRIGGER {1}"
GUARD = ("casework_historicalchild", "refuse_change")
EACH = ("casework_historicalchild", "refuse_unlawful")
HAND = ("casework_historicalchild", "refuse_by_hand")


@pytest.mark.parametrize("statements", [
    (OFF.format(*GUARD), "UPDATE casework_historicalchild SET given_names = 'Forged'", ON.format(*GUARD)),
    (OFF.format(*GUARD), OFF.format(*EACH), "DELETE FROM casework_historicalchild", ON.format(*GUARD),
     ON.format(*EACH)),
    (OFF.format("casework_child", "capture_add"),),
    ("DROP TRIGGER capture_add ON casework_child",),
    ("ALTER TABLE casework_child ENABLE TRIGGER capture_add",),
    ("ALTER TABLE casework_historicalchild DROP COLUMN given_names",),
    ("ALTER TABLE casework_historicalchild ALTER COLUMN sex TYPE text USING 'M'",),
    ("DROP TABLE casework_historicalchild",),
    ("ALTER TABLE casework_historicalchild RENAME TO before",
     "CREATE TABLE casework_historicalchild AS SELECT * FROM before"),
    (OFF.format("ledger_entry", "refuse_change"), "DELETE FROM ledger_entry", "DROP TABLE ledger_entry"),
])  # fmt: skip
def test_it_does_not_end_where_history_is_not_as_it_was(southwark, statements):
    with pinned(INSTALLER):
        before = rows("SELECT * FROM council_210.casework_historicalchild ORDER BY 1"), Window.objects.count()
    with pytest.raises(DatabaseError) as refused:
        work(southwark, *statements)
    assert refused.value.__cause__.pgcode == digests.CHANGED
    with pinned(INSTALLER):
        after = rows("SELECT * FROM council_210.casework_historicalchild ORDER BY 1"), Window.objects.count()
    assert after == before


def test_one_that_is_left_open_is_not_committed(southwark):
    server = psycopg2.connect(
        host=connection.settings_dict["HOST"], port=connection.settings_dict["PORT"],
        dbname=connection.settings_dict["NAME"], user=logins.role(logins.MIGRATOR),
        password=logins.password(logins.MIGRATOR),
    )  # fmt: skip
    with pytest.raises(psycopg2.Error) as refused, server, server.cursor() as cursor:
        cursor.execute("SELECT public.open_window(%s, %s, 'mine')", ("council_210", logins.role(OWNER)))
    assert refused.value.pgcode == digests.CHANGED
    with pytest.raises(psycopg2.Error, match="the role that owns it"), server, server.cursor() as cursor:
        cursor.execute("SELECT public.open_window(%s, %s, 'mine')", ("council_305", logins.role(OWNER)))
    server.close()
    with pinned(INSTALLER):
        assert not Window.objects.filter(reason="mine").exists()


def test_a_superuser_is_not_held_and_everybody_else_is(southwark):
    server = databases.superuser(connection.settings_dict["NAME"])
    server.autocommit = False
    with server, server.cursor() as cursor:
        cursor.execute("ALTER TABLE council_210.casework_child SET (fillfactor = 90)")
    with pytest.raises(psycopg2.Error) as refused, server, server.cursor() as cursor:
        cursor.execute(f'SET SESSION AUTHORIZATION "{logins.role(OWNER)}"')
        cursor.execute("ALTER TABLE council_210.casework_child RESET (fillfactor)")
    assert refused.value.pgcode == ddl.OUTSIDE
    server.close()
