"""Leaves, tiles, checkpoints and capture itself, altered one at a time."""

import shutil

import pytest
from django.conf import settings
from django.db import connection

from ledger.sequencer import sequence
from ledger.signer import head, settle
from tests import databases
from tests.ledger.attacks import CHILDREN, codes, found, key_of
from tests.ledger.rows import write_children


@pytest.fixture(scope="module")
def prepared(template):
    """A database with 600 leaves under three checkpoints (201, 402, 600), and two that wait: found clean."""
    name, cast = template
    with databases.clone(name) as made:
        house = cast.house("council/210")
        for count in (200, 200, 197):
            write_children(house, count)
            settle(house)
        assert head(house).size == 600
        write_children(house, 1)
        assert found(house) == set()
        connection.close()
        yield made, house


@pytest.fixture
def southwark(prepared):
    """The house in a copy of that database, with a copy of what its signer remembers."""
    made, house = prepared
    with databases.clone(made) as name:
        shutil.copytree(databases.SIGNERS / made, databases.SIGNERS / name)
        yield house


LEAVES = [
    ("UPDATE ledger_entry SET leaf = sha256('x') WHERE index = 5", {"history-altered", "root-differs", "tile-differs"}),
    ("UPDATE ledger_entry SET index = 9000 WHERE index = 5", {"log-gap"}),
    ("UPDATE ledger_entry SET index = -1 WHERE index = 5", {"log-gap"}),
    (
        "UPDATE ledger_entry SET table_name = 'casework_worker' WHERE index = 5",
        {"history-without-leaf", "leaf-without-history"},
    ),
    ("UPDATE ledger_entry SET table_name = 'x' WHERE index = 5", {"history-without-leaf", "leaf-without-history"}),
    ("UPDATE ledger_entry SET entry = 9000 WHERE index = 5", {"history-without-leaf", "leaf-without-history"}),
    ("UPDATE ledger_entry SET change_id = gen_random_uuid() WHERE index = 5", {"leaf-misfiled"}),
    ("DELETE FROM ledger_entry WHERE index = 5", {"log-gap", "history-without-leaf"}),
    ("DELETE FROM ledger_entry WHERE index = 0", {"log-gap", "history-without-leaf"}),
    ("DELETE FROM ledger_entry WHERE index = 599", {"rolled-back", "history-without-leaf"}),
    ("DELETE FROM ledger_entry", {"rolled-back", "history-without-leaf", "tile-differs"}),
    (
        "INSERT INTO ledger_entry"
        " SELECT 600, leaf, 'casework_child', 9000, change_id FROM ledger_entry WHERE index = 5",
        {"leaf-without-history"},
    ),
    (
        "UPDATE ledger_entry e SET leaf = o.leaf FROM ledger_entry o"
        " WHERE e.index + o.index = 11 AND e.index IN (5, 6)",
        {"history-altered", "root-differs", "tile-differs"},
    ),
    ("UPDATE ledger_queue SET leaf = sha256('x')", {"history-altered"}),
    ("UPDATE ledger_queue SET entry = entry + 9000", {"history-without-leaf", "leaf-without-history"}),
    ("UPDATE ledger_queue SET change_id = gen_random_uuid()", {"leaf-misfiled"}),
    ("DELETE FROM ledger_queue", {"history-without-leaf"}),
    (
        "INSERT INTO ledger_queue (change_id, table_name, entry, leaf) SELECT change_id, table_name, entry, leaf"
        " FROM ledger_entry WHERE index = 5",
        {"leaf-twice"},
    ),
    ("UPDATE ledger_tile SET hash = sha256('x') WHERE index = 1", {"tile-differs"}),
    ("UPDATE ledger_tile SET index = 7 WHERE index = 1", {"tile-differs"}),
    ("DELETE FROM ledger_tile WHERE index = 0", {"tile-differs"}),
    ("INSERT INTO ledger_tile VALUES (2, sha256('x'))", {"tile-differs"}),
]


def test_the_log_altered(southwark, attack, count):
    assert each_undone(southwark, attack, LEAVES) == dict(LEAVES)
    count("tried, found and located: leaves, tiles and the queue altered", len(LEAVES))


def each_undone(house, attack, attacks):
    """What each statement, alone, is found as; afterwards the log is as it was."""
    results = {}
    for statement, _ in attacks:
        with attack.undone("ledger_queue", "ledger_entry", "ledger_tile", "ledger_checkpoint"):
            assert attack(statement)
            results[statement] = codes(house)
    assert found(house) == set()
    return results


def test_an_altered_leaf_is_named_by_its_row_and_between_the_heads_that_enclose_it(southwark, attack):
    key = key_of(attack, 300)
    assert attack("UPDATE ledger_entry SET leaf = sha256('x') WHERE table_name = 'casework_child' AND entry = 300")
    assert found(southwark) == {
        ("history-altered", CHILDREN, key),
        ("root-differs", "ledger_entry", "201 to 401"),
        ("tile-differs", "ledger_tile", "1"),
    }


