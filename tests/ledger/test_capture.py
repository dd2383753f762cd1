from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.actor import Actor, ActorKind, Door
from casework.models import Child
from ledger.acts import act
from ledger.models import Queue
from tenants.pins import pinned

ACTOR = Actor(ActorKind.PROCESS, "test", "Test", Door.COMMAND)


def child(**fields):
    return Child(reference=uuid4().hex[:8], date_of_birth=date(2015, 2, 3), sex="F", **fields)


def test_every_way_of_writing_leaves_history_and_leaf(cast):
    with pinned(cast.house("council/210").own_pin()):
        with act(ACTOR, "test") as change:
            kept = child(given_names="Zoë")
            kept.save(force_insert=True)
            Child.objects.bulk_create([child(), child()])
            Child.objects.filter(pk=kept.pk).update(family_name="O'Neill")
            with connection.cursor() as cursor:
                cursor.execute("UPDATE casework_child SET sex = 'U' WHERE id = %s", (kept.pk,))
        rows = list(kept.history.order_by("history_id").values_list("history_type", "family_name", "sex"))
        assert rows == [("+", "", "F"), ("~", "O'Neill", "F"), ("~", "O'Neill", "U")]
        assert len(change.receipt.leaf_hashes) == 6 == Queue.objects.count()
        assert change.receipt.origin == "irotest/council/210/1"


def test_a_write_without_an_actor_is_refused(cast):
    with pinned(cast.house("council/210").own_pin()):
        with pytest.raises(DatabaseError, match="without an actor"):
            child().save(force_insert=True)
        assert not Child.objects.exists()
        assert not Queue.objects.exists()


def test_an_update_that_changes_nothing_leaves_no_history(cast):
    with pinned(cast.house("council/210").own_pin()):
        with act(ACTOR, "test"):
            kept = child()
            kept.save(force_insert=True)
        with act(ACTOR, "test"):
            Child.objects.filter(pk=kept.pk).update(sex="F")
        assert kept.history.count() == 1


@pytest.mark.parametrize("login", ["own", "service"])
@pytest.mark.parametrize("statement", [
    "DELETE FROM casework_child",
    "TRUNCATE casework_child CASCADE",
    "UPDATE casework_historicalchild SET sex = 'M'",
    "DELETE FROM casework_historicalchild",
    "INSERT INTO ledger_queue (change_id, table_name, entry, leaf) VALUES (gen_random_uuid(), 'x', 1, '')",
    "DELETE FROM ledger_entry",
    "ALTER TABLE casework_child DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "CREATE TEMP TABLE casework_child (id int)",
])  # fmt: skip
def test_no_login_of_the_house_gets_round_history(cast, login, statement):
    house = cast.house("council/210")
    with pinned(house.own_pin()), act(ACTOR, "test"):
        child().save(force_insert=True)
    pin = house.own_pin() if login == "own" else house.service_pin()
    with pinned(pin):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert Child.objects.count() == Child.history.count() == 1
