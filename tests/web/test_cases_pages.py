"""A council's children and one child's page: who sees what, and that the page says it in the child's order."""

from dataclasses import replace
from datetime import date

import pytest

from casework.actions import correct_case
from casework.shapes import CaseCorrection
from ledger.models import Read
from reviews.actions import hold_review
from tenants.pins import pinned
from tests.casework.cases import a_case, proposed, submitted
from tests.reviews.care import held, in_care, on


def held_by_ada(cast, case):
    with pinned(cast.house(case.council).service_pin()), on(date(2026, 2, 4)):
        issued, _ = hold_review(case.period_id, held(), actor=cast.actor("ada", case.council))
    return issued


def page_of(client, case, code="210"):
    return client.get(f"/councils/{code}/cases/{case.child_id}/")


def test_the_childs_words_stand_before_everything_that_others_wrote(cast, sign_in):
    case = in_care(cast)
    held_by_ada(cast, case)
    with on(date(2026, 2, 6)):
        page = page_of(sign_in("max"), case).content.decode()
    order = [
        "Tamsin said",
        "I want to stay at my school.",
        "Register with a dentist",
        "The case",
        "History of the record",
    ]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    assert "Full care order" in page
    assert "By Saturday 2 May 2026" in page
    assert page.count("Why this date") == 1
    assert "Hold a review" in page


def test_before_the_first_review_the_page_says_what_will_stand_there(cast, sign_in):
    case = proposed(cast)
    page = page_of(sign_in("max"), case).content.decode()
    assert "will stand here" in page
    assert page.count("Why this date") == 2  # the IRO's appointment and the first review
    assert 'href="/councils/210/appointments/"' in page
    assert "No review has been held yet." in page


def test_a_correction_shows_before_and_after_who_and_why(cast, sign_in):
    case = submitted(cast)
    with pinned(cast.house("council/210").own_pin()):
        change = CaseCorrection(purpose="The name was misspelt", family_name="Marlow")
        correct_case(case.child_id, change, actor=cast.actor("pat", "council/210"))
    page = page_of(sign_in("max"), case).content.decode()
    assert "Family name: <del>Marlowe</del> → <ins>Marlow</ins>" in page
    assert "The name was misspelt" in page
    assert "Pat Deacon, on a page" in page
    assert page.index("The name was misspelt") < page.index("A child became looked after")


@pytest.mark.parametrize(("who", "offered"), [("ada", True), ("mary", False), ("max", False), ("pat", False)])
def test_only_the_childs_iro_is_offered_a_review_and_a_dispute(cast, sign_in, who, offered):
    case = in_care(cast)
    page = page_of(sign_in(who), case).content.decode()
    assert ("Record a review" in page) is offered
    assert ("Raise a dispute" in page) is offered


@pytest.mark.parametrize(
    ("who", "code"), [("ben", "210"), ("bea", "210"), ("nora", "210"), ("ada", "305"), ("arno", "210")]
)
def test_without_the_right_there_is_no_such_child(cast, sign_in, who, code):
    case = in_care(cast)
    answer = page_of(sign_in(who), case, code)
    assert answer.status_code == 404
    assert "Tamsin" not in answer.content.decode()
    with pinned(cast.house("council/210").service_pin()):
        assert (
            not Read.objects.exclude(actor_name="Ada Fairweather")
            .filter(children__contains=str(case.child_id))
            .exists()
        )


def test_looking_at_a_child_is_recorded_with_the_reader(cast, sign_in):
    case = in_care(cast)
    page_of(sign_in("max"), case)
    with pinned(cast.house("council/210").service_pin()):
        looks = set(Read.objects.values_list("actor_name", "what"))
    assert ("Max Adeyemi", "case") in looks


def test_the_list_shows_the_council_all_and_an_iro_their_own(cast, sign_in):
    case = in_care(cast)
    other = proposed(cast)
    pages = {who: sign_in(who).get("/councils/210/").content.decode() for who in ("max", "ada", "ben")}
    assert str(case.child_id) in pages["max"]
    assert str(other.child_id) in pages["max"]
    assert "Proposed</strong>" in pages["max"]
    assert str(case.child_id) in pages["ada"]
    assert str(other.child_id) not in pages["ada"]
    assert "You are not appointed for a child here." in pages["ben"]


def test_an_empty_council_is_told_how_children_come(sign_in):
    page = sign_in("bea").get("/councils/305/").content.decode()
    assert "iro cases import-903" in page
    assert "<table" not in page


def test_the_list_goes_on_page_by_page(cast, sign_in):
    for number in range(51):
        submitted(cast, a_case(f"P-{number:03}"))
    max_ = sign_in("max")
    first = max_.get("/councils/210/").content.decode()
    second = max_.get("/councils/210/?after=P-049").content.decode()
    assert 'href="?after=P-049" rel="next"' in first
    assert ("P-049" in first, "P-050" in first) == (True, False)
    assert ("P-050" in second, 'rel="next"' in second, 'rel="prev"' in second) == (True, False, True)


def test_a_hostile_name_is_only_text(cast, sign_in):
    case = a_case()
    case = replace(case, child=replace(case.child, family_name="<script>alert(1)</script>"))
    page = page_of(sign_in("max"), submitted(cast, case)).content.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
