"""Signing: only what continues the last signed head, witnessed where a witness answers."""

import json

import pytest
from django.conf import settings

from ledger import notes, tree, witnesses
from ledger.faults import Fault
from ledger.keys import KeyFileError
from ledger.models import Checkpoint
from ledger.notes import COSIGNATURE, parse_checkpoint, parse_note, parse_vkey, verify_cosignature, verify_signature
from ledger.sequencer import sequence
from ledger.service import REFUSED, HouseRefused
from ledger.signer import head, log_key, settle, sign
from ledger.signer_memory import key_path, recall
from tenants.pins import pinned
from tests.ledger.attacks import know
from tests.ledger.processes import Running, Witness, wait_until
from tests.ledger.rows import write_children

ORIGIN = "irotest/council/210/1"


@pytest.fixture
def witness(cast, tmp_path):
    """A witness over HTTP that this installation knows of."""
    with Witness(tmp_path / "w1") as running:
        know(running)
        yield running


def checkpoints(house):
    with pinned(house.own_pin()):
        return list(Checkpoint.objects.order_by("id").values_list("size", flat=True))


def cosigned_by(note, *running):
    for one in running:
        verify_cosignature(parse_note(note), parse_vkey(one.vkey))
    return len(parse_note(note).signatures) == 1 + len(running)


def test_a_head_is_signed_under_the_origin_and_only_when_the_log_grew(southwark):
    write_children(southwark, 299)
    signed = settle(southwark)
    checkpoint = parse_checkpoint(parse_note(signed.note).text)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == (ORIGIN, 300, signed.root)
    assert verify_signature(parse_note(signed.note), [log_key(ORIGIN)]) == [log_key(ORIGIN)]
    assert log_key(ORIGIN).name == ORIGIN
    assert sign(southwark) == 0
    assert settle(southwark) == signed
    write_children(southwark, 1)
    assert settle(southwark).size == 302
    assert checkpoints(southwark) == [300, 302]


def test_an_empty_log_is_not_signed(southwark):
    assert settle(southwark) is None
    assert log_key(ORIGIN) is None


def test_each_log_has_a_key_of_its_own_announced_once(southwark, cast):
    houses = [southwark, cast.house("council/305"), cast.house("region/london"), cast.house("panel/national")]
    for house in houses[:2]:
        write_children(house, 1)
    for house in (*houses, *houses):
        settle(house)
    lines = (settings.SIGNER_HOME / "logs").read_text().splitlines()
    assert [parse_vkey(line).name for line in lines] == [house.origin for house in houses]
    assert len({parse_vkey(line).public for line in lines}) == 4
    assert key_path(ORIGIN).stat().st_mode & 0o777 == 0o600


def test_a_witness_cosigns_each_head(southwark, witness):
    for count in (1, 299, 1):
        write_children(southwark, count)
        assert cosigned_by(settle(southwark).note, witness)
    assert checkpoints(southwark) == [2, 302, 304]


def test_a_witness_that_was_away_cosigns_later_from_where_it_was(southwark, witness):
    write_children(southwark, 5)
    settle(southwark)
    witness.end()
    for _ in range(2):
        write_children(southwark, 5)
        assert cosigned_by(settle(southwark).note)
    witness.start()
    know(witness)
    assert cosigned_by(settle(southwark).note, witness)
    assert checkpoints(southwark) == [6, 12, 18, 18]
    assert sign(southwark) == 0


def test_two_witnesses_of_which_one_refuses(southwark, witness, tmp_path, monkeypatch):
    with Witness(tmp_path / "w2", "witness.example/w2") as second:
        write_children(southwark, 1)
        know(witness, second)
        assert cosigned_by(settle(southwark).note, witness, second)
        # The second forgets the log, the first's address is wrong: neither holds the signer up.
        (tmp_path / "w2" / "none").touch()
        second.end()
        second.command[-1] = tmp_path / "w2" / "none"
        second.start()
        know(witness, second)
        write_children(southwark, 1)
        assert cosigned_by(settle(southwark).note, witness)


def test_a_line_that_names_no_witness_is_left_out(southwark, witness):
    log_vkey = str(notes.Signer("x", load_any()).verifier())
    lines = ["nonsense", f"{log_vkey} http://127.0.0.1:1", witness.vkey, f"{witness.vkey} ftp://x", witness.line]
    settings.WITNESSES_FILE.write_text("\n".join(lines))
    assert [str(known.key) for known in witnesses.configured()] == [witness.vkey]


def test_an_answer_by_another_key_is_no_cosignature(southwark, witness, tmp_path):
    stranger = notes.Signer("witness.example/w1", load_any()).verifier(COSIGNATURE)
    settings.WITNESSES_FILE.write_text(f"{stranger} {witness.url}\n")
    write_children(southwark, 1)
    assert cosigned_by(settle(southwark).note)


def load_any():
    return notes.Ed25519PrivateKey.generate()


