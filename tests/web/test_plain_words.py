"""A dispute in plain words for the child, and on its own page whose move it is: at each point of its way."""

from tests.arbitration.post import sitting
from tests.web.dispute_journey import (
    PEOPLE,
    both_sides_speak,
    deliver,
    draft,
    raise_dispute,
    refer_urgently,
    referral_of,
)

OWN_WORDS = "I want to see Zoë’s dog and my brother."


def plain(browser, raised):
    answer = browser.get(f"{raised.address}plain/")
    assert answer.status_code == 200
    return answer.content.decode()


def moves(browser, raised):
    return browser.get(f"/api/v1{raised.address.rstrip('/')}").json()["next"]


def test_it_says_who_has_to_do_something_by_when_and_what_the_child_can_do(cast, sign_in):
    raised = raise_dispute(cast, ada := sign_in("ada"))
    told = plain(ada, raised)
    for words in (OWN_WORDS, "The council has to answer.", "the council, by", "Have an advocate", "Complain yourself"):
        assert words in told
    for code in ("IC13", "L1", "rag", "amber", "D-"):
        assert code not in told.partition("<h1")[2].partition("</main>")[0]
    assert moves(ada, raised)["movers"] == ["council"]
    sign_in("max").post(f"{raised.address}stages/L1/answer/", {"position": "part", "text": "One visit a month."})
    assert "Your IRO thinks about whether that is good enough for you." in plain(ada, raised)
    assert moves(ada, raised)["movers"] == ["service"]
    assert "The IRO: Accept the outcome" in ada.get(raised.address).content.decode()
    end = {"outcome": "O2", "outcome_for_child": "You see him each month.", "own_free_decision": "yes"}
    assert ada.post(f"{raised.address}accept/", end).status_code == 302
    assert "You see him each month." in plain(ada, raised)
    assert moves(ada, raised) == {"movers": [], "what": "Nothing.", "why": "The dispute is closed.", "limit": None}


def test_before_the_panel_and_after_it(cast, sign_in):
    raised = refer_urgently(cast, ada := sign_in("ada"))
    dora = sign_in("dora")
    assert moves(dora, raised)["movers"] == ["council", "service"]
    both_sides_speak(cast, raised, ada, dora)
    assert (moves(dora, raised)["movers"], moves(dora, raised)["what"]) == (["panel"], "Determine it.")
    referral_id = referral_of(cast, raised)
    panel, arbitrator = f"/panel/referrals/{referral_id}/", sign_in(PEOPLE[sitting(cast, referral_id)[0].name])
    arbitrator.post(f"{panel}orders/new/?kind=questions", {"text": "Who was asked?", "asks": "council"})
    deliver(cast)
    assert moves(ada, raised)["movers"] == ["council"]
    assert "Who has to do something now: the council, by" in plain(ada, raised)
    answer = {"kind": "reply", "about": moves_order(ada, raised), "text": "Four agencies."}
    filed = dora.post(
        f"/api/v1{raised.address.rstrip('/')}/council-filing", answer, "application/json",
        headers={"Idempotency-Key": "1"},
    )  # fmt: skip
    assert filed.status_code == 201
    deliver(cast)
    arbitrator.post(f"{panel}draft/", draft())
    assert arbitrator.post(f"{panel}issue/", {"understood": "on"}).status_code == 302
    deliver(cast)
    assert moves(ada, raised)["movers"] == ["council"]
    dora.post(f"{raised.address}determination/answer/", {"position": "comply", "reasons": ""})
    assert moves(ada, raised)["what"].startswith("Carry out direction")
    told = plain(ada, raised)
    assert "The council says that it will do all of it." in told
    assert "What the panel asks for" in told


def moves_order(browser, raised):
    return browser.get(f"/api/v1{raised.address.rstrip('/')}").json()["referral"]["procedure"]["orders"][0]["id"]
