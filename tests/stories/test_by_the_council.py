"""What a council might try with a dispute that it would rather not have."""

from datetime import date, timedelta

import pytest
from django.db import connection

from api.v1 import urls as routes
from config.cli.houses import councils
from escalation.ladder import TRANSITIONS
from escalation.tasks import climb
from reviews.actions import hold_review
from tenants.pins import pinned
from tests.api.test_cases import CASE, post, problem
from tests.api.test_dispute_moves import RAISED, cases, determine, made
from tests.api.test_votes_and_answers import sent
from tests.arbitration.post import today
from tests.escalation.quarrel import begin
from tests.reviews.care import held, in_care, on
from tests.stories.doors import Unchanged, of_dispute, refused_by_api, refused_by_login, refused_by_page
from tests.tenants.commands import called
from tests.web.dispute_journey import deliver, draw, raise_dispute, refer_urgently

WHY = ("--reason", "The council tenders another service.")


@pytest.fixture
def southwark(cast):
    return cast.house("council/210").own_pin()


def test_a_director_edits_or_withdraws_a_referral(cast, sign_in, southwark):
    """Blocked: there is no such operation, page or grant; what was referred stands as it was sent."""
    raised, dora = refer_urgently(cast, sign_in("ada")), sign_in("dora")
    address = of_dispute(raised.dispute_id)
    with Unchanged(cast):
        for method in ("put", "patch", "delete"):
            assert refused_by_api(dora, f"{address}/referral", method=method) in (403, 405)
        for move, body in (
            ("referral", {"grounds": "Our own words."}),
            ("closure", {"outcome": "O6", "outcome_for_child": "None.", "own_free_decision": True}),
        ):
            assert refused_by_api(dora, f"{address}/{move}", body) == 403
        for page in ("refer/", "withdraw/", "accept/"):
            assert refused_by_page(dora, f"{raised.address}{page}", {"grounds": "Ours.", "outcome": "O6"}) in (403, 404)
        refused_by_login(
            southwark,
            "UPDATE escalation_arbitrationreferral SET grounds = 'Ours.'",
            "DELETE FROM escalation_arbitrationreferral",
            "UPDATE escalation_historicalarbitrationreferral SET grounds = 'Ours.'",
            "INSERT INTO escalation_closure SELECT * FROM escalation_closure",
            "SELECT * FROM panel_national.arbitration_referral",
        )


def test_a_manager_asks_for_permission_first(cast, sign_in):
    """Blocked: no field, route or state could hold a permission, so nothing waits for one."""
    ada, child = sign_in("ada"), in_care(cast)
    with Unchanged(cast):
        for word in ("approved_by", "permission", "agreed_with_manager"):
            problem(sent(ada, cases(child.child_id), RAISED | {word: "Max Adeyemi"}), 422, "invalid")
    assert made(ada, cases(child.child_id), RAISED)["stage"]["level"] == "L1"
    named = " ".join(str(route.pattern) for route in routes.urlpatterns)
    assert not {"approve", "approval", "permission", "authorise"} & set(named.replace("/", " ").split())
    waiting = {state for move in TRANSITIONS.values() for state in move.states}
    assert not [state for state in waiting if "approv" in state or "permission" in state]
    with pinned(cast.house("council/210").service_pin()), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_name LIKE 'escalation_%'"
            " AND column_name ~ '(approv|permi|authoris)'"
        )
        assert cursor.fetchone() == (0,)


def test_a_council_deletes_evidence_before_disclosure(cast, sign_in, southwark):
    """Blocked: it may correct its own facts, where the correction shows; what the service wrote it can't touch."""
    child = in_care(cast)
    with pinned(cast.house("council/210").service_pin()), on(date(2026, 2, 4)):
        hold_review(child.period_id, held(), actor=cast.actor("ada", "council/210"))
    manager = sign_in("max")
    refused_by_login(
        southwark,
        "DELETE FROM reviews_review",
        "UPDATE reviews_decision SET text = 'Nothing was decided.'",
        "DELETE FROM casework_paper",
        "DELETE FROM casework_child",
        "DELETE FROM escalation_concern",
        "TRUNCATE reviews_historicalreview",
        "ALTER TABLE reviews_review DISABLE TRIGGER ALL",
    )
    case = f"/api/v1/councils/210/cases/{child.child_id}"
    assert refused_by_api(manager, case, method="delete") in (403, 405)
    assert manager.post(f"/councils/210/cases/{child.child_id}/erasures/new/").status_code in (403, 404)
    shown = sign_in("ada").get(f"{case}/history").json()
    assert "Child" in {line["what"] for event in shown["events"] for line in event["lines"]}
    assert "Plan time with her brother" in sign_in("max").get(f"/councils/210/cases/{child.child_id}/").content.decode()


