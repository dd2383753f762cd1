"""A council's own ladder, by API and page: put on record by the region's manager, and kept by what runs."""

import json
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings

from accounts.actor import process
from escalation import actions
from escalation.models import CouncilLadder
from ledger.models import Change
from notifications.relay import relay
from tenants.pins import pinned
from tests.api.test_cases import problem
from tests.escalation.quarrel import DAY, begin, seen, service
from tests.reviews.care import in_care, on
from timetable.queries import england

ADDRESS = "/api/v1/councils/210/ladder"
LADDER = {
    "title": "Escalation process 2026",
    "rungs": [
        {"level": "L1", "title": "Alert", "responder": "team manager", "days": 10, "form": "IRO Alert Form"},
        {"level": "L4", "title": "Formal", "responder": "the director", "days": 10, "replier": "director"},
    ],
    "reason": "Agreed with the council for the year 2026.",
}  # fmt: skip


def adopt(client, **changes):
    return client.post(ADDRESS, json.dumps(LADDER | changes), content_type="application/json")


def adopted(sign_in, **changes):
    answer = adopt(sign_in("mary"), **changes)
    assert answer.status_code == 201, answer.content
    return answer.json()


def written(cast):
    with pinned(cast.house("council/210").own_pin()):
        return CouncilLadder.objects.count(), Change.objects.count()


def test_until_one_is_adopted_the_services_own_holds(sign_in):
    found = sign_in("max").get(ADDRESS).json()["current"]
    assert (found["version"], [rung["level"] for rung in found["rungs"]]) == (0, ["L1", "L2", "L3", "L4"])


def test_a_dispute_is_raised_on_the_councils_own_and_its_days_are_explained(cast, sign_in):
    case = in_care(cast)
    done = adopted(sign_in)
    assert done["version"] == 1
    assert done["receipt"]["leaf_hashes"]
    begun = begin(cast, case)
    limit = england().add_working_days(DAY, 10)
    view = seen(cast, case, begun.dispute_id)
    assert [(step.level, step.title) for step in view.ladder] == [("L1", "Alert"), ("L4", "Formal")]
    assert view.ladder[0].limit == begun.deadline.limit == limit
    assert view.ladder[0].form == "IRO Alert Form"
    assert "10 working days" in view.ladder[0].explanation


def test_what_runs_keeps_the_ladder_under_which_it_was_raised(cast, sign_in):
    case = in_care(cast)
    before = begin(cast, case)
    adopted(sign_in)
    after = begin(cast, case, issue="IC01")
    assert len(seen(cast, case, before.dispute_id).ladder) == 4
    assert len(seen(cast, case, after.dispute_id).ladder) == 2
    assert adopted(sign_in, title="Another", rungs=LADDER["rungs"][:1])["version"] == 2
    assert len(seen(cast, case, after.dispute_id).ladder) == 2
    earlier = sign_in("mary").get(ADDRESS).json()["earlier"]
    assert [one["version"] for one in earlier] == [1, 0]


def test_silence_climbs_to_the_next_stage_of_the_councils_own_and_its_director_is_told(cast, sign_in):
    case = in_care(cast)
    adopted(sign_in)
    begun = begin(cast, case)
    late = begun.deadline.limit + timedelta(days=1)
    relay(cast.house("council/210"))
    with pinned(cast.house("council/210").service_pin()), on(late):
        assert actions.climb_silent(late, actor=process("clock")) == 1
    view = seen(cast, case, begun.dispute_id, day=late)
    assert (view.line.level, view.line.level_title) == ("L4", "Formal")
    assert england().working_days_between(DAY, view.line.limit) == 20
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        relay(cast.house("council/210"))
    [sent] = [one for one in mail.outbox if "Dispute" in one.subject]
    assert "formal (the director)" in sent.body


def test_silence_can_go_straight_to_arbitration(cast, sign_in):
    case = in_care(cast)
    first, second = LADDER["rungs"]
    adopted(sign_in, rungs=[first | {"on_silence": "arbitration"}, second])
    begun = begin(cast, case)
    late = begun.deadline.limit + timedelta(days=1)
    with pinned(cast.house("council/210").service_pin()), on(late):
        assert actions.climb_silent(late, actor=process("clock")) == 1
    view = seen(cast, case, begun.dispute_id, day=late)
    assert view.referral is not None
    assert "silence there goes to arbitration" in view.referral.grounds


