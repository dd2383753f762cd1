"""The demonstration itself, small: run, run again, looked at, stopped. Its own folder, services and ports."""

import os
import shutil
import signal
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

import psycopg2
import pytest

from infra.demo.running.browser import Browser
from infra.demo.running.folder import Folder
from infra.demo.running.processes import free_port, program
from infra.embedded import process

FOREIGN = (
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "IRO_INSTALLATION",
    "IRO_HOSTS",
    "IRO_SITE_URL",
    "COVERAGE_PROCESS_START",
)


@pytest.fixture
def home():
    folder = Path(tempfile.mkdtemp(prefix="iro-demo-"))
    folder.chmod(0o755)
    yield folder
    run(folder, "--stop")
    for place in folder.glob("pg[0-9]*"):
        shutil.rmtree(place.resolve(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def environment(home):
    return {**{name: value for name, value in os.environ.items() if name not in FOREIGN}, "IRO_HOME": str(home)}


def run(home, *words):
    """`iro demo` with some words: exit status, and what it printed."""
    done = subprocess.run(
        [program("iro"), "demo", *words],
        env=environment(home), text=True, capture_output=True, timeout=600, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def rows(home, statement):
    """As the superuser of the demonstration's own database."""
    words = [program("python"), "-m", "infra.embedded", "env", "--home", str(home)]
    shown = subprocess.run(words, env=environment(home), text=True, capture_output=True, check=True).stdout
    url = shown.partition("DATABASE_URL=")[2].split()[0].strip("'")
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchall()
    connection.close()
    return found


def processes_of(home):
    found = (process.command_line(int(name)) for name in os.listdir("/proc") if name.isdigit())
    return [line for line in found if str(home) in line and "iro-verify" not in line]


def test_an_interruption_leaves_nothing_half_started(home):
    with subprocess.Popen(
        [program("iro"), "demo", "--children", "3"], env=environment(home), text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, start_new_session=True,
    ) as begun:  # fmt: skip
        assert any("iro councils add 210" in line for line in begun.stdout)
        os.killpg(begun.pid, signal.SIGINT)
        told = begun.stdout.read()
        assert begun.wait(timeout=60) == 130, told
    assert "Nothing was left half-started" in told
    assert "Traceback" not in told
    assert processes_of(home) == []


def test_a_small_demonstration_from_nothing_to_its_end(home):
    port = free_port()
    status, told = run(home, "--children", "3", "--port", str(port))
    assert status == 0, told
    _is_told(told, port)
    _is_recorded(home)
    _is_looked_at(home, port)
    _is_run_again(home, port)
    _is_stopped(home)


def _is_told(told, port):
    assert f"http://127.0.0.1:{port}/" in told
    assert "3 children: 1 by API, 2 by 903 file" in told
    assert "VERIFIED: iro/council/210" in told
    assert told.count("is what was recorded") == 5
    assert "make stop" in told


def _is_recorded(home):
    """Everything came in by a real door, at the story's time, and nothing is left lying."""
    first, last = rows(home, "SELECT min(at), max(at) FROM council_210.ledger_change")[0]
    assert isinstance(first, datetime)
    assert (last - first).days > 30
    doors = {door for (door,) in rows(home, "SELECT DISTINCT door FROM council_305.ledger_change")}
    assert {"command", "api", "page", "relay"} <= doors
    [(loads,)] = rows(home, "SELECT count(*) FROM council_305.casework_returnload")
    assert loads == 1
    for house in ("council_210", "council_305", "council_312", "region_london", "panel_national"):
        assert rows(home, f"SELECT count(*) FROM {house}.notifications_outboxevent WHERE relayed_at IS NULL") == [(0,)]


def _is_looked_at(home, port):
    state = Folder(home).state()
    assert state.told
    for email, page in (
        ("maxine.adeleke@demo.example", "/councils/210/"),
        ("judith.kessler@demo.example", "/region/team/"),
        ("leonie.draycott@demo.example", "/panel/"),
    ):
        person = Browser(f"127.0.0.1:{port}")
        person.sign_in(email, state.password)
        assert "govuk-heading" in person.get(page).text
        assert person.find("/councils/351/") is None


def _is_run_again(home, port):
    status, told = run(home)
    assert status == 0, told
    assert "A demonstration is running already, and is used." in told
    assert f"http://127.0.0.1:{port}/" in told
    assert "3 children: 1 by API" in told


def _is_stopped(home):
    status, told = run(home, "--stop")
    assert status == 0, told
    assert "site, worker, witness" in told
    assert processes_of(home) == []
    assert "Nothing was running." in run(home, "--stop")[1]
