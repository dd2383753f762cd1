"""Real servers in folders of their own, nothing of the machine's environment, and nothing left behind."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import embedded

OF_THE_ENVIRONMENT = (
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "IRO_HOME",
    "IRO_POSTGRES_PORT",
    "IRO_BROKER_PORT",
    "POSTGRES_BIN_PATH",
    "BROKER_BIN_PATH",
)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, shelter: Path) -> None:
    for name in OF_THE_ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IRO_SHELTER", str(shelter))


@pytest.fixture(scope="session")
def shelter() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="iro-shelter-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that every user may enter, as a checkout mostly is."""
    folder = Path(tempfile.mkdtemp(prefix="iro home "))
    folder.chmod(0o755)
    yield folder
    clean(folder)


@pytest.fixture(scope="session")
def running(shelter: Path) -> Iterator[Path]:
    """The home of fast servers that a test may look at and leave as they are."""
    folder = Path(tempfile.mkdtemp(prefix="iro-running-"))
    folder.chmod(0o755)
    with pytest.MonkeyPatch.context() as environment:
        for name in OF_THE_ENVIRONMENT:
            environment.delenv(name, raising=False)
        environment.setenv("IRO_SHELTER", str(shelter))
        embedded.start(folder, fast=True)
    yield folder
    clean(folder)


def clean(folder: Path) -> None:
    embedded.remove(folder)
    shutil.rmtree(folder)
