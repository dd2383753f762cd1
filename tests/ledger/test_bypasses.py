"""Ways round the history, tried as each login and as the owner of the tables: each is refused, or captured.

What only a superuser can switch off is not here: tests/ledger/test_verify_house_*.py, where verification finds it.
"""

import io
from uuid import uuid4

import psycopg2
import pytest
from django.db import connection

from ledger.actor_tokens import seal
from ledger.signer import settle
from ledger.verify import verify
from tenants import logins
from tests import databases
from tests.ledger.rows import fill

CHILD, PAST = "casework_child", "casework_historicalchild"
ACTING = (
    "council_210", "region_london", "relay_region_london", "sequencer_region_london", "auditor_london",
    "gate", "relay", "sequencer", "migrator", "backup",
)  # fmt: skip
OWNER = "owner_council_210"
ROUND = (
    # Without an actor.
    f"UPDATE {CHILD} SET sex = 'M'",
    f"INSERT INTO {CHILD} SELECT * FROM {CHILD}",
    f"DELETE FROM {CHILD}",
    "SELECT set_config('iro.change', (SELECT change_id::text FROM ledger_change LIMIT 1), true);"
    f" UPDATE {CHILD} SET sex = 'M'",
    f"COPY {CHILD} (id, reference) FROM PROGRAM 'true'",
    f"MERGE INTO {CHILD} c USING (SELECT 1) s ON true WHEN MATCHED THEN UPDATE SET sex = 'M'",
    f"INSERT INTO {CHILD} SELECT * FROM {CHILD} ON CONFLICT (id) DO UPDATE SET sex = 'M'",
    f"WITH gone AS (DELETE FROM {CHILD} RETURNING *) SELECT * FROM gone",
    f"TRUNCATE {CHILD} CASCADE",
    # With the actor of somebody else's act, or a token of nobody's.
    "INSERT INTO ledger_queue (change_id, table_name, entry, leaf) VALUES (gen_random_uuid(), 'x', 1, '')",
    "SELECT ledger_act(gen_random_uuid(), 'person:1', 'Ada', 'x', 'page', '', 9999999999, '\\x00')",
    "SELECT ledger_act(gen_random_uuid(), 'person:1', 'Ada', 'IRO', 'x', 'page', '', 9999999999, '\\x00')",
    # History itself.
    f"UPDATE {PAST} SET sex = 'M'",
    f"DELETE FROM {PAST}",
    f"TRUNCATE {PAST}",
    f"INSERT INTO {PAST} SELECT * FROM {PAST}",
    f"MERGE INTO {PAST} c USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
    "UPDATE ledger_change SET actor = 'person:1'",
    "DELETE FROM ledger_read",
    # The log.
    "UPDATE ledger_entry SET leaf = ''",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_entry",
    "INSERT INTO ledger_entry SELECT index + 1000, leaf, 'x', entry, change_id FROM ledger_entry",
    "UPDATE ledger_tile SET hash = ''",
    "UPDATE ledger_checkpoint SET note = ''",
    "DELETE FROM ledger_checkpoint",
    "UPDATE ledger_queue SET leaf = ''",
    "DELETE FROM ledger_queue",
    "TRUNCATE ledger_queue",
    # What captures.
    "SET session_replication_role = replica",
    "SET event_triggers = off",
    f"ALTER TABLE {CHILD} DISABLE TRIGGER ALL",
    f"ALTER TABLE {CHILD} DISABLE TRIGGER capture_correct",
    f"ALTER TABLE {CHILD} ENABLE TRIGGER capture_correct",
    f"ALTER TABLE {PAST} DISABLE TRIGGER refuse_change",
    f"DROP TRIGGER capture_add ON {CHILD}",
    f"ALTER TRIGGER capture_add ON {CHILD} RENAME TO later",
    f"CREATE OR REPLACE FUNCTION capture_{CHILD}_add() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    f"DROP FUNCTION capture_{CHILD}_add() CASCADE",
    f"ALTER FUNCTION capture_{CHILD}_add() SET search_path = public",
    f"CREATE RULE nowhere AS ON UPDATE TO {CHILD} DO INSTEAD NOTHING",
    f"CREATE TRIGGER first BEFORE UPDATE ON {CHILD} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "ALTER EVENT TRIGGER refuse_ddl DISABLE",
    "DROP EVENT TRIGGER refuse_ddl",
    # Tables.
    f"DROP TABLE {CHILD} CASCADE",
    f"ALTER TABLE {CHILD} ALTER COLUMN sex TYPE varchar(9)",
    f"ALTER TABLE {CHILD} ALTER COLUMN sex TYPE text USING 'M'",
    f"ALTER TABLE {PAST} DROP COLUMN sex",
    f"ALTER TABLE {CHILD} RENAME TO child_of_before",
    f"ALTER TABLE {CHILD} SET UNLOGGED",
    f"ALTER TABLE {CHILD} INHERIT {PAST}",
    f"CREATE TABLE twin (LIKE {CHILD})",
    f"CREATE TABLE twin () INHERITS ({CHILD})",
    f"CREATE TABLE twin AS SELECT * FROM {CHILD}",
    f"SELECT * INTO twin FROM {CHILD}",
    f"CREATE TEMP TABLE {CHILD} (id int)",
    f"CREATE VIEW twin AS SELECT * FROM {CHILD}",
    f"ALTER TABLE {CHILD} OWNER TO CURRENT_USER",
    "CREATE SCHEMA elsewhere",
    "ALTER SCHEMA council_210 RENAME TO elsewhere",
    f"GRANT DELETE ON {PAST} TO PUBLIC",
    f"ALTER TABLE {CHILD} ENABLE ROW LEVEL SECURITY",
    "DROP OWNED BY CURRENT_USER CASCADE",
    "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC",
    "SELECT public.open_window('council_210', 'irotest_owner_council_210', 'mine')",
    "INSERT INTO public.tenants_window (schema, reason, opened_by, opened_at, transaction_id)"
    " VALUES ('council_210', 'mine', 'me', now(), pg_current_xact_id()::text)",
)
ITS_WORK = ("sequencer_region_london", "DELETE FROM ledger_queue")
"""Numbering takes leaves off the queue. Taken off and not numbered, they are missed (the last test here)."""


