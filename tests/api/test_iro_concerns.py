"""A council's concern about an IRO: to the manager, then to the board; flagged when it follows an escalation."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import DatabaseError, connection

from escalation.actions import check_retaliation
from escalation.models import IroConcern, IroConcernAnswer, IroConcernTaken, RetaliationCheck
from tenants.pins import pinned
from tests.api.test_cases import problem
from tests.api.test_dispute_moves import made
from tests.api.test_votes_and_answers import sent
from tests.escalation.quarrel import DAY, begin, service
from tests.past import seen
from tests.reviews.care import in_care, on
from tests.web.dispute_journey import deliver

API, PAGE = "/api/v1/councils/210/iro-concerns", "/councils/210/iro-concerns/"
LAST = date(2026, 5, 1)  # 20 working days after DAY
NO = {"finding": "not_upheld", "text": "Both records were in time."}


@pytest.fixture
def case(cast):
    return in_care(cast)


def about(cast, who="ada"):
    return {"iro_id": str(cast.person(who).id), "text": "She writes too much.", "sought": "Another IRO."}


def rows(cast):
    with pinned(cast.house("council/210").service_pin()):
        return tuple(
            model.objects.count() for model in (IroConcern, IroConcernTaken, IroConcernAnswer, RetaliationCheck)
        )


def flagged_rows(cast):
    with pinned(cast.house("council/210").service_pin()):
        return RetaliationCheck.objects.filter(flagged=True).count()


def flags(client):
    return [one["flag"] and one["flag"]["escalated_on"] for one in client.get(API).json()["items"]]


def test_to_the_manager_then_to_the_board_and_no_further(cast, sign_in, case, settings_mail):
    max_, mary, hugo = sign_in("max"), sign_in("mary"), sign_in("hugo")
    one = f"{API}/{made(max_, API, about(cast))['id']}"
    for who, path, body in ((max_, "board", {"reason": "No."}), (hugo, "board/answer", NO)):
        problem(sent(who, f"{one}/{path}", body), 409, "iro-concern-not-now")
    made(mary, f"{one}/answer", NO)
    problem(sent(mary, f"{one}/answer", NO), 409, "iro-concern-not-now")
    made(max_, f"{one}/board", {"reason": "They were late."})
    made(hugo, f"{one}/board/answer", NO | {"finding": "partly"})
    problem(sent(max_, f"{one}/board", {"reason": "Again."}), 409, "iro-concern-not-now")
    assert rows(cast)[:3] == (1, 1, 2)
    told = max_.get(API).json()["items"][0]
    assert (told["standing"], told["flag"]) == ("ended", None)
    assert [(one["body"], one["finding"]) for one in told["answers"]] == [
        ("manager", "not_upheld"), ("board", "partly"),
    ]  # fmt: skip
    assert ("concerns about IROs", []) in seen(cast)
    deliver(cast, "council/210")
    sent_to = {(one.to[0].split("@")[0], one.subject.rpartition(": ")[2]) for one in mail.outbox}
    assert {("mary", "raised"), ("hugo", "taken to the regional board"), ("max", "answered"), ("dora", "answered")} <= (
        sent_to
    )
    assert not [one for one in mail.outbox if "Fairweather" in one.body]


@pytest.mark.parametrize(("days", "flagged"), [(0, True), ((LAST - DAY).days, True), ((LAST - DAY).days + 4, False)])
def test_what_follows_an_escalation_within_20_working_days_is_flagged_to_the_service_alone(
    cast, sign_in, case, settings_mail, days, flagged
):
    begin(cast, case)
    with on(DAY + timedelta(days=days)):
        concern = made(sign_in("dora"), API, about(cast))["id"]
        made(sign_in("dora"), API, about(cast))
        deliver(cast, "council/210")
        deliver(cast, "council/210")
        assert flags(sign_in("mary")) == flags(sign_in("hugo")) == [DAY.isoformat() if flagged else None] * 2
        assert flags(sign_in("dora")) == [None, None]
        for who, shown in (("dora", False), ("mary", flagged)):
            assert ("Possible retaliation" in sign_in(who).get(PAGE).content.decode()) is shown
        made(sign_in("mary"), f"{API}/{concern}/answer", NO)  # on its merits all the same
    assert flagged_rows(cast) == (2 if flagged else 0)
    warned = {one.to[0] for one in mail.outbox if "retaliation" in one.subject}
    assert warned == ({"hugo@example.org"} if flagged else set())
    before = rows(cast)
    service(cast, case, lambda mary: check_retaliation(UUID(concern), actor=mary), "mary")
    assert rows(cast) == before


def test_another_iros_escalation_flags_nothing_and_the_councils_log_looks_the_same(cast, sign_in, case):
    in_care(cast, "ben")
    begin(cast, case)

    def log():
        """What the council's login finds in its own house of what was written, and why."""
        with pinned(cast.house("council/210").own_pin()), connection.cursor() as cursor:
            cursor.execute("SELECT purpose FROM ledger_change")
            purposes = Counter(cursor.fetchall())
            cursor.execute("SELECT table_name FROM ledger_queue UNION ALL SELECT table_name FROM ledger_entry")
            return purposes + Counter(cursor.fetchall())

    written = []
    with on(DAY):
        for iro in ("ada", "ben"):
            before = log()
            made(sign_in("dora"), API, about(cast, iro))
            deliver(cast, "council/210")
            written.append(log() - before)
        assert flags(sign_in("mary")).count(None) == flagged_rows(cast) == 1
    assert written[0] == written[1]
    assert ("escalation_retaliationcheck",) in written[0]


