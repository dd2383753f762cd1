"""Migrating one schema, for the apps of its kind of house only: the SQL that Django's executor would run, made once.

Working out the states of the models is nearly all of a migration's time, and the same for every house of a kind that
starts from the same migrations: so the SQL of a plan is collected, as `sqlmigrate` does it, and run in each. A plan
with an operation that isn't SQL goes through Django's own executor, in the same transaction.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from tenants import pins
from tenants.kinds import Kind
from tenants.sql import SQL, Identifier, Literal, rows, run, text

Name = tuple[str, str]
"""A migration: its app's label and its own name."""


@dataclass(frozen=True)
class Step:
    """One migration as SQL. `place` is its name, for whoever must find out what failed."""

    place: str
    sql: str


@contextmanager
def at(place: str) -> Iterator[None]:
    """A failure in this block carries where it was: one note, from the innermost place."""
    try:
        yield
    except Exception as failure:
        if not getattr(failure, "__notes__", None):
            failure.add_note(place)
        raise


def heads(kind: Kind) -> list[Name]:
    """The last migrations of the apps of that kind of house: the others' would be recorded for nothing."""
    return _heads(MigrationLoader(None), kind)


def _heads(loader: MigrationLoader, kind: Kind) -> list[Name]:
    names = set(settings.TENANT_TYPES[str(kind)]["APPS"])
    labels = {config.label for config in apps.get_app_configs() if config.name in names}
    return [node for node in loader.graph.leaf_nodes() if node[0] in labels]


class Plans:
    """The SQL of each plan that one run has met. Its threads share it: whichever needs a plan first makes it."""

    def __init__(self) -> None:
        self._making = Lock()
        self._kept: dict[tuple[Kind, frozenset[Name]], tuple[Step, ...] | None] = {}

    def of_pinned(self) -> tuple[Step, ...] | None:
        """From where the pinned schema is to the head; None if that can't be said in SQL."""
        start = pins.current().kind, _applied()
        with self._making:
            if start not in self._kept:
                self._kept[start] = _collect()
            return self._kept[start]


def _applied() -> frozenset[Name]:
    """What ran in the pinned schema, and no other: not what `public`, last in the path, has under the same name."""
    table = Identifier(pins.current().schema, MigrationRecorder.Migration._meta.db_table)
    [(there,)] = rows("SELECT to_regclass(%s) IS NOT NULL", (text(table),))
    return (
        frozenset((app, name) for app, name in rows(SQL("SELECT app, name FROM {}").format(table)))
        if there
        else frozenset()
    )


def migrate(plans: Plans) -> None:
    """Bring the pinned schema to the head, inside the caller's transaction."""
    steps = plans.of_pinned()
    if steps is None:
        _as_django_does()
        return
    for step in steps:
        with at(step.place):
            run(step.sql)


def _as_django_does() -> None:
    told: list[str] = []

    def progress(event: str, migration: Migration | None = None, fake: bool | None = False, /) -> None:
        if migration is not None:
            told.append(str(migration))

    executor = MigrationExecutor(connection, progress)
    try:
        executor.migrate(_heads(executor.loader, pins.current().kind))
    except Exception as failure:
        failure.add_note(told[-1] if told else "reading the migrations")
        raise


def _collect() -> tuple[Step, ...] | None:
    executor = MigrationExecutor(connection)
    loader = executor.loader
    pending = {migration for migration, _ in executor.migration_plan(_heads(loader, pins.current().kind))}
    # Django runs them in the order of the plan from nothing, whatever the order of the targets.
    plan = [
        found for found, _ in executor.migration_plan(loader.graph.leaf_nodes(), clean_start=True) if found in pending
    ]
    if not all(_is_sql(migration) for migration in plan):
        return None
    state = _state(loader)
    steps = [_step(migration, state) for migration in plan]
    return tuple([*_first(executor.recorder), *steps, *_replaced(loader, plan)] if plan else _replaced(loader, plan))


def _is_sql(migration: Migration) -> bool:
    return migration.atomic and all(_reduces(operation) for operation in migration.operations)


def _reduces(operation: Operation) -> bool:
    inner: Iterable[Operation] = getattr(operation, "database_operations", ())
    return operation.reduces_to_sql and all(_reduces(one) for one in inner)


def _state(loader: MigrationLoader) -> ProjectState:
    """What the applied migrations made, rendered: each operation would otherwise render everything anew."""
    applied = [name for name in loader.applied_migrations if name in loader.graph.nodes]
    state = loader.project_state(applied) if applied else ProjectState(real_apps=loader.unmigrated_apps)
    _ = state.apps
    return state


def _step(migration: Migration, state: ProjectState) -> Step:
    """Moves `state` on to after the migration."""
    with connection.schema_editor(collect_sql=True) as editor:
        migration.apply(state, editor, collect_sql=True)
    label, name = migration.app_label, migration.name
    sql = "\n".join([*map(str, editor.collected_sql), _record([*migration.replaces, (label, name)])])
    return Step(f"{label}.{name}", sql)


def _first(recorder: MigrationRecorder) -> list[Step]:
    if recorder.has_table():
        return []
    with connection.schema_editor(collect_sql=True) as editor:
        editor.create_model(recorder.Migration)
    return [Step("django_migrations", "\n".join(map(str, editor.collected_sql)))]


def _replaced(loader: MigrationLoader, plan: Iterable[Migration]) -> list[Step]:
    """A squashed migration counts as applied once all that it replaces are, as with `MigrationExecutor.migrate`."""
    planned = {(one.app_label, one.name) for one in plan}
    done = set(loader.applied_migrations) | planned
    found = [name for name, one in loader.replacements.items() if name not in done and done.issuperset(one.replaces)]
    return [Step("squashed migrations", _record(found))] if found else []


def _record(names: Iterable[Name]) -> str:
    rows = SQL(", ").join(SQL("({}, {}, now())").format(Literal(label), Literal(name)) for label, name in names)
    return text(SQL("INSERT INTO django_migrations (app, name, applied) VALUES {};").format(rows))
