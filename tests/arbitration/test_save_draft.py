"""The working text is the drawn arbitrator's own: nobody else reads it or writes it."""

import pytest

from arbitration import actions
from arbitration.models import Draft
from arbitration.shapes import DraftItem, DraftText
from tenants.problems import Invalid, NotFound
from tests.arbitration import post


def test_the_drawn_arbitrator_writes_and_rewrites(cast):
    referral_id = post.refer(cast)
    arbitrator, _ = post.sitting(cast, referral_id)
    first, second = DraftText("First thoughts"), post.whole_text()
    with post.panel(cast):
        actions.save_draft(referral_id, first, actor=arbitrator)
        receipt = actions.save_draft(referral_id, second, actor=arbitrator)
        assert len(receipt.leaf_hashes) == 2  # the row, and the change itself
        kept = Draft.objects.get().history.order_by("history_id").values_list("findings", "history_user_id")
        assert list(kept) == [(first.findings, arbitrator.id), (second.findings, arbitrator.id)]
    assert post.view(cast, referral_id, arbitrator).draft == second


def test_before_the_first_word_the_draft_is_empty(cast):
    referral_id = post.refer(cast)
    arbitrator, _ = post.sitting(cast, referral_id)
    assert post.view(cast, referral_id, arbitrator).draft == DraftText()


def test_nobody_else_writes_or_sees_it(cast):
    """The other arbitrator, the secretary, the IRO of the dispute, another council: for none of them it is there."""
    referral_id = post.refer(cast)
    arbitrator, other = post.sitting(cast, referral_id)
    sara = cast.actor("sara", "panel/national")
    strangers = [other, sara, cast.actor("ada", "council/210"), cast.actor("bea", "council/305"), post.SECRETARIAT]
    with post.panel(cast):
        actions.save_draft(referral_id, post.whole_text(), actor=arbitrator)
        before = post.counts()
        for stranger in strangers:
            with pytest.raises(NotFound):
                actions.save_draft(referral_id, DraftText("Mine"), actor=stranger)
        assert post.counts() == before
    assert post.view(cast, referral_id, sara).draft is None
    assert post.view(cast, referral_id).draft is None


def test_an_item_without_owner_is_refused(cast):
    referral_id = post.refer(cast)
    arbitrator, _ = post.sitting(cast, referral_id)
    with post.panel(cast):
        with pytest.raises(Invalid) as refused:
            actions.save_draft(referral_id, DraftText(items=(DraftItem("Do it", "", post.due(3)),)), actor=arbitrator)
        assert list(refused.value.errors) == ["items[0].owner"]
        assert not Draft.objects.exists()
