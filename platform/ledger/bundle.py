"""The bundle: a log as JSON Lines for somebody who trusts neither us nor our database.

Line 1 is the head, then a line a leaf in index order, then the end line. `iro-bundle-1` holds a whole log up to its
head; `iro-bundle-2` a part, such as a case, and with each leaf the proof that it stands there. Reading is strict:
unknown or repeated keys, odd types and unsorted fields are refused, so nothing unproved travels along looking proved.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, BinaryIO

from ledger.canonical import COMMITMENT_OCTETS, HEADER, NAME, SALT_OCTETS, TYPES, Field, commitment
from ledger.faults import Fault

FORMAT = "iro-bundle-1"
FORMAT_OF_PART = "iro-bundle-2"
MAX_HASHES = 63
MAX_LINE_OCTETS = 64 * 1024 * 1024
_HEADER = list(HEADER)


class BundleError(Fault):
    """A file that isn't a whole, well-formed bundle; the message says in which line."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a part is of: `kind` is `case`, `dispute` or `publication`. A label for people, not proved by anything."""

    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class BundleHead:
    """Line 1. Keys are vkeys; `exported_at` is a timestamp for people, not proved by anything; `scope` of a part."""

    house: str
    origin: str
    checkpoint: str
    log_key: str
    witness_keys: tuple[str, ...]
    exported_at: str
    scope: Scope | None = None


@dataclass(slots=True)
class Group:
    """A group of fields with its 16-octet salt; or, of an erased one, only the commitment (32 octets).

    `erasure` is the key of the event that erased it, or blank where the bundle doesn't say.
    """

    salt: bytes = b""
    fields: tuple[Field, ...] = ()
    erased: bytes | None = None
    erasure: str = ""

    def commit(self) -> bytes:
        """The commitment that entered the leaf."""
        return commitment(self.salt, self.fields) if self.erased is None else self.erased


@dataclass(slots=True)
class BundleLeaf:
    """One leaf: its number, its hash (32 octets), header fields in fixed order, groups by name.

    In a part also the hashes on its path to the root, nearest sibling first.
    """

    index: int
    leaf: bytes
    header: list[Field]
    groups: dict[str, Group]
    proof: tuple[bytes, ...] = ()


def write_bundle(out: BinaryIO, head: BundleHead, leaves: Iterable[BundleLeaf]) -> int:
    """Write a bundle as it streams in; returns the number of leaves."""
    _write(out, _head_record(head))
    count = 0
    for leaf in leaves:
        groups = {name: _group_record(group) for name, group in sorted(leaf.groups.items())}
        record = {"index": leaf.index, "leaf": leaf.leaf.hex(), "header": leaf.header, "groups": groups}
        if head.scope is not None:
            record["proof"] = [one.hex() for one in leaf.proof]
        _write(out, record)
        count += 1
    _write(out, {"end": True, "leaves": count})
    return count


