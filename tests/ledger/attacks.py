"""The attacker that nothing holds back: the server's superuser, with every trigger off, in one house's schema."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from ledger import witnesses
from ledger.verify import verify
from tests import databases


class Attacker:
    def __init__(self, house):
        self.house = house

    def __call__(self, *statements):
        """Run them and return the rows of the last; `%` needs no doubling."""
        with self.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else cursor.rowcount

    @contextmanager
    def cursor(self):
        """In one transaction: every trigger off, the attack, every trigger on again as if nothing had happened."""
        server = databases.superuser(connection.settings_dict["NAME"])
        server.autocommit = False
        try:
            with server, server.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(f'SET search_path = "{self.house.schema_name}", public')
                cursor.execute(_TRIGGERS, (self.house.schema_name,))
                triggers = cursor.fetchall()
                cursor.execute(_each(triggers, "DISABLE TRIGGER"))
                yield cursor
                cursor.execute(_each(triggers, "ENABLE ALWAYS TRIGGER"))
        finally:
            server.close()


_TRIGGERS = (
    "SELECT tgrelid::regclass::text, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
    " WHERE relnamespace = to_regnamespace(%s) AND tgenabled = 'A'"
)


def _each(triggers, verb):
    return "; ".join(f'ALTER TABLE {table} {verb} "{name}"' for table, name in triggers)


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
    places = [(one.code, one.table, one.key) for one in findings]
    assert len(set(places)) == len(places), places
    return set(places)