def test_the_councils_login_can_neither_see_nor_touch_a_flag_nor_write_the_answer(cast, sign_in, case):
    begin(cast, case)
    with on(DAY):
        concern = made(sign_in("max"), API, about(cast))["id"]
        deliver(cast, "council/210")
    before = rows(cast)
    assert before[3] == 1
    for attack in (
        "SELECT * FROM escalation_retaliationcheck",
        "SELECT * FROM escalation_historicalretaliationcheck",
        "DELETE FROM escalation_retaliationcheck",
        "INSERT INTO escalation_iroconcernanswer (id, concern_id, body, finding, text, answered_by, answered_on)"
        f" VALUES ('{uuid4()}', '{concern}', 'manager', 'upheld', 'x', 'x', '2026-04-01')",
        "UPDATE escalation_iroconcern SET text = 'x'",
    ):
        with (
            pinned(cast.house("council/210").own_pin()),
            pytest.raises(DatabaseError, match="permission denied"),
            connection.cursor() as cursor,
        ):
            cursor.execute(attack)
    assert rows(cast) == before


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"text": " "}, "invalid"), ({"sought": ""}, "invalid"), ({"iro_id": str(uuid4())}, "iro-concern-invalid"),
        ({"finding": "upheld"}, "invalid"),
    ],
)  # fmt: skip
def test_what_says_nothing_or_names_no_iro_is_refused(cast, sign_in, case, fault, code):
    problem(sent(sign_in("max"), API, about(cast) | fault), 422, code)
    assert rows(cast) == (0, 0, 0, 0)


def test_nobody_answers_for_another_and_the_iro_is_no_judge_of_it(cast, sign_in, case):
    one = f"{API}/{made(sign_in('max'), API, about(cast))['id']}"
    before = rows(cast)
    for who in ("ada", "ben", "pat", "bea", "nora", "arno"):
        client = sign_in(who)
        assert client.get(API).status_code in (403, 404)
        for address, body in ((API, about(cast)), (f"{one}/answer", NO), (f"{one}/board/answer", NO)):
            assert sent(client, address, body).status_code in (403, 404)
    for who, path in (("max", "answer"), ("dora", "board/answer"), ("hugo", "answer"), ("mary", "board/answer")):
        problem(sent(sign_in(who), f"{one}/{path}", NO), 403, "not-permitted")
    assert rows(cast) == before


def test_by_page(cast, sign_in, case):
    max_, mary, hugo = sign_in("max"), sign_in("mary"), sign_in("hugo")
    assert f"{PAGE}new/" in max_.get(PAGE).content.decode()
    assert "Ada Fairweather" in max_.get(f"{PAGE}new/").content.decode()
    assert max_.post(f"{PAGE}new/", about(cast) | {"text": ""}).status_code == 422
    assert max_.post(f"{PAGE}new/", about(cast)).status_code == 302
    with pinned(cast.house("council/210").service_pin()):
        one = f"{PAGE}{IroConcern.objects.get().id}/"
    for who, move, body in (
        (mary, "answer/", NO), (max_, "board/", {"reason": "They were late."}),
        (hugo, "board/answer/", NO | {"finding": "partly"}),
    ):  # fmt: skip
        assert f"{one}{move}" in who.get(PAGE).content.decode()
        assert "She writes too much." in who.get(f"{one}{move}").content.decode()
        assert who.post(f"{one}{move}", dict.fromkeys(body, "")).status_code == 422
        assert who.post(f"{one}{move}", body).status_code == 302
        assert f"{one}{move}" not in who.get(PAGE).content.decode()
    told = max_.get(PAGE).content.decode()
    for words in ("Answered by the regional board", "They were late.", "Both records were in time.", "Partly upheld"):
        assert words in told
    assert max_.post(f"{one}board/", {"reason": "Again."}).status_code == 409
    assert max_.get(f"{PAGE}{uuid4()}/board/").status_code == 404
    assert rows(cast) == (1, 1, 2, 0)
