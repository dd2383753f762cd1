"""DATABASE_URL and CELERY_BROKER_URL win over anything embedded."""

from pathlib import Path

import pytest

from infra import embedded
from infra.embedded.home import default_home


def test_the_environments_servers_are_used_and_left_alone(
    running: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = embedded.start(running)
    monkeypatch.setenv("DATABASE_URL", theirs.database_url)
    monkeypatch.setenv("CELERY_BROKER_URL", theirs.broker_url)
    ours, said = home / "ours", []
    assert embedded.start(ours, on_progress=said.append) == theirs == embedded.find(ours)
    assert [service.state for service in embedded.status(ours)] == ["external", "external"]
    assert [path.name for path in ours.iterdir()] == ["lock"]
    assert len(said) == 2
    assert embedded.stop(ours) == []
    assert embedded.find(ours) == theirs


def test_one_of_the_environment_and_one_of_ours(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELERY_BROKER_URL", "amqp://elsewhere.invalid//")
    services = embedded.start(home, fast=True)
    assert services.broker_url == "amqp://elsewhere.invalid//"
    assert sorted(path.name for path in home.iterdir()) == ["lock", "pg17", "state.json"]


def test_the_home_is_where_the_environment_says(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert default_home() == home / "var"
    monkeypatch.setenv("IRO_HOME", str(home / "other"))
    assert default_home() == home / "other"
