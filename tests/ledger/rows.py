"""A row for every captured table, by real writes: through the models, under the pin that may add it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from uuid import uuid4

from django.apps import apps
from django.db import models

from accounts.actor import process
from ledger import epochs
from ledger.acts import act
from ledger.reads import look
from ledger.tables import captured_tables
from tenants.grants import protocol
from tenants.kinds import Kind
from tenants.pins import pinned
from tenants.protocol import Capture, Verb
from tenants.sql import run

DAY = date(2025, 1, 6)
ACTOR = process("rows")


def write_children(house, count, *, acts=1):
    """Children of a council, `count` in each of so many acts."""
    child = apps.get_model("casework.Child")
    made = []
    with pinned(house.own_pin()):
        for _ in range(acts):
            with act(ACTOR, "write children"):
                made += child.objects.bulk_create(child_of() for _ in range(count))
    return made


def child_of(**fields):
    return apps.get_model("casework.Child")(
        **{"reference": uuid4().hex[:12], "given_names": "Zoë", "date_of_birth": DAY, "sex": "F", **fields}
    )


def fill(house, count):
    """`count` rows in each FULL table of the house: {table: [row, …]}, the n-th always pointing at the n-th."""
    made = {}
    for model in _in_order(captured_tables(Kind(house.kind))):
        if model._meta.db_table == "casework_erasure":
            # Such a row erases, or is refused: tests/casework/test_erase_in_database.py.
            continue
        table = protocol().by_kind[Kind(house.kind)][model._meta.db_table]
        service = Verb.ADD in table.login_verbs("region") and house.kind == Kind.COUNCIL
        with pinned(house.service_pin() if service else house.own_pin()), act(ACTOR, "fill"):
            rows = [model(**_values(model, number, made)) for number in range(count)]
            for row in rows:
                row.save(force_insert=True)
        made[model._meta.db_table] = rows
    return made


def _in_order(tables):
    """Their models, each after those that it points at."""
    names = {table.name for table in tables if table.capture is Capture.FULL}
    waiting = [model for model in apps.get_models() if model._meta.db_table in names]
    done = set()
    while waiting:
        ready = [model for model in waiting if _targets(model) - {model} <= done]
        assert ready, f"a circle among {waiting}"
        yield from ready
        done.update(ready)
        waiting = [model for model in waiting if model not in done]


def _targets(model):
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def _values(model, number, made):
    values = {
        field.name: _value(field, number, made)
        for field in model._meta.concrete_fields
        if not (field.primary_key and field.has_default())
    }
    fitted = _FITTED.get(model._meta.db_table)
    return values | fitted(values) if fitted else values


def _value(field, number, made):
    if field.is_relation:
        return None if field.related_model is field.model else made[field.related_model._meta.db_table][number]
    if field.choices:
        return field.choices[number % len(field.choices)][0]
    return _OF_TYPE[type(field)](field, number)


def _text(field, number):
    # Every text in it is unlike any other: quotes, other scripts, a line's end, where they fit.
    return f"{number}’ąé\n{uuid4().hex}"[: field.max_length]


_FITTED = {
    "arbitration_publication": lambda values: {"number": next(_NUMBERS)},
    "arbitration_publicationcheck": lambda values: {"prepared_by": values["prepared"].prepared_by},
    "escalation_retaliationcheck": lambda values: {"flagged": True},
    "escalation_toldof": lambda values: {"told": True},
}
"""What a constraint over several columns asks of a row."""
_NUMBERS = count(1)
_OF_TYPE = {
    models.BooleanField: lambda field, number: number % 2 == 0,
    models.CharField: _text,
    models.DateField: lambda field, number: DAY + timedelta(days=number),
    models.DateTimeField: lambda field, number: datetime.combine(DAY + timedelta(days=number), time(9), UTC),
    models.DecimalField: lambda field, number: f"0.{number % 99 + 1:02}",
    models.EmailField: lambda field, number: f"{uuid4().hex}@example.org",
    models.JSONField: lambda field, number: {"n": number, "x": [1.10, None, "ü"], "longer": {"b": True}},
    models.PositiveIntegerField: lambda field, number: next(_NUMBERS) if field.unique else number + 1,
    models.PositiveSmallIntegerField: lambda field, number: next(_NUMBERS) if field.unique else number + 1,
    models.SmallIntegerField: lambda field, number: number + 1,
    models.TextField: _text,
    models.UUIDField: lambda field, number: uuid4(),
}


def look_at(house, times):
    """Reads of nobody in particular, each recorded."""
    for number in range(times):
        with pinned(house.own_pin()), look(ACTOR, f"screen {number}") as seen:
            seen.at([uuid4() for _ in range(number % 3)])


def note_heads(house, times):
    """Heads of no log, noted by the function that the signer calls."""
    with pinned(house.sequencer_pin()):
        for number in range(times):
            run("SELECT ledger_note_head(%s, %s, %s, %s)", (f"none/{number}", number, f"{number:064x}", "note"))


def open_epochs(house, times):
    """Rows that open epochs, none of which the house is in: what only the installer may add."""
    for number in range(times):
        last = epochs.Last("none/1", number, f"{number:064x}", "note")
        epochs._write(epochs.Opened(house, 2 * number + 2, last, number, ()), ACTOR, "test")
