"""Significant changes by the API: the council tells, in time or late; the child's IRO acknowledges; nothing is lost."""

import json
from datetime import date

import pytest
import time_machine
from django.test import Client

from casework.models import ChangeNotice, NoticeAcknowledgement
from ledger.models import Change
from notifications.relay import relay
from tenants.pins import pinned
from tests.api.test_cases import problem
from tests.past import seen
from tests.reviews.care import in_care
from workforce.models import DiaryEntry, Officer

TODAY = date(2026, 3, 6)  # a Friday
NOTICE = {"change": "SC04", "happened_on": "2026-03-05", "details": "The foster carer gave notice."}


@pytest.fixture
def child(cast):
    with time_machine.travel(f"{TODAY}T10:00:00Z", tick=False):
        yield in_care(cast)


def give(child, headers, **changes):
    address = f"/api/v1/councils/210/cases/{child.child_id}/notices"
    return Client().post(address, json.dumps(NOTICE | changes), content_type="application/json", headers=headers)


def acknowledge(client, notice_id, **body):
    address = f"/api/v1/councils/210/notices/{notice_id}/acknowledgement"
    return client.post(address, json.dumps({"early_review": True} | body), content_type="application/json")


def listed(child, headers):
    return Client().get(f"/api/v1/councils/210/cases/{child.child_id}/notices", headers=headers).json()["items"]


def written(cast):
    with pinned(cast.house("council/210").own_pin()):
        return ChangeNotice.objects.count(), NoticeAcknowledgement.objects.count(), Change.objects.count()


def in_her_diary(cast, child):
    with pinned(cast.house("region/london").own_pin()):
        DiaryEntry.objects.create(
            council="210", child_id=child.child_id, period_id=child.period_id, reference="S-1", initials="TQ",
            officer=Officer.objects.get(name="Ada Fairweather"), appointment_limit=TODAY, next_review="second",
        )  # fmt: skip


def test_told_it_is_answered_with_its_limit_explained_and_a_receipt(child, token):
    headers = token("210")
    answer = give(child, headers)
    assert answer.status_code == 201, answer.content
    given = answer.json()
    assert (given["limit"], given["in_time"]) == ("2026-03-06", True)
    assert "reg 37" in given["deadline"]["source"]
    assert len(given["receipt"]["leaf_hashes"]) == 2
    (row,) = listed(child, headers)
    assert (row["change"], row["early"], row["told_on"], row["acknowledgement"]) == ("SC04", "yes", "2026-03-06", None)


@pytest.mark.parametrize(("change", "happened_on", "limit", "in_time"), [
    ("SC01", "2026-03-07", "2026-03-06", True),   # before the change
    ("SC01", "2026-03-06", "2026-03-05", False),
    ("SC07", "2026-03-06", "2026-03-06", True),   # the same day
    ("SC07", "2026-03-05", "2026-03-05", False),
    ("SC08", "2026-03-04", "2026-03-06", True),   # two working days
    ("SC08", "2026-02-27", "2026-03-03", False),  # over a weekend
    ("SC06", "2026-02-28", "2026-03-06", True),   # one working day after day 5
    ("SC12", "2026-03-03", "2026-03-06", True),   # as day 3 passes
    ("SC12", "2026-03-02", "2026-03-05", False),
    ("SC13", "2025-01-01", None, True),           # when it is known
])  # fmt: skip
def test_late_or_in_time_by_the_catalogue(child, token, change, happened_on, limit, in_time):
    given = give(child, token("210"), change=change, happened_on=happened_on).json()
    assert (given["limit"], given["in_time"]) == (limit, in_time)


@pytest.mark.parametrize(("changes", "field"), [
    ({"change": "SC24"}, "#/change"),
    ({"details": "   "}, "#/details"),
    ({"details": "x" * 4_001}, "#/details"),
    ({"happened_on": "2026-03-07"}, "#/happened_on"),
    ({"change": "SC01", "happened_on": "2027-04-01"}, "#/happened_on"),
    ({"severity": "high"}, "#/severity"),
])  # fmt: skip
def test_what_makes_no_notice_is_refused_and_nothing_is_written(cast, child, token, changes, field):
    before = written(cast)
    answer = give(child, token("210"), **changes)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [field]
    assert written(cast) == before


def test_the_iro_reads_it_on_the_worklist_and_acknowledges_it_once(cast, child, token, sign_in):
    headers, ada = token("210"), sign_in("ada")
    in_her_diary(cast, child)
    notice = give(child, headers).json()["id"]
    give(child, headers, change="SC08")
    relay(cast.house("council/210"))
    assert "2 changes" in ada.get("/region/").content.decode()
    answer = acknowledge(ada, notice, note="I hold it on the 20th.")
    assert answer.status_code == 201, answer.content
    relay(cast.house("council/210"))
    with pinned(cast.house("region/london").own_pin()):
        assert DiaryEntry.objects.get(child_id=child.child_id).waiting_notices == 1
    said = next(one for one in listed(child, headers) if one["id"] == notice)["acknowledgement"]
    assert (said["early_review"], said["acknowledged_by"]) == (True, "Ada Fairweather")
    before = written(cast)
    problem(acknowledge(ada, notice), 409, "notice-acknowledged")
    assert written(cast) == before


@pytest.mark.parametrize(("who", "status"), [("ben", 404), ("nora", 404), ("max", 403), ("mary", 403)])
def test_nobody_but_the_childs_iro_acknowledges(cast, child, token, sign_in, who, status):
    notice = give(child, token("210")).json()["id"]
    before = written(cast)
    assert acknowledge(sign_in(who), notice).status_code == status
    assert written(cast) == before


def test_another_council_neither_tells_nor_sees(cast, child, token):
    address = f"/api/v1/councils/305/cases/{child.child_id}/notices"
    headers = token("305")
    assert Client().get(address, headers=headers).status_code == 404
    answer = Client().post(address, json.dumps(NOTICE), content_type="application/json", headers=headers)
    problem(answer, 404, "not-found")


def test_the_iro_never_tells_in_the_councils_place(cast, child, sign_in):
    before = written(cast)
    answer = sign_in("ada").post(
        f"/api/v1/councils/210/cases/{child.child_id}/notices", json.dumps(NOTICE), content_type="application/json"
    )
    problem(answer, 403, "not-permitted")
    assert written(cast) == before


def test_the_look_is_recorded(cast, child, token):
    listed(child, token("210"))
    assert ("notices", [str(child.child_id)]) in seen(cast)


def test_by_page_the_council_tells_and_the_iro_acknowledges(child, sign_in):
    max_, ada, case = sign_in("max"), sign_in("ada"), f"/councils/210/cases/{child.child_id}/"
    sent = {
        "change": "SC07",
        "happened_on_day": "4",
        "happened_on_month": "3",
        "happened_on_year": "2026",
        "details": "Broke an arm.",
    }
    done = max_.post(f"{case}notices/new/", sent, follow=True)
    page = done.content.decode()
    assert "Broke an arm." in page
    assert "It was due by 4 March 2026 and stands as late." in page
    shown = ada.get(case).content.decode()
    link = shown.split('/acknowledge/"')[0].rsplit('href="', 1)[1] + "/acknowledge/"
    assert "Serious injury or illness" in ada.get(link).content.decode()
    answered = ada.post(link, {"early_review": "yes", "note": "I call her tonight."}, follow=True).content.decode()
    assert "Brings a review forward" in answered
    assert max_.get(link).status_code == 403
    assert max_.post(f"{case}notices/new/", sent | {"details": ""}).status_code == 422