def test_the_iro_climbs_only_to_what_is_on_it_and_urgent_is_one_day_each(cast, sign_in):
    case = in_care(cast)
    adopted(sign_in)
    urgent = begin(cast, case, urgent=True, rag="red")
    assert urgent.deadline.limit == england().add_working_days(DAY, 1)
    with pytest.raises(Exception, match="Choose one of L4"):
        service(cast, case, lambda ada: actions.climb(urgent.dispute_id, "She can't wait.", actor=ada, level="L2"))
    started, _ = service(cast, case, lambda ada: actions.climb(urgent.dispute_id, "She can't wait.", actor=ada))
    assert started.level == "L4"


@pytest.mark.parametrize(("changes", "code"), [
    ({"rungs": []}, "invalid"),
    ({"rungs": [LADDER["rungs"][0] | {"days": 21}]}, "invalid"),
    ({"rungs": [LADDER["rungs"][0] | {"permission": True}]}, "invalid"),
    ({"rungs": [LADDER["rungs"][0] | {"days": 11}, LADDER["rungs"][1]]}, "ladder-invalid"),
    ({"rungs": [LADDER["rungs"][0] | {"responder": "whoever the director permits: approval form"}]}, "ladder-invalid"),
    ({"rungs": LADDER["rungs"][::-1]}, "ladder-invalid"),
    ({"title": "  "}, "invalid"),
    ({"reason": "short"}, "reason-needed"),
])  # fmt: skip
def test_a_ladder_that_is_not_lawful_is_refused_and_nothing_is_written(cast, sign_in, changes, code):
    before = written(cast)
    problem(adopt(sign_in("mary"), **changes), 422, code)
    assert written(cast) == before


@pytest.mark.parametrize(("who", "status"), [("max", 403), ("dora", 403), ("ada", 403), ("bea", 404)])
def test_no_council_and_no_iro_sets_it(cast, sign_in, who, status):
    before = written(cast)
    assert adopt(sign_in(who)).status_code == status
    assert written(cast) == before


def test_a_councils_system_neither_reads_nor_sets_it(token):
    assert Client().get(ADDRESS, headers=token("210")).status_code == 403


def test_by_page_the_manager_begins_from_a_real_shape_and_everybody_reads_it(cast, sign_in):
    mary, max_ = sign_in("mary"), sign_in("max")
    page = mary.get("/councils/210/ladder/").content.decode()
    assert "Nottinghamshire" in page
    form = mary.get("/councils/210/ladder/new/?shape=nottinghamshire").content.decode()
    assert 'value="IRO Alert Form"' in form
    sent = {
        "title": "Nottinghamshire: alert, then formal", "reason": "As the council's procedure of 2016 says.",
        **{f"{level}-replier": "manager" for level in ("L1", "L2", "L3", "L4")},
        **{f"{level}-on_silence": "climb" for level in ("L1", "L2", "L3", "L4")},
        "L1-title": "Alert", "L1-responder": "social worker and team manager", "L1-days": "10",
        "L4-title": "Director", "L4-responder": "the director", "L4-days": "11",
    }  # fmt: skip
    before = written(cast)
    refused = mary.post("/councils/210/ladder/new/", sent)
    assert refused.status_code == 422
    assert "add up to 21" in refused.content.decode()
    wrong = mary.post("/councils/210/ladder/new/", sent | {"L4-days": "10", "L4-responder": "approval of X"})
    assert "permission" in wrong.content.decode()
    assert written(cast) == before
    done = mary.post("/councils/210/ladder/new/", sent | {"L4-days": "10"}, follow=True).content.decode()
    assert "Version 1 is in force" in done
    shown = max_.get("/councils/210/ladder/").content.decode()
    assert "social worker and team manager" in shown
    assert "ladder/new/" not in shown
    assert max_.get("/councils/210/ladder/new/").status_code == 403


def test_the_form_of_raising_offers_the_councils_own_stages(cast, sign_in):
    case = in_care(cast, since=date(2026, 1, 5))
    adopted(sign_in)
    page = sign_in("ada").get(f"/councils/210/cases/{case.child_id}/disputes/new/").content.decode()
    assert "Alert: team manager" in page
    assert "Service: service manager" not in page
