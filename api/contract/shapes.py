"""Frozen views of the domains as JSON Schema (2020-12): the same shapes that `api.rendering.as_json` renders."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from ledger.acts import Receipt
from timetable.rules import Deadline

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date"}
_PLAIN: dict[Any, Schema] = {
    str: _TEXT,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    UUID: {"type": "string", "format": "uuid"},
    date: _DAY,
    datetime: {"type": "string", "format": "date-time"},
    object: {},
    Any: {},
}


def _whole(description: str, /, **properties: Schema) -> Schema:
    return {"type": "object", "description": description, "properties": properties, "required": [*properties]}


_SKIPPED = _whole("A day that does not count, and why.", date=_DAY, reason=_TEXT)
_BY_HAND: dict[type[Any], Schema] = {
    # These two say themselves what their JSON is (`as_dict`).
    Deadline: _whole(
        "A limit with its explanation. `limit` is the last lawful day, `aim` the last working day on or before it.",
        rule=_TEXT,
        title=_TEXT,
        amount={"type": "integer"},
        unit={"type": "string", "enum": ["working_days", "months", "days"]},
        direction={"type": "string", "enum": ["after", "before"]},
        source=_TEXT,
        force={"type": "string", "enum": ["law", "guidance", "protocol", "local"]},
        start=_DAY,
        limit=_DAY,
        aim=_DAY,
        ends_at={"type": "string", "format": "date-time"},
        skipped={"type": "array", "items": _SKIPPED},
        capped_by={"type": ["string", "null"]},
        calendar=_TEXT,
        explanation=_TEXT,
    ),
    Receipt: {
        **_whole(
            "What a writer takes away: the log, the change, and each leaf that will stand in the log; of a bulk"
            " write how many there are instead.",
            origin=_TEXT,
            change_id={"type": "string", "format": "uuid"},
        ),
        "anyOf": [{"required": ["leaf_hashes"]}, {"required": ["leaves"]}],
    },
}
_BY_HAND[Receipt]["properties"] |= {
    "leaf_hashes": {"type": "array", "items": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
    "leaves": {"type": "integer", "minimum": 1},
}


_NAMESAKES = {"arbitration": "Panel"}
"""A panel never imports a council's domains, so that its shapes may have namesakes there."""


class Shapes:
    """Collects a component for each view that an answer holds."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}

    def schema(self, annotation: Any) -> Schema:
        """Raises TypeError for what `as_json` does not render: a domain's own class has no place in an answer."""
        if annotation in _PLAIN:
            return dict(_PLAIN[annotation])
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return {"type": "string", "enum": [one.value for one in annotation]}
        if isinstance(annotation, type) and (annotation in _BY_HAND or is_dataclass(annotation)):
            return self._component(annotation)
        return self._compound(annotation, get_origin(annotation), get_args(annotation))

    def _compound(self, annotation: Any, origin: Any, inner: tuple[Any, ...]) -> Schema:
        if origin in (Union, types.UnionType):
            return {"anyOf": [{"type": "null"} if one is type(None) else self.schema(one) for one in inner]}
        if origin in (tuple, list, set, frozenset):
            return {"type": "array", "items": self.schema(inner[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.schema(inner[1])}
        raise TypeError(f"{annotation} has no JSON form: see api.rendering.as_json.")

    def _component(self, shape: type[Any]) -> Schema:
        name = _NAMESAKES.get(shape.__module__.partition(".")[0], "") + shape.__name__
        if name not in self.components:
            self.components[name] = {}  # A shape may hold itself.
            self.components[name] = _BY_HAND.get(shape) or self._of_fields(shape)
        return {"$ref": f"#/components/schemas/{name}"}

    def _of_fields(self, shape: type[Any]) -> Schema:
        hints = get_type_hints(shape, localns={one.__name__: one for one in _BY_HAND})
        described = _whole(_described(shape), **{one.name: self.schema(hints[one.name]) for one in fields(shape)})
        for one in fields(shape):
            if isinstance(one.default, str | int | bool):
                described["properties"][one.name].setdefault("default", one.default)
        return described


def _described(shape: type[Any]) -> str:
    """Its docstring as one paragraph. A dataclass without one has Python's signature there, which says nothing."""
    text = shape.__doc__ or ""
    return "" if text.startswith(f"{shape.__name__}(") else " ".join(text.split())
