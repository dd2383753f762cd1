"""What a migration must not do while the release before still works on the same tables (expand, then contract)."""

import re
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.postgres.operations import NotInTransactionMixin
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

from config.protocol import PROTOCOL
from tenants.protocol import Capture
from tests.architecture.sources import ROOT

GONE = (migrations.RemoveField, migrations.DeleteModel)
RENAMED = (migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)
TIGHTER = (migrations.AddConstraint, migrations.AlterUniqueTogether)
BREAKS = re.compile(
    r"\b(DROP\s+(TABLE|COLUMN|SCHEMA|VIEW)|DROP\s+(?!CONSTRAINT|DEFAULT|NOT|TRIGGER|FUNCTION|INDEX|POLICY)\w+|RENAME"
    r"|SET\s+NOT\s+NULL|TYPE\s)",
    re.IGNORECASE,
)


def ours(loader: MigrationLoader) -> Iterator[migrations.Migration]:
    """Our apps' migrations after each one's first."""
    for (label, name), migration in sorted(loader.disk_migrations.items()):
        path = apps.get_app_config(label).path
        if path.startswith(str(ROOT)) and "site-packages" not in path and not name.startswith("0001"):
            yield migration


def faults(migration: migrations.Migration, loader: MigrationLoader) -> list[str]:
    """What would break the release before, or can't be taken back as a whole."""
    state = loader.project_state((migration.app_label, migration.name), at_end=False)
    found = [] if migration.atomic else ["not atomic: a house is migrated in one transaction or not at all"]
    for operation in migration.operations:
        found += [f"{operation.describe()}: {fault}" for fault in _faults(operation, migration.app_label, state)]
        operation.state_forwards(migration.app_label, state)
    return found


def _faults(operation, label, state) -> Iterable[str]:
    if isinstance(operation, GONE):
        yield "the release before still reads and writes it"
    if isinstance(operation, RENAMED):
        yield "the release before knows the old name"
    if isinstance(operation, TIGHTER):
        yield "the release before may write what it refuses"
    if isinstance(operation, migrations.RunSQL) and BREAKS.search(str(operation.sql)):
        yield "takes away or renames what the release before uses"
    if isinstance(operation, NotInTransactionMixin) or (
        isinstance(operation, migrations.RunPython) and operation.atomic is False
    ):
        yield "not atomic: a house is migrated in one transaction or not at all"
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        for one in operation.database_operations:
            yield from _faults(one, label, state)
    if isinstance(operation, migrations.AddField | migrations.AlterField):
        yield from _of_column(operation, label, state)


def _of_column(operation, label, state) -> Iterable[str]:
    field, model = operation.field, state.models[label, operation.model_name_lower]
    required = not field.null and field.db_default is NOT_PROVIDED
    if isinstance(operation, migrations.AlterField):
        if required and model.fields[operation.name].null:
            yield "the release before leaves it NULL: give it a db_default"
        return
    if required:
        yield "the release before doesn't fill it: make it nullable, or give it a db_default"
    if _table(model, label) in captured_tables() and not _starts_as_null(field):
        # A value in old rows of history would change the bytes that their leaves commit to; a NULL is left out of them.
        yield "old rows of a captured table stay as their leaves have them: nullable, and no default"


def _starts_as_null(field) -> bool:
    return field.null and field.db_default is NOT_PROVIDED and not field.has_default()


def _table(model, label) -> str:
    return model.options.get("db_table") or f"{label}_{model.name_lower}"


def captured_tables() -> set[str]:
    found = {table.name for table in PROTOCOL.tables if table.capture is not Capture.NONE}
    histories = {model.history.model._meta.db_table for model in apps.get_models() if hasattr(model, "history")}
    return found | histories
