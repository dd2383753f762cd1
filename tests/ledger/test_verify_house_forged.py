"""Rolled back, or rewritten by somebody who recomputes everything, with the log's key or the signer's memory too."""

import shutil

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from ledger import notes, tree
from ledger.functions import leaf_sql
from ledger.keys import load
from ledger.signer import settle
from ledger.signer_memory import Remembered, key_path, remember
from ledger.tables import captured_tables
from ledger.verify import verify
from tenants.kinds import Kind
from tests.ledger.attacks import CHILDREN, codes, found, key_of, know
from tests.ledger.processes import Witness
from tests.ledger.rows import write_children


@pytest.fixture
def signed(southwark):
    """600 leaves under three checkpoints, and two that wait."""
    for count in (200, 200, 197):
        write_children(southwark, count)
        settle(southwark)
    write_children(southwark, 1)
    assert found(southwark) == set()
    return southwark


def roll_back(attack, size=402):
    """As a backup taken at this size would leave the database: nothing in it disagrees with anything else."""
    [(entry,)] = attack(f"SELECT max(entry) FROM ledger_entry WHERE table_name = 'casework_child' AND index < {size}")
    [(change,)] = attack(f"SELECT max(entry) FROM ledger_entry WHERE table_name = 'ledger_change' AND index < {size}")
    attack(
        f"DELETE FROM casework_child WHERE id IN (SELECT id FROM {CHILDREN} WHERE history_id > {entry})",
        f"DELETE FROM {CHILDREN} WHERE history_id > {entry}",
        f"DELETE FROM ledger_change WHERE id > {change}",
        "DELETE FROM ledger_queue",
        f"DELETE FROM ledger_entry WHERE index >= {size}",
        f"DELETE FROM ledger_tile WHERE index >= {size // 256}",
        f"DELETE FROM ledger_checkpoint WHERE size > {size}",
    )


def test_a_tail_rolled_back_is_found_by_the_signers_memory(signed, attack):
    roll_back(attack)
    assert codes(signed) == {"rolled-back", "checkpoint-missing"}


def rewrite(house, attack, entry=5):
    """Alter a row and everything that speaks of it: base, history, leaf, log, tiles. Returns the new leaves."""
    [child] = [table for table in captured_tables(Kind.COUNCIL) if table.name == "casework_child"]
    attack(
        f"UPDATE {CHILDREN} SET family_name = 'Forged' WHERE history_id = {entry}",
        f"UPDATE casework_child SET family_name = 'Forged' WHERE id = '{key_of(attack, entry)}'",
        f"UPDATE ledger_entry e SET leaf = {leaf_sql(child, house.title, 'h')} FROM {CHILDREN} h"
        f" WHERE e.table_name = 'casework_child' AND e.entry = {entry} AND h.history_id = e.entry",
    )
    leaves = [bytes(leaf) for (leaf,) in attack("SELECT leaf FROM ledger_entry ORDER BY index")]
    for number in range(len(leaves) // 256):
        tile = tree.root(leaves[number * 256 : number * 256 + 256]).hex()
        attack(f"UPDATE ledger_tile SET hash = '\\x{tile}' WHERE index = {number}")
    return leaves


def sign_again(house, attack, leaves, signer):
    """Replace every checkpoint by one for the rewritten log."""
    for (size,) in attack("SELECT size FROM ledger_checkpoint ORDER BY id"):
        root = tree.root(leaves[:size])
        note = notes.sign_checkpoint(notes.Checkpoint(house.origin, size, root), signer)
        attack(f"UPDATE ledger_checkpoint SET root = '\\x{root.hex()}', note = '{note}' WHERE size = {size}")
    return note


def test_a_rewrite_that_agrees_with_itself_is_found_by_the_signed_root(signed, attack):
    rewrite(signed, attack)
    assert found(signed) == {("root-differs", "ledger_entry", "0 to 200")}


def test_a_rewrite_signed_by_another_key_is_found_by_signature_and_memory(signed, attack):
    stranger = notes.Signer(signed.origin, Ed25519PrivateKey.generate())
    sign_again(signed, attack, rewrite(signed, attack), stranger)
    assert codes(signed) == {"signature-invalid", "checkpoint-missing", "root-differs"}


def test_a_rewrite_signed_with_the_stolen_key_is_found_by_the_signers_memory(signed, attack):
    sign_again(signed, attack, rewrite(signed, attack), load(key_path(signed.origin), signed.origin))
    assert codes(signed) == {"checkpoint-missing", "root-differs"}


@pytest.fixture
def witnessed(southwark, tmp_path):
    """A witness that has cosigned the house's heads."""
    with Witness(tmp_path / "w1") as witness:
        know(witness)
        for _ in range(2):
            write_children(southwark, 300)
            settle(southwark)
        assert found(southwark) == set()
        yield witness


def test_a_rewrite_with_the_stolen_key_and_memory_is_found_by_the_witness(southwark, attack, witnessed):
    note = sign_again(southwark, attack, rewrite(southwark, attack), load(key_path(southwark.origin), southwark.origin))
    forged = notes.parse_checkpoint(notes.parse_note(note).text)
    remember(southwark.origin, Remembered(forged.size, forged.root.hex(), note, 2, forged.size, note))
    assert found(southwark) == {("witness-disagrees", "ledger_checkpoint", "")}


def test_a_roll_back_of_database_and_signer_is_found_by_the_witness(southwark, attack, witnessed, tmp_path):
    shutil.copytree(settings.SIGNER_HOME, tmp_path / "kept")
    write_children(southwark, 10)
    settle(southwark)
    roll_back(attack, 602)
    shutil.copytree(tmp_path / "kept", settings.SIGNER_HOME, dirs_exist_ok=True)
    assert found(southwark) == {("rolled-back", "ledger_checkpoint", "")}


def test_a_witness_that_is_away_is_noted_and_a_forged_cosignature_is_found(southwark, attack, witnessed):
    witnessed.end()
    findings = []
    assert "could not be asked" in verify(southwark, findings.append).notes[0]
    assert findings == []
    # Flip a bit in the last octets of the cosignature.
    [(number, note)] = attack("SELECT id, note FROM ledger_checkpoint ORDER BY id LIMIT 1")
    forged = note[:-9] + ("A" if note[-9] != "A" else "B") + note[-8:]
    attack(f"UPDATE ledger_checkpoint SET note = '{forged}' WHERE id = {number}")
    assert found(southwark) == {("signature-invalid", "ledger_checkpoint", str(number))}
