"""The council's manager answers decisions on a page; what is not answered is agreed."""

import re
from datetime import date

import pytest

from ledger.models import Change
from reviews import queries
from reviews.actions import hold_review
from reviews.models import Vote
from tenants.pins import pinned
from tests.reviews.care import held, in_care, on

ISSUED = date(2026, 2, 4)
REASON = "The brother has moved to Leeds: twice a term can be kept, weekly can't."


@pytest.fixture
def review(cast):
    case = in_care(cast)
    with pinned(cast.house(case.council).service_pin()), on(ISSUED):
        issued, _ = hold_review(case.period_id, held(), actor=cast.actor("ada", case.council))
    return issued


@pytest.fixture(autouse=True)
def today():
    with on(date(2026, 2, 9)):
        yield


def form(review, code="210"):
    return f"/councils/{code}/reviews/{review.review_id}/vote/"


def votes(cast):
    with pinned(cast.house("council/210").service_pin()):
        return list(Vote.objects.order_by("decision__number").values_list("agreed", "case_manager_comment"))


def test_the_list_groups_by_review_and_says_what_silence_means(review, sign_in):
    page = sign_in("max").get("/councils/210/votes/").content.decode()
    assert "Silence is agreement. What you don’t answer within 5 working days counts as agreed" in page
    assert "Wednesday 11 February 2026" in page
    assert "2 days left" in page
    assert page.count(f'href="{form(review)}"') == 1
    assert page.index("Register with a dentist") < page.index("Plan time with her brother")


def test_both_decisions_are_answered_in_one_change(cast, review, sign_in):
    given = {"vote_1": "agree", "vote_2": "disagree", "comment_2": REASON}
    answer = sign_in("max").post(form(review), given, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/councils/210/reviews/{review.review_id}/", 302)]
    assert "answer to 2 decisions is recorded" in page
    assert "Not agreed" in page
    assert votes(cast) == [(True, ""), (False, REASON)]
    with pinned(cast.house("council/210").service_pin()):
        assert Change.objects.filter(purpose="vote on a decision").count() == 1


def test_some_now_and_some_later(cast, review, sign_in):
    max_ = sign_in("max")
    max_.post(form(review), {"vote_1": "agree"})
    page = max_.get(form(review)).content.decode()
    assert 'name="vote_1"' not in page
    assert 'name="vote_2"' in page
    max_.post(form(review), {"vote_2": "agree"})
    assert votes(cast) == [(True, ""), (True, "")]
    assert max_.get(form(review)).status_code == 404
    assert "No decision waits for an answer." in max_.get("/councils/210/votes/").content.decode()


@pytest.mark.parametrize(
    ("given", "target"),
    [
        ({"vote_1": "agree", "vote_2": "disagree", "comment_2": " "}, "#id_comment_2"),
        ({"vote_1": "perhaps"}, "#id_vote_1_0"),
    ],
)
def test_a_fault_in_one_answer_keeps_all_from_being_written(cast, review, sign_in, given, target):
    answer = sign_in("max").post(form(review), given)
    assert answer.status_code == 422
    assert f'<a href="{target}">' in answer.content.decode()
    assert votes(cast) == []


def test_what_was_typed_is_kept(review, sign_in):
    page = sign_in("max").post(form(review), {"vote_2": "disagree", "comment_1": "In hand already"}).content.decode()
    assert "In hand already</textarea>" in page
    assert re.search(r'value="disagree" [^>]*id="id_vote_2_1"[^>]*checked|checked[^>]*id="id_vote_2_1"', page)


def test_an_empty_answer_is_told_what_leaving_means(cast, review, sign_in):
    answer = sign_in("max").post(form(review), {})
    assert answer.status_code == 422
    assert "silence counts as agreement" in answer.content.decode()
    assert votes(cast) == []


def test_after_the_limit_there_is_nothing_to_answer(cast, review, sign_in):
    with on(date(2026, 2, 12)):
        answer = sign_in("max").post(form(review), {"vote_1": "agree"})
    assert answer.status_code == 404
    assert votes(cast) == []


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [("ada", "210", 403), ("ben", "210", 403), ("pat", "210", 403), ("bea", "210", 404), ("bea", "305", 404)],
)
def test_only_the_councils_own_manager_votes(cast, review, sign_in, who, code, status):
    client = sign_in(who)
    assert client.get(form(review, code)).status_code == status
    assert client.post(form(review, code), {"vote_1": "agree"}).status_code == status
    assert votes(cast) == []


def test_the_iro_reads_the_answer(cast, review, sign_in):
    sign_in("max").post(form(review), {"vote_2": "disagree", "comment_2": REASON})
    page = sign_in("ada").get(f"/councils/210/reviews/{review.review_id}/").content.decode()
    assert "Max Adeyemi, 9 February 2026" in page
    assert "The brother has moved to Leeds" in page
    with pinned(cast.house("council/210").service_pin()):
        assert len(queries.awaiting_vote(actor=cast.actor("max", "council/210"))) == 1
