"""A commendation by API and by page: on the child's file, counted apart, told to those who lead the worker."""

import pytest
from django.core import mail

from escalation.models import Commendation, Dispute
from tenants.pins import pinned
from tests.api.test_cases import problem
from tests.api.test_dispute_moves import made
from tests.api.test_votes_and_answers import sent
from tests.reviews.care import in_care
from tests.web.dispute_journey import deliver

PRAISE = {
    "whom": "Jo Lane, social worker", "text": "Found her aunt in Leeds.", "difference": "She rings her on Sundays.",
}  # fmt: skip


@pytest.fixture
def case(cast):
    return in_care(cast).child_id


def kept(cast):
    with pinned(cast.house("council/210").service_pin()):
        return Commendation.objects.count(), Dispute.objects.count()


def test_it_is_on_the_file_counted_apart_and_told_without_a_name(cast, sign_in, case, settings_mail):
    ada, max_ = sign_in("ada"), sign_in("max")
    made(ada, f"/api/v1/councils/210/cases/{case}/commendations", PRAISE)
    page = f"/councils/210/cases/{case}/commendations/new/"
    assert ada.post(page, PRAISE | {"text": ""}).status_code == 422
    assert ada.post(page, PRAISE | {"whom": "Pat Deacon"}).status_code == 302
    assert kept(cast) == (2, 0)
    deliver(cast, "council/210")
    told = [one for one in mail.outbox if "commends" in one.subject]
    assert {one.to[0] for one in told} == {"max@example.org"}
    assert "Lane" not in told[0].body
    assert str(case) in told[0].body
    listed = max_.get(f"/api/v1/councils/210/cases/{case}/commendations").json()["items"]
    assert sorted(one["whom"] for one in listed) == ["Jo Lane, social worker", "Pat Deacon"]
    assert "She rings her on Sundays." in max_.get(f"/councils/210/cases/{case}/").content.decode()
    assert "Commended: 2." in max_.get("/councils/210/disputes/").content.decode()


@pytest.mark.parametrize(
    ("who", "body", "status", "code"),
    [
        ("max", PRAISE, 403, "not-permitted"), ("ben", PRAISE, 404, "not-found"), ("nora", PRAISE, 404, "not-found"),
        ("ada", PRAISE | {"difference": " "}, 422, "invalid"), ("ada", PRAISE | {"rag": "blue"}, 422, "invalid"),
    ],
)  # fmt: skip
def test_nobody_else_commends_and_nothing_is_written(cast, sign_in, case, who, body, status, code):
    problem(sent(sign_in(who), f"/api/v1/councils/210/cases/{case}/commendations", body), status, code)
    assert kept(cast) == (0, 0)
