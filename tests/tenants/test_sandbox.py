"""A sandbox council: invented children, visible as such, made anew; of a real council nothing is ever dropped."""

import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from accounts import actions as accounts
from accounts.actions import Credentials
from accounts.permissions import Role
from casework.models import Child
from config.cli.houses import councils
from ledger.sequencer import sequence
from notifications.relay import relay
from tenants import sandbox
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN
from tests.api.test_cases import changed, post
from tests.architecture.sources import ROOT
from tests.casework.papers import PDF
from tests.tenants import curl
from tests.tenants.commands import called
from tests.web.live import serving
from workforce.models import DiaryEntry


@dataclass(frozen=True)
class Playground:
    """The sandbox's own system, and its manager's browser."""

    system: Credentials
    headers: dict[str, str]
    page: Client


@contextmanager
def numbering(house):
    """What the sequencer does all the time."""
    over = threading.Event()

    def run():
        while not over.wait(0.1):
            sequence(house)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.fixture
def playground(cast):
    assert done("add", "990", "--region", "london", "--name", "Sandbox") == "Sandbox (irotest/council/990) is ready."
    reset()
    with pinned(INSTALLER_PIN):
        system = accounts.add_system(cast.house("council/990"), "Trial", {"cases"})
        manager = accounts.invite("sam@example.org", "Sam Sand", Role.COUNCIL_MANAGER, cast.house("council/990"))
    wanted = {
        "grant_type": "client_credentials", "client_id": system.client_id, "client_secret": system.client_secret,
    }  # fmt: skip
    token = Client().post("/oauth/token", wanted).json()["access_token"]
    page = Client()
    with pinned(INSTALLER_PIN):
        page.force_login(manager)
    return Playground(system, {"Authorization": f"Bearer {token}"}, page)


def done(*words):
    result = called(councils, *words)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def reset():
    return done("reset-sandbox", "990")


def listed(headers):
    answer = Client().get("/api/v1/councils/990/cases", headers=headers)
    return answer, [one["reference"] for one in answer.json()["items"]]


def test_it_has_invented_children_says_so_everywhere_and_is_a_house_as_declared(playground, token, sign_in):
    answer, references = listed(playground.headers)
    assert answer["Sandbox"] == "true"
    assert references == [f"SBX-{number:04}" for number in range(1, 13)]
    shown = playground.page.get("/councils/990/").content.decode()
    assert "<strong>Sandbox:</strong>" in shown
    assert "Sandford" in shown
    assert done("check", "990") == "irotest/council/990: as declared"
    # Its people enter no other house, and no other's enter it.
    assert Client().get("/api/v1/councils/210/cases", headers=playground.headers).status_code == 404
    assert playground.page.get("/councils/210/").status_code == 404
    assert Client().get("/api/v1/councils/990/cases", headers=token("210")).status_code == 404
    assert sign_in("max").get("/councils/990/").status_code == 404


def test_made_anew_it_holds_what_it_held_at_first_and_its_clients_go_on(cast, playground):
    headers = playground.headers
    assert post(headers, changed(), "990").status_code == 201
    relay(cast.house("council/990"))
    sequence(cast.house("council/990"))
    before = cast.house("council/990")
    assert reset() == (f"Sandbox is new, with 12 invented children; its log is irotest/council/990/{before.epoch + 1}.")
    assert "SW-1001" not in listed(headers)[1]
    assert len(listed(headers)[1]) == 12
    with pinned(cast.house("region/london").own_pin()):
        assert not DiaryEntry.objects.filter(council="990", closed=False).exists()


def test_real_councils_say_nothing_of_a_sandbox(token, sign_in):
    answer = Client().get("/api/v1/councils/210/cases", headers=token("210"))
    assert "Sandbox" not in answer
    assert "Sandbox:" not in sign_in("max").get("/councils/210/").content.decode()


def test_of_a_real_council_nothing_is_dropped_whoever_asks(cast, token):
    assert post(token("210"), changed()).status_code == 201
    house = cast.house("council/210")
    refused = called(councils, "reset-sandbox", "210")
    assert refused.exit_code == 1
    assert "not-a-sandbox" in refused.output
    lying = cast.house("council/210")
    lying.sandbox = True
    with pytest.raises(sandbox.NotASandbox):
        sandbox.make_anew(lying)
    with pinned(house.own_pin()):
        assert Child.objects.count() == 1
    assert cast.house("council/210").epoch == house.epoch


def test_the_readmes_first_case_runs_in_it_to_the_letter(cast, playground, tmp_path):
    (tmp_path / "plan.pdf").write_bytes(PDF)
    section = (ROOT / "README.md").read_text().partition("## A first case")[2].partition("\n## ")[0]
    script = "\n".join(line[4:] for line in section.splitlines() if line.startswith("    "))
    text = "\n".join(line for line in script.splitlines() if not line.startswith("iro "))
    if shutil.which("curl") is None:
        (tmp_path / "curl").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{curl.NAME}" "$@"\n')
        (tmp_path / "curl").chmod(0o755)
    with serving() as site, numbering(cast.house("council/990")):
        answer = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False,
            env=os.environ | {
                "PATH": f"{os.environ['PATH']}{os.pathsep}{tmp_path}", "SITE": site,
                "CLIENT_ID": playground.system.client_id,
                "CLIENT_SECRET": playground.system.client_secret,
            },
        )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    told = [json.loads(line) for line in answer.stdout.replace("}{", "}\n{").splitlines()]
    refused = [one for one in told if "code" in one]
    paper, notice, filtered, found, corrected, history, then = told
    assert refused == []
    assert (paper["name"], notice["in_time"]) == ("plan.pdf", False)
    assert "SW-1001" in [one["reference"] for one in filtered["items"]]
    assert [one["reference"] for one in found["items"]] == ["SW-1001"]
    assert corrected["changed"] == ["given_names"]
    assert len(history["events"]) >= 4
    assert then["as_of"]["position"] > 0
