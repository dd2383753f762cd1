"""The child's IRO records a review on a page; everybody who may see the child reads it."""

import re
from datetime import date

import pytest

from ledger.models import Change
from reviews.models import Decision, Review
from tenants.pins import pinned
from tests.reviews.care import in_care, on

HELD = {
    "held_on_day": "2",
    "held_on_month": "2",
    "held_on_year": "2026",
    "participation": "PN1",
    "child_views": "I want to stay at my school.",
    "no_views_reason": "",
    "late_reason": "",
    "decision_1_text": "Register with a dentist",
    "decision_1_owner": "Jo Lane",
    "decision_1_due_day": "2",
    "decision_1_due_month": "3",
    "decision_1_due_year": "2026",
    "decision_1_priority": "important",
    "decision_4_text": "Plan time with her brother",
    "decision_4_owner": "Max Adeyemi",
    "decision_4_due_day": "9",
    "decision_4_due_month": "March",
    "decision_4_due_year": "2026",
}


@pytest.fixture
def case(cast):
    return in_care(cast)


@pytest.fixture(autouse=True)
def today():
    with on(date(2026, 2, 4)):
        yield


def form(case, council="210"):
    return f"/councils/{council}/cases/{case.child_id}/reviews/new/"


def written(cast, case):
    with pinned(cast.house(case.council).service_pin()):
        assert Decision.objects.count() == 0 or Review.objects.count() == 1
        return Review.objects.count() + Change.objects.filter(purpose="hold a review").count()


def test_the_form_says_by_when_and_offers_each_code_with_its_meaning(case, sign_in):
    page = sign_in("ada").get(form(case)).content.decode()
    assert "By Monday 2 February 2026" in page
    assert "Why this date" in page
    assert "Did not attend, and no views were passed on (PN7)" in page
    assert page.count('<legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Decision ') == 6


def test_a_review_is_recorded_and_its_page_begins_with_the_childs_words(cast, case, sign_in):
    ada = sign_in("ada")
    answer = ada.post(form(case), HELD, follow=True)
    page = answer.content.decode()
    [(address, status)] = answer.redirect_chain
    assert re.fullmatch(r"/councils/210/reviews/[0-9a-f-]{36}/", address)
    assert status == 302
    assert "has until Wednesday 11 February 2026 to answer" in page
    assert page.index("I want to stay at my school.") < page.index("Register with a dentist")
    assert page.index("Register with a dentist") < page.index("Plan time with her brother")
    assert "Attended and spoke for themselves" in page
    with pinned(cast.house(case.council).service_pin()):
        assert list(Decision.objects.values_list("number", "due_on", "priority")) == [
            (1, date(2026, 3, 2), "important"),
            (2, date(2026, 3, 9), "routine"),
        ]


def test_errors_keep_what_was_typed_and_point_at_their_boxes(cast, case, sign_in):
    faulty = HELD | {"child_views": "", "decision_4_owner": "", "decision_5_text": "See an aunt", "held_on_year": ""}
    answer = sign_in("ada").post(form(case), faulty)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert '<a href="#id_held_on_year">Date of the review must include a year</a>' in page
    assert '<a href="#id_decision_4_owner">Name the person who is responsible</a>' in page
    assert '<a href="#id_decision_5_due_day">Enter the day by which it is to be done</a>' in page
    assert "See an aunt</textarea>" in page
    assert '<details class="govuk-details" open>' in page
    assert written(cast, case) == 0


def test_what_the_action_refuses_stands_at_the_field_that_it_names(cast, case, sign_in):
    faulty = HELD | {"participation": "PN0", "child_views": "", "decision_4_due_year": "2025"}
    answer = sign_in("ada").post(form(case), faulty)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'href="#id_participation_0">PN0 is for children under 4', page)
    assert re.search(r'href="#id_child_views">Write the child&#x27;s views', page)
    assert re.search(r'href="#id_decision_4_due_day">The due date can&#x27;t be before the review', page)
    assert written(cast, case) == 0


def test_a_review_without_a_decision_is_refused(cast, case, sign_in):
    bare = {name: value for name, value in HELD.items() if not name.startswith("decision_")}
    answer = sign_in("ada").post(form(case), bare)
    assert answer.status_code == 422
    assert '<a href="#id_decision_1_text">Say what is to be done</a>' in answer.content.decode()
    assert written(cast, case) == 0


def test_the_same_review_twice_is_one(cast, case, sign_in):
    ada = sign_in("ada")
    assert ada.post(form(case), HELD).status_code == 302
    again = ada.post(form(case), HELD)
    assert again.status_code == 422
    assert "This one must be later" in again.content.decode()
    assert written(cast, case) == 2


@pytest.mark.parametrize(
    ("who", "council", "status"),
    [("ben", "210", 404), ("bea", "210", 404), ("nora", "210", 404), ("max", "210", 403), ("ada", "305", 404)],
)
def test_nobody_but_the_childs_iro_records_one(cast, case, sign_in, who, council, status):
    client = sign_in(who)
    assert client.get(form(case, council)).status_code == status
    assert client.post(form(case, council), HELD).status_code == status
    assert written(cast, case) == 0


def test_without_a_session_the_form_leads_to_sign_in(cast, case, client):
    answer = client.post(form(case), HELD)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")
    assert written(cast, case) == 0


@pytest.mark.parametrize(("who", "status"), [("max", 200), ("pat", 200), ("ben", 404), ("bea", 404), ("nora", 404)])
def test_who_reads_a_review(case, sign_in, who, status):
    address = sign_in("ada").post(form(case), HELD).url
    page = sign_in(who).get(address)
    assert page.status_code == status
    assert ("I want to stay" in page.content.decode()) == (status == 200)
