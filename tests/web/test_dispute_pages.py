"""A dispute through its pages, from raising it to the council's answer to the determination; and who is refused."""

import pytest

from escalation.models import ArbitrationReferral, Closure, Dispute, FreeDecision, Stage
from tenants.pins import pinned
from tests.arbitration.post import sitting
from tests.reviews.care import in_care
from tests.web.dispute_journey import (
    PEOPLE,
    RAISED,
    both_sides_speak,
    deliver,
    draft,
    draw,
    new,
    raise_dispute,
    refer_urgently,
    referral_of,
    written,
)

ANSWER = {"position": "part", "text": "One visit a month, from Friday."}


def council(cast):
    return pinned(cast.house("council/210").service_pin())


def text(answer) -> str:
    return answer.content.decode()


def test_page_to_raise_says_that_nobodys_permission_is_needed(cast, sign_in):
    html = text(sign_in("ada").get(new(in_care(cast).child_id)))
    assert "You need nobody’s permission" in html
    assert "Cafcass" in html
    assert "Time together with brothers and sisters (IC13)" in html


def test_raised_dispute_is_there_for_both_sides_with_the_childs_words_first(cast, sign_in):
    raised = raise_dispute(cast, sign_in("ada"))
    for name in ("ada", "max", "dora", "mary"):
        html = text(sign_in(name).get(raised.address))
        places = [html.index(words) for words in ("I want to see Zoë’s dog", "No contact since March", "The ladder")]
        assert places == sorted(places)
        assert "She cries after school &amp; stays in her room." in html
        assert raised.address in text(sign_in(name).get("/councils/210/disputes/"))


def test_everything_missing_is_asked_for_at_its_field_and_what_was_typed_is_kept(cast, sign_in):
    child = in_care(cast)
    given = {"description": "No contact since March.", "level": "L3"}
    answer = sign_in("ada").post(new(child.child_id), given)
    assert answer.status_code == 422
    for name in ("issue", "impact", "child_wishes", "outcome_sought", "rag_0"):
        assert f'<a href="#id_{name}">' in text(answer)
    assert "No contact since March." in text(answer)
    with council(cast):
        assert not Dispute.objects.exists()


def test_going_past_a_level_needs_its_reason(cast, sign_in):
    child = in_care(cast)
    answer = sign_in("ada").post(new(child.child_id), RAISED | {"level": "L3"})
    assert answer.status_code == 422
    assert '<a href="#id_bypass_reason">Say why you go straight to this level.</a>' in text(answer)
    ada = sign_in("ada")
    reason = {"level": "L3", "bypass_reason": "The placement ends on Friday."}
    assert ada.post(new(child.child_id), RAISED | reason).status_code == 302
    with council(cast):
        assert [stage.level for stage in Stage.objects.all()] == ["L3"]


def test_council_answers_at_its_level_once_and_the_iro_takes_it_higher(cast, sign_in):
    ada, max_ = sign_in("ada"), sign_in("max")
    raised = raise_dispute(cast, ada)
    address = f"{raised.address}stages/L1/answer/"
    assert address in text(max_.get(raised.address))
    assert "I want to see Zoë’s dog" in text(max_.get(address))
    assert max_.post(address, ANSWER).status_code == 302
    before = written(cast)
    assert max_.get(address).status_code == 409
    again = max_.post(address, ANSWER | {"text": "Something else"})
    assert again.status_code == 409
    assert "Something else" in text(again)
    assert written(cast) == before
    html = text(ada.get(raised.address))
    assert "One visit a month, from Friday." in html
    assert f"{raised.address}climb/" in html
    given = {"level": "L2", "reason": "One visit is not two."}
    answer = ada.post(f"{raised.address}climb/", given, follow=True)
    assert "The dispute is at level L2 now" in text(answer)
    assert "One visit is not two." in text(answer)


def test_answer_meant_for_a_level_that_has_passed_is_refused(cast, sign_in):
    ada, max_ = sign_in("ada"), sign_in("max")
    raised = raise_dispute(cast, ada)
    assert ada.post(f"{raised.address}climb/", {"level": "L4", "reason": "She can’t wait."}).status_code == 302
    before = written(cast)
    late = max_.post(f"{raised.address}stages/L1/answer/", ANSWER)
    assert late.status_code == 409
    assert "The dispute is at level L4 now. Answer there." in text(late)
    assert max_.post(f"{raised.address}stages/L2/answer/", ANSWER).status_code == 404
    assert written(cast) == before


