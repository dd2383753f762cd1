"""Migrating one schema: Django's executor, for the apps of its kind of house only."""

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tenants import pins


def _targets(executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The heads of the apps of the pinned kind of house: the others' migrations would be recorded for nothing."""
    names = set(settings.TENANT_TYPES[str(pins.current().kind)]["APPS"])
    labels = {config.label for config in apps.get_app_configs() if config.name in names}
    return [node for node in executor.loader.graph.leaf_nodes() if node[0] in labels]


def at_head() -> bool:
    """Whether the pinned schema has nothing to migrate."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(_targets(executor))


def migrate() -> int:
    """Bring the pinned schema to the head; returns how many migrations ran."""
    executor = MigrationExecutor(connection)
    targets = _targets(executor)
    plan = executor.migration_plan(targets)
    if plan:
        executor.migrate(targets, plan)
    return len(plan)
