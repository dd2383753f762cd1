"""Each side speaks once, in its own words, in the case that it is a party to."""

from uuid import uuid4

import pytest

from accounts.actor import process
from arbitration import rules
from arbitration.models import PartyStatement
from ledger.acts import act
from notifications.actions import publish
from notifications.relay import relay
from notifications.tags import Tag
from tenants.pins import pinned
from tenants.problems import NotFound
from tests.arbitration import post


def test_both_sides_are_heard_and_both_see_both(cast):
    referral_id = post.refer(cast)
    post.both_speak(cast, referral_id)
    arbitrator, _ = post.sitting(cast, referral_id)
    heard = post.view(cast, referral_id, arbitrator).statements
    assert [(one.side, one.text, one.made_by) for one in heard] == [
        ("council", "What the council says.", "Dora Singh"),
        ("service", "What the service says.", "Ada Fairweather"),
    ]


def test_a_statement_that_comes_before_its_referral_waits_for_it(cast):
    """Refused, so that the relay tries again: the same statement is kept once the referral is here."""
    referral = post.notice()
    sent = post.statement(referral["referral_id"], "council")
    with pytest.raises(NotFound):
        post.deliver(cast, "council/210", Tag.STATEMENT_MADE, sent)
    post.deliver(cast, "council/210", Tag.DISPUTE_REFERRED, referral)
    post.deliver(cast, "council/210", Tag.STATEMENT_MADE, sent)
    post.deliver(cast, "council/210", Tag.STATEMENT_MADE, sent)
    with post.panel(cast):
        assert [str(row.id) for row in PartyStatement.objects.all()] == [sent["statement_id"]]


def test_the_relay_keeps_trying_until_the_referral_is_here(cast):
    """The events arrive in the wrong order: nothing is lost, and nothing is done twice."""
    referral = post.notice()
    sent = post.statement(referral["referral_id"], "council")
    assert post.post(cast, "council/210", Tag.STATEMENT_MADE, sent) == 0
    assert post.failures(cast, "council/210") == ["NotFound"]
    assert post.post(cast, "council/210", Tag.DISPUTE_REFERRED, referral) == 1
    assert post.relay_again(cast, "council/210") == 1
    assert post.relay_again(cast, "council/210") == 0
    with post.panel(cast):
        assert [str(row.id) for row in PartyStatement.objects.all()] == [sent["statement_id"]]


def test_another_council_has_no_say(cast):
    referral_id = post.refer(cast)
    with pytest.raises(NotFound):
        post.deliver(cast, "council/305", Tag.STATEMENT_MADE, post.statement(referral_id, "council"))
    with post.panel(cast):
        assert not PartyStatement.objects.exists()


def test_whose_statement_it_is_says_the_login_and_not_the_payload(cast):
    referral_id = post.refer(cast)
    council, forged = (
        cast.house("council/210"),
        post.statement(referral_id, "service", text="We agree with the council."),
    )
    with pinned(council.own_pin()), act(process("test"), "a council speaks for the IRO"):
        publish(Tag.STATEMENT_MADE, forged)
    relay(council)
    with post.panel(cast):
        assert list(PartyStatement.objects.values_list("side", flat=True)) == ["council"]


def test_a_side_speaks_once(cast):
    referral_id = post.refer(cast)
    first = post.statement(referral_id, "council")
    post.deliver(cast, "council/210", Tag.STATEMENT_MADE, first)
    with pytest.raises(rules.AlreadySpoken):
        post.deliver(cast, "council/210", Tag.STATEMENT_MADE, first | {"statement_id": str(uuid4()), "text": "Other"})
    with post.panel(cast):
        assert [row.text for row in PartyStatement.objects.all()] == [first["text"]]
