"""The release after this one (infra.bench.newer), on the houses of a test."""

import subprocess
import sys

import pytest
from django.conf import settings

from infra.bench.newer import Release
from tests.ledger.processes import environment


def enter(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process: its migrations, with the models as they are here."""
    monkeypatch.syspath_prepend(release.folder)
    monkeypatch.setattr(settings, "MIGRATION_MODULES", release.migrations)


def start(release: Release, *words: str) -> "subprocess.Popen[str]":
    """Its Python, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, *words],
        env=environment() | release.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def iro(release: Release, *words: str) -> "subprocess.Popen[str]":
    return start(release, "-c", "from config.cli import main; main()", *words)


def add_column(model: str, name: str, field: str) -> str:
    return f"migrations.AddField({model!r}, {name!r}, {field})"


def sql(text: str) -> str:
    return f"migrations.RunSQL({text!r})"
