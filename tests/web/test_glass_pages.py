"""Break-glass on pages: an IRO opens another's case for an hour, others are told, an IRO manager reviews it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError
from django.utils import timezone

from casework.models import BreakGlass, BreakGlassReview, Child
from escalation.actions import raise_dispute
from escalation.models import Dispute
from ledger.acts import act
from ledger.models import Read
from notifications.relay import relay
from reviews.actions import hold_review
from reviews.models import Review
from reviews.rules import NotTheChildsIro
from tenants.pins import pinned
from tests.escalation.quarrel import about
from tests.reviews.care import held, in_care

REASON = "Ada is in hospital and the placement broke down tonight."


@pytest.fixture
def case(cast):
    return in_care(cast)


def reference_of(cast, case):
    with pinned(cast.house("council/210").own_pin()):
        return Child.objects.get(pk=case.child_id).reference


def broken(cast, client, case, **words):
    given = {"reference": reference_of(cast, case), "code": "iro_absent", "reason": REASON} | words
    return client.post("/councils/210/break-glass/new/", given)


def uses(cast):
    with pinned(cast.house("council/210").service_pin()):
        return list(BreakGlass.objects.all())


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_hour_and_not_a_minute_longer(cast, sign_in, case):
    ben, page = sign_in("ben"), f"/councils/210/cases/{case.child_id}/"
    assert ben.get(page).status_code == 404
    assert 'href="/councils/210/break-glass/new/"' in ben.get("/councils/210/").content.decode()
    done = broken(cast, ben, case)
    assert (done.status_code, done["Location"]) == (302, page)
    shown = ben.get(page)
    assert shown.status_code == 200
    assert "You can see this case until" in text(shown)
    assert "Hold a review" not in text(shown)
    assert "Who looked at this record" not in text(shown)
    [use] = uses(cast)
    assert (use.person_name, use.code, use.reason) == ("Ben Okafor", "iro_absent", REASON)
    assert use.until - use.opened_at == timedelta(minutes=60)
    with time_machine.travel(use.opened_at + timedelta(minutes=59)):
        assert ben.get(page).status_code == 200
    with time_machine.travel(use.opened_at + timedelta(minutes=61)):
        assert ben.get(page).status_code == 404
        assert "Tamsin" not in text(ben.get("/councils/210/"))
    looks = text(sign_in("ada").get(f"{page}looks/"))
    assert "Ben Okafor Independent Reviewing Officer London Independent Reviewing Service The case" in looks
    assert "by break-glass" in looks


def test_it_opens_the_case_to_be_read_and_nothing_to_be_written(cast, sign_in, case):
    other = in_care(cast)
    ben = sign_in("ben")
    broken(cast, ben, case)
    actor, house = cast.actor("ben", "council/210"), cast.house("council/210")
    for move in (hold_review, raise_dispute):
        with pinned(house.service_pin()), pytest.raises(NotTheChildsIro):
            move(case.period_id, held() if move is hold_review else about(), actor=actor)
    with pinned(house.own_pin()):
        assert (Review.objects.count(), Dispute.objects.count()) == (0, 0)
    assert ben.post(f"/councils/210/cases/{case.child_id}/papers/new/", {"kind": "care_plan"}).status_code == 403
    assert ben.get(f"/councils/210/cases/{case.child_id}/looks/").status_code == 404
    assert ben.get(f"/councils/210/cases/{other.child_id}/").status_code == 404


@pytest.mark.parametrize(("words", "told"), [
    ({"reason": "Because of this."}, "Say why in at least 20 characters"),
    ({"reason": " " * 30}, "Enter the reason"),
    ({"code": "curious"}, "Select a valid choice"),
    ({"reference": "nobody"}, "There is no child with the reference nobody here"),
])  # fmt: skip
def test_what_is_missing_stands_at_the_field_and_nothing_opens(cast, sign_in, case, words, told):
    ben = sign_in("ben")
    answer = broken(cast, ben, case, **words)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert uses(cast) == []
    assert ben.get(f"/councils/210/cases/{case.child_id}/").status_code == 404


def test_to_ask_for_a_reference_that_is_not_there_is_recorded(cast, sign_in, case):
    broken(cast, sign_in("ben"), case, reference="nobody")
    with pinned(cast.house("council/210").own_pin()):
        last = Read.objects.order_by("id").last()
    assert (last.what, last.actor_name, last.children) == ("break-glass", "Ben Okafor", [])
    assert last.purpose == "break-glass: iro_absent"


def test_whoever_sees_the_case_anyway_has_nothing_to_break(cast, sign_in, case):
    assert broken(cast, sign_in("ada"), case).status_code == 409
    ben = sign_in("ben")
    assert broken(cast, ben, case).status_code == 302
    assert broken(cast, ben, case).status_code == 409
    assert len(uses(cast)) == 1


@pytest.mark.parametrize(("who", "status"), [
    ("mary", 403), ("hugo", 403), ("max", 403), ("dee", 403), ("nora", 404), ("bea", 404), ("arno", 404), ("otto", 404),
])  # fmt: skip
def test_who_may_not(cast, sign_in, case, who, status):
    assert broken(cast, sign_in(who), case).status_code == status
    assert uses(cast) == []


def test_the_iro_the_managers_and_the_data_protection_officer_are_told(cast, sign_in, case, settings_mail):
    broken(cast, sign_in("ben"), case)
    relay(cast.house("council/210"))
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {"ada@example.org", "mary@example.org", "dee@example.org"}
    assert len(mail.outbox) == 3
    assert f"/councils/210/cases/{case.child_id}/looks/" in told["ada@example.org"].body
    assert "/councils/210/break-glass/" in told["dee@example.org"].body
    for message in mail.outbox:
        for word in ("Tamsin", "Quayle", reference_of(cast, case), REASON):
            assert word not in message.subject + message.body


def test_the_review_lands_on_the_managers_list_and_is_done_once(cast, sign_in, case):
    broken(cast, sign_in("ben"), case)
    [use] = uses(cast)
    mary, dee, page = sign_in("mary"), sign_in("dee"), "/councils/210/break-glass/"
    address = f"{page}{use.id}/review/"
    assert f'href="{page}"' in mary.get("/councils/210/").content.decode()
    for client, offered in ((mary, True), (dee, False)):
        shown = client.get(page)
        assert (f'href="{address}"' in shown.content.decode()) is offered
        assert REASON in text(shown)
        assert f"by {use.review_limit:%-d %B %Y}" in text(shown)
        assert "Tamsin" not in text(shown)
    assert mary.post(address, {"outcome": "justified", "note": ""}).status_code == 422
    for name, status in (("dee", 403), ("ben", 403), ("max", 403), ("nora", 404)):
        said = sign_in(name).post(address, {"outcome": "justified", "note": "Fine."})
        assert said.status_code == status, name
    assert reviews(cast) == []
    assert mary.post(address, {"outcome": "not_justified", "note": "Ada could be reached."}).status_code == 302
    assert mary.post(address, {"outcome": "justified", "note": "On second thoughts."}).status_code == 409
    [review] = reviews(cast)
    assert (review.reviewed_by, review.outcome, review.note) == (
        "Mary Whitlock", "not_justified", "Ada could be reached.",
    )  # fmt: skip
    assert "Not justified Mary Whitlock" in text(dee.get(page))


def reviews(cast):
    with pinned(cast.house("council/210").service_pin()):
        return list(BreakGlassReview.objects.all())


def test_the_database_opens_nothing_for_longer_and_to_no_council(cast, case):
    house, moment = cast.house("council/210"), timezone.now()
    row = {
        "child_id": case.child_id, "person_id": cast.person("ben").id, "person_name": "Ben Okafor",
        "code": "complaint", "reason": REASON, "opened_at": moment, "review_limit": moment.date(),
    }  # fmt: skip
    ben = cast.actor("ben", "council/210")
    for pin, minutes, told in (
        (house.service_pin(), 61, "glass_is_open_for_an_hour"),
        (house.own_pin(), 60, "permission denied"),
    ):
        with pinned(pin), pytest.raises(DatabaseError, match=told), act(ben, "open for longer"):
            BreakGlass(until=moment + timedelta(minutes=minutes), **row).save(force_insert=True)
    with pinned(house.service_pin()), act(ben, "open"):
        BreakGlass(until=moment + timedelta(minutes=60), **row).save(force_insert=True)
    for pin in (house.service_pin(), house.own_pin()):
        with pinned(pin), pytest.raises(DatabaseError, match="permission denied"), act(ben, "extend"):
            BreakGlass.objects.update(until=moment + timedelta(days=1))
    assert [use.until for use in uses(cast)] == [moment + timedelta(minutes=60)]
