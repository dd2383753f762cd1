"""The blind draw in the panel's house: urn, sealed shares, opened shares, name; and whoever doesn't play its part."""

import json
from datetime import timedelta

import pytest

from accounts.actor import process
from accounts.permissions import Permission
from arbitration import actions, rules
from arbitration.draw import Candidate, draw
from arbitration.models import Arbitrator, Draw, OpenedShare, PanelShare, SealedShare, SharesCalled
from ledger import draws
from notifications.models import OutboxEvent
from notifications.tags import Tag
from tenants.pins import pinned
from tenants.problems import NotFound
from tests.arbitration import post
from tests.arbitration.test_meet_in_draft import one_behind_the_other, undrawn
from tests.ledger.bundles import iro_verify
from tests.reviews.care import on

CLOCK = process("clock", Permission.ARBITRATION_RUN)


def state(cast, referral_id):
    """(how many sealed, whether called, how many opened, whether drawn)."""
    with post.panel(cast):
        found = post.queries.referral(referral_id, actor=post.SECRETARIAT)
        return (
            len(found.urn.sealed), found.urn.called_on is not None, OpenedShare.objects.count(), found.draw is not None
        )  # fmt: skip


def strike(cast, day):
    with post.panel(cast), on(day):
        return actions.go_on_with_draws(day, actor=CLOCK)


def sent(cast, tag):
    with pinned(cast.house("panel/national").relay_pin()):
        return list(OutboxEvent.objects.filter(tag=tag).values_list("payload", flat=True))


def shares_of(cast, referral_id):
    record = post.view(cast, referral_id).draw.record
    return [(one["side"], one["state"]) for one in record["shares"]]


def test_the_name_comes_when_the_last_share_is_opened_and_not_before(cast, tmp_path):
    referral_id = post.send(cast)
    steps = [state(cast, referral_id)]
    for tag, made in ((Tag.SHARE_SEALED, post.seal), (Tag.SHARE_OPENED, post.share)):
        for side in post.SIDES:
            post.post(cast, "council/210", tag, made(referral_id, side))
            steps.append(state(cast, referral_id))
    assert steps == [
        (0, False, 0, False), (1, False, 0, False), (2, True, 0, False), (2, True, 1, False), (2, True, 2, True),
    ]  # fmt: skip
    drawn = post.view(cast, referral_id).draw
    assert drawn.recomputed
    (told,) = sent(cast, Tag.PANEL_DRAWN)
    assert told["record"] == drawn.record
    (tmp_path / "draw.json").write_text(json.dumps(drawn.record))
    done = iro_verify(tmp_path / "draw.json")
    assert (done.returncode, drawn.arbitrator in done.stdout) == (0, True)


def test_the_urn_and_the_panels_commitment_are_on_record_before_any_share(cast):
    referral_id = post.send(cast)
    (laid,) = sent(cast, Tag.URN_LAID)
    with post.panel(cast):
        kept = PanelShare.objects.get().share
    assert laid["content"]["panel_commitment"] == draws.commitment(str(referral_id), 1, draws.PANEL, kept)
    assert kept not in json.dumps(laid)
    post.put_in(cast, referral_id)
    record = post.view(cast, referral_id).draw.record
    assert (record["urn"], record["panel_share"]) == (laid["content"], kept)


def test_a_side_that_seals_nothing_is_absent_and_the_draw_goes_on_without(cast):
    referral_id = post.send(cast)
    limit = post.view(cast, referral_id).urn.seal_limit
    post.post(cast, "council/210", Tag.SHARE_SEALED, post.seal(referral_id, "service"))
    assert strike(cast, limit) == 0
    assert strike(cast, limit + timedelta(days=1)) == 1
    assert state(cast, referral_id) == (1, True, 0, False)
    post.post(cast, "council/210", Tag.SHARE_OPENED, post.share(referral_id, "service"))
    assert shares_of(cast, referral_id) == [("council", "absent"), ("service", "opened")]


