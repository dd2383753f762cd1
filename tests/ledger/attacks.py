"""The attacker that nothing holds back: the server's superuser, with every trigger off, in one house's schema."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from ledger import witnesses
from ledger.verify import verify
from tests import databases

CHILDREN = "casework_historicalchild"


class Attacker:
    def __init__(self, house):
        self.house = house

    def __call__(self, *statements):
        """Run them and return the rows of the last; `%` needs no doubling."""
        with self.cursor(" ".join(statements)) as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else cursor.rowcount

    @contextmanager
    def cursor(self, naming=""):
        """In one transaction: triggers off (all, or those of the tables named), the attack, all on again."""
        server = databases.superuser(connection.settings_dict["NAME"])
        server.autocommit = False
        try:
            with server, server.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(f'SET search_path = "{self.house.schema_name}", public')
                self._turn(cursor, "A", "DISABLE TRIGGER", naming)
                yield cursor
                self._turn(cursor, "D", "ENABLE ALWAYS TRIGGER")
        finally:
            server.close()

    @contextmanager
    def undone(self, *tables):
        """These tables are as they were after the block."""
        self("CREATE SCHEMA kept", *(f"CREATE TABLE kept.{table} AS TABLE {table}" for table in tables))
        yield
        for table in tables:
            self(f"DELETE FROM {table}", f"INSERT INTO {table} SELECT * FROM kept.{table}")
        self("DROP SCHEMA kept CASCADE")

    def _turn(self, cursor, state, verb, naming=""):
        """Every trigger of the schema that is in this state, or of the tables in this text."""
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
            " WHERE relnamespace = to_regnamespace(%s) AND tgenabled = %s AND (%s = '' OR position(relname in %s) > 0)",
            (self.house.schema_name, state, naming, naming),
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} {verb} "{name}"')


@pytest.fixture
def southwark(cast):
    return cast.house("council/210")


@pytest.fixture
def attack(southwark):
    return Attacker(southwark)


def know(*running):
    """Make these witnesses the ones that this installation asks."""
    settings.WITNESSES_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.WITNESSES_FILE.write_text("# ours\n" + "".join(f"{one.line}\n" for one in running))
    witnesses._resting.clear()


def found(house):
    """What `verify` finds, as {(code, table, key)}; nothing is found twice."""
    findings = []
    verify(house, findings.append)
    assert len(set(findings)) == len(findings), findings
    return {(one.code, one.table, one.key) for one in findings}


def codes(house):
    return {code for code, *_ in found(house)}


def key_of(attack, entry):
    """The key of the child whose entry of history this is."""
    [(key,)] = attack(f"SELECT id::text FROM {CHILDREN} WHERE history_id = {entry}")
    return key