def test_cafcass_is_open_at_any_point_and_after_the_end(cast, sign_in):
    ada = sign_in("ada")
    raised = raise_dispute(cast, ada)
    given = {"referred": "no", "reason": "The council may still act in time."}
    assert ada.post(f"{raised.address}cafcass/", given).status_code == 302
    closing = {"outcome": "O1", "outcome_for_child": "She sees her brother.", "own_free_decision": "yes"}
    assert ada.post(f"{raised.address}accept/", closing).status_code == 302
    assert ada.get(f"{raised.address}climb/").status_code == 409
    given = {"referred": "yes", "reason": "It broke its word again."}
    assert "It broke its word again." in text(ada.post(f"{raised.address}cafcass/", given, follow=True))


def test_closing_asks_whether_it_was_ones_own_decision_and_the_council_never_learns_the_answer(cast, sign_in):
    ada = sign_in("ada")
    raised = raise_dispute(cast, ada)
    closing = {"outcome": "O5", "outcome_for_child": "Her brother moved near."}
    asked = ada.post(f"{raised.address}withdraw/", closing)
    assert asked.status_code == 422
    assert "Was this your own free decision?" in text(asked)
    assert ada.post(f"{raised.address}withdraw/", closing | {"own_free_decision": "no"}).status_code == 302
    with council(cast):
        assert Closure.objects.get().outcome == "O5"
        assert FreeDecision.objects.get().own_free_decision is False
    for name in ("max", "dora"):
        html = text(sign_in(name).get(raised.address))
        assert "Her brother moved near." in html
        assert "free decision" not in html.lower()
    before = written(cast)
    assert ada.post(f"{raised.address}withdraw/", closing | {"own_free_decision": "yes"}).status_code == 409
    assert written(cast) == before


def test_from_raising_to_comply_or_explain(cast, sign_in):
    ada, max_, dora = sign_in("ada"), sign_in("max"), sign_in("dora")
    raised = raise_dispute(cast, ada)
    assert max_.post(f"{raised.address}stages/L1/answer/", ANSWER).status_code == 302
    assert ada.get(f"{raised.address}refer/").status_code == 409
    for level in ("L2", "L3", "L4"):
        assert ada.post(f"{raised.address}climb/", {"level": level, "reason": "Not resolved."}).status_code == 302
    assert dora.post(f"{raised.address}stages/L4/answer/", ANSWER | {"position": "disagree"}).status_code == 302
    assert ada.post(f"{raised.address}refer/", {"grounds": "One visit or two."}).status_code == 302
    draw(cast, raised, ada, dora)
    both_sides_speak(cast, raised, ada, dora)
    _determine(cast, raised, sign_in)
    for browser in (ada, dora):
        html = text(browser.get(raised.address))
        for words in ("What the council says.", "What the service says.", "Offer a placement within 20 miles",
                      "What it does not decide", "Unchanged since it was issued"):  # fmt: skip
            assert words in html
    answering = f"{raised.address}determination/answer/"
    assert answering in text(dora.get(raised.address))
    assert answering not in text(max_.get(raised.address))
    bare = dora.post(answering, {"position": "decline", "reasons": ""})
    assert bare.status_code == 422
    assert '<a href="#id_reasons">' in text(bare)
    given = {"position": "part", "reasons": "The house is not ready until May."}
    assert dora.post(answering, given).status_code == 302
    assert dora.post(answering, {"position": "comply", "reasons": ""}).status_code == 409
    deliver(cast)
    arbitrator = sign_in(_drawn(cast, raised))
    assert "The house is not ready until May." in text(arbitrator.get(_referral(cast, raised)))
    _carried_out(raised, ada, max_)
    closing = {"outcome": "O9", "outcome_for_child": "She sees him.", "own_free_decision": "yes"}
    assert ada.post(f"{raised.address}accept/", closing).status_code == 302


def _carried_out(raised, ada, max_) -> None:
    """Each side is offered its own part of what was directed, until the IRO has confirmed it."""
    report, finding = (f"{raised.address}directions/1/{page}/" for page in ("report", "finding"))
    assert report in text(max_.get(raised.address))
    assert finding not in text(max_.get(raised.address))
    assert finding in text(ada.get(raised.address))
    assert report not in text(ada.get(raised.address))
    assert "The council has reported nothing on it." in text(ada.get(finding))
    assert max_.post(report, {"progress": "done", "text": ""}).status_code == 422
    assert max_.post(report, {"progress": "done", "text": "She moved on Monday."}).status_code == 302
    assert "Reported done: the IRO has yet to confirm" in text(max_.get(raised.address))
    assert "She moved on Monday." in text(ada.get(finding))
    assert ada.post(finding, {"carried_out": "yes", "text": "She is settled there."}).status_code == 302
    for browser in (ada, max_):
        html = text(browser.get(raised.address))
        assert "Done, confirmed by the IRO" in html
        assert "She is settled there." in html
        assert "directions/1/" not in html
    assert max_.post(report, {"progress": "done", "text": "Again."}).status_code == 409


