"""What a page or an address really asks of the database lies within the lines of the role that opened it.

The protocol, the permissions and the grants agree on paper (tests/architecture/test_protocol.py); here the statements
themselves are read, as they are sent.
"""

import re
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from config.protocol import PROTOCOL
from tenants import pins
from tenants.kinds import Kind
from tenants.protocol import Verb
from tests.walls import houses, oracle, principals, routes
from tests.walls.extent import one_in
from tests.walls.knocks import knock_at, knocks, objects

_ASKED = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN)\s+"?([a-z]+_[a-z0-9_]+)"?', re.IGNORECASE)
_VERBS = {"INSERT INTO": Verb.ADD, "UPDATE": Verb.CORRECT, "DELETE FROM": Verb.REMOVE}
MACHINERY = ("ledger_", "notifications_", "django_", "pg_")
"""What each act leaves behind: checked cell by cell in the matrix."""
SAMPLE = one_in(12)
Asked = set[tuple[Kind, str, Verb]]


@contextmanager
def listening():
    """What is asked of tables of houses while the block runs: kind of house, table, verb."""
    asked: Asked = set()

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        pin = pins.current()
        if pin.kind is not Kind.PUBLIC:
            for word, table in _ASKED.findall(str(sql)):
                asked.add((pin.kind, table.lower(), _VERBS.get(word.upper(), Verb.SEE)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield asked


def beyond(asked: Asked, party: str) -> list[str]:
    """Those for which the party has no line."""
    found = []
    for kind, name, verb in sorted(asked):
        table = PROTOCOL.by_kind[kind].get(name.replace("_historical", "_", 1)) or PROTOCOL.by_kind[Kind.PUBLIC].get(
            name
        )
        if table is None or name.startswith(MACHINERY) or table.kind is Kind.PUBLIC:
            continue
        if verb not in table.verbs(party):
            found.append(f"{verb} {name} in a {kind}")
    return found


ROLES = {one.role: one for one in principals.EVERY if one.house and one.role not in oracle.ROLES_WITHOUT_A_HOUSE}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_page_asks_for_more_than_its_readers_role_may(furnished, prints, role, count):
    who = ROLES[role]
    client, found = principals.client(furnished, who), routes.houses()
    every = knocks(found, objects(prints.cursor, houses.schemas(), found))
    opened = [one for one in every if oracle.fate(who, one.route, one.house, one.method).reached][::SAMPLE]
    assert opened
    with listening() as asked:
        for knock in opened:
            knock_at(client, who, knock, houses.aviary())
    count("statements' tables held against the lines of a role", len(asked))
    assert len(asked) > 2
    assert beyond(asked, oracle.SYSTEM if who.token else role) == []


def test_a_page_that_asks_for_more_is_found():
    assert beyond({(Kind.COUNCIL, "escalation_freedecision", Verb.SEE)}, "council_manager") == [
        "see escalation_freedecision in a council"
    ]
    assert beyond({(Kind.COUNCIL, "reviews_historicaldecision", Verb.CORRECT)}, "iro") == [
        "correct reviews_historicaldecision in a council"
    ]
    assert beyond({(Kind.COUNCIL, "casework_child", Verb.SEE)}, "iro") == []