ALTERED = "UPDATE ledger_entry SET leaf = sha256('x') WHERE index = 3"
ROLLED_BACK = "DELETE FROM ledger_entry WHERE index > 4"
FOREIGN = "UPDATE ledger_checkpoint SET root = sha256('x')"
ANOTHER = "UPDATE ledger_checkpoint SET note = 'x' || note"
LARGER = (
    "INSERT INTO ledger_checkpoint (size, root, note, signed_at) SELECT 99, root, note, now() FROM ledger_checkpoint"
)
MISSING = "DELETE FROM ledger_checkpoint"


@pytest.mark.parametrize(("statement", "code"), [
    (ALTERED, "root-differs"), (ROLLED_BACK, "rolled-back"), (FOREIGN, "checkpoint-foreign"),
    (ANOTHER, "checkpoint-missing"), (LARGER, "checkpoint-foreign"), (MISSING, "checkpoint-missing"),
])  # fmt: skip
def test_what_contradicts_the_signers_memory_is_never_signed(southwark, attack, statement, code):
    write_children(southwark, 5)
    signed = settle(southwark)
    attack(statement)
    if statement != ROLLED_BACK:
        write_children(southwark, 5)
        sequence(southwark)
    before = checkpoints(southwark)
    for _ in range(2):
        with pytest.raises(HouseRefused) as refused:
            sign(southwark)
        assert refused.value.code == code
    assert checkpoints(southwark) == before
    assert recall(ORIGIN).root == signed.root.hex()


def test_an_altered_tile_is_not_signed_over(southwark, attack):
    write_children(southwark, 300)
    settle(southwark)
    attack("UPDATE ledger_tile SET hash = sha256('x')")
    write_children(southwark, 1)
    with pytest.raises(HouseRefused) as refused:
        settle(southwark)
    assert refused.value.code == "root-differs"


def test_a_lost_memory_or_key_is_not_replaced_by_a_new_one(southwark):
    write_children(southwark, 1)
    settle(southwark)
    write_children(southwark, 1)
    key, memory = key_path(ORIGIN), settings.SIGNER_HOME / f"{ORIGIN}.json"
    kept, hidden = memory.read_text(), key.rename(key.with_suffix(".hidden"))
    assert refusal(southwark) == "signer-key-lost"
    hidden.rename(key)
    memory.unlink()
    assert refusal(southwark) == "signer-memory-lost"
    memory.write_text(kept[:20])
    assert refusal(southwark) == "signer-memory-unreadable"
    memory.write_text(kept)
    assert settle(southwark).size == 4


def refusal(house):
    with pytest.raises(Fault) as refused:
        settle(house)
    return refused.value.code


def test_a_crash_between_signing_and_publishing_publishes_the_same_head(southwark, monkeypatch):
    write_children(southwark, 1)
    with monkeypatch.context() as patch:
        patch.setattr("ledger.signer.run", raise_(ConnectionError))
        with pytest.raises(ConnectionError):
            settle(southwark)
    remembered = recall(ORIGIN)
    assert remembered.size == 2
    assert checkpoints(southwark) == []
    assert settle(southwark).note == remembered.note
    write_children(southwark, 1)
    with monkeypatch.context() as patch:
        patch.setattr("ledger.signer.remember_published", raise_(ConnectionError))
        with pytest.raises(ConnectionError):
            settle(southwark)
    assert recall(ORIGIN).published_size == 2
    assert settle(southwark).size == 4
    assert recall(ORIGIN).published_size == 4
    assert checkpoints(southwark) == [2, 4]


def raise_(error):
    def run(*args, **kwargs):
        raise error

    return run


def test_an_unusable_key_file_stops_its_log_alone(southwark, cast):
    key_path(ORIGIN).parent.mkdir(parents=True)
    write_children(southwark, 1)
    settle(southwark)
    key_path(ORIGIN).chmod(0o644)
    write_children(southwark, 1)
    with pytest.raises(KeyFileError):
        settle(southwark)
    other = cast.house("council/305")
    write_children(other, 1)
    assert settle(other).size == 2


def test_the_process_signs_what_comes_and_refuses_one_house_alone(southwark, cast, witness, attack):
    bromley = cast.house("council/305")
    with Running("ledger.sequencer"), Running("ledger.signing") as signer:
        write_children(southwark, 3)
        write_children(bromley, 1)
        wait_until(lambda: head(southwark) and head(bromley) and cosigned_by(head(bromley).note, witness))
        attack("UPDATE ledger_entry SET leaf = sha256('x')")
        write_children(southwark, 1)
        write_children(bromley, 1)
        wait_until(lambda: head(bromley).size == 4)
        assert head(southwark).size == 4
        assert signer.end() == REFUSED
    assert json.loads((settings.SIGNER_HOME / f"{ORIGIN}.json").read_text())["size"] == 4
    assert head(southwark).root != tree.EMPTY_ROOT
