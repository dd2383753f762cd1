"""Clocks that go wrong at the signer, the witness, the relay, the API; and what a person then reads."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from casework import queries
from casework.actions import correct_case
from casework.models import Child
from casework.shapes import CaseCorrection
from ledger import actor_tokens, notes, tree, witness
from ledger.models import Change
from ledger.signer import settle
from notifications.models import OutboxEvent
from notifications.relay import relay
from tenants import clock, logins
from tenants.pins import Pin, pinned
from tests.api.test_cases import changed
from tests.casework.cases import a_case, submitted
from tests.ledger.attacks import found, know
from tests.ledger.processes import Witness
from tests.ledger.rows import write_children
from tests.ledger.test_clock_skew import demo

__all__ = ["demo"]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def set_clock(moment):
    with pinned(Pin(logins.GATE)):
        clock.set_demo_moment(moment)


def test_a_case_s_history_has_the_newest_first_though_the_clock_was_set_back(cast, demo, southwark):
    set_clock(NOON)
    submitted(cast)
    names = ["Ivy", "Iva", "Eve"]
    with pinned(southwark.own_pin()):
        pat = cast.actor("pat", "council/210")
        for hours, name in enumerate(names, start=1):
            set_clock(NOON - timedelta(hours=hours))
            correct_case("S-1001", CaseCorrection("Spelt wrongly", given_names=name), actor=pat)
        newest = queries.history("S-1001", actor=pat)[:3]
    assert [one.after for entry in newest for one in entry.changes] == ["Eve", "Iva", "Ivy"]


@pytest.mark.parametrize("hours", [-30, 30])
def test_a_signer_whose_clock_is_off_signs_on_and_the_witness_cosigns(southwark, tmp_path, hours):
    with Witness(tmp_path / "w1") as running:
        know(running)
        for off in (0, hours, 0):
            with time_machine.travel(datetime.now(UTC) + timedelta(hours=off)):
                write_children(southwark, 3)
                signed = settle(southwark)
            notes.verify_cosignature(notes.parse_note(signed.note), notes.parse_vkey(running.vkey))
        assert signed.size == 12
        assert found(southwark) == set()


def test_a_witness_whose_clock_is_set_back_goes_on_and_still_refuses_a_fork(tmp_path):
    log = notes.Signer("iro/council/210/1", notes.Ed25519PrivateKey.generate())
    leaves = [tree.leaf_hash(bytes([number])) for number in range(9)]
    one = witness.open_witness(tmp_path / "w.db", tmp_path / "w.key", "witness.example/w1", [str(log.verifier())])

    def body(old, size, of):
        proof = tree.consistency_proof(old, size, leaves) if old else []
        hashes = "".join(f"{base64.b64encode(item).decode()}\n" for item in proof)
        note = notes.sign_checkpoint(notes.Checkpoint(log.name, size, tree.root(of)), log)
        return f"old {old}\n{hashes}\n{note}".encode()

    for moment, old, size in ((NOON, 0, 3), (NOON - timedelta(days=3), 3, 5), (NOON + timedelta(days=9), 5, 9)):
        with time_machine.travel(moment):
            assert one.add_checkpoint(body(old, size, leaves[:size]))
    with time_machine.travel(NOON - timedelta(days=30)), pytest.raises(witness.Refusal) as refused:
        one.add_checkpoint(body(9, 9, leaves[::-1]))
    assert refused.value.code == "witness-fork"


def hand_in(headers, reference):
    case = json.dumps(changed(child__reference=reference))
    client = Client(raise_request_exception=False)
    return client.post("/api/v1/councils/210/cases", data=case, content_type="application/json", headers=headers)


def test_an_application_whose_clock_is_behind_the_databases_is_told_so_and_writes_nothing(cast, token, monkeypatch):
    headers, now = token("210"), actor_tokens.now
    monkeypatch.setattr(actor_tokens, "now", lambda: now() - 3600)
    answer = hand_in(headers, "behind")
    assert (answer.status_code, answer.json()["code"]) == (500, "actor-refused")
    assert "clocks" in answer.json()["detail"]
    with pinned(cast.house("council/210").own_pin()):
        assert (Child.objects.count(), Child.history.count(), Change.objects.count()) == (0, 0, 0)
    monkeypatch.setattr(actor_tokens, "now", now)
    assert hand_in(headers, "behind").status_code == 201


def test_an_application_whose_clock_is_ahead_of_the_databases_writes(cast, token, monkeypatch):
    headers, now = token("210"), actor_tokens.now
    monkeypatch.setattr(actor_tokens, "now", lambda: now() + 3600)
    assert hand_in(headers, "ahead").status_code == 201


def test_events_published_by_clocks_that_differ_are_delivered_at_once(cast, southwark):
    for number, hours in enumerate((0, 5, -5), start=1):
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours)):
            submitted(cast, a_case(f"S-100{number}"))
    assert relay(southwark) == 3
    with pinned(southwark.relay_pin()):
        assert not OutboxEvent.objects.filter(relayed_at=None).exists()