def _drawn(cast, raised) -> str:
    drawn, _ = sitting(cast, referral_of(cast, raised))
    return PEOPLE[drawn.name]


def _referral(cast, raised) -> str:
    return f"/panel/referrals/{referral_of(cast, raised)}/"


def _determine(cast, raised, sign_in) -> None:
    arbitrator, address = sign_in(_drawn(cast, raised)), _referral(cast, raised)
    assert arbitrator.post(f"{address}draft/", draft()).status_code == 302
    assert arbitrator.post(f"{address}issue/", {"understood": "on"}).status_code == 302
    deliver(cast)


def test_second_statement_of_a_side_is_refused(cast, sign_in):
    ada, dora = sign_in("ada"), sign_in("dora")
    raised = refer_urgently(cast, ada)
    both_sides_speak(cast, raised, ada, dora)
    before = written(cast)
    assert ada.post(f"{raised.address}statements/service/", {"text": "More."}).status_code == 409
    assert dora.post(f"{raised.address}statements/council/", {"text": "More."}).status_code == 409
    assert written(cast) == before


def test_statement_before_a_referral_is_refused(cast, sign_in):
    ada = sign_in("ada")
    raised = raise_dispute(cast, ada)
    assert ada.post(f"{raised.address}statements/service/", {"text": "Early."}).status_code == 409
    with council(cast):
        assert not ArbitrationReferral.objects.exists()


MOVES = {
    "stages/L1/answer/": ANSWER,
    "climb/": {"level": "L2", "reason": "No."},
    "cafcass/": {"referred": "yes", "reason": "No."},
    "accept/": {"outcome": "O1", "outcome_for_child": "No.", "own_free_decision": "yes"},
    "withdraw/": {"outcome": "O5", "outcome_for_child": "No.", "own_free_decision": "yes"},
    "refer/": {"grounds": "No."},
    "statements/council/": {"text": "No."},
    "statements/service/": {"text": "No."},
    "determination/answer/": {"position": "comply"},
    "draw/council/": {"words": ""},
    "draw/service/": {"words": ""},
    "directions/1/report/": {"progress": "done", "text": "No."},
    "directions/1/finding/": {"carried_out": "yes", "text": "No."},
}
BY_IRO = {
    "climb/",
    "cafcass/",
    "accept/",
    "withdraw/",
    "refer/",
    "statements/service/",
    "directions/1/finding/",
    "draw/service/",
}


@pytest.mark.parametrize("name", ["ben", "bea", "nora", "sara"])
def test_nothing_is_there_for_another_iro_another_council_or_another_region(cast, sign_in, name):
    raised = refer_urgently(cast, sign_in("ada"))
    before, browser = written(cast), sign_in(name)
    assert browser.get(raised.address).status_code == 404
    for path, data in MOVES.items():
        # An IRO's role has no part in the council's moves, whichever dispute it is: 403 there tells of none.
        expected = 403 if name == "ben" and path not in BY_IRO else 404
        assert browser.get(f"{raised.address}{path}").status_code == expected, path
        assert browser.post(f"{raised.address}{path}", data).status_code == expected, path
    assert written(cast) == before


def test_no_side_moves_for_the_other(cast, sign_in):
    raised = refer_urgently(cast, sign_in("ada"))
    before = written(cast)
    browsers = {name: sign_in(name) for name in ("ada", "dora", "mary")}
    for path, data in MOVES.items():
        for name in ("mary", "dora") if path in BY_IRO else ("mary", "ada"):
            assert browsers[name].get(f"{raised.address}{path}").status_code == 403, (name, path)
            assert browsers[name].post(f"{raised.address}{path}", data).status_code == 403, (name, path)
    assert written(cast) == before


def test_another_iro_and_another_council_can_raise_nothing_here(cast, sign_in):
    child, before = in_care(cast), written(cast)
    for name, code in (("ben", "210"), ("bea", "210"), ("bea", "305"), ("nora", "210"), ("ada", "305")):
        answer = sign_in(name).post(new(child.child_id, code), RAISED)
        assert answer.status_code == (403 if (name, code) == ("bea", "305") else 404), (name, code)
    assert sign_in("max").post(new(child.child_id), RAISED).status_code == 403
    assert written(cast) == before


def test_list_of_another_iro_is_empty_and_the_practitioners_is_refused(cast, sign_in):
    raised = raise_dispute(cast, sign_in("ada"))
    html = text(sign_in("ben").get("/councils/210/disputes/"))
    assert str(raised.dispute_id) not in html
    assert "None waits for the council." in html
    assert sign_in("pat").get("/councils/210/disputes/").status_code == 403
