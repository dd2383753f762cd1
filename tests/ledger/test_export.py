"""The bundle of a real house: accepted by `iro-verify` as it is, refused with any change, and recorded."""

import json
from uuid import uuid4

import pytest

from accounts.actor import Door, process
from casework.models import Child, Erasure
from ledger.acts import act
from ledger.export import ErasureNotSigned, NotAsRecorded, NothingSigned, export
from ledger.models import Entry, Read
from ledger.sequencer import sequence
from ledger.signer import log_key, settle
from tenants.pins import pinned
from tests.casework.erasures import confirm, propose
from tests.ledger.attacks import know
from tests.ledger.bundles import iro_verify
from tests.ledger.processes import Witness
from tests.ledger.rows import ACTOR, fill, write_children

EXPORTER = process("export", door=Door.COMMAND)


def verified(path, *arguments):
    done = iro_verify(path, "--json", *arguments)
    verdict = json.loads(done.stdout)
    assert verdict["ok"] == (done.returncode == 0), done.stderr
    return verdict


@pytest.mark.parametrize("name", ["council/210", "region/london", "panel/national"])
def test_a_bundle_of_every_captured_table_verifies(cast, name, tmp_path):
    house = cast.house(name)
    made = fill(house, 3)
    signed = settle(house)
    fill(house, 1)
    sequence(house)
    done = export(house, tmp_path / "house.bundle", actor=EXPORTER)
    assert (done.leaves, done.witnesses) == (signed.size, 0)
    verdict = verified(done.path)
    assert (verdict["house"], verdict["size"], verdict["root"]) == (house.title, signed.size, signed.root.hex())
    assert {table for table, kinds in verdict["tables"].items() if kinds["+"] >= 3} >= set(made)
    assert done.path.stat().st_mode & 0o777 == 0o600


def test_it_names_the_witnesses_that_cosigned_and_a_policy_can_demand_them(southwark, tmp_path):
    with Witness(tmp_path / "w1") as first, Witness(tmp_path / "w2", "witness.example/w2") as second:
        know(first, second)
        write_children(southwark, 700)
        settle(southwark)
        second.end()
        write_children(southwark, 1)
        settle(southwark)
        done = export(southwark, tmp_path / "bundle", actor=EXPORTER)
        policy = tmp_path / "policy"
        policy.write_text(f"log {log_key(southwark.origin)}\nwitness {first.vkey}\nwitness {second.vkey}\nquorum 1\n")
        assert [one["name"] for one in verified(done.path)["cosigned"]] == ["witness.example/w1"]
        assert verified(done.path, "--policy", policy)["keys_from"] == "policy"
        policy.write_text(policy.read_text().replace("quorum 1", "quorum 2"))
        assert verified(done.path, "--policy", policy)["code"] == "quorum-missed"


def test_updates_and_awkward_values_come_out_as_they_went_in(southwark, tmp_path):
    [child] = write_children(southwark, 1)
    with pinned(southwark.own_pin()), act(ACTOR, "correct: “ąé”\n\t") as change:
        type(child).objects.filter(pk=child.pk).update(family_name="O'Neill\\ \u2028 \U0001f9d2", ethnicity="")
    settle(southwark)
    done = export(southwark, tmp_path / "bundle", actor=EXPORTER)
    assert verified(done.path)["tables"]["casework_child"] == {"+": 1, "~": 1}
    leaves = [json.loads(line) for line in done.path.read_text(encoding="utf-8").split("\n")[1:-2]]
    mine = [leaf for leaf in leaves if leaf["leaf"] in change.receipt.leaf_hashes]
    assert [leaf["header"][2][2] for leaf in mine] == ["ledger_change", "casework_child"]
    fields = {name: value for name, _, value in mine[1]["groups"]["content"]["fields"]}
    assert fields["family_name"] == "O'Neill\\ \u2028 \U0001f9d2"
    assert fields["ethnicity"] == ""


