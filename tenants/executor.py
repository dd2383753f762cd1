"""Migrating one schema: Django's executor, as the owner, under the pin of that schema."""

from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Progress = Callable[[str], None]


def at_head() -> bool:
    """Whether the pinned schema has nothing to migrate."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrate(progress: Progress | None = None) -> int:
    """Bring the pinned schema to the head; returns how many migrations ran (recorded ones without tables included)."""

    def report(action: str, migration: object = None, fake: bool = False) -> None:
        if progress and migration is not None and action == "apply_start":
            progress(str(migration))

    executor = MigrationExecutor(connection, report)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        executor.migrate(executor.loader.graph.leaf_nodes(), plan)
    return len(plan)
