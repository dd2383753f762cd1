"""Canonical bytes, to the octet, and the texts of values as PostgreSQL prints them."""

import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import canonical
from ledger.canonical import CanonicalError

CHANGE = UUID("7F1E0E5C-1111-4222-8333-944445555666")
AT = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
SALT = bytes(range(16))


def test_a_leaf_to_the_octet():
    header = canonical.header(
        house="iro/council/210",
        table="casework_child",
        key="12",
        entry=34,
        kind="+",
        actor="person:a",
        purpose="café",
        change=CHANGE,
        at=AT,
        transaction="777",
    )
    # The commitment of group b is spelt out with another implementation of HMAC than the module's.
    content = b"a:text:0:\nb:text:3:\xe2\x82\xac\n"
    committed = hmac.new(SALT, content, hashlib.sha256).digest()
    fields = [("b", "text", "€"), ("a", "text", "")]
    assert canonical.commitment(SALT, fields) == committed
    groups = {"late": bytes(32), "b": committed}
    expected = (
        "format:text:10:iro-leaf-1\n"
        "house:text:15:iro/council/210\n"
        "table:text:14:casework_child\n"
        "key:text:2:12\n"
        "entry:integer:2:34\n"
        "kind:text:1:+\n"
        "actor:text:8:person:a\n"
        "purpose:text:5:café\n"
        "change:uuid:36:7f1e0e5c-1111-4222-8333-944445555666\n"
        "at:timestamptz:27:2026-07-01T08:30:00.000000Z\n"
        "transaction:text:3:777\n"
        f"group.b:commitment:64:{committed.hex()}\n"
        f"group.late:commitment:64:{'0' * 64}\n"
    ).encode()
    assert canonical.leaf_bytes(header, groups) == expected
    assert canonical.leaf_hash(expected) == hashlib.sha256(b"\0" + expected).digest()


@pytest.mark.parametrize(
    ("of", "value", "expected"),
    [
        ("text", "", ""),
        ("text", "a\nb", "a\nb"),
        ("uuid", CHANGE, "7f1e0e5c-1111-4222-8333-944445555666"),
        ("date", date(987, 1, 2), "0987-01-02"),
        ("timestamptz", AT, "2026-07-01T08:30:00.000000Z"),
        ("timestamptz", datetime(987, 1, 2, 3, 4, 5, 6, tzinfo=UTC), "0987-01-02T03:04:05.000006Z"),
        ("boolean", True, "true"),
        ("boolean", False, "false"),
        ("integer", -9223372036854775808, "-9223372036854775808"),
        ("bytea", b"\x00\xff", "00ff"),
        ("bytea", memoryview(b"\xab"), "ab"),
        # What PostgreSQL 17 prints for numeric::text.
        ("numeric", Decimal("1.50"), "1.50"),
        ("numeric", Decimal("1E+3"), "1000"),
        ("numeric", Decimal("1E-7"), "0.0000001"),
        ("numeric", Decimal("-0.00"), "0.00"),
        ("numeric", Decimal("NaN"), "NaN"),
        ("numeric", Decimal("-Infinity"), "-Infinity"),
        # What PostgreSQL 17 prints for jsonb::text.
        ("jsonb", {"bb": 1, "a": [True, None, {}], "é": []}, '{"a": [true, null, {}], "bb": 1, "é": []}'),
        ("jsonb", 'q"\\/\n\x01\x7f€😀', '"q\\"\\\\/\\n\\u0001\x7f€😀"'),
        ("jsonb", [1.0, 5e16, 1e-07, -0.0, 2.5], "[1.0, 50000000000000000, 0.0000001, 0.0, 2.5]"),
        ("jsonb", 1e22, "10000000000000000000000"),
        ("jsonb", "", '""'),
        ("jsonb", 12345678901234567890, "12345678901234567890"),
    ],
)
def test_typed_texts(of, value, expected):
    assert canonical.text(of, value) == expected


@pytest.mark.parametrize(
    ("of", "value"),
    [
        ("integer", True),
        ("integer", "1"),
        ("boolean", 1),
        ("date", datetime(2026, 1, 1, tzinfo=UTC)),
        ("timestamptz", date(2026, 1, 1)),
        ("timestamptz", datetime(2026, 1, 1)),
        ("text", b"bytes"),
        ("uuid", "7f1e0e5c-1111-4222-8333-944445555666"),
        ("numeric", 1.5),
        ("bytea", "00"),
        ("inet", "127.0.0.1"),
        ("commitment", "00"),
    ],
)
def test_a_value_of_another_kind_has_no_text(of, value):
    with pytest.raises(CanonicalError):
        canonical.text(of, value)


def test_a_row_read_back():
    row = {"name": "Ann", "born": None, "height": Decimal("1.60"), "active": True, "ignored": object()}
    types = {"name": "character varying(80)", "born": "date", "active": "bool", "height": "numeric(3,2)"}
    assert canonical.row_fields(row, types) == [
        ("active", "boolean", "true"),
        ("height", "numeric", "1.60"),
        ("name", "text", "Ann"),
    ]
    for sql, of in {"int8": "integer", "timestamp with time zone": "timestamptz", "JSONB": "jsonb"}.items():
        assert canonical.canonical_type(sql) == of
    with pytest.raises(CanonicalError) as caught:
        canonical.canonical_type("timestamp without time zone")
    assert caught.value.code == "column-type-unknown"


def test_the_salt_has_one_length():
    for length in (0, 15, 17, 32):
        with pytest.raises(CanonicalError):
            canonical.commitment(bytes(length), [("a", "text", "1")])


def test_an_unknown_kind_of_change_is_refused():
    values = {"house": "h", "table": "t", "key": "1", "entry": 1, "actor": "a", "purpose": "p", "transaction": "1"}
    with pytest.raises(CanonicalError, match="kind of change"):
        canonical.header(**values, kind="u", change=CHANGE, at=AT)


NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,6}", fullmatch=True)
FIELDS = st.lists(
    st.tuples(NAMES, st.sampled_from(sorted(canonical.TYPES)), st.text()),
    unique_by=lambda item: item[0],
)


def parsed(content):
    """Fields of canonical bytes, read back by the grammar alone."""
    fields = []
    while content:
        name, of, octets, rest = content.split(b":", 3)
        value, content = rest[: int(octets)], rest[int(octets) :]
        assert content[:1] == b"\n"
        content = content[1:]
        fields.append((name.decode(), of.decode(), value.decode()))
    return fields


@given(FIELDS)
def test_encoding_loses_nothing(fields):
    assert parsed(canonical.encode(fields)) == fields


@given(FIELDS, st.randoms())
def test_the_order_given_is_of_no_matter(fields, random):
    shuffled = list(fields)
    random.shuffle(shuffled)
    assert canonical.commitment(SALT, shuffled) == canonical.commitment(SALT, fields)