def test_an_export_is_recorded_in_the_house_before_anybody_has_the_file(southwark, tmp_path, attack):
    write_children(southwark, 1)
    settle(southwark)
    export(southwark, tmp_path / "bundle", actor=EXPORTER)
    with pinned(southwark.own_pin()):
        [read] = Read.objects.all()
        assert (read.actor, read.what, read.door, read.children) == ("process:export", "ledger export", "command", [])
        assert read.login == "irotest_region_london"
        sequence(southwark)
        assert Entry.objects.filter(table_name="ledger_read").count() == 1
    attack("DROP FUNCTION ledger_look(uuid, text, text, text, text, text, text, text, text, bigint, bytea)")
    with pytest.raises(Exception, match="iro councils check"):
        export(southwark, tmp_path / "second", actor=EXPORTER)
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


def test_a_house_without_a_signature_has_no_bundle(southwark, tmp_path):
    write_children(southwark, 1)
    sequence(southwark)
    with pytest.raises(NothingSigned):
        export(southwark, tmp_path / "bundle", actor=EXPORTER)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("statement", [
    "UPDATE casework_historicalchild SET sex = 'M' WHERE history_id = 2",
    "DELETE FROM casework_historicalchild WHERE history_id = 2",
    "UPDATE ledger_entry SET leaf = sha256('x') WHERE index = 2",
    "UPDATE ledger_entry SET table_name = 'nowhere' WHERE index = 2",
    "DELETE FROM ledger_entry WHERE index = 2",
    "DELETE FROM ledger_entry WHERE index > 2",
])  # fmt: skip
def test_what_would_not_verify_is_not_handed_out(southwark, attack, tmp_path, statement):
    write_children(southwark, 5)
    settle(southwark)
    (tmp_path / "bundle").write_text("the one before")
    assert attack(statement)
    with pytest.raises(NotAsRecorded):
        export(southwark, tmp_path / "bundle", actor=EXPORTER)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["the one before"]


def test_a_flipped_character_anywhere_is_refused(southwark, tmp_path):
    write_children(southwark, 2)
    settle(southwark)
    path = export(southwark, tmp_path / "bundle", actor=EXPORTER).path
    good = path.read_bytes()
    for at in (
        good.index(b'"Zo') + 1,
        good.rindex(b'"salt":"') + 8,
        good.index(b"enter" if b"enter" in good else b"test"),
    ):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert not verified(path)["ok"]


def test_what_was_erased_is_erased_lawfully_by_an_event(cast, southwark, tmp_path):
    fill(southwark, 2)
    with pinned(southwark.own_pin()):
        child = Child.objects.first()
    confirm(cast, propose(cast, child.id, ground="court_order"))
    settle(southwark)
    done = export(southwark, tmp_path / "bundle", actor=EXPORTER)
    with pinned(southwark.own_pin()):
        erasure = Erasure.objects.get()
        [event] = Entry.objects.filter(table_name="casework_erasure").values_list("index", flat=True)
    assert verified(done.path)["erased"] == [{"event": event, "entries": erasure.entries}]
    assert f"{erasure.entries} entries erased lawfully, event {event}." in iro_verify(done.path).stdout
    assert child.reference.encode() not in done.path.read_bytes()
    # Each of the erased, and what says so, is bound to the others.
    lines = done.path.read_text().splitlines(keepends=True)
    erased = [number for number, line in enumerate(lines) if f'"erasure":"{erasure.pk}"' in line]
    assert len(erased) == erasure.entries
    for what, to in ((f', "erasure":"{erasure.pk}"', ""), (str(erasure.pk), str(uuid4()))):
        line = lines[erased[0]].replace(what.replace(", ", ","), to)
        assert line != lines[erased[0]]
        done.path.write_text("".join([*lines[: erased[0]], line, *lines[erased[0] + 1 :]]))
        assert verified(done.path)["code"] == "erased-unlawfully"


def test_an_erasure_that_is_not_signed_yet_is_not_exported_unexplained(cast, southwark, tmp_path):
    fill(southwark, 1)
    settle(southwark)
    with pinned(southwark.own_pin()):
        child = Child.objects.first()
    confirm(cast, propose(cast, child.id, ground="court_order"))
    with pytest.raises(ErasureNotSigned):
        export(southwark, tmp_path / "bundle", actor=EXPORTER)
    assert list(tmp_path.iterdir()) == []
