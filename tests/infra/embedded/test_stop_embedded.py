"""Stopping, and deleting."""

from pathlib import Path

from infra import embedded
from tests.infra.embedded.probes import ask


def test_what_is_stopped_keeps_its_data(home: Path) -> None:
    services = embedded.start(home)
    ask(services.database_url, "CREATE TABLE kept AS SELECT 7 AS n")
    assert [service.state for service in embedded.status(home)] == ["running", "running"]
    assert embedded.stop(home) == ["Valkey", "PostgreSQL"]
    assert embedded.find(home) is None
    assert ask(embedded.start(home).database_url, "SELECT n FROM kept") == [(7,)]


def test_stopping_nothing_is_no_error(home: Path) -> None:
    assert embedded.stop(home) == []
    assert embedded.stop(home / "never made") == []
    assert not (home / "never made").exists()


def test_removing_leaves_no_data_anywhere(home: Path, shelter: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    embedded.start(closed, fast=True)
    kept_elsewhere = [(closed / name).resolve() for name in ("pg17", "valkey")]
    assert all(folder.exists() for folder in kept_elsewhere)
    embedded.remove(closed)
    assert not any(folder.exists() for folder in kept_elsewhere)
    assert [path.name for path in closed.iterdir()] == ["lock"]
