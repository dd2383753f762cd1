"""A new key of a log, and a log after a restore: another name, one tree, and nothing hidden."""

import pytest

from accounts.actor import Door, process
from ledger import epochs, notes
from ledger.epochs import NothingToFollow
from ledger.export import export
from ledger.models import Entry, Epoch
from ledger.signer import head, log_key, settle
from ledger.verify import verify
from tenants import actions, logins
from tenants.building import Outcome
from tenants.pins import Pin, pinned
from tests.ledger.attacks import Attacker, found, know
from tests.ledger.bundles import iro_verify
from tests.ledger.processes import Witness
from tests.ledger.rows import write_children

ACTOR = process("a test", door=Door.COMMAND)


@pytest.fixture
def southwark(cast):
    house = cast.house("council/210")
    write_children(house, 5)
    settle(house)
    return house


def migrate():
    results = actions.migrate_all(1, lambda result: None)
    assert {result.outcome for result in results} <= {Outcome.AT_HEAD, Outcome.MIGRATED}


def opened(house):
    with pinned(house.pin(logins.BACKUP, roams=True)):
        return list(Epoch.objects.order_by("number"))


def test_a_key_is_replaced_and_the_old_one_vouches_for_it(cast, southwark, tmp_path):
    before = head(southwark)
    old = log_key(southwark.origin)
    done = epochs.replace_key(southwark, actor=ACTOR)
    assert (done.number, done.missing, southwark.origin) == (2, 0, "irotest/council/210/2")
    migrate()
    [row] = opened(southwark)
    new = log_key(southwark.origin)
    assert (row.key, row.last_size, row.last_root) == (str(new), before.size, before.root.hex())
    assert new.public != old.public
    # The last head of the old key covers the leaf that names the new one.
    with pinned(southwark.pin(logins.BACKUP, roams=True)):
        index = Entry.objects.get(table_name="ledger_epoch").index
    write_children(cast.house("council/210"), 2)
    newest = settle(cast.house("council/210"))
    assert notes.parse_checkpoint(notes.parse_note(newest.note).text).origin == "irotest/council/210/2"
    assert newest.size > index + 1
    assert found(southwark) == set()
    path = tmp_path / "bundle"
    export(cast.house("council/210"), path, actor=ACTOR)
    assert iro_verify(path).returncode == 0


def test_a_receipt_after_a_new_key_names_the_new_log_and_capture_goes_on(cast, southwark):
    epochs.replace_key(southwark, actor=ACTOR)
    migrate()
    house = cast.house("council/210")
    write_children(house, 1)
    with pinned(house.pin(logins.BACKUP, roams=True)):
        assert Entry.objects.count() > 0
    settle(house)
    assert found(house) == set()


def test_a_house_without_a_head_keeps_its_key(cast):
    house = cast.house("council/305")
    with pytest.raises(NothingToFollow):
        epochs.replace_key(house, actor=ACTOR)
    assert (cast.house("council/305").epoch, opened(house)) == (1, [])


def test_an_epoch_that_no_leaf_opened_is_found(cast, southwark):
    with pinned(Pin(logins.INSTALLER)):
        type(southwark).objects.filter(pk=southwark.pk).update(epoch=2)
    codes = {code for code, *_ in found(cast.house("council/210"))}
    assert "epoch-unexplained" in codes


def rolled_back(house, to):
    """As an older backup leaves it."""
    attack = Attacker(house)
    [(entry,)] = attack(f"SELECT max(entry) FROM ledger_entry WHERE table_name = 'casework_child' AND index < {to}")
    [(change,)] = attack(f"SELECT max(entry) FROM ledger_entry WHERE table_name = 'ledger_change' AND index < {to}")
    attack(
        f"DELETE FROM casework_child WHERE id IN (SELECT id FROM casework_historicalchild WHERE history_id > {entry})",
        f"DELETE FROM casework_historicalchild WHERE history_id > {entry}",
        f"DELETE FROM ledger_change WHERE id > {change}",
        f"DELETE FROM ledger_entry WHERE index >= {to}",
        f"DELETE FROM ledger_checkpoint WHERE size > {to}",
    )


def test_after_a_restore_the_first_leaf_names_the_last_witnessed_head_and_lists_what_was_lost(
    cast, southwark, tmp_path
):
    with Witness(tmp_path / "w1") as witness:
        know(witness)
        kept = head(southwark).size
        lost = write_children(southwark, 3)
        last = settle(southwark)
        rolled_back(southwark, kept)
        assert "rolled-back" in {code for code, *_ in found(southwark)}
        done = epochs.begin_after_restore(southwark, actor=ACTOR)
        migrate()
        house = cast.house("council/210")
        [row] = opened(house)
        assert (row.kept_size, row.last_size, row.last_root) == (kept, last.size, last.root.hex())
        assert row.last_note == last.note
        assert witness.vkey.split("+")[0] in row.last_note
        assert done.missing == last.size - kept == len(row.lost) == len(lost) + 1
        assert [line[0] for line in row.lost] == list(range(kept, last.size))
        assert {line[2] for line in row.lost} == {"casework_child", "ledger_change"}
        write_children(house, 1)
        settle(house)
        with pinned(house.pin(logins.BACKUP, roams=True)):
            assert Entry.objects.get(index=kept).table_name == "ledger_epoch"
        findings = []
        summary = verify(house, findings.append)
        assert findings == []
        assert any("lost 4 leaves of irotest/council/210/1" in note for note in summary.notes), summary.notes
        assert iro_verify_bundle(house, tmp_path) == 0


def iro_verify_bundle(house, folder):
    export(house, folder / "bundle", actor=ACTOR)
    return iro_verify(folder / "bundle").returncode


def test_an_epoch_that_hides_a_loss_is_found_by_witness_and_signer(cast, southwark, tmp_path):
    with Witness(tmp_path / "w1") as witness:
        know(witness)
        kept = head(southwark).size
        write_children(southwark, 3)
        settle(southwark)
        rolled_back(southwark, kept)
        last = epochs.Last(southwark.origin, kept, "", "")
        epochs._write(epochs.Opened(southwark, 2, last, kept, ()), ACTOR, "forged")
        epochs._begin(epochs.Opened(southwark, 2, last, kept, ()))
        migrate()
        findings = [one for one in findings_of(cast.house("council/210")) if one.code == "epoch-hides-loss"]
        assert {one.detail.split(", ")[-1] for one in findings} == {
            f"the signer saw {kept + 4}", f"witness.example/w1 saw {kept + 4}"
        }  # fmt: skip


def findings_of(house):
    found = []
    verify(house, found.append)
    return found
