"""Backup and restore of a whole installation: what was lost is named, nothing else is, and work goes on."""

import fcntl
import json

import pytest
from django.conf import settings
from django.db import connection

from accounts.actor import process
from infra.backups.command import backup, restore
from ledger.acts import act
from ledger.models import Epoch
from ledger.signer import head, settle
from ledger.verify import verify
from tenants import files, logins, queries
from tenants.pins import pinned
from tests import databases
from tests.ledger.attacks import know
from tests.ledger.processes import Witness
from tests.ledger.rows import child_of, fill, write_children
from tests.services import HOME
from tests.tenants.commands import called

HOUSES = ("council/210", "council/305", "council/351", "region/london", "region/north", "panel/national")


def forget_all():
    queries.forget()
    connection.close()


def emptied(name):
    """The server lost the database; an empty one is in its place."""
    connection.close()
    with databases.server().cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    databases.point_at(name)


@pytest.fixture(autouse=True)
def alone():
    """Roles are the server's: two that restore at once would alter the same ones."""
    with (HOME / "restoring.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def findings(cast):
    found, notes = [], []
    for name in HOUSES:
        notes += verify(cast.house(name), found.append).notes
    return [str(one) for one in found], notes


@pytest.fixture
def at_work(cast):
    """Houses with rows, some signed; a paper's file."""
    for name in HOUSES[:1] + HOUSES[3:4]:
        fill(cast.house(name), 2)
        settle(cast.house(name))
    southwark = cast.house("council/210")
    with pinned(southwark.own_pin()):
        kept = files.keep(b"a plan")
    return kept


def test_what_was_written_after_the_backup_is_named_as_lost_and_all_else_is_there(cast, at_work, tmp_path):
    name = connection.settings_dict["NAME"]
    with Witness(tmp_path / "w1") as witness:
        know(witness)
        southwark = cast.house("council/210")
        write_children(southwark, 1)
        kept = settle(southwark).size
        folder = tmp_path / "backup"
        made = called(backup, str(folder))
        assert made.exit_code == 0, made.output
        manifest = json.loads((folder / "manifest.json").read_text())
        assert {line["code"] for line in manifest["houses"]} >= {"210", "london", "national"}
        lost = write_children(southwark, 3)
        last = settle(southwark)
        # Nothing is restored over a database that holds something.
        refused = called(restore, str(folder))
        assert refused.exit_code == 1
        assert "database-not-empty" in refused.output
        assert head(southwark).size == last.size
        (settings.FILES_HOME / "council/210" / at_work.sha256[:2] / at_work.sha256).unlink()
        emptied(name)
        done = called(restore, str(folder))
        assert done.exit_code == 0, done.output
        forget_all()
        assert f"epoch 2, {kept} leaves here of {last.size} signed: {len(lost) + 1} leaves LOST" in done.output
        southwark = cast.house("council/210")
        with pinned(southwark.pin(logins.BACKUP, roams=True)):
            [row] = Epoch.objects.all()
        assert (row.last_note, row.kept_size) == (last.note, kept)
        assert len(row.lost) == len(lost) + 1
        with pinned(southwark.own_pin()):
            assert files.read(at_work) == b"a plan"
        for house in HOUSES:
            settle(cast.house(house))
        found, notes = findings(cast)
        assert found == []
        assert any("lost 4 leaves" in note for note in notes)
        # Everybody works on, under the logins of before, and the witness cosigns the new log.
        write_children(southwark, 2)
        assert witness.vkey.split("+")[0] in settle(southwark).note
        assert findings(cast)[0] == []


def test_a_damaged_backup_and_one_of_another_installation_are_refused_before_anything_is_written(cast, tmp_path):
    name = connection.settings_dict["NAME"]
    folder = tmp_path / "backup"
    assert called(backup, str(folder)).exit_code == 0
    assert "folder-taken" in called(backup, str(folder)).output
    emptied(name)
    manifest = folder / "manifest.json"
    good = manifest.read_text()
    manifest.write_text(good.replace('"irotest"', '"another"'))
    assert "other-installation" in called(restore, str(folder)).output
    manifest.write_text(good)
    with (folder / "database.dump").open("r+b") as file:
        file.seek(1000)
        file.write(b"\0\0\0\0\0\0\0\0")
    damaged = called(restore, str(folder))
    assert (damaged.exit_code, "backup-damaged" in damaged.output) == (1, True)
    server = databases.superuser(name)
    with server.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'council%'")
        assert cursor.fetchone() == (0,)
    server.close()


def test_a_transaction_of_the_old_server_is_not_taken_for_one_of_the_new(cast, at_work, tmp_path):
    """Capture believes a row of this very transaction: after a restore the old rows' numbers could come again."""
    name = connection.settings_dict["NAME"]
    folder = tmp_path / "backup"
    assert called(backup, str(folder)).exit_code == 0
    emptied(name)
    assert called(restore, str(folder)).exit_code == 0
    forget_all()
    southwark = cast.house("council/210")
    with pinned(southwark.own_pin()), act(process("test"), "test"):
        made = child_of()
        made.save(force_insert=True)
        [row] = made.history.all()
    assert row.transaction_id.startswith("2:")
