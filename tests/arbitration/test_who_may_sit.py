"""Who may sit: the map of ties, waivers by both sides, terms, and a removal for cause; each as the sides see it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbitration import actions, queries, rules
from arbitration.conflicts import CIRCUMSTANCES, Colour
from arbitration.models import Arbitrator, Determination, Draw, Order, Removal, Renewal, Seat, Vacancy
from arbitration.rules import why_excluded
from ledger.acts import act
from tenants.problems import Invalid
from tests.api.test_cases import problem
from tests.api.test_dispute_moves import made
from tests.api.test_panel import PANEL, TEXT, put
from tests.api.test_votes_and_answers import sent
from tests.arbitration import post
from tests.arbitration.test_seats import as_owner
from tests.web.dispute_journey import PEOPLE, both_sides_speak, deliver, refer_urgently, referral_of
from timetable.rules import months_after


def sara(cast):
    return cast.actor("sara", "panel/national")


def test_every_circumstance_has_a_colour_and_only_red_ones_are_waived():
    assert {one.colour for one in CIRCUMSTANCES.values()} == set(Colour)
    assert all(one.colour is Colour.RED for one in CIRCUMSTANCES.values() if one.waivable)
    assert all(code == one.code and one.title for code, one in CIRCUMSTANCES.items())


@pytest.mark.parametrize(("circumstance", "waivable"), [("close", True), ("money", False)])
def test_a_red_tie_that_arises_keeps_out_until_both_sides_waive_it_where_they_can(
    cast, sign_in, circumstance, waivable
):
    raised = refer_urgently(cast, ada := sign_in("ada"))
    referral_id, dora = referral_of(cast, raised), sign_in("dora")
    drawn, _ = post.sitting(cast, referral_id)
    arbitrator, referral = sign_in(PEOPLE[drawn.name]), f"{PANEL}/referrals/{referral_id}"
    dispute = f"/api/v1/councils/210/disputes/{raised.dispute_id}"
    own = arbitrator.get(f"{PANEL}/arbitrators").json()["items"][0]["id"]
    tie = {"council": "210", "circumstance": circumstance, "reason": "A friend joined its legal team."}
    made(arbitrator, f"{PANEL}/arbitrators/{own}/conflicts", tie)
    both_sides_speak(cast, raised, ada, dora)
    etag = put(arbitrator, f"{referral}/draft", TEXT, "*")["ETag"]
    problem(sent(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag}), 409, "arbitrator-conflicted")
    (order,) = ada.get(dispute).json()["referral"]["procedure"]["orders"]
    assert (order["kind"], order["asks"]) == (("waiver", ["council", "service"]) if waivable else ("disclosure", []))
    waiver = {"kind": "waiver", "about": order["id"], "text": "We know of it, and agree that they sit."}
    if not waivable:
        problem(sent(ada, f"{dispute}/service-filing", waiver), 409, "dispute-not-at-this-point")
        return
    made(ada, f"{dispute}/service-filing", waiver)
    deliver(cast)
    problem(sent(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag}), 409, "arbitrator-conflicted")
    made(dora, f"{dispute}/council-filing", waiver)
    deliver(cast)
    made(arbitrator, f"{referral}/determination", {}, **{"If-Match": etag})


def test_on_a_childs_rights_nothing_is_waived(cast):
    referral_id = post.refer(cast, issue="IC04")
    drawn, _ = post.sitting(cast, referral_id)
    with post.panel(cast):
        own = Arbitrator.objects.get(person_id=drawn.person_id)
        actions.declare_conflict(own.id, "210", "close", "A friend joined it.", actor=drawn)
        assert [one.kind for one in Order.objects.all()] == ["disclosure"]


@pytest.mark.parametrize("left", [False, True])
def test_whoever_often_determined_for_a_council_has_that_disclosed_by_the_draw_itself(cast, left):
    """Of three before; from the last of them the same arbitrator may have stood down, so that others determined it."""
    for number in range(3):
        referral_id = post.refer(cast)
        drawn, other = post.sitting(cast, referral_id)
        with post.panel(cast), act(drawn, "a determination of before"):
            own = Arbitrator.objects.get(person_id=drawn.person_id)
            Determination(
                referral_id=referral_id, arbitrator=own, content={}, sha256="0" * 64, issued_on=post.today(),
                answer_limit=post.today(),
            ).save(force_insert=True)  # fmt: skip
            if left and number == 2:
                seat = Seat.objects.get(referral=referral_id)
                Vacancy(seat=seat, why="recused", reason="x", made_by="x", left_on=post.today()).save(force_insert=True)
        as_owner(cast, f"UPDATE arbitration_arbitrator SET term_until = '2020-01-01' WHERE name = '{other.name}'")
    referral_id = post.refer(cast)
    with post.panel(cast):
        told = [(one.kind, one.text) for one in Order.objects.filter(referral=referral_id)]
    all_three = ("disclosure", "Determined 3 disputes of this council in the last 12 months.")
    assert told == ([] if left else [all_three])


def test_a_second_term_is_the_last(cast):
    with post.panel(cast):
        own = Arbitrator.objects.get(name="Arno Vane")
        until = months_after(own.term_until, 36)
        with pytest.raises(Invalid):
            actions.renew_term(own.id, until + timedelta(days=1), actor=sara(cast))
        actions.renew_term(own.id, until, actor=sara(cast))
        with pytest.raises(rules.LastTerm):
            actions.renew_term(own.id, until, actor=sara(cast))
        assert Renewal.objects.count() == 1
        shown = next(one for one in queries.roster(actor=sara(cast)) if one.id == own.id)
    assert (shown.term_until, shown.second_term) == (until, True)


def test_who_is_removed_for_cause_leaves_every_seat_and_is_drawn_no_more(cast, sign_in):
    raised = refer_urgently(cast, sign_in("ada"))
    referral_id = referral_of(cast, raised)
    drawn, other = post.sitting(cast, referral_id)
    with post.panel(cast):
        own = Arbitrator.objects.get(person_id=drawn.person_id)
    page, secretary = f"/panel/arbitrators/{own.id}/removal/", sign_in("sara")
    reason = "Spoke to one side alone."
    day = {"decided_on_day": "1", "decided_on_month": "3", "decided_on_year": "2026"}
    assert sign_in("arno").get(page).status_code == 403
    assert secretary.post(page, {"board": "", "reason": reason, **day}).status_code == 422
    with post.panel(cast):
        assert (Removal.objects.count(), Vacancy.objects.count()) == (0, 0)
    assert secretary.post(page, {"board": "The regional board", "reason": reason, **day}).status_code == 302
    assert secretary.post(page, {"board": "The regional board", "reason": reason, **day}).status_code == 409
    assert "Spoke to one side alone." in secretary.get("/panel/").content.decode()
    with post.panel(cast):
        assert [one.why for one in Vacancy.objects.all()] == ["removed"]
    deliver(cast)
    assert f"{drawn.name}, sole arbitrator, left on" in sign_in("dora").get(raised.address).content.decode()
    next_one = post.refer(cast)
    with post.panel(cast):
        newest = Draw.objects.select_related("arbitrator").get(referral=next_one)
    assert newest.arbitrator.name == other.name
    assert "removed from the roster for cause" in str(newest.excluded)


@given(
    st.lists(st.tuples(st.dates(), st.integers(1, 1200)), min_size=1, max_size=2), st.booleans(), st.booleans(),
    st.dates(),
)  # fmt: skip
def test_somebody_is_free_exactly_within_a_term_unconflicted_and_on_the_roster(terms, conflicted, removed, today):
    spans = [(first, first + timedelta(days=min(days, (today.max - first).days))) for first, days in terms]
    free = any(first <= today < end for first, end in spans) and not conflicted and not removed
    assert (why_excluded(spans, conflicted, removed, today) == "") == free
