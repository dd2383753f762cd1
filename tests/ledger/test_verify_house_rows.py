"""Every captured table, every column, altered by the superuser: each found, each named, nothing else named."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection

from ledger.actor_tokens import seal
from ledger.signer import settle
from ledger.tables import captured_tables
from ledger.verify import verify
from tenants.kinds import Kind
from tenants.pins import pinned
from tenants.protocol import Capture
from tests import databases
from tests.ledger.attacks import Attacker, found
from tests.ledger.conftest import FULL
from tests.ledger.rows import fill, look_at, note_heads, open_epochs

OTHER = {
    "uuid": "gen_random_uuid()",
    "text": "CASE WHEN {0} = 'z' THEN 'y' ELSE 'z' END",
    "date": "coalesce({0}, '2099-01-01') + 1",
    "boolean": "NOT {0}",
    "integer": "{0} + 1",
    "numeric": "{0} + 0.01",
    "jsonb": "jsonb_set({0}, '{{n}}', (({0} ->> 'n') || '.0')::jsonb)",
    "timestamptz": "{0} + interval '1 microsecond'",
    "bytea": "sha256({0})",
}
"""Another value of the type; of a jsonb the smallest: 1 becomes 1.0, which is equal to it."""
META = {
    "history_id": "integer", "history_date": "timestamptz", "history_change_reason": "text", "history_user_id": "text",
    "change_id": "uuid", "transaction_id": "text", "salt": "bytea", "history_type": "kind",
}  # fmt: skip
SELF_META = {
    "id": "integer", "actor": "text", "purpose": "text", "at": "timestamptz", "change_id": "uuid",
    "transaction_id": "text", "salt": "bytea",
}  # fmt: skip
HOUSES = ["council/210", "region/london", "panel/national"]


def tables(house, capture=Capture.FULL):
    # Rows of erasures erase: tests/casework/test_erase_in_database.py.
    found = [table for table in captured_tables(Kind(house.kind)) if table.capture is capture]
    return [table for table in found if table.name != "casework_erasure"]


def most_columns(house):
    return max(len(table.columns) for table in tables(house)) + len(META)


@pytest.fixture(params=HOUSES)
def filled(cast, request):
    """A house with more rows in each table than the table has columns, all signed."""
    house = cast.house(request.param)
    made = fill(house, most_columns(house))
    settle(house)
    attack = Attacker(house)
    # Whoever can alter rows can drop what keeps them unlike one another.
    with attack.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype IN ('u', 'c') AND connamespace = to_regnamespace(%s)",
            (house.schema_name,),
        )
        for table, constraint in cursor.fetchall():
            if not table.startswith("ledger_"):
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{constraint}" CASCADE')
    assert found(house) == set()
    return SimpleNamespace(house=house, made=made, attack=attack)


def keys(filled, table):
    return [str(row.pk) for row in filled.made[table.name]]


def test_each_column_of_each_row(filled, count):
    expected, columns = set(), {}
    with filled.attack.cursor() as cursor:
        for table in tables(filled.house):
            for column, key in zip(table.columns, keys(filled, table), strict=False):
                value = OTHER[column.type].format(f'"{column.name}"')
                cursor.execute(
                    f'UPDATE "{table.name}" SET "{column.name}" = {value} WHERE "{table.key.name}" = %s'
                    f' RETURNING "{table.key.name}"::text',
                    (key,),
                )
                [(now,)] = cursor.fetchall()
                if now == key:
                    expected.add(("row-altered", table.name, key))
                    columns[table.name, key] = f"differs in {column.name}"
                else:
                    expected |= {("row-missing", table.name, key), ("history-missing", table.name, now)}
    assert found(filled.house) == expected
    assert len(columns) == sum(len(table.columns) - 1 for table in tables(filled.house))
    findings = []
    verify(filled.house, findings.append)
    assert {(one.table, one.key): one.detail for one in findings if one.code == "row-altered"} == columns
    count("tried, found and located: columns of rows altered", len(columns) + len(tables(filled.house)))


def test_each_column_of_each_entry_of_history(filled, count):
    expected, tried = set(), 0
    with filled.attack.cursor() as cursor:
        for table in tables(filled.house):
            named = {column.name: column.type for column in table.columns} | META
            for (column, of), key in zip(named.items(), keys(filled, table), strict=False):
                entry, now = alter_history(cursor, table, column, of, key)
                expected |= of_history(table, column, key, now, entry)
                tried += 1
    assert found(filled.house) == expected
    count("tried, found and located: columns of history altered", tried)


def alter_history(cursor, table, column, of, key):
    """The number that the entry had, and its key now."""
    select = f'"{table.rows}" WHERE "{table.key.name}" = %s'
    cursor.execute(f"SELECT min(history_id) FROM {select} AND history_type = '+'", (key,))
    [(entry,)] = cursor.fetchall()
    value = "'~'" if of == "kind" else OTHER[of].format(f'"{column}"')
    value = "history_id + 1000000" if column == "history_id" else value
    cursor.execute(
        f'UPDATE "{table.rows}" SET "{column}" = {value} WHERE history_id = %s RETURNING "{table.key.name}"::text',
        (entry,),
    )
    [(now,)] = cursor.fetchall()
    return entry, now


def of_history(table, column, key, now, entry):
    """What an altered entry of history is found as."""
    if column == "history_id":
        return {("leaf-without-history", table.rows, str(entry)), ("history-without-leaf", table.rows, key)}
    altered = {("history-altered", table.rows, now)}
    if column == table.key.name:
        return altered | {("history-missing", table.name, key), ("row-missing", table.name, now)}
    return altered | ({("row-altered", table.name, key)} if column not in META else set())


def test_each_column_of_the_tables_that_are_their_own_history(filled, count):
    look_at(filled.house, 20)
    note_heads(filled.house, 20)
    open_epochs(filled.house, 20)
    for _ in range(12 - min(12, len(filled.made))):
        fill(filled.house, 1)
    settle(filled.house)
    expected = set()
    with filled.attack.cursor() as cursor:
        for table in tables(filled.house, Capture.SELF):
            cursor.execute(f"SELECT id FROM {table.name} ORDER BY id")
            entries = [entry for (entry,) in cursor.fetchall()]
            named = {column.name: column.type for column in table.columns} | SELF_META
            assert len(entries) >= len(named)
            for (column, of), entry in zip(named.items(), entries, strict=False):
                value = "id + 1000000" if column == "id" else OTHER[of].format(f'"{column}"')
                value = "'[1]'" if of == "jsonb" else value
                cursor.execute(
                    f'UPDATE {table.name} SET "{column}" = {value} WHERE id = %s RETURNING change_id::text', (entry,)
                )
                [(key,)] = cursor.fetchall()
                code = "history-without-leaf" if column == "id" else "history-altered"
                expected |= {(code, table.name, key)}
                expected |= {("leaf-without-history", table.name, str(entry))} if column == "id" else set()
    # That those epochs are none of the house's is said too.
    assert {one for one in found(filled.house) if not one[0].startswith("epoch-")} == expected
    count(
        "tried, found and located: columns of acts, looks, heads and epochs altered", len({key for *_, key in expected})
    )


def test_rows_and_entries_deleted_inserted_and_swapped(filled, count):
    expected = set()
    with filled.attack.cursor() as cursor:
        for table in tables(filled.house):
            key = f'"{table.key.name}"'
            row = keys(filled, table)

            def entry_of(which, table=table, key=key):
                cursor.execute(f'SELECT min(history_id) FROM "{table.rows}" WHERE {key} = %s', (which,))
                return cursor.fetchone()[0]

            cursor.execute(f'DELETE FROM "{table.name}" WHERE {key} = %s', (row[0],))
            gone, swapped = entry_of(row[1]), (entry_of(row[6]), entry_of(row[7]))
            cursor.execute(f'DELETE FROM "{table.rows}" WHERE history_id = %s', (gone,))
            expected |= {("row-missing", table.name, row[0]), ("history-missing", table.name, row[1])}
            expected |= {("leaf-without-history", table.rows, str(gone))}
            added = copy(cursor, table.name, table, row[2], {table.key.name: "gen_random_uuid()"})
            claimed = copy(
                cursor, table.rows, table, row[3], {"history_id": "9000000", table.key.name: "gen_random_uuid()"}
            )
            expected |= {("history-missing", table.name, added), ("row-missing", table.name, claimed)}
            expected |= {("history-without-leaf", table.rows, claimed)}
            swap(cursor, table.name, table.key.name, row[4], row[5])
            expected |= {("row-altered", table.name, row[4]), ("row-altered", table.name, row[5])}
            swap(cursor, table.rows, "history_id", *swapped)
            expected |= {("history-altered", table.rows, row[6]), ("history-altered", table.rows, row[7])}
            both = entry_of(row[8])
            cursor.execute(f'DELETE FROM "{table.name}" WHERE {key} = %s', (row[8],))
            cursor.execute(f'DELETE FROM "{table.rows}" WHERE {key} = %s', (row[8],))
            expected |= {("leaf-without-history", table.rows, str(both))}
    assert found(filled.house) == expected
    count("tried, found and located: rows deleted, inserted and swapped", 7 * len(tables(filled.house)))


def test_each_table_truncated(filled, count):
    """History by itself; a table with those that point at it."""
    chosen = tables(filled.house) if FULL else tables(filled.house)[:1]
    every = [table.name for table in tables(filled.house)]
    for table in chosen:
        with filled.attack.undone(table.rows):
            filled.attack(f'TRUNCATE "{table.rows}"')
            gone = found(filled.house)
        assert {("history-missing", table.name, key) for key in keys(filled, table)} <= gone
        assert {code for code, *_ in gone} == {"history-missing", "leaf-without-history"}
        with filled.attack.undone(*every):
            with filled.attack.cursor() as cursor:
                cursor.execute(f'TRUNCATE "{table.name}" CASCADE')
            gone = found(filled.house)
        assert {("row-missing", table.name, key) for key in keys(filled, table)} <= gone
        assert {code for code, *_ in gone} == {"row-missing"}
    assert found(filled.house) == set()
    count("tried, found and located: tables truncated", 2 * len(chosen))


def copy(cursor, name, table, key, changed):
    """A copy of a row with some columns changed; its key."""
    columns = [column.name for column in table.columns]
    columns += list(META) if name == table.rows else []
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    cursor.execute(
        f'INSERT INTO "{name}" ({", ".join(map(quoted, columns))}) SELECT {values} FROM "{name}"'
        f' WHERE "{table.key.name}" = %s LIMIT 1 RETURNING "{table.key.name}"::text',
        (key,),
    )
    return cursor.fetchone()[0]


def swap(cursor, name, key, first, second):
    """Give each of two rows the other's number or key."""
    cursor.execute(f'CREATE TEMP TABLE swapped AS SELECT * FROM "{name}" WHERE "{key}" IN (%s, %s)', (first, second))
    cursor.execute(f'DELETE FROM "{name}" WHERE "{key}" IN (%s, %s)', (first, second))
    of = "uuid" if isinstance(first, str) else "bigint"
    other = f'CASE WHEN "{key}" = %s THEN %s::{of} ELSE %s::{of} END'
    cursor.execute(f'UPDATE swapped SET "{key}" = {other}', (first, second, first))
    cursor.execute(f'INSERT INTO "{name}" SELECT * FROM swapped')
    cursor.execute("DROP TABLE swapped")


