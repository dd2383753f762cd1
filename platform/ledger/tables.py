"""Which tables of a kind of house are captured, and the columns that each leaf commits to."""

from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from django.apps import apps
from django.db import connection, models

from ledger.models import SelfCaptured
from ledger.typed_text import type_name
from tenants.grants import protocol
from tenants.kinds import Kind
from tenants.protocol import Capture

HISTORY_META = {
    "history_id", "history_date", "history_type", "history_change_reason", "history_user_id",
    "change_id", "transaction_id", "salt",
}  # fmt: skip
SELF_META = {"id", "change_id", "actor", "purpose", "at", "transaction_id", "salt"}


@dataclass(frozen=True)
class Column:
    name: str
    type: str


@dataclass(frozen=True)
class Captured:
    """A captured table: `rows` is where its entries are read (the history table, or the table itself for SELF)."""

    name: str
    capture: Capture
    rows: str
    key: Column
    columns: tuple[Column, ...]
    """The content, sorted by name; the key is among it."""

    @property
    def entry(self) -> str:
        """The column of `rows` that numbers its entries."""
        return "id" if self.capture is Capture.SELF else "history_id"


@cache
def captured_tables(kind: Kind) -> tuple[Captured, ...]:
    """Of a kind of house, by name. The protocol decides; the models give the columns."""
    found = {model._meta.db_table: model for model in apps.get_models()}
    return tuple(
        _captured(found[table.name], table.capture)
        for table in sorted(protocol().of(kind), key=lambda table: table.name)
        if table.capture is not Capture.NONE
    )


def _captured(model: type[models.Model], capture: Capture) -> Captured:
    if capture is Capture.SELF:
        if not issubclass(model, SelfCaptured):
            raise TypeError(f"{model.__name__} must be a SelfCaptured model")
        columns = tuple(column for column in _columns(model) if column.name not in SELF_META)
        return Captured(model._meta.db_table, capture, model._meta.db_table, Column("change_id", "uuid"), columns)
    history = getattr(model, "history", None)
    if history is None:
        raise TypeError(f"{model.__name__} is captured by the protocol but has no `history = captured()`")
    key = model._meta.pk
    columns = tuple(_columns(model))
    return Captured(
        model._meta.db_table,
        capture,
        history.model._meta.db_table,
        next(column for column in columns if column.name == key.column),
        columns,
    )


def _columns(model: type[models.Model]) -> list[Column]:
    found = [(field.column, field.db_type(connection)) for field in model._meta.concrete_fields]
    return sorted(
        (Column(name, type_name(db_type)) for name, db_type in found if name and db_type), key=attrgetter("name")
    )
