"""A release newer than this one, made up: casework with one migration more, in a package outside of the code."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

CASEWORK = Path(__file__).parent.parent.parent / "platform" / "casework" / "migrations"
NEW = "9999_more"
_SETTINGS = """
from config.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "{name}"]
TENANT_TYPES["public"]["APPS"] = [*TENANT_TYPES["public"]["APPS"], "{name}"]
MIGRATION_MODULES = {{"casework": "{name}.casework"}}
"""
_MIGRATION = """
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("casework", "{last}")]
    operations = [{operations}]
"""
_COLUMN = """
from django.db import models
from casework.models import Child
for model in (Child, Child.history.model):
    model.add_to_class("{name}", models.TextField(null=True))
"""


@dataclass(frozen=True)
class Release:
    """`name` is its package in `folder`."""

    name: str
    folder: Path

    @property
    def migrations(self) -> dict[str, str]:
        return {"casework": f"{self.name}.casework"}

    def environment(self) -> dict[str, str]:
        """What makes a process be of this release."""
        path = os.pathsep.join([str(self.folder), *sys.path])
        return {"DJANGO_SETTINGS_MODULE": f"{self.name}.settings", "PYTHONPATH": path}


def make(folder: Path, *operations: str, models: str = "") -> Release:
    """`operations` are the new migration's, as text; `models` runs when the release's models are loaded."""
    name = f"newer_{uuid4().hex[:8]}"
    package = folder / name
    shutil.copytree(CASEWORK, package / "casework", ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.stem for path in CASEWORK.glob("0*.py"))
    (package / "casework" / f"{NEW}.py").write_text(_MIGRATION.format(last=last, operations=", ".join(operations)))
    (package / "__init__.py").touch()
    (package / "settings.py").write_text(_SETTINGS.format(name=name))
    (package / "models.py").write_text(models)
    return Release(name, folder)


def with_column(folder: Path, name: str) -> Release:
    """One text column more on children and their history, in the models and so in what is captured."""
    field = "models.TextField(null=True)"
    added = [f"migrations.AddField({model!r}, {name!r}, {field})" for model in ("child", "historicalchild")]
    return make(folder, *added, models=_COLUMN.format(name=name))
