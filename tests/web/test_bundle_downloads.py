"""A case and a dispute as bundles from their pages: proved by `iro-verify`, no more in them than the page shows."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client

from casework.models import Child
from config.cli.ledger import ledger
from escalation.models import Dispute
from ledger.models import Read
from ledger.signer import log_key, settle
from tenants.pins import pinned
from tests.ledger.attacks import attack, southwark
from tests.ledger.bundles import iro_verify
from tests.web.dispute_journey import raise_dispute

__all__ = ["attack", "southwark"]


@pytest.fixture
def raised(cast, sign_in):
    """A dispute of Southwark that the IRO raised and closed, all of it signed."""
    found = raise_dispute(cast, sign_in("ada"))
    closing = {"reason": "w", "outcome": "O1", "outcome_for_child": "She sees Joe.", "own_free_decision": "no"}
    sign_in("ada").post(f"{found.address}withdraw/", closing)
    settle(cast.house("council/210"))
    return found


def verdict(cast, folder, content):
    (folder / "bundle").write_bytes(content)
    (folder / "policy").write_text(f"log {log_key(cast.house('council/210').origin)}\nquorum 0\n")
    done = iro_verify(folder / "bundle", "--json", "--policy", folder / "policy")
    return json.loads(done.stdout)


@pytest.mark.parametrize("who", ["ada", "mary", "max", "dora", "pat"])
def test_a_case_is_proved_row_by_row_and_holds_what_its_reader_sees(cast, sign_in, raised, who, tmp_path):
    answer = sign_in(who).get(f"/councils/210/cases/{raised.child_id}/bundle/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/jsonl")
    found = verdict(cast, tmp_path, answer.content)
    assert (found["ok"], found["part_of"]["kind"]) == (True, "case")
    tables = set(found["tables"])
    assert tables >= {
        "casework_child",
        "casework_periodofcare",
        "casework_episode",
        "casework_appointment",
        "ledger_change",
    }
    assert ("escalation_dispute" in tables) == (who != "pat")
    assert "escalation_freedecision" not in tables
    with pinned(cast.house("council/210").service_pin()):
        last = Read.objects.order_by("-id").first()
        assert (last.what, last.children) == ("case bundle", [str(raised.child_id)])


@pytest.mark.parametrize("who", ["ada", "mary", "max", "dora"])
def test_a_dispute_is_proved_too(cast, sign_in, raised, who, tmp_path):
    page = sign_in(who).get(raised.address).content.decode()
    assert f'href="{raised.address}bundle/"' in page
    found = verdict(cast, tmp_path, sign_in(who).get(f"{raised.address}bundle/").content)
    assert (found["ok"], found["part_of"]["kind"]) == (True, "dispute")
    assert set(found["tables"]) >= {"escalation_dispute", "escalation_stage", "ledger_change"}
    assert not {"casework_child", "escalation_freedecision"} & set(found["tables"])


def test_the_page_offers_it(cast, sign_in, raised):
    assert "/bundle/" in sign_in("pat").get(f"/councils/210/cases/{raised.child_id}/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("ben", 404), ("bea", 404), ("nora", 404), ("arno", 404), ("hugo", 403), ("otto", 404)]
)
def test_whoever_may_not_see_the_case_gets_nothing_and_nothing_is_recorded(cast, sign_in, raised, who, status):
    with pinned(cast.house("council/210").service_pin()):
        before = Read.objects.count()
    for address in (f"/councils/210/cases/{raised.child_id}/bundle/", f"{raised.address}bundle/"):
        answer = sign_in(who).get(address)
        assert answer.status_code == status
        assert b"No contact since March" not in answer.content
    with pinned(cast.house("council/210").service_pin()):
        assert Read.objects.count() == before
    assert Client().get(f"{raised.address}bundle/").status_code == 302


def test_a_practitioner_has_no_dispute(cast, sign_in, raised):
    assert sign_in("pat").get(f"{raised.address}bundle/").status_code == 403


def test_what_is_not_signed_yet_is_said(cast, sign_in):
    found = raise_dispute(cast, sign_in("ada"))
    answer = sign_in("ada").get(f"{found.address}bundle/")
    assert answer.status_code == 409
    assert "signed" in answer.content.decode()


def test_what_was_altered_is_not_handed_out(cast, sign_in, raised, attack):
    assert attack("UPDATE escalation_historicaldispute SET impact = 'none'")
    answer = sign_in("ada").get(f"{raised.address}bundle/")
    assert answer.status_code == 409
    assert b"impact" not in answer.content


def test_the_command_writes_both(cast, raised, tmp_path):
    with pinned(cast.house("council/210").service_pin()):
        child = Child.objects.get(pk=raised.child_id).reference
        dispute = Dispute.objects.get(pk=raised.dispute_id).reference
    for option, reference in (("--case", child), ("--dispute", dispute)):
        out = tmp_path / option
        done = CliRunner().invoke(ledger, ["export", "--council", "210", option, reference, "--out", str(out)])
        assert done.exit_code == 0, done.output
        assert out.stat().st_mode & 0o777 == 0o600
        assert verdict(cast, tmp_path, out.read_bytes())["part_of"]["reference"] == reference


@pytest.mark.parametrize("words", [
    ["--council", "210", "--case", "nobody"], ["--council", "210", "--dispute", "nobody"],
    ["--council", "210", "--case", "x", "--dispute", "y"], ["--house", "region/london", "--case", "x"],
])  # fmt: skip
def test_the_command_writes_nothing_where_there_is_nothing(cast, raised, tmp_path, words):
    done = CliRunner().invoke(ledger, ["export", *words, "--out", str(tmp_path / "out")])
    assert done.exit_code != 0
    assert list(tmp_path.iterdir()) == []
