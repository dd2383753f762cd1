"""The release after this one: casework with one migration more, in a package that exists in a test alone."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from tests.ledger.processes import environment

CASEWORK = Path(__file__).parent.parent.parent / "platform" / "casework" / "migrations"
NEW = "9999_more"
SETTINGS = """
from config.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "{name}"]
TENANT_TYPES["public"]["APPS"] = [*TENANT_TYPES["public"]["APPS"], "{name}"]
MIGRATION_MODULES = {{"casework": "{name}.casework"}}
"""
MIGRATION = """
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("casework", "{last}")]
    operations = [{operations}]
"""


@dataclass(frozen=True)
class Release:
    name: str
    folder: Path

    def enter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """In this process: its migrations, with the models as they are here."""
        monkeypatch.syspath_prepend(self.folder)
        monkeypatch.setattr(settings, "MIGRATION_MODULES", {"casework": f"{self.name}.casework"})

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Its own command, in a process of its own."""
        path = os.pathsep.join([str(self.folder), *sys.path])
        return subprocess.Popen(
            [sys.executable, *words],
            env=environment() | {"DJANGO_SETTINGS_MODULE": f"{self.name}.settings", "PYTHONPATH": path},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def iro(self, *words: str) -> subprocess.Popen[str]:
        return self.start("-c", "from config.cli import main; main()", *words)


def make(folder: Path, *operations: str, models: str = "") -> Release:
    """`operations` are the new migration's, as text; `models` runs when the release's models are loaded."""
    name = f"after_{uuid4().hex[:8]}"
    package = folder / name
    shutil.copytree(CASEWORK, package / "casework", ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.stem for path in CASEWORK.glob("0*.py"))
    (package / "casework" / f"{NEW}.py").write_text(MIGRATION.format(last=last, operations=", ".join(operations)))
    (package / "__init__.py").touch()
    (package / "settings.py").write_text(SETTINGS.format(name=name))
    (package / "models.py").write_text(models)
    return Release(name, folder)


def add_column(model: str, name: str, field: str) -> str:
    return f"migrations.AddField({model!r}, {name!r}, {field})"


def sql(text: str) -> str:
    return f"migrations.RunSQL({text!r})"
