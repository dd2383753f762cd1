"""A referral comes out of a council's outbox into its own panel's house, whole or not at all, and is drawn."""

from datetime import date
from uuid import uuid4

import pytest

from arbitration import actions, queries, rules
from arbitration.models import Arbitrator, Draw, Referral, Urn
from ledger.models import Change, Read
from ledger.sealed import sha256_of
from notifications.tags import Tag
from tenants.problems import NotFound
from tests.arbitration import post
from timetable.queries import england
from timetable.rules import deadline


def test_the_bundle_arrives_as_it_was_sent_and_an_arbitrator_is_drawn(cast):
    referral_id = post.refer(cast)
    found = post.view(cast, referral_id)
    assert (found.council, found.region, found.bundle, found.received_on) == (
        "210", "london", post.BUNDLE, post.today()
    )  # fmt: skip
    assert found.draw.recomputed
    assert not found.draw.conflicted
    assert {one.name for one in found.draw.candidates} == {"Arno Vane", "Iris Coleman"}
    assert found.draw.arbitrator in {"Arno Vane", "Iris Coleman"}
    assert found.draw.excluded == ()


def test_the_relay_is_who_took_it_in(cast):
    referral_id = post.refer(cast)
    with post.panel(cast):
        row = Referral.objects.get(id=referral_id)
        written = row.history.get()
        assert (written.history_user_id, written.history_change_reason) == ("process:relay", "take in a referral")
        change = Change.objects.get(change_id=written.change_id)
        assert (change.login, change.door) == ("irotest_panel_national", "relay")
        assert Urn.objects.get(referral=row).history.get().change_id == written.change_id


@pytest.mark.parametrize(
    ("urgent", "rule"), [(False, "arbitration.determination"), (True, "arbitration.determination.fast")]
)
def test_the_limit_is_that_of_its_track_and_explains_itself(cast, urgent, rule):
    referral_id = post.refer(cast, urgent=urgent)
    with post.panel(cast):
        expected = deadline(rule, post.today(), england())
        assert Referral.objects.get(id=referral_id).limit == expected.limit
    assert expected in post.view(cast, referral_id).limits


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"bundle_sha256": "0" * 64}, rules.BundleMismatch),
        ({"bundle": {}, "bundle_sha256": sha256_of(post.BUNDLE)}, rules.BundleMismatch),
        ({"council": "305"}, rules.ForeignReferral),
        ({"region": "north"}, rules.ForeignReferral),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_nothing_written(cast, changes, failure):
    with post.panel(cast):
        before = post.counts()
    with pytest.raises(failure):
        post.deliver(cast, "council/210", Tag.DISPUTE_REFERRED, post.notice(**changes))
    with post.panel(cast):
        assert post.counts() == before


def test_the_same_referral_twice_changes_nothing(cast):
    sent = post.notice()
    assert post.post(cast, "council/210", Tag.DISPUTE_REFERRED, sent) == 1
    with post.panel(cast):
        before = post.counts()
    assert post.post(cast, "council/210", Tag.DISPUTE_REFERRED, sent) == 1
    with post.panel(cast):
        assert post.counts() == before


@pytest.mark.parametrize("house", ["council/210", "council/305"])
def test_what_came_first_under_a_number_stands(cast, house):
    """Neither its own council nor another puts a different bundle in its place."""
    sent = post.notice()
    post.deliver(cast, "council/210", Tag.DISPUTE_REFERRED, sent)
    with post.panel(cast):
        before = post.counts()
    with pytest.raises(rules.AlreadyReferred):
        post.deliver(
            cast, house, Tag.DISPUTE_REFERRED, post.notice(house, referral_id=sent["referral_id"], bundle={"a": house})
        )
    with post.panel(cast):
        assert post.counts() == before