class BundleReader:
    """Reads the head at once, then yields leaves; the end line and what follows are checked at the end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._number = 0
        self.head = self._read_head()

    def __iter__(self) -> Iterator[BundleLeaf]:
        count = 0
        while True:
            record = self._record()
            if "end" in record:
                break
            try:
                leaf = _leaf(record, in_part=self.head.scope is not None)
            except (TypeError, ValueError, KeyError, AttributeError) as wrong:
                raise self._malformed("a leaf", wrong) from wrong
            yield leaf
            count += 1
        if set(record) != {"end", "leaves"} or record["end"] is not True or type(record["leaves"]) is not int:
            raise self._malformed("the end line", ValueError("needs end and leaves"))
        if record["leaves"] != count:
            message = f"the end line counts {record['leaves']} leaves, the file has {count}"
            raise BundleError("bundle-count-wrong", message)
        if self._stream.read(1):
            raise BundleError("bundle-trailing", f"there is something after the end line ({self._number})")

    def _read_head(self) -> BundleHead:
        record = self._record()
        try:
            of = record.pop("bundle")
            if of not in (FORMAT, FORMAT_OF_PART):
                raise ValueError(f"is not a bundle of format {FORMAT} or {FORMAT_OF_PART}")
            scope = _scope(record.pop("scope")) if of == FORMAT_OF_PART else None
            keys = record.pop("keys")
            log, witnesses = keys.pop("log"), keys.pop("witnesses")
            head = BundleHead(log_key=log, witness_keys=tuple(witnesses), **record, scope=scope)
            texts = (head.house, head.origin, head.checkpoint, head.log_key, head.exported_at)
            if keys or type(witnesses) is not list or {type(text) for text in (*texts, *witnesses)} != {str}:
                raise ValueError("has keys or values that don't belong there")
        except (TypeError, ValueError, KeyError, AttributeError) as wrong:
            raise self._malformed("the head", wrong) from wrong
        return head

    def _record(self) -> dict[str, Any]:
        line = self._stream.readline(MAX_LINE_OCTETS)
        self._number += 1
        if not line.endswith(b"\n"):
            what = "is longer than a line may be" if len(line) == MAX_LINE_OCTETS else "is cut off"
            raise BundleError("bundle-truncated", f"line {self._number} {what}; the end line is missing")
        try:
            record = _decoder.decode(line.decode())
            if type(record) is not dict:
                raise ValueError("is not an object")
        except (ValueError, RecursionError) as wrong:
            raise self._malformed("the line", wrong) from wrong
        return record

    def _malformed(self, what: str, wrong: Exception) -> BundleError:
        return BundleError("bundle-malformed", f"line {self._number}: {what} can't be read: {wrong}")


def _scope(record: dict[str, Any]) -> Scope:
    scope = Scope(**record)
    if type(scope.kind) is not str or type(scope.reference) is not str:
        raise ValueError("a scope has a kind and a reference")
    return scope


def _leaf(record: dict[str, Any], *, in_part: bool) -> BundleLeaf:
    header = _fields(record["header"])
    if [(name, of) for name, of, _ in header] != _HEADER:
        raise ValueError("the header's fields are not those of the format, in its order")
    groups = {name: _group(name, content) for name, content in record["groups"].items()}
    if len(record) != (5 if in_part else 4) or type(record["index"]) is not int:
        raise ValueError("a leaf has index, leaf, header and groups; one of a part also proof")
    proof = _path(record["proof"]) if in_part else ()
    return BundleLeaf(record["index"], _octets(record["leaf"], COMMITMENT_OCTETS), header, groups, proof)


def _path(raw: Any) -> tuple[bytes, ...]:
    if type(raw) is not list or len(raw) > MAX_HASHES:
        raise ValueError(f"a proof is a list of at most {MAX_HASHES} hashes")
    return tuple(_octets(one, COMMITMENT_OCTETS) for one in raw)


def _group(name: str, content: dict[str, Any]) -> Group:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a group")
    if "commitment" in content:
        erasure = content.get("erasure", "")
        if len(content) != 1 + ("erasure" in content) or type(erasure) is not str:
            raise ValueError(f"group {name} has a commitment and more")
        return Group(erased=_octets(content["commitment"], COMMITMENT_OCTETS), erasure=erasure)
    fields = _fields(content["fields"])
    names = [field[0] for field in fields]
    if len(content) != 2 or any(map(str.__ge__, names, names[1:])):
        raise ValueError(f"the fields of group {name} are not in order, or there is more than they")
    return Group(_octets(content["salt"], SALT_OCTETS), tuple(fields))


def _fields(raw: Any) -> list[Field]:
    fields = []
    for item in raw:
        name, of, value = item
        if type(item) is not list or type(value) is not str or not _is_field(name, of):
            raise ValueError(f"{item!r:.80} is not a field")
        fields.append((name, of, value))
    return fields


@lru_cache(maxsize=8192)
def _is_field(name: Any, of: Any) -> bool:
    """Names and types are few and come again. Unchecked, a name could hold a whole other field line."""
    return type(name) is str and NAME.fullmatch(name) is not None and of in TYPES


def _octets(text: str, length: int) -> bytes:
    raw = bytes.fromhex(text)
    if len(raw) != length or raw.hex() != text:
        raise ValueError(f"{text:.80} is not {length} octets in lower-case hex")
    return raw


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a key is repeated")
    return record


_decoder = json.JSONDecoder(object_pairs_hook=_unique)


def _head_record(head: BundleHead) -> dict[str, Any]:
    record: dict[str, Any] = {
        "bundle": FORMAT if head.scope is None else FORMAT_OF_PART,
        "house": head.house,
        "origin": head.origin,
        "checkpoint": head.checkpoint,
        "keys": {"log": head.log_key, "witnesses": list(head.witness_keys)},
        "exported_at": head.exported_at,
    }
    if head.scope is not None:
        record["scope"] = {"kind": head.scope.kind, "reference": head.scope.reference}
    return record


def _group_record(group: Group) -> dict[str, Any]:
    if group.erased is not None:
        named = {"erasure": group.erasure} if group.erasure else {}
        return {"commitment": group.erased.hex(), **named}
    return {"salt": group.salt.hex(), "fields": sorted(group.fields)}


def _write(out: BinaryIO, record: dict[str, Any]) -> None:
    out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
