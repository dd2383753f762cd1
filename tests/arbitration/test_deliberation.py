"""How three determine: what they say is theirs alone, two of three carry a draft, and whoever dissents says why."""

from dataclasses import replace

import pytest

from arbitration import actions, queries, rules
from arbitration.deliberation import DraftMoved, NotAgreed
from arbitration.models import Arbitrator, Deliberation, Determination
from arbitration.places import Discipline
from tenants.problems import Invalid, NotFound
from tests.arbitration import post
from tests.arbitration.test_seats import as_owner, seated

AGREE, DISSENT, REMARK = "agree", "dissent", "remark"


def three_sit(cast):
    """A referral on which Arno presides, and two sit beside him; the draft is whole, and both sides spoke."""
    as_owner(
        cast, "UPDATE arbitration_arbitrator SET discipline = CASE name WHEN 'Arno Vane' THEN 'law' ELSE 'care' END"
    )
    seated(cast, Discipline.SOCIAL_WORK)
    referral_id = post.refer(cast)
    post.both_speak(cast, referral_id)
    arno, iris = (cast.actor(name, "panel/national") for name in ("arno", "iris"))
    with post.panel(cast):
        third = replace(iris, key=str(Arbitrator.objects.get(name="Arbitrator 0").person_id), name="Arbitrator 0")
        actions.save_draft(referral_id, post.whole_text(), actor=arno)
    return referral_id, arno, iris, third


@pytest.fixture
def three(cast):
    return three_sit(cast)


def on(referral_id, actor):
    return queries.referral(referral_id, actor=actor).deliberation.draft_sha256


def say(referral_id, kind, text, actor):
    return actions.deliberate(referral_id, kind, text, on(referral_id, actor), actor=actor)


def test_two_of_three_carry_it_and_the_dissent_is_published_with_its_reasons(cast, three):
    referral_id, arno, iris, third = three
    with post.panel(cast):
        with pytest.raises(NotAgreed, match="gave no opinion"):
            actions.issue_determination(referral_id, actor=arno)
        say(referral_id, REMARK, "Is 20 miles borne out?", iris)
        say(referral_id, DISSENT, "The bundle does not bear out 20 miles.", iris)
        say(referral_id, AGREE, "", third)
        seen = queries.referral(referral_id, actor=third)
        assert [(one.kind, one.mine) for one in seen.deliberation.words] == [
            (REMARK, False), (DISSENT, False), (AGREE, True),
        ]  # fmt: skip
        assert seen.draft == post.whole_text()
        issued, _ = actions.issue_determination(referral_id, actor=arno)
        assert issued.content["dissents"] == [
            {"name": "Iris Coleman", "reasons": "The bundle does not bear out 20 miles."}
        ]
        assert "borne out?" not in str(issued.content)
        with pytest.raises(rules.AlreadyIssued):
            say(referral_id, REMARK, "I regret it.", iris)


def test_a_change_of_the_draft_asks_for_new_opinions_and_most_must_agree(cast, three):
    referral_id, arno, iris, third = three
    with post.panel(cast):
        say(referral_id, AGREE, "", iris)
        say(referral_id, AGREE, "", third)
        before = on(referral_id, iris)
        actions.save_draft(referral_id, replace(post.whole_text(), reasons="Cost alone was given."), actor=arno)
        with pytest.raises(NotAgreed, match="gave no opinion on this draft"):
            actions.issue_determination(referral_id, actor=arno)
        counted = Deliberation.objects.count()
        with pytest.raises(DraftMoved):
            actions.deliberate(referral_id, AGREE, "", before, actor=iris)
        with pytest.raises(Invalid):
            say(referral_id, DISSENT, " ", iris)
        with pytest.raises(Invalid):
            say(referral_id, "abstain", "I can’t say.", iris)
        assert Deliberation.objects.count() == counted
        for one in (iris, third):
            say(referral_id, DISSENT, "It was more than cost.", one)
        with pytest.raises(NotAgreed, match="Most of the panel dissent"):
            actions.issue_determination(referral_id, actor=arno)
        assert Determination.objects.count() == 0
        say(referral_id, AGREE, "On reflection.", third)
        assert len(actions.issue_determination(referral_id, actor=arno)[0].content["dissents"]) == 1


def test_nobody_else_reads_a_word_or_says_one(cast, sign_in, three):
    referral_id, _, iris, _ = three
    with post.panel(cast):
        say(referral_id, REMARK, "Between us alone.", iris)
        assert queries.referral(referral_id, actor=cast.actor("sara", "panel/national")).deliberation is None
        with pytest.raises(NotFound):
            actions.deliberate(referral_id, REMARK, "Hear me.", "", actor=cast.actor("sara", "panel/national"))
    page, address = f"/panel/referrals/{referral_id}/deliberation/", f"/api/v1/panel/referrals/{referral_id}"
    for who, status in (("sara", 403), ("dora", 404), ("ada", 404)):
        browser = sign_in(who)
        assert browser.get(page).status_code == status
        assert browser.post(page, {"kind": REMARK, "text": "Hear me."}).status_code == status
    assert "Between us alone." not in sign_in("sara").get(address).content.decode()
    told = sign_in("arno").get(page).content.decode()
    assert "Between us alone." in told
    with post.panel(cast):
        assert Deliberation.objects.count() == 1


def test_by_page_and_by_api_alike(cast, sign_in, three):
    referral_id, *_ = three
    page, address = f"/panel/referrals/{referral_id}/deliberation/", f"/api/v1/panel/referrals/{referral_id}"
    iris, arno = sign_in("iris"), sign_in("arno")
    sha256 = iris.get(address).json()["deliberation"]["draft_sha256"]
    assert iris.post(page, {"kind": DISSENT, "text": "", "draft_sha256": sha256}).status_code == 422
    assert iris.post(page, {"kind": DISSENT, "text": "Not borne out.", "draft_sha256": sha256}).status_code == 302
    word = {"kind": AGREE, "draft_sha256": sha256}
    said = arno.post(f"{address}/deliberation", word, "application/json", headers={"Idempotency-Key": "1"})
    assert said.status_code == 201
    assert [one["kind"] for one in iris.get(address).json()["deliberation"]["words"]] == [DISSENT, AGREE]
    assert "Dissents" in arno.get(page).content.decode()
    assert arno.post(f"/panel/referrals/{referral_id}/issue/", {"understood": "on"}).status_code == 409


def test_what_was_said_by_somebody_who_left_goes_with_them(cast, three):
    referral_id, arno, iris, _ = three
    with post.panel(cast):
        say(referral_id, REMARK, "Between us alone.", iris)
        actions.stand_down(referral_id, "I know her family.", actor=iris)
        assert queries.referral(referral_id, actor=arno).deliberation.words == ()
        assert Deliberation.history.count() == 1
