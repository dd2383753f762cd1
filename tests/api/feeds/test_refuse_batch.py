"""What the feed refuses: by the contract's statuses, in plain words, with nothing written."""

import pytest
import requests

from casework.models import Child, FeedBatch
from ledger.models import Change
from tenants.pins import pinned
from tests.api.feeds.sender import a_delta, a_placement, a_record


def counts(cast, code="210"):
    with pinned(cast.house(f"council/{code}").own_pin()):
        return Child.objects.count(), FeedBatch.objects.count(), Change.objects.count()


def test_each_fault_of_a_batch_is_named_at_its_place_and_all_of_it_refused(cast, sender):
    bad = a_record(2, a_placement(start="05/01/2026", placement_type="ZZ"), details={"sex": "X"})
    answer = sender().send([a_record(1, a_placement()), bad, {"la_child_id": "LA-3"}])
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    places = [line.split(" ", 1)[0] for line in answer.text.splitlines()]
    placement = "[1].social_care_episodes[0].child_looked_after_placements[0]"
    assert set(places) >= {
        "[1].child_details.sex", f"{placement}.start_date", f"{placement}.placement_type", "[2].mis_child_id",
    }  # fmt: skip
    assert not [word for word in ("Nguyễn", "ZZ", "05/01/2026") if word in answer.text]
    assert counts(cast) == (0, 0, 0)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ([], 400),
        (b"[", 400),
        (b"\xff", 400),
        ([a_delta(number) for number in range(101)], 413),
        (b"[" + b" " * 4_000_000 + b"]", 413),
    ],
)
def test_a_body_that_is_no_batch_is_sent_once_and_refused(cast, sender, body, status):
    sending = sender()
    answer = sending.send(body)
    assert (answer.status_code, sending.tries) == (status, [status])
    assert answer.text
    assert counts(cast) == (0, 0, 0)


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"SupplierKey": ""}, 401), ({"SupplierKey": "x"}, 401), ({"Authorization": "Bearer x"}, 401)],
)
def test_whoever_isn_t_known_is_refused_three_times(cast, sender, headers, status):
    sending = sender()
    assert sending.send([a_record(1, a_placement())], **headers).status_code == status
    assert sending.tries == [status] * 3
    assert counts(cast) == (0, 0, 0)


def test_another_council_s_sender_is_refused(cast, sender):
    sending = sender("305", credentials_of="210")
    assert sending.send([a_record(1, a_placement())]).status_code == 403
    assert counts(cast) == counts(cast, "305") == (0, 0, 0)


def test_the_token_of_the_case_api_doesn_t_open_the_feed_nor_the_feed_s_the_case_api(cast, sender, token, site):
    sending = sender()
    key = {"SupplierKey": sending.credentials.supplier_key}
    feed = f"{site}/feeds/dfe/v0.8/children_social_care_data/210/children"
    assert requests.post(feed, json=[a_delta()], headers={**token("210"), **key}, timeout=20).status_code in {401, 403}
    bearer = {"Authorization": f"Bearer {sending.token()}"}
    assert requests.get(f"{site}/api/v1/councils/210/cases", headers=bearer, timeout=20).status_code == 401
    assert counts(cast) == (0, 0, 0)
