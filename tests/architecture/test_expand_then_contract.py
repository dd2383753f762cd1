"""A migration never breaks the release before, which works on until every process is of the new one."""

import sys

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.architecture.expansion import faults, ours

TEXT = models.TextField


def contracts(migration):
    return getattr(sys.modules[type(migration).__module__], "CONTRACTS", "")


def test_no_migration_takes_away_what_the_release_before_needs():
    """Unless its module says `CONTRACTS = "why the release before no longer needs it"`."""
    loader = MigrationLoader(None)
    looked_at = list(ours(loader))
    assert {str(one) for one in looked_at} >= {"tenants.0002_build", "notifications.0002_stamp"}
    broken = {str(one): faults(one, loader) for one in looked_at if len(contracts(one)) < 20}
    assert {name: found for name, found in broken.items() if found} == {}


@pytest.mark.parametrize("operation", [
    migrations.RemoveField("child", "upn"),
    migrations.DeleteModel("child"),
    migrations.RenameField("child", "upn", "pupil_number"),
    migrations.RenameModel("child", "person"),
    migrations.AlterModelTable("child", "children"),
    migrations.AddField("child", "nickname", TEXT(default="")),
    migrations.AddField("returnload", "note", TEXT()),
    migrations.AddField("child", "nickname", TEXT(db_default="")),
    migrations.AddField("historicalchild", "nickname", TEXT(db_default="", null=True)),
    migrations.AlterField("periodofcare", "ended_on", models.DateField()),
    migrations.AddConstraint("child", models.UniqueConstraint(fields=["upn"], name="once")),
    migrations.RunSQL("ALTER TABLE casework_child DROP COLUMN upn"),
    migrations.RunSQL("ALTER TABLE casework_child\n  drop upn"),
    migrations.RunSQL("ALTER TABLE casework_child RENAME upn TO pupil_number"),
    migrations.RunSQL([("ALTER TABLE casework_child ALTER upn SET NOT NULL", None)]),
    migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("child", "upn")]),
    migrations.RunPython(migrations.RunPython.noop, atomic=False),
], ids=lambda operation: operation.describe())  # fmt: skip
def test_the_guard_finds(operation):
    assert faults(*after(operation)) != []


@pytest.mark.parametrize("operation", [
    migrations.AddField("child", "nickname", TEXT(null=True)),
    migrations.AddField("historicalchild", "nickname", TEXT(null=True)),
    migrations.AlterField("periodofcare", "ended_on", models.DateField(null=True, db_default="2026-01-01")),
    migrations.CreateModel("pet", [("id", models.BigAutoField(primary_key=True)), ("name", TEXT())]),
    migrations.RunSQL("DROP TRIGGER stamp ON casework_child; ALTER TABLE casework_child ALTER upn DROP NOT NULL"),
    migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("child", "upn")]),
], ids=lambda operation: operation.describe())  # fmt: skip
def test_the_guard_lets_pass(operation):
    assert faults(*after(operation)) == []


def test_the_guard_finds_a_migration_that_is_not_atomic():
    migration, loader = after()
    migration.atomic = False
    assert faults(migration, loader) != []


def after(*operations):
    """A migration of casework with these operations, at the end of those that there are."""
    loader = MigrationLoader(None)
    [last] = loader.graph.leaf_nodes("casework")
    migration = migrations.Migration("9999_more", "casework")
    migration.operations = list(operations)
    loader.graph.add_node(("casework", "9999_more"), migration)
    loader.graph.add_dependency(migration, ("casework", "9999_more"), last)
    return migration, loader
