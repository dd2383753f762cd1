"""Comply or explain: the council's answer to a determination, as it arrived."""

from uuid import uuid4

import pytest

from arbitration import actions, queries, rules
from arbitration.models import CouncilAnswer
from notifications.tags import Tag
from tenants.problems import Invalid, NotFound
from tests.arbitration import post


@pytest.fixture
def determined(cast):
    """A referral of 210 with its determination: the ids of both."""
    referral_id = post.refer(cast)
    post.both_speak(cast, referral_id)
    arbitrator, _ = post.sitting(cast, referral_id)
    with post.panel(cast):
        actions.save_draft(referral_id, post.whole_text(), actor=arbitrator)
        issued, _ = actions.issue_determination(referral_id, actor=arbitrator)
    return referral_id, issued.id


def answer(determined, **changes):
    referral_id, determination_id = determined
    return {
        "answer_id": str(uuid4()),
        "determination_id": str(determination_id),
        "referral_id": str(referral_id),
        "position": "decline",
        "reasons": "The nearer placement has closed.",
        "answered_by": "Dora Singh",
        "answered_on": post.today().isoformat(),
    } | changes


def test_a_refusal_arrives_with_its_reasons(cast, determined):
    assert post.post(cast, "council/210", Tag.DETERMINATION_ANSWERED, answer(determined)) == 1
    found = post.view(cast, determined[0]).answer
    assert (found.position, found.reasons, found.answered_by) == (
        "decline", "The nearer placement has closed.", "Dora Singh"
    )  # fmt: skip
    with post.panel(cast):
        (line,) = queries.referrals(actor=post.SECRETARIAT)
    assert (line.answer, line.determined_on) == ("decline", post.today())


@pytest.mark.parametrize(
    ("house", "changes", "failure"),
    [
        ("council/305", {}, NotFound),
        ("council/210", {"determination_id": str(uuid4())}, NotFound),
        ("council/210", {"referral_id": str(uuid4())}, NotFound),
        ("council/210", {"position": "decline", "reasons": ""}, Invalid),
        ("council/210", {"position": "agree"}, Invalid),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_nothing_written(cast, determined, house, changes, failure):
    with pytest.raises(failure):
        post.deliver(cast, house, Tag.DETERMINATION_ANSWERED, answer(determined, **changes))
    with post.panel(cast):
        assert not CouncilAnswer.objects.exists()


def test_an_answer_of_another_referral_of_the_same_council_is_refused(cast, determined):
    other = post.refer(cast)
    with pytest.raises(NotFound):
        post.deliver(cast, "council/210", Tag.DETERMINATION_ANSWERED, answer(determined, referral_id=str(other)))
    with post.panel(cast):
        assert not CouncilAnswer.objects.exists()


def test_the_council_answers_once(cast, determined):
    first = answer(determined, position="comply", reasons="")
    for _ in range(2):
        post.deliver(cast, "council/210", Tag.DETERMINATION_ANSWERED, first)
    with pytest.raises(rules.AlreadyAnswered):
        post.deliver(cast, "council/210", Tag.DETERMINATION_ANSWERED, answer(determined))
    with post.panel(cast):
        assert [row.position for row in CouncilAnswer.objects.all()] == ["comply"]
