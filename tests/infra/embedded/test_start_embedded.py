"""First start, second start, start after a crash."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from infra import embedded
from infra.embedded import cluster, ports
from infra.embedded import home as homes
from tests.infra.embedded.probes import ask, port_of

ROOT = Path(__file__).parents[3]


def test_a_first_start_makes_a_database_with_the_declared_properties(home: Path) -> None:
    services = embedded.start(home)
    rows = ask(
        services.database_url,
        """SELECT current_database(), pg_encoding_to_char(encoding), datcollate, datctype,
                  current_setting('data_checksums'), current_setting('max_connections'),
                  current_setting('shared_buffers'), current_setting('listen_addresses'),
                  current_setting('unix_socket_directories'), current_setting('fsync'),
                  (SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = current_user)
             FROM pg_database WHERE datname = current_database()""",
    )
    assert rows == [("iro", "UTF8", "C.UTF-8", "C.UTF-8", "on", "300", "128MB", "127.0.0.1", "", "on", True)]
    client = redis.Redis.from_url(services.broker_url)
    assert client.config_get("appendonly") == {"appendonly": "yes"}
    assert client.config_get("bind") == {"bind": "127.0.0.1"}


def test_nobody_gets_in_without_the_password(running: Path) -> None:
    services = embedded.start(running)
    bare = f"postgresql://postgres@127.0.0.1:{port_of(services.database_url)}/iro"
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(bare)
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=port_of(services.broker_url), retry=Retry(NoBackoff(), 0)).ping()
    for name in ("pg17", "valkey"):
        assert (running / name / "password").stat().st_mode & 0o777 == 0o600
        assert (running / name).stat().st_mode & 0o777 == 0o700
    assert "postgres:" not in repr(services)


def test_fast_gives_up_safety_for_tests_only(running: Path) -> None:
    services = embedded.start(running)
    shown = [
        ask(services.database_url, f"SHOW {name}")[0][0] for name in ("fsync", "synchronous_commit", "full_page_writes")
    ]
    assert shown == ["off", "off", "off"]


def test_a_second_start_reuses_the_first_and_says_so(running: Path) -> None:
    first = embedded.start(running)
    noted = (running / "state.json").read_text()
    (running / "state.json").unlink()  # not even that is needed to find them
    said: list[str] = []
    assert embedded.start(running, on_progress=said.append) == first == embedded.find(running)
    assert (running / "state.json").read_text() == noted
    assert len(said) == 2
    assert all("running already" in line for line in said)
    assert not any(homes.password(running / "pg17") in line for line in said)


def test_killed_servers_are_found_dead_and_start_again_with_their_data_and_ports(home: Path) -> None:
    before = embedded.start(home)
    ask(before.database_url, "CREATE TABLE kept AS SELECT 7 AS n")
    redis.Redis.from_url(before.broker_url).set("kept", "7")
    redis.Redis.from_url(before.broker_url).waitaof(1, 0, 2000)
    for name in ("postgres", "valkey"):
        noted = homes.noted(home, name)
        assert noted is not None
        os.kill(noted.pid, signal.SIGKILL)
    assert embedded.find(home) is None
    assert [service.state for service in embedded.status(home)] == ["stopped", "stopped"]

    after = embedded.start(home)
    assert after == before
    assert ask(after.database_url, "SELECT n FROM kept") == [(7,)]
    assert redis.Redis.from_url(after.broker_url).get("kept") == b"7"


def test_a_process_id_that_another_program_has_got_since_blocks_nothing(home: Path) -> None:
    embedded.start(home, fast=True)
    embedded.stop(home)
    data = cluster.Cluster((home / "pg17").resolve()).data
    owner = data.stat().st_uid
    stranger = subprocess.Popen(["sleep", "60"], user=owner if os.geteuid() == 0 else None)
    try:
        # What a crash leaves behind once its number is given out again, as happens in every container.
        left = data / "postmaster.pid"
        left.write_text(f"{stranger.pid}\n{data}\n1\n1\n\n127.0.0.1\n        1         1\nready   \n")
        os.chown(left, owner, -1)
        services = embedded.start(home, fast=True)
        assert ask(services.database_url, "SELECT 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_kept_port_that_is_taken_gives_way_and_one_asked_for_is_used(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = embedded.start(home, fast=True)
    embedded.stop(home)
    wanted = ports.any_free()
    monkeypatch.setenv("IRO_BROKER_PORT", str(wanted))
    with socket.create_server(("127.0.0.1", port_of(before.database_url))):
        after = embedded.start(home, fast=True)
    assert port_of(after.database_url) != port_of(before.database_url)
    assert port_of(after.broker_url) == wanted


def test_servers_outlive_their_starters_and_two_starters_at_once_share_them(home: Path) -> None:
    command = [sys.executable, "-m", "infra.embedded", "start", "--fast", "--home", str(home)]
    starters = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    # An output that a server still held open would keep us waiting here.
    said = sorted((starter.communicate(timeout=30)[0] for starter in starters), key=len)
    assert [starter.returncode for starter in starters] == [0, 0]
    assert sum("running already" in text for text in said) == 1
    services = embedded.find(home)
    assert services is not None
    assert ask(services.database_url, "SELECT 1") == [(1,)]
