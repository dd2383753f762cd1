from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection
from django.test import override_settings

from notifications.relay import relay
from reviews import queries
from reviews.actions import hold_review, vote
from reviews.models import Decision, DeemedAgreement, Vote
from reviews.rules import AlreadyVoted, InvalidVote, VoteTooLate
from reviews.shapes import VoteCast
from reviews.tasks import deem_agreed
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.reviews.care import held, in_care, on

RECORDED, LIMIT, AFTER = date(2026, 2, 4), date(2026, 2, 11), date(2026, 2, 12)
YES, NO = VoteCast(agreed=True), VoteCast(agreed=False, case_manager_comment="There is no dentist within reach.")


@pytest.fixture
def issued(cast):
    case = in_care(cast)
    with pinned(cast.house(case.council).service_pin()), on(RECORDED):
        return hold_review(case.period_id, held(), actor=cast.actor("ada", case.council))[0]


def cast_vote(cast, decision_id, given, by="max", day=LIMIT, council="council/210"):
    with pinned(cast.house(council).own_pin()), on(day):
        return vote(decision_id, given, actor=cast.actor(by, council))


def states(cast, issued):
    with pinned(cast.house("council/210").own_pin()):
        view = queries.review(issued.review_id, actor=cast.actor("max", "council/210"))
    return [decision.state for decision in view.decisions]


def votes(cast):
    with pinned(cast.house("council/210").own_pin()):
        return Vote.objects.count()


def test_the_council_agrees_and_dissents_on_the_last_day(cast, issued):
    cast_vote(cast, issued.decision_ids[0], YES)
    _, receipt = cast_vote(cast, issued.decision_ids[1], NO)
    assert states(cast, issued) == ["agreed", "disagreed"]
    assert len(receipt.leaf_hashes) == 2
    with pinned(cast.house("council/210").own_pin()):
        kept = Vote.objects.get(decision=issued.decision_ids[1])
        assert kept.history.get().history_user_id == cast.actor("max", "council/210").id


def test_a_vote_is_cast_once(cast, issued):
    cast_vote(cast, issued.decision_ids[0], YES)
    with pytest.raises(AlreadyVoted):
        cast_vote(cast, issued.decision_ids[0], NO)
    assert states(cast, issued) == ["agreed", "issued"]
    assert votes(cast) == 1


@pytest.mark.parametrize(("given", "day", "refusal"), [
    (YES, AFTER, VoteTooLate),
    (VoteCast(agreed=False), LIMIT, InvalidVote),
])  # fmt: skip
def test_late_or_unreasoned_votes_are_refused(cast, issued, given, day, refusal):
    with pytest.raises(refusal):
        cast_vote(cast, issued.decision_ids[0], given, day=day)
    assert votes(cast) == 0


def test_only_the_councils_managers_vote(cast, issued):
    with pytest.raises(NotPermitted):
        cast_vote(cast, issued.decision_ids[0], YES, by="pat")
    with pytest.raises(NotFound):
        cast_vote(cast, issued.decision_ids[0], YES, by="bea", council="council/305")
    with pinned(cast.house("council/210").service_pin()), on(LIMIT):
        with pytest.raises(NotPermitted):
            vote(issued.decision_ids[0], YES, actor=cast.actor("ada", "council/210"))
        with pytest.raises(NotFound):
            vote(issued.decision_ids[0], YES, actor=cast.actor("ben", "council/210"))
    assert votes(cast) == 0


def test_the_database_itself_refuses_a_vote_by_the_service_and_a_change_by_the_council(cast, issued):
    from_service = "INSERT INTO reviews_vote SELECT gen_random_uuid(), true, '', 'x', now(), id FROM reviews_decision"
    for pin, statement in (
        (cast.house("council/210").service_pin(), from_service),
        (cast.house("council/210").own_pin(), "UPDATE reviews_decision SET text = 'Nothing'"),
        (cast.house("council/210").own_pin(), "UPDATE reviews_review SET child_views = ''"),
    ):
        with pinned(pin), connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(statement)


def test_what_waits_for_the_council_is_listed_until_it_votes(cast, issued):
    cast_vote(cast, issued.decision_ids[0], YES)
    with pinned(cast.house("council/210").own_pin()), on(RECORDED):
        (waiting,) = queries.awaiting_vote(actor=cast.actor("max", "council/210"))
        with pytest.raises(NotPermitted):
            queries.awaiting_vote(actor=cast.actor("pat", "council/210"))
    assert (waiting.decision.id, waiting.days_left, waiting.child_name) == (issued.decision_ids[1], 7, "Tamsin Quayle")


def strike(day):
    with on(day):
        return deem_agreed(house="council/210", login="region")


def test_silence_past_the_limit_is_agreement_once(cast, issued):
    cast_vote(cast, issued.decision_ids[0], NO)
    assert [strike(LIMIT), strike(AFTER), strike(AFTER)] == [0, 1, 0]
    assert states(cast, issued) == ["disagreed", "deemed_agreed"]
    with pinned(cast.house("council/210").own_pin()):
        kept = DeemedAgreement.objects.get()
        assert (kept.limit, kept.deemed_on, kept.decision_id) == (LIMIT, AFTER, issued.decision_ids[1])
        assert kept.history.get().history_user_id == "process:clock"


def test_two_clocks_at_once_deem_each_decision_once(cast, issued):
    def one_clock(_):
        try:
            return deem_agreed(house="council/210", login="region")
        finally:
            connection.close()

    with on(AFTER), ThreadPoolExecutor(4) as clocks:
        found = list(clocks.map(one_clock, range(4)))
    assert sum(found) == 2
    with pinned(cast.house("council/210").own_pin()):
        assert DeemedAgreement.objects.count() == 2 == Decision.objects.count()
        assert DeemedAgreement.history.count() == 2


def test_the_managers_hear_that_their_days_have_begun_and_nothing_about_the_child(cast, issued):
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        relay(cast.house("council/210"))
    (sent,) = [message for message in mail.outbox if "Decisions of a review" in message.subject]
    assert sent.to == ["max@example.org"]
    assert "Wednesday 11 February 2026" in sent.body
    assert f"{settings.SITE_URL}/councils/210/votes/" in sent.body
    assert not {"Tamsin", "Quayle", "dentist"} & set(sent.body.replace(".", " ").split())
