"""Each need that isn't met: its code, what to do, and nothing started."""

import socket
from pathlib import Path

import pytest

from infra import embedded
from infra.embedded import cluster, errors
from infra.embedded import home as homes
from tests.infra.embedded.probes import postgres_that_says


def refused(home: Path) -> str:
    """The code with which a start is refused; nothing of the database's may run afterwards."""
    with pytest.raises(embedded.EmbeddedError) as told:
        embedded.start(home, fast=True)
    assert told.value.remedy in str(told.value)
    assert embedded.stop(home) == []
    return told.value.code


def test_data_of_another_major_version(home: Path) -> None:
    data = home / "pg16" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    assert refused(home) == "data-of-another-major"
    assert (data / "PG_VERSION").read_text() == "16\n"


@pytest.mark.parametrize("setting", ["IRO_POSTGRES_PORT", "IRO_BROKER_PORT"])
def test_a_port_asked_for_that_is_taken(home: Path, setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setenv(setting, str(other.getsockname()[1]))
        with pytest.raises(errors.PortTaken, match=setting):
            embedded.start(home, fast=True)


def test_programs_that_are_not_there_or_too_old(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTGRES_BIN_PATH", str(home))
    assert refused(home) == "postgres-missing"
    for name in ("postgres", "initdb"):
        (home / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.8'\n")
        (home / name).chmod(0o755)
    with pytest.raises(errors.PostgresMissing, match=r"version 15\.8"):
        embedded.start(home)


def test_a_broker_that_is_not_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROKER_BIN_PATH", str(home))
    with pytest.raises(errors.BrokerMissing, match="CELERY_BROKER_URL"):
        embedded.start(home, fast=True)


def test_a_full_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "NEW_MB", 10**9)
    assert refused(home) == "disk-full"
    assert not (home / "pg17" / "data").exists()


def test_a_home_that_is_no_folder(home: Path) -> None:
    (home / "file").write_text("")
    with pytest.raises(errors.HomeUnusable):
        embedded.start(home / "file")


def test_a_lost_password(running: Path) -> None:
    folder = (running / "pg17").resolve()
    secret = homes.password(folder)
    (folder / "password").rename(folder / "elsewhere")
    with pytest.raises(errors.PasswordLost):
        embedded.find(running)
    assert embedded.status(running)[0].state == "failing"
    (folder / "elsewhere").rename(folder / "password")
    assert secret in embedded.start(running).database_url


def test_a_server_of_the_environment_that_is_too_old(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with postgres_that_says("15.8") as url:
        monkeypatch.setenv("DATABASE_URL", url)
        assert refused(home) == "postgres-too-old"


def test_servers_of_the_environment_that_do_not_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x:secret@127.0.0.1:1/x")
    assert refused(home) == "database-unreachable"
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:1/0")
    assert refused(home) == "broker-unreachable"
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:no-port/0")
    assert refused(home) == "broker-unreachable"


def test_an_address_that_is_none_is_refused_without_being_quoted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://x:secret@127.0.0.1/x")
    with pytest.raises(errors.DatabaseUnreachable) as told:
        embedded.start(home)
    assert "secret" not in str(told.value)


def test_codes_are_stable_and_each_its_own() -> None:
    codes = [kind.code for kind in errors.EmbeddedError.__subclasses__()]
    assert sorted(codes) == [
        "broker-missing",
        "broker-unreachable",
        "data-of-another-major",
        "database-unreachable",
        "disk-full",
        "home-unusable",
        "no-readable-place",
        "no-unprivileged-user",
        "password-lost",
        "port-taken",
        "postgres-missing",
        "postgres-too-old",
        "server-failed",
    ]
