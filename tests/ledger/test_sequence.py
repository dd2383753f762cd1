"""Numbering: contiguous from 0 whatever happens, whoever else is at it."""

import threading
import time

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import log, tree
from ledger.acts import act
from ledger.models import Entry, Queue, Tile
from ledger.sequencer import sequence
from tenants import logins
from tenants.pins import pinned
from tests import databases
from tests.ledger.processes import Running, in_other_thread, wait_until
from tests.ledger.rows import ACTOR, child_of, write_children


def numbered(house):
    """Indexes and leaves of the log, by the superuser's eyes."""
    with databases.superuser(connection.settings_dict["NAME"]) as server, server.cursor() as cursor:
        cursor.execute(f'SELECT "index", leaf FROM "{house.schema_name}".ledger_entry ORDER BY "index"')
        return [(index, bytes(leaf)) for index, leaf in cursor.fetchall()]


def queued(house):
    with pinned(house.own_pin()):
        return [bytes(leaf) for leaf in Queue.objects.order_by("id").values_list("leaf", flat=True)]


def test_leaves_are_numbered_in_the_order_of_their_writing(southwark):
    write_children(southwark, 3, acts=2)
    waiting = queued(southwark)
    assert sequence(southwark) == len(waiting) == 8
    assert numbered(southwark) == list(enumerate(waiting))
    assert queued(southwark) == []
    assert sequence(southwark) == 0


def test_tiles_are_the_roots_of_their_leaves_however_the_batches_fall(southwark):
    for count in (200, 100, 500, 1):
        write_children(southwark, count)
        sequence(southwark)
    leaves = [leaf for _, leaf in numbered(southwark)]
    with pinned(southwark.own_pin()):
        tiles = [bytes(tile) for tile in Tile.objects.order_by("index").values_list("hash", flat=True)]
        assert tiles == [tree.root(leaves[low : low + 256]) for low in range(0, 768, 256)]
        assert log.size() == len(leaves) == 805
        assert log.tree(805).root(805) == tree.root(leaves)
        assert [entry[:2] for entry in log.entries(upto=700)] == list(enumerate(leaves[:700]))


def test_a_batch_is_cut_and_the_rest_follows_at_once(southwark, monkeypatch):
    monkeypatch.setattr("ledger.sequencer.BATCH", 100)
    write_children(southwark, 499)
    assert sequence(southwark) == 500
    assert [index for index, _ in numbered(southwark)] == list(range(500))


def test_an_open_transaction_delays_itself_alone(southwark):
    with pinned(southwark.own_pin()), act(ACTOR, "slow"):
        child_of().save(force_insert=True)
        in_other_thread(lambda: write_children(southwark, 2))
        assert in_other_thread(lambda: sequence(southwark)) == 3
    assert sequence(southwark) == 2
    assert [index for index, _ in numbered(southwark)] == list(range(5))


def test_sequencers_at_the_same_time_leave_no_gap_and_number_nothing_twice(southwark, monkeypatch):
    monkeypatch.setattr("ledger.sequencer.BATCH", 40)
    writing = threading.Event()
    done, failed = [], []

    def number():
        while True:
            last = writing.is_set()
            try:
                found = sequence(southwark)
            except DatabaseError as aborted:
                failed.append(aborted)
                continue
            done.append(found)
            if last and not found:
                break
        connection.close()

    def write():
        write_children(southwark, 9, acts=40)
        connection.close()

    sequencers = [threading.Thread(target=number) for _ in range(3)]
    writers = [threading.Thread(target=write) for _ in range(2)]
    for thread in (*sequencers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    writing.set()
    for thread in sequencers:
        thread.join()
    assert sum(done) == 800
    assert [index for index, _ in numbered(southwark)] == list(range(800))
    assert len({leaf for _, leaf in numbered(southwark)}) == 800
    assert len(failed) < 20, failed


def test_a_killed_sequencer_leaves_no_gap(southwark):
    killed = 0
    with Running("ledger.sequencer") as running:
        for _ in range(5):
            write_children(southwark, 200, acts=3)
            time.sleep(0.4)
            running.kill()
            killed += 1
            running.start()
        wait_until(lambda: queued(southwark) == [])
    assert killed == 5
    assert [index for index, _ in numbered(southwark)] == list(range(5 * 603))


def test_the_process_finds_new_houses_survives_lost_connections_and_ends_on_sigterm(southwark, cast):
    with Running("ledger.sequencer") as running:
        write_children(southwark, 1)
        wait_until(lambda: len(numbered(southwark)) == 2)
        with databases.superuser(connection.settings_dict["NAME"]) as server, server.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s"
                " AND datname = current_database()",
                (logins.role(southwark.sequencer_pin().login),),
            )
            assert cursor.rowcount == 1
        write_children(southwark, 1)
        write_children(cast.house("council/305"), 1)
        wait_until(lambda: len(numbered(southwark)) == 4 and len(numbered(cast.house("council/305"))) == 2)
        assert running.end() == 0


@pytest.mark.parametrize("statement", [
    'UPDATE ledger_entry SET "index" = 7',
    "DELETE FROM ledger_entry",
    "INSERT INTO ledger_queue (change_id, table_name, entry, leaf) VALUES (gen_random_uuid(), 'x', 1, '')",
    "SELECT * FROM casework_child",
])  # fmt: skip
def test_the_sequencer_itself_can_only_number(southwark, statement):
    write_children(southwark, 1)
    sequence(southwark)
    with pinned(southwark.sequencer_pin()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as c:
            c.execute(statement)
        assert Entry.objects.count() == 2


@pytest.mark.parametrize("mode", ["ROW SHARE", "SHARE", "EXCLUSIVE", "ACCESS EXCLUSIVE"])
def test_no_login_of_a_house_can_hold_its_sequencer_up(southwark, mode):
    for pin in (southwark.own_pin(), southwark.service_pin()):
        for table in ("ledger_queue", "ledger_entry", "ledger_tile"):
            with pinned(pin), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(f"LOCK TABLE {table} IN {mode} MODE")