def test_an_answer_one_minute_after_silence_escalated(cast, sign_in):
    """Blocked: the stage is over, and what the council says then is said at the level that is open."""
    case = in_care(cast)
    begun = begin(cast, case)
    address = f"/councils/210/disputes/{begun.dispute_id}/stages"
    with on(date(2026, 4, 11), hour=0):
        assert climb(house="council/210", login="region") == 1
    with on(date(2026, 4, 11), hour=0):
        manager = sign_in("max")
        with Unchanged(cast):
            late = {"stage_id": str(begun.stage_id), "position": "agree", "text": "We were about to."}
            assert refused_by_api(manager, f"{of_dispute(begun.dispute_id)}/answers", late) == 409
            assert refused_by_page(manager, f"{address}/L1/answer/", {"position": "agree", "text": "x"}) in (404, 409)
            refused_by_login(
                cast.house("council/210").own_pin(),
                "DELETE FROM escalation_stage WHERE level = 'L2'",
                "UPDATE escalation_stage SET \"limit\" = '2026-04-30'",
                "INSERT INTO escalation_answer (id, stage_id, position, text, answered_by, answered_on)"
                f" VALUES (gen_random_uuid(), '{begun.stage_id}', 'agree', 'x', 'Max Adeyemi', '2026-04-10')",
            )
        shown = manager.get(of_dispute(begun.dispute_id)).json()
    assert [(one["answer"], one["why"]) for one in shown["ladder"][:2]] == [
        (None, "Raised here"), (None, "No answer in time"),
    ]  # fmt: skip


def test_a_council_picks_a_friendly_arbitrator(cast, sign_in, southwark):
    """Blocked: a side has one sealed share of the seed and no sight of the urn's making; the draw is done again."""
    raised = refer_urgently(cast, sign_in("ada"))
    dora = sign_in("dora")
    with Unchanged(cast):
        named = {"arbitrator": "Arno Vane", "words": "4 2"}
        assert refused_by_api(dora, f"{of_dispute(raised.dispute_id)}/council-share", named) in (409, 422)
        assert refused_by_page(dora, f"{raised.address}draw/council/", {"words": "again"}) == 409
        refused_by_login(
            southwark,
            "UPDATE escalation_councilshare SET commitment = repeat('0', 64)",
            "UPDATE escalation_councilsecret SET text = 'another'",
            "SELECT * FROM escalation_servicesecret",
            "UPDATE escalation_receivedurn SET content = '{}'",
            "INSERT INTO escalation_receiveddraw SELECT * FROM escalation_receiveddraw",
            "SELECT * FROM panel_national.arbitration_panelshare",
        )
    drawn = dora.get(of_dispute(raised.dispute_id)).json()["referral"]["draw"]["drawn"]
    assert (drawn["holds"], drawn["own_counted"]) == (True, True)


def test_a_council_leaves_the_service_mid_dispute(cast, sign_in, token):
    """Recorded and shown: nothing new comes in from that day on, and the dispute goes on to the council's last word."""
    ada, dora = sign_in("ada"), sign_in("dora")
    raised = raise_dispute(cast, ada, urgent="on", rag="red")
    noted = called(councils, "leave", "210", "--on", today().isoformat(), *WHY)
    assert noted.exit_code == 0, noted.output
    assert "Disputes that go on to their end: 1" in noted.output
    problem(post(token("210"), CASE), 409, "council-has-left")
    assert "leaves the service" in ada.get(raised.address).content.decode()
    assert [one["text"][:11] for one in dora.get(of_dispute(raised.dispute_id)).json()["turns"]] == ["The council"]
    made(ada, f"{of_dispute(raised.dispute_id)}/referral", {"grounds": "It can’t wait."})
    draw(cast, raised, ada, dora)
    for side, who in (("service", ada), ("council", dora)):
        made(who, f"{of_dispute(raised.dispute_id)}/{side}-statement", {"text": "Our case."})
    deliver(cast)
    determine(cast, raised.dispute_id, sign_in)
    made(dora, f"{of_dispute(raised.dispute_id)}/determination/answer", {"position": "comply"})


def test_no_council_says_itself_that_it_left(cast, southwark):
    """Blocked: only the service notes a departure, from a day that is not over; it can note that the council stays."""
    refused_by_login(
        southwark,
        "INSERT INTO casework_departure (id, number, leaves_on, reason, noted_on)"
        " VALUES (gen_random_uuid(), 1, now(), 'We left.', now())",
        "UPDATE casework_departure SET leaves_on = now()",
    )
    gone = (today() - timedelta(days=1)).isoformat()
    refused = called(councils, "leave", "210", "--on", gone, *WHY)
    assert (refused.exit_code, "departure-invalid" in refused.output) == (1, True)
    assert called(councils, "leave", "210", *WHY).exit_code == 2
    assert called(councils, "leave", "210", "--on", today().isoformat(), "--reason", "No.").exit_code == 1
    assert called(councils, "leave", "210", "--stays", *WHY).exit_code == 0
    with pinned(southwark), connection.cursor() as cursor:
        cursor.execute("SELECT number, leaves_on FROM casework_departure")
        assert cursor.fetchall() == [(1, None)]