def test_two_panels_do_not_see_each_other(cast):
    """351 is served by the northern region: its referral reaches the northern panel, where nobody sits yet."""
    northern, national = post.refer(cast, "council/351"), post.refer(cast, "council/210")
    with post.panel(cast, "northern"):
        assert [line.id for line in queries.referrals(actor=post.SECRETARIAT)] == [northern]
        assert queries.referral(northern, actor=post.SECRETARIAT).draw is None
        with pytest.raises(NotFound):
            queries.referral(national, actor=post.SECRETARIAT)
    with post.panel(cast):
        assert [line.id for line in queries.referrals(actor=post.SECRETARIAT)] == [national]
        with pytest.raises(NotFound):
            queries.referral(northern, actor=post.SECRETARIAT)


def test_whoever_has_fewer_cases_weighs_more(cast):
    """Each urn says how many each has in hand, and so how much they weigh."""
    post.refer(cast)
    with post.panel(cast):
        busy = str(Draw.objects.get().arbitrator_id)
    second = post.send(cast)
    weights = {one["id"]: (one["load"], one["weight"]) for one in post.view(cast, second).urn.content["candidates"]}
    assert weights.pop(busy) == (1, 1)
    assert list(weights.values()) == [(0, 2)]


def test_a_red_conflict_keeps_out_and_the_record_says_so(cast):
    sara = cast.actor("sara", "panel/national")
    with post.panel(cast):
        arno, iris = Arbitrator.objects.order_by("name")
        actions.declare_conflict(arno.id, "210", "worked_there", "Worked for the council until 2025", actor=sara)
        actions.declare_conflict(iris.id, "305", "worked_there", "Sits on that council", actor=sara)
        actions.declare_conflict(iris.id, "210", "public", "Knows the director from a conference", actor=sara)
    drawn = post.view(cast, post.refer(cast)).draw
    assert drawn.arbitrator == "Iris Coleman"
    assert [(one.name, one.why) for one in drawn.excluded] == [("Arno Vane", "red conflict declared for this council")]
    assert [(one.colour, one.council) for one in drawn.disclosures] == [("orange", "210")]


def test_with_nobody_free_no_urn_is_laid_until_the_secretary_lays_it(cast):
    sara = cast.actor("sara", "panel/national")
    with post.panel(cast):
        for one in Arbitrator.objects.all():
            actions.declare_conflict(one.id, "210", "advised", "Advised the council", actor=sara)
    referral_id = post.send(cast)
    with post.panel(cast):
        assert queries.referral(referral_id, actor=sara).urn is None
        assert [line.arbitrator for line in queries.referrals(actor=sara)] == [None]
        with pytest.raises(rules.NoArbitratorFree):
            actions.lay_urn(referral_id, actor=sara)
        seated, _ = actions.seat_arbitrator(
            uuid4(), "Una Field", "Solicitor", post.today(), date(post.today().year + 2, 1, 1), actor=sara
        )
        laid, receipt = actions.lay_urn(referral_id, actor=sara)
        assert [one["id"] for one in laid.content["candidates"]] == [str(seated.id)]
        assert len(laid.content["excluded"]) == 2
        assert len(receipt.leaf_hashes) == 3  # urn, the panel's share, and the change itself
        with pytest.raises(rules.AlreadyLaid):
            actions.lay_urn(referral_id, actor=sara)
        assert Urn.objects.count() == 1
    post.put_in(cast, referral_id)
    assert post.view(cast, referral_id).draw.arbitrator == "Una Field"


def test_reading_a_bundle_leaves_a_row_that_names_the_referral(cast):
    referral_id = post.refer(cast)
    sara = cast.actor("sara", "panel/national")
    with post.panel(cast):
        queries.referral(referral_id, actor=sara)
        queries.referrals(actor=sara)
        seen = list(Read.objects.order_by("id").values_list("what", "actor", "children"))
    assert seen == [("referral", sara.id, [str(referral_id)]), ("referrals", sara.id, [str(referral_id)])]