def test_a_side_that_does_not_open_has_its_commitment_counted(cast):
    referral_id = post.send(cast)
    for side in post.SIDES:
        post.post(cast, "council/210", Tag.SHARE_SEALED, post.seal(referral_id, side))
    post.post(cast, "council/210", Tag.SHARE_OPENED, post.share(referral_id, "council"))
    limit = post.view(cast, referral_id).urn.open_limit
    assert strike(cast, limit) == 0
    assert [strike(cast, limit + timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert shares_of(cast, referral_id) == [("council", "opened"), ("service", "sealed")]
    post.post(cast, "council/210", Tag.SHARE_OPENED, post.share(referral_id, "service"))
    assert shares_of(cast, referral_id) == [("council", "opened"), ("service", "sealed")]


def test_with_two_silent_sides_the_panel_is_drawn_by_its_own_share(cast):
    referral_id = post.send(cast)
    after = post.view(cast, referral_id).urn.seal_limit + timedelta(days=1)
    assert strike(cast, after) == 1
    assert shares_of(cast, referral_id) == [("council", "absent"), ("service", "absent")]
    assert sent(cast, Tag.SHARES_CALLED) == []


def test_what_is_sealed_after_the_call_changes_nothing(cast):
    referral_id = post.send(cast)
    post.post(cast, "council/210", Tag.SHARE_SEALED, post.seal(referral_id, "service"))
    strike(cast, post.view(cast, referral_id).urn.seal_limit + timedelta(days=1))
    post.post(cast, "council/210", Tag.SHARE_SEALED, post.seal(referral_id, "council"))
    assert state(cast, referral_id) == (1, True, 0, False)


def test_another_share_than_the_sealed_one_or_one_too_early_is_refused_and_nothing_written(cast):
    referral_id = post.send(cast)
    post.post(cast, "council/210", Tag.SHARE_SEALED, post.seal(referral_id, "service"))
    with post.panel(cast):
        before = post.counts()
    for made, refusal in (
        (post.share(referral_id, "service"), rules.SharesNotCalled), (post.share(referral_id, "council"), NotFound),
        (post.share(referral_id, "service", number=2), NotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            post.deliver(cast, "council/210", Tag.SHARE_OPENED, made)
    with pytest.raises(rules.AlreadySealed):
        post.deliver(cast, "council/210", Tag.SHARE_SEALED, post.seal(referral_id, "service"))
    with pytest.raises(NotFound):
        post.deliver(cast, "council/305", Tag.SHARE_SEALED, post.seal(referral_id, "council"))
    with post.panel(cast):
        assert post.counts() == before
    post.post(cast, "council/210", Tag.SHARE_SEALED, post.seal(referral_id, "council"))
    with pytest.raises(rules.ShareMismatch):
        post.deliver(cast, "council/210", Tag.SHARE_OPENED, post.share(referral_id, "service", share="6 6 6"))
    assert state(cast, referral_id) == (2, True, 0, False)


def test_no_side_seals_or_opens_in_the_others_name(cast):
    """Whose word it is says the login that published it, whatever the payload says."""
    referral_id = post.send(cast)
    with pinned(cast.house("council/210").own_pin()), post.act(process("test"), "pretend"):
        post.publish(Tag.SHARE_SEALED, post.seal(referral_id, "service"))
    post.relay(cast.house("council/210"))
    with post.panel(cast):
        assert SealedShare.objects.get().side == "council"


def test_the_same_post_twice_changes_nothing(cast):
    referral_id = post.send(cast)
    seals = [post.seal(referral_id, side) for side in post.SIDES]
    for one in [*seals, *seals]:
        post.deliver(cast, "council/210", Tag.SHARE_SEALED, one)
    for side in (*post.SIDES, *post.SIDES):
        post.deliver(cast, "council/210", Tag.SHARE_OPENED, post.share(referral_id, side))
    with post.panel(cast):
        assert (SealedShare.objects.count(), SharesCalled.objects.count(), Draw.objects.count()) == (2, 1, 1)


def test_two_clocks_at_once_draw_once(cast):
    referral_id = post.send(cast)
    after = post.view(cast, referral_id).urn.seal_limit + timedelta(days=1)
    went_on = []
    one_behind_the_other(
        cast.house("panel/national").own_pin(),
        lambda: went_on.append(actions.go_on_with_draws(after, actor=CLOCK)),
        lambda: went_on.append(actions.go_on_with_draws(after, actor=CLOCK)),
    )
    assert sorted(went_on) == [0, 1]
    with post.panel(cast):
        assert Draw.objects.count() == 1


def test_a_draw_of_an_earlier_release_still_gives_its_name_and_is_not_drawn_again(cast, sign_in):
    """It was by a seed of the panel's alone, of those with the fewest referrals."""
    referral_id, seed = undrawn(cast), bytes(range(32))
    with post.panel(cast):
        people = [Candidate(one.id, one.name, 0) for one in Arbitrator.objects.all()]
        chosen = draw(people, seed, referral_id)
        with post.act(process("test"), "an earlier release"):
            Draw(
                referral_id=referral_id, arbitrator_id=chosen.id, seed=seed.hex(), drawn_on=post.today(), excluded=[],
                candidates=[{"id": str(one.id), "name": one.name, "load": 0} for one in people],
            ).save(force_insert=True)  # fmt: skip
        with pytest.raises(rules.AlreadyDrawn):
            actions.lay_urn(referral_id, actor=cast.actor("sara", "panel/national"))
    shown = post.view(cast, referral_id)
    assert (shown.urn, shown.draw.record, shown.draw.recomputed) == (None, None, True)
    page = sign_in("sara").get(f"/panel/referrals/{referral_id}/").content.decode()
    assert "Doing it again from this record gives the same name." in page
    assert "take those with the fewest referrals in hand" in page
    assert sign_in("sara").get(f"/panel/referrals/{referral_id}/draw/record").status_code == 404
