"""A council's systems are told: signed, in order, again and again for three days, and of no child more than ids."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone
from standardwebhooks import WebhookVerificationError

from ledger.models import Change
from notifications.hooks.rules import BACK_OFF, LEASE, WANTED
from notifications.hooks.sending import due, send_due
from notifications.models import WebhookEndpoint, WebhookMessage, WebhookSecret
from notifications.relay import relay
from tenants.pins import pinned
from tests.api.test_cases import changed, post, problem
from tests.notifications.receiver import receiving
from tests.web.dispute_journey import raise_dispute

HOOKS = "/api/v1/councils/210/webhooks"


@pytest.fixture
def receiver():
    with receiving() as found, override_settings(WEBHOOKS_TO_LOOPBACK=True):
        yield found


def call(headers, method, address, body=None):
    data = json.dumps(body) if body is not None else ""
    return getattr(Client(), method)(address, data, content_type="application/json", headers=headers)


def add(headers, url, types=WANTED):
    answer = call(headers, "post", HOOKS, {"url": url, "types": list(types)})
    assert answer.status_code == 201, answer.content
    return answer.json()


def sent(cast, code="210"):
    relay(cast.house(f"council/{code}"))
    with pinned(cast.house(f"council/{code}").relay_pin()):
        return send_due()


def messages(headers, endpoint):
    return Client().get(f"{HOOKS}/{endpoint}/messages", headers=headers).json()["items"]


def test_a_case_that_was_received_is_told_signed_with_ids_and_dates_alone(cast, token, receiver):
    headers = token("210")
    added = add(headers, receiver.url)
    case = post(headers, changed()).json()
    assert sent(cast) == 1
    (told,) = receiver.verified(added["secret"])
    assert told["type"] == "case.received"
    assert told["data"] == {
        "council": "210", "child_id": case["id"], "period_id": case["period_id"], "next_review_limit": "2026-02-02",
    }  # fmt: skip
    assert b"SW-1001" not in receiver.received[0][1]
    (shown,) = messages(headers, added["id"])
    assert (shown["state"], shown["answered"], shown["attempts"]) == ("delivered", 204, 1)
    assert sent(cast) == 0
    with pytest.raises(WebhookVerificationError):
        receiver.verified("whsec_" + "A" * 43 + "=")


def test_only_what_is_wanted_is_told_and_only_to_the_council_itself(cast, token, receiver):
    add(token("210"), receiver.url, ["dispute.raised"])
    add_other = call(
        token("305"), "post", HOOKS.replace("210", "305"), {"url": receiver.url, "types": ["case.received"]}
    )
    assert add_other.status_code == 201
    post(token("210"), changed())
    assert sent(cast) == 0
    assert sent(cast, "305") == 0
    assert receiver.received == []


def test_a_dispute_is_told_in_its_order_though_the_first_message_fails_at_first(cast, token, sign_in, receiver):
    headers = token("210")
    secret = add(headers, receiver.url, ["dispute.raised", "dispute.escalated"])["secret"]
    raise_dispute(cast, sign_in("ada"))
    receiver.answers = [500]
    assert sent(cast) == 0
    assert len(receiver.received) == 1
    with time_machine.travel(timezone.now() + timedelta(seconds=6), tick=True):
        assert sent(cast) == 2
    first, again, _ = receiver.verified(secret)
    assert first == again
    assert receiver.ids[0] == receiver.ids[1] != receiver.ids[2]


def test_it_is_tried_for_three_days_and_then_sent_again_from_the_page(cast, token, sign_in, receiver):
    headers = token("210")
    added, start = add(headers, receiver.url), timezone.now()
    post(headers, changed())
    receiver.answers = [503] * 10
    moment = start
    for wait in (timedelta(0), *BACK_OFF):
        moment += wait + timedelta(seconds=1)
        with time_machine.travel(moment, tick=True):
            assert sent(cast) == 0
    assert timedelta(hours=71) < moment - start < timedelta(hours=73)
    (failed,) = messages(headers, added["id"])
    assert (failed["state"], failed["attempts"], failed["failure"]) == ("failed", 10, "answered 503")
    page = sign_in("max")
    address = f"/councils/210/webhooks/{added['id']}/"
    assert "answered 503" in page.get(address).content.decode()
    assert page.post(f"{address}messages/{failed['id']}/replay/").status_code == 302
    assert sent(cast) == 1
    assert len(set(receiver.ids)) == 1
    again = f"/api/v1/councils/210/webhook-messages/{failed['id']}/replay"
    assert call(headers, "post", again).status_code == 204
    problem(call(headers, "post", again), 409, "webhook-message-waiting")


def test_who_says_that_it_is_gone_is_told_nothing_more(cast, token, receiver):
    headers = token("210")
    added = add(headers, receiver.url)
    post(headers, changed())
    receiver.answers = [410]
    assert sent(cast) == 0
    shown = Client().get(f"{HOOKS}/{added['id']}", headers=headers).json()
    assert (shown["active"], shown["failed"]) == (False, 1)
    post(headers, changed(child__reference="SW-1002"))
    assert sent(cast) == 0
    assert len(receiver.received) == 1


def test_a_redirect_is_not_followed(cast, token, receiver):
    add(token("210"), receiver.url)
    post(token("210"), changed())
    receiver.answers = [302]
    assert sent(cast) == 0
    assert len(receiver.received) == 1


def test_both_secrets_sign_for_a_day_after_one_is_replaced(cast, token, receiver):
    headers = token("210")
    added = add(headers, receiver.url)
    new = call(headers, "post", f"{HOOKS}/{added['id']}/rotate").json()["secret"]
    post(headers, changed())
    assert sent(cast) == 1
    assert receiver.verified(added["secret"]) == receiver.verified(new)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        with pinned(cast.house("council/210").own_pin()):
            WebhookMessage.objects.update(state="waiting", next_at=timezone.now())
        assert sent(cast) == 1
        receiver.received = receiver.received[1:]
        assert receiver.verified(new)
        with pytest.raises(WebhookVerificationError):
            receiver.verified(added["secret"])


def test_a_message_whose_sender_was_killed_is_taken_up_after_a_minute_and_not_before(cast, token, receiver):
    add(token("210"), receiver.url)
    post(token("210"), changed())
    relay(cast.house("council/210"))
    with pinned(cast.house("council/210").relay_pin()):
        # What a sender does first, before it is killed.
        due().update(next_at=timezone.now() + LEASE)
    assert sent(cast) == 0
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1), tick=True):
        assert sent(cast) == 1
    assert len(receiver.received) == 1


def test_a_test_is_sent_and_paused_nothing_is(cast, token, sign_in, receiver):
    headers = token("210")
    added = add(headers, receiver.url)
    tried = call(headers, "post", f"{HOOKS}/{added['id']}/test")
    assert tried.status_code == 202
    assert sent(cast) == 1
    assert receiver.verified(added["secret"])[0]["type"] == "webhook.test"
    assert call(headers, "patch", f"{HOOKS}/{added['id']}", {"active": False}).status_code == 200
    problem(call(headers, "post", f"{HOOKS}/{added['id']}/test"), 409, "webhook-paused")
    post(headers, changed())
    assert sent(cast) == 0
    page = sign_in("max")
    page.post(f"/councils/210/webhooks/{added['id']}/", {"do": "resume"})
    post(headers, changed(child__reference="SW-1002"))
    assert sent(cast) == 1


def test_the_page_adds_one_and_shows_a_secret_once(cast, sign_in, receiver):
    page = sign_in("max")
    done = page.post("/councils/210/webhooks/new/", {"url": receiver.url, "types": ["case.received"]})
    assert done.status_code == 302
    shown = page.post(done["Location"], {"do": "rotate"}).content.decode()
    secret = shown.split("<code>")[1].split("</code>")[0]
    assert secret.startswith("whsec_")
    assert secret not in page.get(done["Location"]).content.decode()
    assert page.post(done["Location"], {"do": "test"}).status_code == 302
    assert sent(cast) == 1
    assert receiver.verified(secret)
    assert "Delivered" in page.get(done["Location"]).content.decode()
    assert receiver.url in page.get("/councils/210/webhooks/").content.decode()
    assert sign_in("pat").get("/councils/210/webhooks/").status_code == 403


@pytest.mark.parametrize("url", [
    "http://council.example/hooks", "https://user:pass@council.example/", "https://council.example:8443/", "ftp://x/",
    "https:///hooks", "https://council.example/#part", "https://council.example/a b", "javascript:alert(1)", "x" * 501,
    "https://council.example:99999/", "https://[::1",
])  # fmt: skip
def test_an_address_that_is_none_is_refused_and_nothing_is_written(cast, token, url):
    answer = call(token("210"), "post", HOOKS, {"url": url, "types": ["case.received"]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/url"
    with pinned(cast.house("council/210").own_pin()):
        assert [model.objects.count() for model in (WebhookEndpoint, WebhookSecret, Change)] == [0, 0, 0]


def test_neither_the_service_nor_another_council_reads_a_secret(cast, token, receiver):
    add(token("210"), receiver.url)
    with pinned(cast.house("council/210").service_pin()), pytest.raises(Exception, match="permission denied"):
        list(WebhookSecret.objects.all())
    assert Client().get(HOOKS, headers=token("305")).status_code == 404
