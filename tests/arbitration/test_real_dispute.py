"""The post between the two houses as escalation really writes it: from an urgent dispute to the council's answer."""

import pytest

from arbitration import actions
from arbitration.models import CouncilAnswer
from escalation import actions as escalation
from escalation.models import ReceivedDetermination
from escalation.shapes import RaisedDispute
from notifications.relay import relay
from tenants.pins import pinned
from tests.arbitration import post
from tests.escalation.quarrel import put_in_shares
from tests.reviews.care import in_care

WISHES = "I want to stay near Zoë’s school."


@pytest.fixture
def referred(cast):
    """An urgent dispute of a child of 210, referred by its IRO and taken in by the national panel."""
    child = in_care(cast)
    ada = cast.actor("ada", "council/210")
    with pinned(cast.house("council/210").service_pin()):
        raised = RaisedDispute(
            issue="IC11", rag="red", urgent=True, description="60 miles from school", impact="Lessons missed",
            child_wishes=WISHES, outcome_sought="A placement within 20 miles", level="L4", bypass_reason="Moves today",
        )  # fmt: skip
        started, _ = escalation.raise_dispute(child.period_id, raised, actor=ada)
        referral_id, _ = escalation.refer_to_arbitration(started.dispute_id, "The move is planned today.", actor=ada)
    put_in_shares(cast, child, referral_id, post.today())
    return referral_id


def test_from_referral_to_answer(cast, referred):
    council = cast.house("council/210")
    with pinned(council.service_pin()):
        escalation.state_service_case(referred, "The plan says 20 miles.", actor=cast.actor("ada", "council/210"))
    with pinned(council.own_pin()):
        escalation.state_council_case(referred, "Nothing nearer is free.", actor=cast.actor("dora", "council/210"))
    relay(council)
    arbitrator, _ = post.sitting(cast, referred)
    shown = post.view(cast, referred, arbitrator)
    assert [one.text for one in shown.statements] == ["Nothing nearer is free.", "The plan says 20 miles."]
    with post.panel(cast):
        actions.save_draft(referred, post.whole_text(), actor=arbitrator)
        issued, _ = actions.issue_determination(referred, actor=arbitrator)
    assert issued.content["child_wishes"] == WISHES
    relay(cast.house("panel/national"))
    with pinned(council.own_pin()):
        received = ReceivedDetermination.objects.get()
        assert (received.pk, received.content, received.sha256) == (issued.pk, issued.content, issued.sha256)
        dora = cast.actor("dora", "council/210")
        escalation.answer_determination(issued.pk, "decline", "The nearer placement has closed.", actor=dora)
    relay(council)
    with post.panel(cast):
        assert CouncilAnswer.objects.get().reasons == "The nearer placement has closed."
