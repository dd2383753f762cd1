"""Canonical bytes of a leaf (format `iro-leaf-1`): what is hashed, to the octet.

A field line is `name ":" type ":" octets ":" value "\\n"`; octets is the length of the value in UTF-8. A leaf
is its header's lines in a fixed order, then one commitment line a field group, by group name. A commitment is
HMAC-SHA-256(salt, field lines sorted by name): once content and salt are erased, the leaf still verifies and
says nothing about what it held.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.faults import Fault

Field = tuple[str, str, str]
"""(name, type, value as text)."""

FORMAT = "iro-leaf-1"
SALT_OCTETS = 16
COMMITMENT_OCTETS = 32
GROUP = "content"
"""The one group of fields that our own leaves have."""
KINDS = ("+", "~", "-")
HEADER: tuple[tuple[str, str], ...] = (
    ("format", "text"),
    ("house", "text"),
    ("table", "text"),
    ("key", "text"),
    ("entry", "integer"),
    ("kind", "text"),
    ("actor", "text"),
    ("purpose", "text"),
    ("change", "uuid"),
    ("at", "timestamptz"),
    ("transaction", "text"),
)
NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)


class CanonicalError(Fault):
    """A value or a field that has no canonical form."""


def encode(fields: Iterable[Field]) -> bytes:
    """Field lines in the order given; raises UnicodeEncodeError for text that is not UTF-8."""
    return "".join(
        # isascii() is a flag of the string: nearly every value is spared a second encoding.
        [
            f"{name}:{kind}:{len(value) if value.isascii() else len(value.encode())}:{value}\n"
            for name, kind, value in fields
        ]
    ).encode()


def commitment(salt: bytes, fields: Iterable[Field]) -> bytes:
    """HMAC-SHA-256 (32 octets) over the field lines sorted by name.

    The salt has exactly 16 octets: HMAC pads a shorter key with zeros, so with lax lengths two salts agree.
    """
    if len(salt) != SALT_OCTETS:
        raise CanonicalError("salt-length", f"a salt has {SALT_OCTETS} octets, this one has {len(salt)}")
    return hmac.digest(salt, encode(sorted(fields)), "sha256")


def leaf_bytes(header: Iterable[Field], groups: Mapping[str, bytes]) -> bytes:
    """Header lines as given (see `header`), then a line a group; `groups` maps a name to its commitment."""
    lines = [(f"group.{name}", "commitment", groups[name].hex()) for name in sorted(groups)]
    return encode(header) + encode(lines)


def leaf_hash(canonical: bytes) -> bytes:
    """SHA-256(0x00 || canonical bytes), RFC 6962 section 2.1."""
    return hashlib.sha256(b"\x00" + canonical).digest()


def header(
    *,
    house: str,
    table: str,
    key: str,
    entry: int,
    kind: str,
    actor: str,
    purpose: str,
    change: UUID,
    at: datetime,
    transaction: str,
) -> tuple[Field, ...]:
    """Header fields in their fixed order; `kind` is +, ~ or - and `transaction` a PostgreSQL xid8 as text."""
    if kind not in KINDS:
        raise CanonicalError("leaf-kind-unknown", f"kind of change {kind!r} is none of + ~ -")
    values = (FORMAT, house, table, key, entry, kind, actor, purpose, change, at, transaction)
    return tuple((name, of, text(of, value)) for (name, of), value in zip(HEADER, values, strict=True))


def row_fields(row: Mapping[str, Any], types: Mapping[str, str]) -> list[Field]:
    """Fields of a row read back: column -> value and column -> SQL type; NULLs left out, sorted by name."""
    return [
        (name, of, text(of, row[name]))
        for name, of in sorted((name, canonical_type(sql)) for name, sql in types.items())
        if row[name] is not None
    ]


def canonical_type(sql_type: str) -> str:
    """Canonical type of a PostgreSQL type name (`format_type` or `udt_name`; a length is ignored)."""
    name = sql_type.split("(", maxsplit=1)[0].strip().lower()
    if name not in _CANONICAL_TYPES:
        raise CanonicalError("column-type-unknown", f"PostgreSQL type {sql_type!r} has no canonical form")
    return _CANONICAL_TYPES[name]


def text(of: str, value: Any) -> str:
    """Canonical text of a Python value as psycopg2 or Django read it back, for canonical type `of`.

    A jsonb value comes parsed; where exact digits matter (1.10) read column::text instead, which is the form.
    """
    if of not in _WRITERS:
        raise CanonicalError("field-type-unknown", f"field type {of!r} is not known")
    accepted, write = _WRITERS[of]
    # bool is an int and datetime is a date: neither may pass for the other.
    wrong_kin = (of == "integer" and isinstance(value, bool)) or (of == "date" and isinstance(value, datetime))
    if wrong_kin or not isinstance(value, accepted):
        raise CanonicalError("field-value-wrong", f"a {of} can't be made of {type(value).__name__}")
    return write(value)


def _utc(value: datetime) -> str:
    if value.tzinfo is None:
        raise CanonicalError("time-without-zone", f"{value.isoformat()} has no time zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _numeric(value: Decimal) -> str:
    # numeric has no negative zero and never prints an exponent.
    return format(abs(value) if value.is_zero() else value, "f")


def _json(value: Any) -> str:
    """PostgreSQL's jsonb::text: keys by length, then bytes; ", " and ": "; numbers as numeric prints them."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{_json(key)}: {_json(value[key])}" for key in keys) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_json(item) for item in value) + "]"
    if isinstance(value, float | Decimal):
        return _numeric(Decimal(repr(value)) if isinstance(value, float) else value)
    return json.dumps(value, ensure_ascii=False)


_WRITERS: dict[str, tuple[type | tuple[type, ...], Callable[[Any], str]]] = {
    "text": (str, str),
    "uuid": (UUID, str),
    "date": (date, date.isoformat),
    "timestamptz": (datetime, _utc),
    "boolean": (bool, lambda value: "true" if value else "false"),
    "integer": (int, str),
    "numeric": (Decimal, _numeric),
    "jsonb": (object, _json),
    "bytea": ((bytes, bytearray, memoryview), lambda value: bytes(value).hex()),
}
TYPES = frozenset(_WRITERS)
"""Types that a field may have; `commitment` belongs to group lines alone."""

_CANONICAL_TYPES = {
    **{name: name for name in TYPES},
    "character varying": "text",
    "varchar": "text",
    "timestamp with time zone": "timestamptz",
    "bool": "boolean",
    **dict.fromkeys(("smallint", "bigint", "int2", "int4", "int8"), "integer"),
}
