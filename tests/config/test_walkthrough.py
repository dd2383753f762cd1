"""README's own walk-through, by the real commands, in an installation of its own on the tests' server."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from uuid import uuid4

import psycopg2
import pytest

from config.environment import broker_url, database_url
from infra.embedded.ports import any_free
from tests.databases import server

IRO = Path(sys.executable).with_name("iro")
SETUP = (
    "install --admin-email you@example.org",
    "panels add national National",
    "regions add london London --panel national",
    "councils add 210 --region london",
    "people invite max@example.org Max --role council_manager --house council/210",
    "people invite ada@example.org Ada --role iro --house region/london --registration SW123456 --password passphrase",
)


class Installation:
    def __init__(self, home: Path) -> None:
        self.name = f"irowalk{uuid4().hex[:8]}"
        self.url = re.sub(r"/[^/]*$", f"/{self.name}", database_url())
        self.environment = os.environ | {
            "IRO_HOME": str(home), "DATABASE_URL": self.url, "CELERY_BROKER_URL": broker_url(),
            "IRO_INSTALLATION": self.name,
        }  # fmt: skip

    def iro(self, words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [IRO, *words.split()], env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )

    def remove(self) -> None:
        with server().cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            cursor.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", (f"{self.name}_",))
            for (role,) in cursor.fetchall():
                cursor.execute(f'DROP ROLE "{role}"')


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    found = Installation(tmp_path_factory.mktemp("walk"))
    try:
        for words in SETUP:
            done = found.iro(words)
            assert done.returncode == 0, (words, done.stdout, done.stderr)
        yield found
    finally:
        found.remove()


def test_the_catalogue_is_as_declared_and_everything_at_head(installed):
    checked = installed.iro("councils check")
    assert (checked.returncode, checked.stdout.count("as declared")) == (0, 4)
    assert installed.iro("migrate").stdout.splitlines()[-1] == "3 at head."
    assert "Southwark" in installed.iro("councils list").stdout


def test_a_newer_release_is_installed_over_houses_and_ends_what_the_one_before_left_open(installed):
    owner, migrator = f"{installed.name}_owner_council_210", f"{installed.name}_migrator"
    with psycopg2.connect(installed.url) as connection, connection.cursor() as cursor:
        # As releases could that had no such trigger.
        cursor.execute("ALTER TABLE tenants_window DISABLE TRIGGER ensure_closed")
        cursor.execute("SELECT public.open_window('council_210', %s, 'killed on the way')", (owner,))
    assert held_by(installed, migrator) == [owner]
    installed_again = installed.iro("install --admin-email you@example.org")
    assert installed_again.returncode == 0, installed_again.stderr
    assert held_by(installed, migrator) == []
    assert installed.iro("migrate").stdout.splitlines()[-1] == "3 at head."
    with psycopg2.connect(installed.url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenants_window WHERE closed_at IS NULL")
        assert cursor.fetchone() == (0,)


def held_by(installed, member):
    """The owners that this role could become, were it to ask."""
    with psycopg2.connect(installed.url) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.rolname FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid"
            " WHERE a.member = %s::regrole AND a.set_option",
            (member,),
        )
        return [name for (name,) in cursor.fetchall()]


def test_a_council_systems_secret_is_shown_once_and_can_be_changed_and_ended(installed):
    shown = installed.iro("clients add --council 210").stdout
    client_id, secret = re.findall(r"client_(?:id|secret):\s+(\S+)", shown)
    listed = installed.iro("clients list --council 210").stdout
    assert client_id in listed
    assert secret not in listed
    rotated = installed.iro(f"clients rotate --council 210 -- {client_id}").stdout
    assert secret not in rotated
    assert client_id in rotated
    assert "revoked" in installed.iro(f"clients revoke --council 210 -- {client_id}").stdout
    with psycopg2.connect(installed.url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT client_secret FROM accounts_councilsystem WHERE client_id = %s", (client_id,))
        assert secret not in cursor.fetchone()[0]


@pytest.mark.parametrize(("words", "code"), [
    ("councils add 999 --region london", "unknown-council"),
    ("councils add 305 --region nowhere", "not-found"),
    ("councils add 210 --region london", "conflict"),
    ("regions add Nowhere! Nowhere --panel national", "invalid"),
    ("people invite ada@example.org Ada --role council_manager --house council/210", "one-side"),
    ("people invite new@example.org New --role iro --house region/london", "invalid"),
    ("clients revoke --council 210 unknown", "not-found"),
    ("clients add --council 305", "not-found"),
    ("ledger verify --council 999", "not-found"),
])  # fmt: skip
def test_refusals_say_their_code_and_leave_no_traceback(installed, words, code):
    done = installed.iro(words)
    assert done.returncode != 0
    assert code in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_database_the_command_says_what_it_needs(installed):
    environment = installed.environment | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    done = subprocess.run([IRO, "councils", "list"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "needs" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_first_case_with_curl_and_its_proof(installed, tmp_path):
    shown = installed.iro("clients add --council 210").stdout
    client_id, secret = re.findall(r"client_(?:id|secret):\s+(\S+)", shown)
    port = any_free()
    serving = subprocess.Popen(
        [IRO, "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1"], env=installed.environment
    )
    try:
        site = f"http://127.0.0.1:{port}"
        wait_for(f"{site}/health")
        words = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        token = call(f"{site}/oauth/token", urlencode(words).encode())["access_token"]
        answer = call(f"{site}/api/v1/councils/210/cases", readme_case(), f"Bearer {token}")
        assert answer["first_review"]["limit"] == "2026-02-02"
        assert answer["receipt"]["leaf_hashes"]
    finally:
        serving.terminate()
        serving.wait(30)
    bundle = tmp_path / "210.jsonl"
    working = subprocess.Popen([IRO, "worker"], env=installed.environment)
    try:
        exported = until(lambda: installed.iro(f"ledger export --council 210 --out {bundle}"))
    finally:
        working.terminate()
        working.wait(30)
    assert exported.returncode == 0, exported.stderr
    assert installed.iro("ledger verify --council 210").returncode == 0
    verified = subprocess.run([IRO.with_name("iro-verify"), bundle], capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    bundle.write_text(bundle.read_text().replace("Zoë", "Zoe"))
    assert subprocess.run([IRO.with_name("iro-verify"), bundle], capture_output=True, check=False).returncode == 1


def readme_case() -> bytes:
    """The very body that README shows."""
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    body = re.search(r"-d '(\{\n.*?\})'", readme, re.DOTALL).group(1)
    assert json.loads(body)["child"]["given_names"] == "Zoë"
    return body.encode()


def call(address, body, authorization=""):
    kind = "application/json" if authorization else "application/x-www-form-urlencoded"
    headers = {"Content-Type": kind} | ({"Authorization": authorization} if authorization else {})
    with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=20) as answer:
        return json.load(answer)


def until(attempt, tries=40):
    """The worker needs a moment to number and to sign; what it could not do by then, it can't."""
    for _ in range(tries):
        done = attempt()
        if done.returncode == 0:
            break
    return done


def wait_for(address, tries=100):
    for _ in range(tries):
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except HTTPError:
            raise
        except OSError:
            subprocess.run(["sleep", "0.1"], check=True)
    raise AssertionError(f"{address} never answered")
