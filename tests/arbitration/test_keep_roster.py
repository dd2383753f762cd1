"""The roster: seated by the secretariat; conflicts declared by the arbitrator or for them; each sees what is theirs."""

from datetime import date
from uuid import uuid4

import pytest

from arbitration import actions, queries, rules
from arbitration.models import Arbitrator, DeclaredConflict
from tenants.problems import Invalid, NotFound, NotPermitted
from tests.arbitration import post

TERM = (date(2026, 1, 1), date(2029, 1, 1))


def test_the_secretary_seats(cast):
    sara = cast.actor("sara", "panel/national")
    with post.panel(cast):
        seated, receipt = actions.seat_arbitrator(uuid4(), "Una Field", "Care leaver", *TERM, actor=sara)
        assert len(receipt.leaf_hashes) == 2  # the row, and the change itself
        assert [one.name for one in queries.roster(actor=sara)] == ["Arno Vane", "Iris Coleman", "Una Field"]
        with pytest.raises(rules.AlreadySeated):
            actions.seat_arbitrator(seated.person_id, "Una Field", "Care leaver", *TERM, actor=sara)
        assert Arbitrator.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "house", "refusal"),
    [("arno", "panel/national", NotPermitted), ("ada", "council/210", NotFound), ("dora", "council/210", NotFound)],
)
def test_nobody_else_seats(cast, name, house, refusal):
    actor = cast.actor(name, house)
    with post.panel(cast):
        before = post.counts()
        with pytest.raises(refusal):
            actions.seat_arbitrator(uuid4(), "Una Field", "Care leaver", *TERM, actor=actor)
        assert post.counts() == before


def test_an_arbitrator_declares_for_themselves_alone(cast):
    arno = cast.actor("arno", "panel/national")
    with post.panel(cast):
        own, other = Arbitrator.objects.order_by("name")
        declared, _ = actions.declare_conflict(own.id, "210", "public", "Trained its IROs in 2020", actor=arno)
        assert declared.declared_on == post.today()
        with pytest.raises(NotFound):
            actions.declare_conflict(other.id, "210", "close", "Gossip", actor=arno)
        (myself,) = queries.roster(actor=arno)
        assert (myself.name, [one.colour for one in myself.disclosures]) == ("Arno Vane", ["orange"])
        assert DeclaredConflict.objects.count() == 1


@pytest.mark.parametrize(("name", "house"), [("ada", "council/210"), ("dora", "council/210"), ("bea", "council/305")])
def test_no_party_declares_an_arbitrator_conflicted(cast, name, house):
    """A council that could would choose its judge."""
    actor = cast.actor(name, house)
    with post.panel(cast):
        with pytest.raises(NotFound):
            actions.declare_conflict(Arbitrator.objects.first().id, "210", "close", "We don't like him", actor=actor)
        assert not DeclaredConflict.objects.exists()


@pytest.mark.parametrize(
    ("council", "circumstance", "reason", "field"),
    [("21", "left", "Why", "council"), ("210", "blue", "Why", "circumstance"), ("210", "left", " ", "reason")],
)
def test_a_declaration_names_council_circumstance_and_reason(cast, council, circumstance, reason, field):
    sara = cast.actor("sara", "panel/national")
    with post.panel(cast):
        with pytest.raises(Invalid) as refused:
            actions.declare_conflict(Arbitrator.objects.first().id, council, circumstance, reason, actor=sara)
        assert list(refused.value.errors) == [field]
        assert not DeclaredConflict.objects.exists()


def test_an_arbitrator_sees_the_referrals_drawn_to_them_and_the_secretary_all(cast):
    first, second = post.refer(cast), post.refer(cast)
    arbitrator, other = post.sitting(cast, first)
    sara = cast.actor("sara", "panel/national")
    with post.panel(cast):
        drawn = {line.id for line in queries.referrals(actor=arbitrator)}
        assert first in drawn
        assert {line.id for line in queries.referrals(actor=other)} == {first, second} - drawn
        assert {line.id for line in queries.referrals(actor=sara)} == {first, second}
        assert queries.referral(first, actor=arbitrator).may_determine
        assert not queries.referral(first, actor=sara).may_determine


@pytest.mark.parametrize(
    ("name", "house"),
    [("ada", "council/210"), ("ben", "council/210"), ("bruce", "council/305"), ("cleo", "council/351")],
)
def test_outsiders_see_nothing(cast, name, house):
    referral_id = post.refer(cast)
    outsider = cast.actor(name, house)
    with post.panel(cast):
        for read in (queries.referrals, queries.roster):
            with pytest.raises(NotFound):
                read(actor=outsider)
        with pytest.raises(NotFound):
            queries.referral(referral_id, actor=outsider)


def test_the_other_arbitrator_does_not_see_the_bundle(cast):
    referral_id = post.refer(cast)
    _, other = post.sitting(cast, referral_id)
    with post.panel(cast), pytest.raises(NotFound):
        queries.referral(referral_id, actor=other)
