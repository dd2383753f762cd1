"""`iro-verify` as an outsider runs it on a bundle that holds what was recorded."""

import io
import json
import subprocess
import sys
from pathlib import Path

from ledger.bundle import BundleReader
from ledger.notes import COSIGNATURE
from ledger.tree import Frontier
from tests.ledger.bundles import GOOD, HOUSE, LEAVES, LOG, W1, W2, bundle_bytes, iro_verify, policy_file, verify


def test_a_good_bundle_is_verified_in_words(tmp_path):
    done = verify(tmp_path, GOOD)
    assert done.returncode == 0, done.stderr
    for words in (
        f"VERIFIED: {HOUSE}, 9 changes in the log {LOG.name}",
        LOG.verifier().fingerprint,
        W1.verifier(COSIGNATURE).fingerprint,
        "2026-07-02T13:46:40Z by the witness witness.example/w1",
        "from 2026-07-01T08:00:00.000000Z to 2026-07-01T08:08:00.000000Z",
        "Erased groups of fields: 2.",
        "Not proved: that what was recorded is true",
        "they come from the bundle itself",
    ):
        assert words in done.stdout
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["casework_child", "3", "0", "3"] in rows
    assert ["reviews_review", "0", "3", "0"] in rows


def test_a_good_bundle_is_verified_as_json(tmp_path):
    done = verify(tmp_path, GOOD, "--json", "--policy", policy_file(tmp_path))
    assert done.returncode == 0
    verdict = json.loads(done.stdout)
    assert verdict["ok"] is True
    assert (verdict["origin"], verdict["size"], verdict["keys_from"]) == (LOG.name, 9, "policy")
    assert verdict["root"] == Frontier(leaf.leaf for leaf in LEAVES).root().hex()
    assert [by["name"] for by in verdict["cosigned"]] == [W1.name, W2.name]
    assert verdict["tables"] == {"casework_child": {"+": 3, "-": 3}, "reviews_review": {"~": 3}}
    assert verdict["erased_groups"] == 2


def test_an_empty_log_is_verified(tmp_path):
    done = verify(tmp_path, bundle_bytes([]), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["size"] == 0


def test_without_a_witness_the_verdict_says_so(tmp_path):
    done = verify(tmp_path, bundle_bytes(LEAVES, witnesses=()))
    assert done.returncode == 0
    assert "No witness cosigned" in done.stdout


def test_what_is_read_is_what_was_written():
    reader = BundleReader(io.BytesIO(GOOD))
    assert reader.head.house == HOUSE
    assert list(reader) == LEAVES


def test_usage_and_unreadable_files(tmp_path):
    assert iro_verify(tmp_path / "absent").returncode == 2
    assert iro_verify(tmp_path).returncode == 2
    path = tmp_path / "bundle"
    path.write_bytes(GOOD)
    assert iro_verify(path, "--policy", tmp_path / "absent").returncode == 2
    assert iro_verify(path, "--unknown").returncode == 2


def test_the_installed_command_is_the_same(tmp_path):
    path = tmp_path / "bundle"
    path.write_bytes(GOOD)
    command = [Path(sys.executable).with_name("iro-verify"), path]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_it_needs_no_django_no_database_and_no_network():
    code = "import sys, ledger.verifier; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "cryptography" in loaded
    assert not loaded & {"django", "psycopg2", "sqlite3", "socket", "http", "urllib3", "celery"}
