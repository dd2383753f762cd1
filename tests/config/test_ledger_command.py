"""`iro ledger verify|export` as an operator meets it: words, exit codes, JSON, and the file."""

import json
import os
import subprocess
import sys

import pytest

from ledger.signer import settle
from tests.ledger.attacks import Attacker, key_of
from tests.ledger.processes import environment
from tests.ledger.rows import write_children


@pytest.fixture
def iro(cast):
    def run(*words):
        return subprocess.run(
            [sys.executable, "-c", "from config.cli import main; main()", *map(str, words)],
            env=environment(), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def southwark(cast):
    house = cast.house("council/210")
    write_children(house, 3)
    settle(house)
    return house


def test_verify_says_what_it_looked_at_and_exits_0(iro, southwark):
    done = iro("ledger", "verify")
    assert done.returncode == 0, done.stderr
    assert (
        "irotest/council/210: is what was recorded. 4 entries of history, 4 leaves (4 signed, 0 waiting)" in done.stdout
    )
    houses = [line.split(":")[0] for line in done.stdout.splitlines() if "is what was recorded" in line]
    assert len(houses) == 7
    assert done.stderr == ""


def test_verify_names_table_and_row_and_exits_1(iro, southwark):
    attack = Attacker(southwark)
    key = key_of(attack, 2)
    attack(f"UPDATE casework_child SET family_name = 'Forged' WHERE id = '{key}'")
    done = iro("ledger", "verify", "--council", "210")
    assert done.returncode == 1
    assert f"  row-altered: casework_child {key}: differs in family_name" in done.stdout.splitlines()
    assert "Forged" not in done.stdout + done.stderr
    as_json = iro("ledger", "verify", "--house", "council/210", "--json")
    assert as_json.returncode == 1
    [house] = json.loads(as_json.stdout)["houses"]
    assert [(one["code"], one["table"], one["key"]) for one in house["findings"]] == [
        ("row-altered", "casework_child", key)
    ]
    assert iro("ledger", "verify", "--council", "305").returncode == 0


@pytest.mark.parametrize(("words", "said"), [
    (("verify", "--council", "999"), "Refused (not-found)"),
    (("verify", "--house", "210"), "Refused (invalid): A house is written council/210"),
    (("verify", "--house", "public/x"), "Refused (invalid): A house is written council/210"),
    (("verify", "--council", "210", "--house", "council/210"), "Refused (invalid): Give --council or --house"),
    (("export", "--out", "x"), "Refused (invalid): Say which house"),
    (("export", "--council", "305", "--out", "x"), "Refused (nothing-signed)"),
    (("export", "--council", "210", "--out", "/nowhere/x"), "/nowhere/x was not written"),
])  # fmt: skip
def test_what_cannot_be_done_is_refused_in_a_line(iro, southwark, words, said):
    done = iro("ledger", *words)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_export_writes_a_file_that_iro_verify_accepts(iro, southwark, tmp_path):
    path = tmp_path / "southwark.bundle"
    done = iro("ledger", "export", "--council", "210", "--out", path)
    assert done.returncode == 0, done.stderr
    assert "4 leaves of irotest/council/210/1" in done.stdout
    assert f"iro-verify {path}" in done.stdout
    assert path.stat().st_mode & 0o777 == 0o600
    # Nothing but the file: no database, no settings, no secrets.
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    checked = subprocess.run(
        [sys.executable, "-m", "ledger.verifier", str(path)], capture_output=True, text=True, env=bare, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.startswith("VERIFIED: irotest/council/210, 4 changes")
