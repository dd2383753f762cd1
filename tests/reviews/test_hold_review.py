from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from accounts.permissions import Permission
from ledger.models import Change, Read
from notifications.models import OutboxEvent
from reviews import queries
from reviews.actions import hold_review
from reviews.models import Decision, Review
from reviews.rules import InvalidReview, NotTheChildsIro, ReviewAlreadyHeld
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.reviews.care import decision, held, in_care, on

RECORDED = date(2026, 2, 4)


def hold(cast, case, by="ada", review=None):
    with pinned(cast.house(case.council).service_pin()), on(RECORDED):
        return hold_review(case.period_id, review or held(), actor=cast.actor(by, case.council))


def nothing_written(cast, case):
    with pinned(cast.house(case.council).service_pin()):
        changes = Change.objects.filter(purpose="hold a review").exists()
        return not (Review.objects.exists() or Decision.objects.exists() or changes)


def test_holding_a_review_issues_its_decisions_with_limits(cast):
    case = in_care(cast)
    issued, receipt = hold(cast, case)
    assert (issued.number, issued.reply.limit) == (1, date(2026, 2, 11))
    assert issued.next_review.limit == date(2026, 5, 2)
    assert receipt.origin == "irotest/council/210/1"
    assert len(receipt.leaf_hashes) == 4  # the review, two decisions, the change itself
    with pinned(cast.house(case.council).service_pin()):
        view = queries.review(issued.review_id, actor=cast.actor("ada", case.council))
    assert (view.title, view.limit, view.in_time) == ("First review", date(2026, 2, 2), True)
    assert view.child_views == "I want to stay at my school."
    assert [(one.number, one.owner_name, one.state) for one in view.decisions] == [
        (1, "Jo Lane", "issued"),
        (2, "Max Adeyemi", "issued"),
    ]


def test_the_second_review_counts_from_the_first(cast):
    case = in_care(cast)
    hold(cast, case)
    with pinned(cast.house(case.council).service_pin()), on(date(2026, 5, 5)):
        ada = cast.actor("ada", case.council)
        late = {"held_on": date(2026, 5, 5), "decisions": (decision(due_on=date(2026, 9, 1)),)}
        with pytest.raises(InvalidReview) as refused:
            hold_review(case.period_id, held(**late), actor=ada)
        assert list(refused.value.errors) == ["late_reason"]
        issued, _ = hold_review(case.period_id, held(**late, late_reason="court"), actor=ada)
        first, second = queries.reviews_of(case.period_id, actor=ada)
        upcoming = queries.next_review(case.period_id, actor=ada)
    assert (first.kind, second.kind, second.in_time, second.id) == ("first", "second", False, issued.review_id)
    assert upcoming.limit == date(2026, 11, 5) == issued.next_review.limit
    assert "CPPCR 2010 reg 33(2)" in upcoming.explain()


def test_events_tell_of_it_without_a_childs_data(cast):
    case = in_care(cast)
    issued, _ = hold(cast, case)
    with pinned(cast.house(case.council).relay_pin()):
        payloads = dict(OutboxEvent.objects.filter(tag__startswith="reviews:").values_list("tag", "payload"))
    assert payloads == {
        "reviews:review:held": {
            "council": "210", "period_id": str(case.period_id), "child_id": str(case.child_id),
            "review_id": str(issued.review_id), "number": 1, "next_review": "second", "next_review_limit": "2026-05-02",
        },
        "reviews:decisions:issued": {
            "council": "210", "period_id": str(case.period_id), "review_id": str(issued.review_id),
            "reply_limit": "2026-02-11",
        },
    }  # fmt: skip


@pytest.mark.parametrize(("by", "refusal"), [
    ("ben", NotFound), ("mary", NotPermitted), ("max", NotPermitted), ("pat", NotPermitted),
])  # fmt: skip
def test_nobody_else_holds_it_and_nothing_is_written(cast, by, refusal):
    case = in_care(cast)
    with pytest.raises(refusal):
        hold(cast, case, by=by)
    assert nothing_written(cast, case)


def test_an_iro_who_sees_all_children_still_holds_only_those_appointed_to_her(cast):
    case, mary = in_care(cast), cast.actor("mary", "council/210")
    both = type(mary)(mary.kind, mary.key, mary.name, mary.door, mary.permissions | {Permission.REVIEW_HOLD})
    with pinned(cast.house(case.council).service_pin()), on(RECORDED), pytest.raises(NotTheChildsIro):
        hold_review(case.period_id, held(), actor=both)
    assert nothing_written(cast, case)


def test_another_council_finds_nothing(cast):
    case = in_care(cast)
    with pinned(cast.house("council/305").own_pin()), pytest.raises(NotFound):
        hold_review(case.period_id, held(), actor=cast.actor("bea", "council/305"))
    assert nothing_written(cast, case)


def test_a_faulty_review_writes_nothing(cast):
    case = in_care(cast)
    with pytest.raises(InvalidReview):
        hold(cast, case, review=held(decisions=()))
    assert nothing_written(cast, case)


def test_of_two_records_of_one_review_one_wins(cast):
    case = in_care(cast)
    house, ada = cast.house(case.council), cast.actor("ada", case.council)

    def record(_):
        try:
            with pinned(house.service_pin()):
                return hold_review(case.period_id, held(), actor=ada)[0].number
        except (ReviewAlreadyHeld, InvalidReview) as lost:
            return lost.code
        finally:
            connection.close()

    with on(RECORDED), ThreadPoolExecutor(4) as hands:
        found = sorted(hands.map(record, range(4)), key=str)
    assert found[0] == 1
    assert set(found[1:]) <= {"review-already-held", "review-invalid"}
    with pinned(house.service_pin()):
        assert (Review.objects.count(), Decision.objects.count()) == (1, 2)


def test_seeing_is_recorded_and_limited_like_the_live_view(cast):
    case = in_care(cast)
    issued, _ = hold(cast, case)
    with pinned(cast.house(case.council).own_pin()):
        max_sees = queries.timeline(case.child_id, actor=cast.actor("max", case.council))
        assert Read.objects.get(what="history of reviews").children == [str(case.child_id)]
    assert [entry.what for entry in max_sees] == ["Decision", "Decision", "Review"]
    assert {entry.actor for entry in max_sees} == {"Ada Fairweather"}
    assert ("Child's views", "", "I want to stay at my school.") in [
        (change.field, change.before, change.after) for change in max_sees[-1].changes
    ]
    with pinned(cast.house(case.council).service_pin()):
        ben = cast.actor("ben", case.council)
        for refused in (
            lambda: queries.review(issued.review_id, actor=ben),
            lambda: queries.reviews_of(case.period_id, actor=ben),
            lambda: queries.next_review(case.period_id, actor=ben),
            lambda: queries.timeline(case.child_id, actor=ben),
        ):
            with pytest.raises(NotFound):
                refused()
        assert not Read.objects.filter(actor=ben.id).exists()