class Login:
    """A session of the server as this role, in the schema of one house."""

    def __init__(self, name):
        self.server = databases.superuser(connection.settings_dict["NAME"])
        self.server.autocommit = False
        with self.server.cursor() as cursor:
            cursor.execute(f'SET SESSION AUTHORIZATION "{logins.role(name)}"')
            cursor.execute("SET search_path = council_210, public")
        self.server.commit()

    def tries(self, statement, *, acting=False):
        """The SQLSTATE of its refusal, or the empty string. What isn't refused is committed."""
        try:
            with self.server, self.server.cursor() as cursor:
                if acting:
                    act(cursor)
                cursor.execute(statement)
        except psycopg2.Error as refused:
            return refused.pgcode
        return ""


def act(cursor):
    """As the application does, which alone has the key."""
    words = (str(uuid4()), "process:bypass", "Bypass", "", "bypass", "command", "")
    cursor.execute("SELECT session_user")
    sealed = seal("irotest/council/210", cursor.fetchone()[0], ("act", *words))
    cursor.execute("SELECT ledger_act(%s, %s, %s, %s, %s, %s, %s, %s, %s)", (*words, sealed.expires, sealed.mac))


@pytest.fixture
def southwark(cast):
    house = cast.house("council/210")
    fill(house, 2)
    settle(house)
    fill(house, 1)
    return house


def findings(house):
    found = []
    verify(house, found.append)
    return [str(one) for one in found]


@pytest.mark.parametrize("name", [*ACTING, OWNER])
def test_every_way_round_is_refused(southwark, name):
    """Without an act of their own: as somebody who slipped a statement into a session of that login."""
    login = Login(name)
    done = {statement for statement in ROUND if (name, statement) != ITS_WORK and not login.tries(statement)}
    assert done == set()
    assert len(ROUND) >= 25
    assert findings(southwark) == []


CAPTURED = (
    f"UPDATE {CHILD} SET sex = 'U'",
    f"WITH one AS (SELECT id FROM {CHILD} LIMIT 1) UPDATE {CHILD} c SET upn = 'X' FROM one WHERE one.id = c.id",
    f"INSERT INTO {CHILD} (id, reference, given_names, family_name, date_of_birth, sex, ethnicity, upn)"
    f" SELECT gen_random_uuid(), 'n' || n, '', '', '2015-01-01', 'F', '', '' FROM generate_series(1, 3) n",
    f"INSERT INTO {CHILD} SELECT * FROM {CHILD} ON CONFLICT (id) DO UPDATE SET upn = 'Y'",
    f"MERGE INTO {CHILD} c USING (SELECT 'n1' AS reference) s ON c.reference = s.reference"
    " WHEN MATCHED THEN UPDATE SET sex = 'M'",
    f"DO $$ BEGIN EXECUTE 'UPDATE {CHILD} SET upn = ''Z'''; END $$",
    f"PREPARE p AS UPDATE {CHILD} SET upn = 'P'; EXECUTE p",
    f"SET LOCAL synchronous_commit = off; UPDATE {CHILD} SET upn = 'Q'",
    f"SET CONSTRAINTS ALL DEFERRED; UPDATE {CHILD} SET upn = 'R'",
    f"SAVEPOINT a; UPDATE {CHILD} SET upn = 'S'; ROLLBACK TO a; UPDATE {CHILD} SET upn = 'T'",
)
REMOVING = (
    f"DELETE FROM {CHILD} WHERE reference = 'n2'",
    f"MERGE INTO {CHILD} c USING (SELECT 'n3' AS reference) s ON c.reference = s.reference WHEN MATCHED THEN DELETE",
)


@pytest.mark.parametrize(("name", "statements"), [("council_210", CAPTURED), (OWNER, CAPTURED + REMOVING)])
def test_every_way_of_writing_with_an_actor_is_captured(southwark, name, statements):
    login = Login(name)
    for statement in statements:
        before = past(login)
        assert login.tries(statement, acting=True) == "", statement
        assert past(login) > before, statement
    assert findings(southwark) == []
    settle(southwark)
    assert findings(southwark) == []


def past(login):
    with login.server, login.server.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {PAST}")
        return cursor.fetchone()[0]


def test_copy_is_captured(southwark):
    login = Login("council_210")
    before = past(login)
    lines = "".join(f"{uuid4()}\tcopied {number}\t\t\t2015-01-01\tF\t\t\n" for number in range(3))
    columns = "id, reference, given_names, family_name, date_of_birth, sex, ethnicity, upn"
    with pytest.raises(psycopg2.Error, match="without an actor"), login.server, login.server.cursor() as cursor:
        cursor.copy_expert(f"COPY {CHILD} ({columns}) FROM STDIN", io.StringIO(lines))
    with login.server, login.server.cursor() as cursor:
        act(cursor)
        cursor.copy_expert(f"COPY {CHILD} ({columns}) FROM STDIN", io.StringIO(lines))
    assert past(login) == before + 3
    assert findings(southwark) == []


def test_leaves_that_the_sequencer_takes_and_does_not_number_are_missed(southwark):
    name, statement = ITS_WORK
    assert Login(name).tries(statement) == ""
    assert all("history-without-leaf" in one for one in findings(southwark))
    assert findings(southwark)