CHECKPOINTS = [
    ("UPDATE ledger_checkpoint SET root = sha256('x') WHERE size = 402", {"checkpoint-altered"}),
    ("UPDATE ledger_checkpoint SET size = 403 WHERE size = 402", {"checkpoint-altered"}),
    ("UPDATE ledger_checkpoint SET id = id + 100 WHERE size = 402", {"checkpoint-altered"}),
    ("UPDATE ledger_checkpoint SET note = replace(note, '/1', '/2') WHERE size = 402",
     {"checkpoint-missing", "signature-invalid"}),
    ("UPDATE ledger_checkpoint SET note = rtrim(note, E'\\n') WHERE size = 402",
     {"checkpoint-altered", "signature-invalid"}),
    ("UPDATE ledger_checkpoint SET note = '' WHERE size = 402",
     {"checkpoint-altered", "checkpoint-missing", "signature-invalid"}),
    ("UPDATE ledger_checkpoint SET note = n.note, root = n.root, size = n.size FROM ledger_checkpoint n"
     " WHERE ledger_checkpoint.size = 600 AND n.size = 402", {"checkpoint-missing"}),
    ("DELETE FROM ledger_checkpoint WHERE size = 600", {"checkpoint-missing"}),
    ("DELETE FROM ledger_checkpoint WHERE size = 201", {"checkpoint-missing"}),
    ("DELETE FROM ledger_checkpoint", {"checkpoint-missing"}),
    ("INSERT INTO ledger_checkpoint (size, root, note, signed_at) SELECT size, root, note, now() FROM ledger_checkpoint"
     " WHERE size = 201", {"checkpoint-altered"}),
]  # fmt: skip


def test_the_checkpoints_altered(southwark, attack, count):
    assert each_undone(southwark, attack, CHECKPOINTS) == dict(CHECKPOINTS)
    count("tried, found and located: checkpoints altered", len(CHECKPOINTS))


def test_a_log_whose_signer_is_not_known_here_is_not_called_clean(southwark):
    settings.SIGNER_HOME, settings.SIGNER_KEYS = settings.SIGNER_HOME / "none", settings.SIGNER_HOME / "none"
    assert codes(southwark) == {"signer-unknown"}


ACT = "ledger_act(uuid, text, text, text, text, text, text, bigint, bytea)"
LOOK = "ledger_look(uuid, text, text, text, text, text, text, text, text, bigint, bytea)"
INSTALLED = [
    "CREATE OR REPLACE FUNCTION capture_casework_child_add() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
    " SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NULL; END'",
    f"ALTER FUNCTION {ACT} SECURITY INVOKER",
    f"ALTER FUNCTION {ACT} RESET search_path",
    f"ALTER FUNCTION {ACT} SET lc_messages = 'C'",
    f"DROP FUNCTION {LOOK}",
    "DROP FUNCTION ledger_look(uuid, text, text, text, text, text, text, text, bigint, bytea)",
    "CREATE OR REPLACE FUNCTION public.ledger_now() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER"
    " SET search_path = pg_catalog, pg_temp AS 'SELECT now()'",
    "CREATE TRIGGER alter_first BEFORE INSERT ON casework_child FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE OR REPLACE TRIGGER capture_add AFTER INSERT ON casework_child REFERENCING NEW TABLE AS new_rows"
    " FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION capture_casework_child_add()",
    "CREATE OR REPLACE TRIGGER capture_add AFTER INSERT ON casework_child REFERENCING NEW TABLE AS new_rows"
    " FOR EACH STATEMENT EXECUTE FUNCTION capture_casework_worker_add()",
    "CREATE RULE none AS ON INSERT TO ledger_queue DO INSTEAD NOTHING",
    "DROP TRIGGER capture_correct ON casework_child",
    "GRANT DELETE ON casework_child TO irotest_council_210",
    "ALTER TABLE casework_child OWNER TO irotest_council_210",
]


@pytest.mark.parametrize("statement", INSTALLED, ids=[one[:60] for one in INSTALLED])
def test_capture_altered(southwark, attack, statement):
    attack(statement)
    assert codes(southwark) == {"catalogue-differs"}


@pytest.mark.parametrize(
    "statement", ["DROP TABLE escalation_answer CASCADE", "ALTER TABLE casework_child DROP COLUMN sex"]
)
def test_a_table_that_is_gone_or_cut_is_named_and_the_rest_is_still_looked_at(southwark, attack, statement):
    attack("DELETE FROM ledger_change WHERE id = 1", statement)
    assert codes(southwark) == {"catalogue-differs", "table-unreadable", "leaf-without-history"} - (
        {"catalogue-differs"} if "COLUMN" in statement else set()
    )


def test_what_is_numbered_after_the_last_signature_is_still_compared(southwark, attack):
    sequence(southwark)
    key = key_of(attack, 598)
    attack(
        f"UPDATE {CHILDREN} SET sex = 'M' WHERE id = '{key}'", f"UPDATE casework_child SET sex = 'M' WHERE id = '{key}'"
    )
    assert found(southwark) == {("history-altered", CHILDREN, key)}
