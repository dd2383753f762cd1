"""Who sits: three with a legal chair or one, by a blind draw; whoever leaves is replaced, and never comes back."""

import json
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection

from accounts.actor import process
from arbitration import actions, queries, rules
from arbitration.models import Arbitrator, Determination, Seat, Urn, Vacancy
from arbitration.places import PRESIDING, THREE, Discipline, panel_of
from arbitration.tasks import go_on_with_draws
from ledger.acts import act
from ledger.draws import Candidate, verify
from tenants.pins import pinned
from tenants.problems import NotFound
from tests.arbitration import post
from tests.ledger.attacks import Attacker
from tests.ledger.bundles import iro_verify
from tests.web.dispute_journey import deliver, draw, raise_dispute, refer_urgently, referral_of_dispute

LAW, WORK, CARE = Discipline.LAW, Discipline.SOCIAL_WORK, Discipline.CARE


def seated(cast, *disciplines):
    """More arbitrators on the roster, none of whom can sign in."""
    with post.panel(cast), act(process("test"), "more arbitrators"):
        for number, discipline in enumerate(disciplines):
            Arbitrator(
                person_id=f"00000000-0000-4000-8000-0000000000{number:02}", name=f"Arbitrator {number}",
                background="Invented", discipline=discipline, term_from=post.today(), term_until=post.due(365),
            ).save(force_insert=True)  # fmt: skip


def as_owner(cast, statement):
    """What no login of the panel may do to a roster; the superuser's, for what a test needs beforehand."""
    Attacker(cast.house("panel/national"))(statement)


def seats(cast, referral_id):
    return [(one.place, one.left_on is None) for one in post.view(cast, referral_id).seats]


def leaves(cast, referral_id, who):
    with post.panel(cast):
        return actions.stand_down(referral_id, "My sister’s firm acts for the council.", actor=who)


def agree(cast, referral_id):
    """All who sit beside whoever presides agree with the draft as it is."""
    with post.panel(cast):
        for one in Seat.objects.sitting().filter(referral=referral_id).exclude(place__in=PRESIDING):
            who = one.arbitrator
            actor = replace(cast.actor("iris", "panel/national"), key=str(who.person_id), name=who.name)
            sha256 = queries.referral(referral_id, actor=actor).deliberation.draft_sha256
            actions.deliberate(referral_id, "agree", "", sha256, actor=actor)


def test_three_sit_where_the_roster_has_them_and_the_chair_is_a_lawyer(cast):
    seated(cast, LAW, LAW, WORK, CARE)
    found = post.view(cast, post.refer(cast))
    assert [one.place for one in found.seats] == ["chair", "lay", "social_work"]
    record = found.draw.record
    assert [one["name"] for one in record["urn"]["places"]] == ["chair", "social_work", "lay"]
    assert record["urn"]["panel"] == "Three sit, with a legal chair."
    by_id = {one["id"]: one["discipline"] for one in record["urn"]["candidates"]}
    assert [by_id[one["id"]] for one in record["drawn"]] == ["law", "social_work", "care"]
    assert found.draw.recomputed


def test_one_sits_when_it_is_urgent_or_a_place_of_the_three_has_nobody(cast):
    seated(cast, LAW, WORK)
    assert [place for place, _ in seats(cast, post.refer(cast))] == ["sole"]
    seated_more = [Candidate("a", "A", one, 0, 1) for one in (LAW, WORK)]
    assert panel_of(False, seated_more)[1] == "One sits, since nobody is free as lay member."
    assert panel_of(True, [*seated_more, Candidate("c", "C", CARE, 0, 1)])[1] == "One sits, since it is urgent."
    assert [one.name for one in THREE] == ["chair", "social_work", "lay"]


def test_whoever_stands_down_is_replaced_by_the_next_draw_and_sees_nothing_any_more(cast, sign_in):
    raised = refer_urgently(cast, ada := sign_in("ada"))
    with pinned(cast.house("council/210").service_pin()):
        referral_id = referral_of_dispute(raised)
    first, other = post.sitting(cast, referral_id)
    leaves(cast, referral_id, first)
    assert seats(cast, referral_id) == [("sole", False)]
    with post.panel(cast), pytest.raises(NotFound):
        queries.referral(referral_id, actor=first)
    draw(cast, raised, ada)
    found = post.view(cast, referral_id)
    assert [(one.name, one.left_on is None) for one in found.seats] == [(other.name, True), (first.name, False)]
    assert [one["urn"]["number"] for one in found.draws] == [1, 2]
    assert "left it" in next(one["why"] for one in found.draws[1]["urn"]["excluded"] if one["name"] == first.name)
    for record in found.draws:
        assert verify(record).seated
    shown = sign_in("dora").get(raised.address).content.decode()
    assert f"{first.name}, sole arbitrator, left on" in shown
    assert "My sister’s firm acts for the council." in shown
    assert f"<strong>{other.name}</strong>, sole arbitrator" in shown


