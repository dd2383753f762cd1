"""Frozen views of the domains as JSON: dates and uuids as text, a deadline with its explanation."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from ledger.acts import Receipt
from timetable.rules import Deadline


def as_json(value: Any) -> Any:
    """Whatever a query returned, as what JSON can hold."""
    if isinstance(value, Deadline | Receipt):
        return value.as_dict()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [as_json(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID) else value
