"""A child sent to the wrong council, or twice: the council marks, the region's manager confirms, nothing is erased."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connections, transaction
from django.test import Client, override_settings

from casework import actions
from casework.models import Child, Misplacement, MisplacementAnswer
from casework.rules.misplaced import KeptIsMisplaced
from ledger.models import Change
from ledger.verify import verify
from notifications.relay import relay
from tenants.pins import pinned
from tests.api.test_cases import problem
from tests.past import seen
from tests.reviews.care import in_care
from workforce.models import DiaryEntry, Officer

WHY = "Bromley has looked after this child from the start."


@pytest.fixture
def child(cast):
    return in_care(cast)


def mark(client, child, headers=None, **body):
    address = f"/api/v1/councils/210/cases/{child.child_id}/misplacement"
    sent = json.dumps({"fault": "wrong_council", "right_council": "305", "reason": WHY} | body)
    return client.post(address, sent, content_type="application/json", headers=headers)


def marked(child, headers, **body):
    answer = mark(Client(), child, headers, **body)
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def answer(client, misplacement_id, confirmed=True):
    address = f"/api/v1/councils/210/misplacements/{misplacement_id}/answer"
    return client.post(address, json.dumps({"confirmed": confirmed}), content_type="application/json")


def listed(headers, query=""):
    items = Client().get(f"/api/v1/councils/210/cases?limit=200{query}", headers=headers).json()["items"]
    return {one["child_id"] for one in items}


def read(child, headers):
    return Client().get(f"/api/v1/councils/210/cases/{child.child_id}", headers=headers).json()


def written(cast):
    with pinned(cast.house("council/210").own_pin()):
        return Misplacement.objects.count(), MisplacementAnswer.objects.count(), Change.objects.count()


def in_her_diary(cast, child, **fields):
    with pinned(cast.house("region/london").own_pin()):
        DiaryEntry.objects.create(
            council="210", child_id=child.child_id, period_id=child.period_id, reference="S-1", initials="TQ",
            officer=Officer.objects.get(name="Ada Fairweather"), appointment_limit=date(2026, 1, 12),
            next_review="second", **fields,
        )  # fmt: skip


def test_marked_it_stands_as_it_did_and_confirmed_it_leaves_the_lists_but_nothing_is_lost(cast, child, token, sign_in):
    headers = token("210")
    one = marked(child, headers)
    assert str(child.child_id) in listed(headers)
    assert read(child, headers)["misplacement"]["confirmed"] is None
    said = answer(sign_in("mary"), one)
    assert said.status_code == 201, said.content
    assert str(child.child_id) not in listed(headers)
    assert listed(headers, "&state=misplaced") == {str(child.child_id)}
    case = read(child, headers)
    assert (case["misplacement"]["confirmed"], case["misplacement"]["right_council"]) == (True, "305")
    assert case["episodes"]
    found = []
    verify(cast.house("council/210"), found.append)
    assert found == []


def test_it_leaves_the_diary_and_the_right_councils_manager_is_told_without_a_word_of_the_child(
    cast, child, token, sign_in
):
    in_her_diary(cast, child)
    answer(sign_in("mary"), marked(child, token("210")))
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        relay(cast.house("council/210"))
    with pinned(cast.house("region/london").own_pin()):
        assert DiaryEntry.objects.get(child_id=child.child_id).closed
    [sent] = [one for one in mail.outbox if "submitted by another council" in one.subject]
    with pinned(cast.house("council/210").own_pin()):
        row = Child.objects.get(pk=child.child_id)
    for word in (row.given_names, row.family_name, row.reference, str(child.child_id)):
        assert word not in sent.subject + sent.body
    assert "/councils/305/" in sent.body


def test_a_dispute_on_it_stays_on_the_iros_worklist(cast, child, token, sign_in):
    in_her_diary(cast, child, open_disputes=1, dispute_limit=date.today() + timedelta(days=3))
    answer(sign_in("mary"), marked(child, token("210")))
    relay(cast.house("council/210"))
    page = sign_in("ada").get("/region/").content.decode()
    assert "S-1" in page
    assert "in dispute" in page


def test_a_duplicate_is_found_from_the_record_that_is_kept_by_its_iro_too(cast, child, token, sign_in):
    headers, twice = token("210"), in_care(cast, "ben")
    ada = sign_in("ada")
    assert ada.get(f"/api/v1/councils/210/cases/{twice.child_id}").status_code == 404
    one = marked(twice, headers, fault="duplicate", right_council="", same_as=str(child.child_id))
    assert ada.get(f"/api/v1/councils/210/cases/{twice.child_id}").status_code == 404, "not before it is confirmed"
    answer(sign_in("mary"), one)
    assert [one["child_id"] for one in read(child, headers)["repeated_as"]] == [str(twice.child_id)]
    assert read(twice, headers)["misplacement"]["same_as"] == str(child.child_id)
    assert ada.get(f"/api/v1/councils/210/cases/{twice.child_id}").status_code == 200
    assert "of the same child" in ada.get(f"/councils/210/cases/{child.child_id}/").content.decode()


def test_refused_it_stands_and_can_be_marked_again(cast, child, token, sign_in):
    headers, mary = token("210"), sign_in("mary")
    one = marked(child, headers)
    answer(mary, one, confirmed=False)
    assert str(child.child_id) in listed(headers)
    assert read(child, headers)["misplacement"] is None
    before = written(cast)
    problem(answer(mary, one), 409, "misplacement-answered")
    assert written(cast) == before
    marked(child, headers)


@pytest.mark.parametrize(("body", "code"), [
    ({"fault": "lost"}, "invalid"),
    ({"reason": "short"}, "reason-needed"),
    ({"right_council": "210"}, "misplacement-invalid"),
    ({"right_council": "999"}, "misplacement-invalid"),
    ({"same_as": str(uuid4())}, "misplacement-invalid"),
    ({"fault": "duplicate", "right_council": ""}, "misplacement-invalid"),
    ({"fault": "duplicate", "right_council": "", "same_as": str(uuid4())}, "misplacement-invalid"),
    ({"fault": "duplicate", "same_as": str(uuid4())}, "misplacement-invalid"),
    ({"confirmed": True}, "invalid"),
])  # fmt: skip
def test_what_makes_no_mark_is_refused_and_nothing_is_written(cast, child, token, body, code):
    before = written(cast)
    problem(mark(Client(), child, token("210"), **body), 422, code)
    assert written(cast) == before


def test_two_records_never_both_go_because_they_name_each_other(cast, child, token, sign_in):
    headers, mary, twice = token("210"), sign_in("mary"), in_care(cast)
    first = marked(child, headers, fault="duplicate", right_council="", same_as=str(twice.child_id))
    second = marked(twice, headers, fault="duplicate", right_council="", same_as=str(child.child_id))
    assert answer(mary, first).status_code == 201
    before = written(cast)
    problem(answer(mary, second), 409, "misplacement-chained")
    assert written(cast) == before
    problem(mark(Client(), child, headers), 409, "misplacement-marked")
    assert written(cast) == before
    answer(mary, second, confirmed=False)
    problem(mark(Client(), twice, headers), 409, "misplacement-kept")


def test_a_record_that_was_kept_for_another_is_not_set_aside_after_it(cast, child, token, sign_in):
    """Else whoever follows the first to the second would find nothing there: each was marked before either was said."""
    headers, mary, twice, thrice = token("210"), sign_in("mary"), in_care(cast), in_care(cast)
    first = marked(twice, headers, fault="duplicate", right_council="", same_as=str(child.child_id))
    second = marked(child, headers, fault="duplicate", right_council="", same_as=str(thrice.child_id))
    assert answer(mary, first).status_code == 201
    before = written(cast)
    problem(answer(mary, second), 409, "misplacement-kept")
    assert written(cast) == before
    assert answer(mary, second, confirmed=False).status_code == 201


def test_two_that_name_each_other_confirmed_at_the_same_moment_do_not_both_go(cast, child, token):
    headers, twice = token("210"), in_care(cast)
    marks = [
        marked(one, headers, fault="duplicate", right_council="", same_as=str(other.child_id))
        for one, other in ((child, twice), (twice, child))
    ]
    council, mary, said = cast.house("council/210"), cast.actor("mary", "council/210"), threading.Event()

    def confirm(which):
        try:
            with pinned(council.service_pin()), transaction.atomic():
                actions.answer_misplacement(UUID(marks[which]), True, "", actor=mary)
                said.set()
                time.sleep(0.5)  # the other comes while this one is not yet there for anybody to see
        except KeptIsMisplaced:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as both:
        first = both.submit(confirm, 0)
        assert said.wait(20)
        assert (both.submit(confirm, 1).result(), first.result()) == (False, True)
    with pinned(cast.house("council/210").own_pin()):
        assert MisplacementAnswer.objects.filter(confirmed=True).count() == 1


@pytest.mark.parametrize(("who", "status"), [("max", 403), ("nora", 404), ("ada", 403), ("ben", 403)])
def test_only_the_regions_manager_confirms(cast, child, token, sign_in, who, status):
    one = marked(child, token("210"))
    before = written(cast)
    assert answer(sign_in(who), one).status_code == status
    assert written(cast) == before


def test_the_region_does_not_mark_in_the_councils_place_nor_another_council(cast, child, token, sign_in):
    before = written(cast)
    problem(mark(sign_in("mary"), child), 403, "not-permitted")
    address = f"/api/v1/councils/305/cases/{child.child_id}/misplacement"
    sent = json.dumps({"fault": "wrong_council", "reason": WHY})
    problem(Client().post(address, sent, content_type="application/json", headers=token("305")), 404, "not-found")
    assert written(cast) == before


def test_the_list_has_what_waits_first_and_leaves_a_look(cast, child, token, sign_in):
    headers = token("210")
    answer(sign_in("mary"), marked(in_care(cast), headers), confirmed=False)
    marked(child, headers)
    items = Client().get("/api/v1/councils/210/misplacements", headers=headers).json()["items"]
    assert items[0]["mark"]["confirmed"] is None
    assert any(look == "misplaced records" and str(child.child_id) in ids for look, ids in seen(cast))


def test_by_page_the_council_marks_and_the_manager_confirms(cast, child, sign_in):
    max_, mary, twice = sign_in("max"), sign_in("mary"), in_care(cast)
    with pinned(cast.house("council/210").own_pin()):
        reference = Child.objects.get(pk=child.child_id).reference
    page = f"/councils/210/cases/{twice.child_id}/"
    assert f"{page}misplaced/" in max_.get(page).content.decode()
    sent = {"fault": "duplicate", "same_as": reference, "reason": "The same child, from the old system."}
    assert max_.post(f"{page}misplaced/", sent | {"same_as": "nobody"}).status_code == 422
    assert "until the region’s manager" in max_.post(f"{page}misplaced/", sent, follow=True).content.decode()
    shown = mary.get("/councils/210/misplaced/").content.decode()
    link = shown.split('/answer/"')[0].rsplit('href="', 1)[1] + "/answer/"
    assert "The child was sent twice" in mary.get(link).content.decode()
    assert max_.get(link).status_code == 403
    done = mary.post(link, {"confirmed": "yes", "note": "Both looked at."}, follow=True).content.decode()
    assert "Set aside" in done
    kept = max_.get(f"/councils/210/cases/{child.child_id}/").content.decode()
    assert "Also submitted as" in kept
    assert page in kept
    assert page not in max_.get("/councils/210/").content.decode()