def test_both_draws_are_saved_and_checked_offline(cast, sign_in, tmp_path):
    raised = refer_urgently(cast, ada := sign_in("ada"))
    with pinned(cast.house("council/210").service_pin()):
        referral_id = referral_of_dispute(raised)
    leaves(cast, referral_id, post.sitting(cast, referral_id)[0])
    draw(cast, raised, ada)
    for number in (1, 2):
        record = ada.get(f"{raised.address}draw/record?number={number}").json()
        assert record["urn"]["number"] == number
        (tmp_path / "draw.json").write_text(json.dumps(record))
        assert iro_verify(tmp_path / "draw.json").returncode == 0
    for nothing in ("3", "x", "-1", "99999"):
        assert ada.get(f"{raised.address}draw/record?number={nothing}").status_code == 404


def test_nothing_is_issued_while_a_place_of_the_three_is_empty(cast, sign_in):
    as_owner(
        cast, "UPDATE arbitration_arbitrator SET discipline = CASE name WHEN 'Arno Vane' THEN 'law' ELSE 'care' END"
    )
    seated(cast, WORK, WORK)
    referral_id = post.refer(cast)
    post.both_speak(cast, referral_id)
    arno, iris = (cast.actor(name, "panel/national") for name in ("arno", "iris"))
    with post.panel(cast):
        assert queries.referral(referral_id, actor=iris).may_determine is False
        with pytest.raises(NotFound):
            actions.save_draft(referral_id, post.whole_text(), actor=iris)
        actions.save_draft(referral_id, post.whole_text(), actor=arno)
    leaves(cast, referral_id, iris)
    with post.panel(cast):
        with pytest.raises(rules.PanelIncomplete):
            actions.issue_determination(referral_id, actor=arno)
        assert Determination.objects.count() == 0
        urn = Urn.objects.get(number=2)
    assert urn.content["places"] == [{"name": "lay", "disciplines": []}], "nobody else has experience of care"
    post.put_in(cast, referral_id, number=2)
    agree(cast, referral_id)
    with post.panel(cast):
        issued, _ = actions.issue_determination(referral_id, actor=arno)
    assert [one["place"] for one in issued.content["panel"]] == ["chair", "lay", "social_work"]
    assert len(issued.content["procedure"]["draws"]) == 2


def test_the_clock_draws_again_once_somebody_is_free(cast):
    referral_id = post.refer(cast)
    as_owner(cast, "UPDATE arbitration_arbitrator SET term_until = now()")
    leaves(cast, referral_id, post.sitting(cast, referral_id)[0])
    assert post.view(cast, referral_id).may_lay
    assert go_on_with_draws(house="panel/national", login="panel") == 0
    seated(cast, LAW)
    assert go_on_with_draws(house="panel/national", login="panel") == 1
    assert go_on_with_draws(house="panel/national", login="panel") == 0


def test_nobody_stands_down_for_another_or_twice_or_after_the_end_and_nothing_is_written(cast):
    referral_id = post.refer(cast)
    drawn, other = post.sitting(cast, referral_id)
    with post.panel(cast):
        before = Vacancy.objects.count(), Urn.objects.count()
        for who in (other, cast.actor("sara", "panel/national")):
            with pytest.raises(NotFound):
                actions.stand_down(referral_id, "Somebody else should sit.", actor=who)
        with pytest.raises(rules.Invalid):
            actions.stand_down(referral_id, "  ", actor=drawn)
        assert (Vacancy.objects.count(), Urn.objects.count()) == before
    post.both_speak(cast, referral_id)
    with post.panel(cast):
        actions.save_draft(referral_id, post.whole_text(), actor=drawn)
        actions.issue_determination(referral_id, actor=drawn)
        with pytest.raises(rules.AlreadyIssued):
            actions.stand_down(referral_id, "I regret it.", actor=drawn)
        assert Vacancy.objects.count() == 0


def test_no_login_puts_somebody_into_a_seat_or_out_of_it(cast):
    post.refer(cast)
    for statement in (
        "UPDATE arbitration_seat SET place = 'chair'", "DELETE FROM arbitration_seat",
        "INSERT INTO arbitration_vacancy (id, seat_id, why, reason, made_by, left_on)"
        " SELECT gen_random_uuid(), id, 'removed', 'x', 'x', now() FROM arbitration_seat",
    ):  # fmt: skip
        with post.panel(cast), pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(statement)
    with post.panel(cast):
        assert (Seat.objects.count(), Vacancy.objects.count()) == (1, 0)


def test_an_arbitrator_stands_down_on_the_page(cast, sign_in):
    raised = raise_dispute(cast, ada := sign_in("ada"), urgent="on")
    assert ada.post(f"{raised.address}refer/", {"grounds": "It can’t wait."}).status_code == 302
    draw(cast, raised, ada)
    with pinned(cast.house("council/210").service_pin()):
        referral_id = referral_of_dispute(raised)
    who = sign_in({"Arno Vane": "arno", "Iris Coleman": "iris"}[post.sitting(cast, referral_id)[0].name])
    page = f"/panel/referrals/{referral_id}/"
    assert "Stand down from this referral" in who.get(page).content.decode()
    assert who.post(f"{page}stand-down/", {"reason": ""}).status_code == 422
    assert who.post(f"{page}stand-down/", {"reason": "I know her family."}).status_code == 302
    assert who.get(page).status_code == 404
    assert "I know her family." in sign_in("sara").get(page).content.decode()
    deliver(cast)