def quoted(name):
    return f'"{name}"'


def test_a_row_that_was_removed_comes_back(southwark, attack):
    made = fill(southwark, 2)["casework_returnload"]
    key = str(made[0].pk)
    with pinned(southwark.own_pin()), pytest.raises(Exception, match="permission denied"):
        made[0].delete()
    remove_as_superuser(southwark, key)
    assert found(southwark) == set()
    settle(southwark)
    attack(f"INSERT INTO casework_returnload SELECT (jsonb_populate_record(NULL::casework_returnload, to_jsonb(h))).*"
           f" FROM casework_historicalreturnload h WHERE id = '{key}' AND history_type = '-'")  # fmt: skip
    assert found(southwark) == {("row-returned", "casework_returnload", key)}


def remove_as_superuser(house, key):
    """With capture on: a removal on the record, which no login may do today."""
    server = databases.superuser(connection.settings_dict["NAME"])
    server.autocommit = False
    with server, server.cursor() as cursor:
        cursor.execute(f'SET search_path = "{house.schema_name}", public')
        words = (str(uuid4()), "process:owner", "Owner", "", "erasure", "command", "")
        sealed = seal(house.title, server.info.user, ("act", *words))
        cursor.execute("SELECT ledger_act(%s, %s, %s, %s, %s, %s, %s, %s, %s)", (*words, sealed.expires, sealed.mac))
        cursor.execute("DELETE FROM casework_returnload WHERE id = %s", (key,))
    server.close()
