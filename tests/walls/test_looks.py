"""Every address that shows a word of a child's data has left a look in that house, or it is shown nothing."""

from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection
from psycopg2.sql import SQL, Identifier

from tests import databases
from tests.walls import houses, oracle, principals, routes
from tests.walls.knocks import knocks, objects, text_of

OF_A_CHILD = (
    "casework_", "reviews_", "escalation_", "workforce_diaryentry", "arbitration_referral",
    "arbitration_partystatement", "arbitration_draft", "arbitration_determination", "arbitration_councilanswer",
    "arbitration_slip", "arbitration_order", "arbitration_filing", "arbitration_deliberation",
    "arbitration_disclosedbundle",
)  # fmt: skip
"""Tables whose words are, or may tell of, a child's."""
OF_NO_CHILD = frozenset({"escalation_councilladder"})
"""Among them: a council's procedure."""
ROLES = {
    one.role: one for one in reversed(principals.EVERY) if one.house and one.role not in oracle.ROLES_WITHOUT_A_HOUSE
}
COUNCIL, CASE = "councils/<str:code>/", "councils/<str:code>/cases/<uuid:child_id>/"
SEEN_BY = {
    "iro": {COUNCIL, CASE, f"{CASE}looks/", f"{COUNCIL}disputes/", "region/"},
    "iro_manager": {COUNCIL, CASE, f"{CASE}looks/", f"{COUNCIL}break-glass/", f"{COUNCIL}disputes/", "region/team/"},
    "council_manager": {COUNCIL, CASE, f"{COUNCIL}votes/", f"{COUNCIL}disputes/"},
    "data_protection_officer": {f"{CASE}looks/", f"{COUNCIL}break-glass/"},
    "arbitrator": {"panel/"},
}
"""Some pages that must be among those walked, so that the walk isn't found empty by accident."""


def looks(cursor, house):
    cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(house.replace("/", "_"), "ledger_read")))
    return cursor.fetchone()[0]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_whatever_shows_a_childs_data_has_left_a_look(furnished, prints, role, count):
    who, aviary, every = ROLES[role], houses.aviary(), routes.houses()
    client, keys = principals.client(furnished, who), objects(prints.cursor, houses.schemas(), every)
    shown, silent = set(), []
    for route in every:
        for knock in knocks([route], keys):
            fate = oracle.fate(who, route, knock.house, "GET")
            if knock.method != "GET" or not fate.reached:
                continue
            before = looks(prints.cursor, fate.reached)
            answer = client.get(knock.path)
            tables = {one.table for one in aviary.found(text_of(answer))} - OF_NO_CHILD
            found = {table for table in tables if table.startswith(OF_A_CHILD)}
            if answer.status_code != 200 or not found:
                continue
            shown.add(route.template)
            if looks(prints.cursor, fate.reached) == before:
                silent.append((knock.path, sorted(found)))
            break
    count("addresses that show a child's data, each with its look", len(shown))
    assert silent == []
    assert shown >= SEEN_BY.get(role, set())


SHOWING = {
    "max": ("/councils/210/", "/councils/210/disputes/", "/councils/210/votes/", "/api/v1/councils/210/cases"),
    "ada": ("/councils/210/", "/region/"),
    "mary": ("/councils/210/break-glass/", "/region/team/"),
    "arno": ("/panel/",),
}


@pytest.mark.parametrize("damage", [
    "ALTER FUNCTION {schema}.ledger_look({types}) RENAME TO looked_away",
    "REVOKE EXECUTE ON FUNCTION {schema}.ledger_look({types}) FROM {logins}",
    "ALTER TABLE {schema}.ledger_read RENAME TO ledger_unread",
    "ALTER TABLE {schema}.ledger_read ADD CONSTRAINT nobody CHECK (false) NOT VALID",
], ids=lambda damage: damage[:50])  # fmt: skip
def test_nothing_is_shown_that_can_not_be_recorded(furnished, damage):
    clients = {one.name: principals.client(furnished, one) for one in principals.EVERY if one.name in SHOWING}
    aviary, types = houses.aviary(), "uuid, text, text, text, text, text, text, text, text, bigint, bytea"
    every = [(name, path) for name, paths in SHOWING.items() for path in paths]
    for name, path in every:
        assert clients[name].get(path).status_code == 200, path
    with closing(databases.superuser(connection.settings_dict["NAME"])) as server, server.cursor() as cursor:
        server.autocommit = True
        cursor.execute("SET session_replication_role = replica; SET event_triggers = off")
        for schema in ("council_210", "region_london", "panel_national"):
            acting = {schema, "region_london"} if schema.startswith("council") else {schema}
            logins = ", ".join(f'"{settings.INSTALLATION}_{login}"' for login in sorted(acting))
            cursor.execute(damage.format(schema=schema, types=types, logins=logins))
    for name, path in every:
        answer = clients[name].get(path)
        assert answer.status_code == 503, path
        assert aviary.found(text_of(answer)) == set(), path
        assert "look-not-recorded" in text_of(answer) or "could not be recorded" in text_of(answer), path
