"""The way to the database cut at each statement of one write: all of it is there, or nothing; and work goes on."""

import json

import pytest
from django.db import connection
from django.test import Client

from ledger.signer import settle
from ledger.verify import verify
from tenants import logins
from tests import databases
from tests.api.test_cases import changed
from tests.ledger.cutting import Cutter


@pytest.fixture
def cutter(cast):
    place = connection.settings_dict
    found = Cutter(place["HOST"], int(place["PORT"]), logins.role("council_210"))
    direct = place["HOST"], place["PORT"]
    connection.close()
    place["HOST"], place["PORT"] = "127.0.0.1", str(found.port)
    yield found
    connection.close()
    place["HOST"], place["PORT"] = direct
    found.close()


def hand_in(headers, reference):
    client = Client(raise_request_exception=False)
    case = json.dumps(changed(child__reference=reference))
    return client.post("/api/v1/councils/210/cases", data=case, content_type="application/json", headers=headers)


def of_child(server, reference):
    """(children, entries of their history, leaves of those, changes of those) of this reference."""
    with server.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM council_210.casework_child WHERE reference = %s),"
            " count(*), count(q.id), count(c.id) FROM council_210.casework_historicalchild h"
            " LEFT JOIN council_210.ledger_queue q ON q.table_name = 'casework_child' AND q.entry = h.history_id"
            " LEFT JOIN council_210.ledger_change c ON c.change_id = h.change_id WHERE h.reference = %s",
            (reference, reference),
        )
        return cursor.fetchone()


def totals(server):
    with server.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM council_210.ledger_change), (SELECT count(*) FROM council_210.ledger_queue),"
            " (SELECT count(*) FROM council_210.casework_episode),"
            " (SELECT count(*) FROM council_210.notifications_outboxevent)"
        )
        return cursor.fetchone()


@pytest.mark.parametrize("when", ["before", "after"])
def test_cut_at_every_statement_of_a_write(cast, token, cutter, when):
    headers = token("210")
    assert hand_in(headers, "first").status_code == 201
    server = databases.superuser(connection.settings_dict["NAME"])
    number, whole_though_unheard = 0, []
    while True:
        number += 1
        reference, before = f"cut-{number}", totals(server)
        # A new connection each time, so that its own first statements are among those cut.
        connection.close()
        cutter.at(number, when)
        answer = hand_in(headers, reference)
        if not cutter.was_cut:
            break
        said = cutter.statements[number - 1]
        assert answer.status_code >= 500, said
        assert answer["Content-Type"] == "application/problem+json"
        if of_child(server, reference) == (0, 0, 0, 0):
            assert totals(server) == before, said
        else:
            assert of_child(server, reference) == (1, 1, 1, 1), said
            whole_though_unheard.append(said)
        # The next one finds a way again, without anybody's help.
        cutter.at(0, when)
        assert hand_in(headers, f"next-{number}").status_code == 201, said
    assert answer.status_code == 201
    assert number > 5
    assert any("ledger_act" in said for said in cutter.statements)
    # Only a COMMIT can be done without having been heard: the one case in which a sender must ask again.
    assert whole_though_unheard == (["COMMIT"] if when == "after" else [])
    connection.close()
    # Around the cutter: the whole house through it takes its time.
    connection.settings_dict["HOST"], connection.settings_dict["PORT"] = cutter.behind
    southwark = cast.house("council/210")
    settle(southwark)
    findings = []
    verify(southwark, findings.append)
    assert findings == []
