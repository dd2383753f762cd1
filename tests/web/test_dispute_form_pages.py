"""The rest of a dispute's form by its pages: groups, what is filled in beforehand, and who was told."""

import re
from datetime import date, timedelta
from html import unescape

from escalation.models import Dispute, RelatedProceeding, ToldOf
from reviews.actions import hold_review
from tenants import clock
from tenants.pins import pinned
from tests.reviews.care import decision, held, in_care, on
from tests.web.dispute_journey import RAISED, new, raise_dispute, written

BESIDE = {
    "tried": "Two calls in March.",
    "sought_by_day": "1", "sought_by_month": "5", "sought_by_year": "2030",
    "cafcass": "not_considered", "cafcass_reason": "The director comes first.", "legal_advice": "yes",
    "told_child": "yes", "how_child": "At home.", "told_advocate": "no", "how_advocate": "She has none.",
    "related_kind": "complaint", "related_reference": "C-114",
}  # fmt: skip


def text(answer) -> str:
    return unescape(answer.content.decode())


def test_all_of_it_is_asked_in_groups_and_stands_on_the_disputes_page(cast, sign_in):
    ada = sign_in("ada")
    html = text(ada.get(new(in_care(cast).child_id)))
    groups = ["The child</h2>", "What it is about</h2>", "What is wrong</h2>", "Cafcass and legal advice</h2>"]
    places = [html.index(one) for one in groups]
    assert places == sorted(places)
    raised = raise_dispute(cast, ada, **BESIDE)
    for who in ("ada", "max"):
        html = text(sign_in(who).get(raised.address))
        for words in ("By 1 May 2030.", "Two calls in March.", "At home.", "She has none.", "C-114"):
            assert words in html
        assert "legal advice: taken" in html
        assert "The director comes first." in html
    assert "Not yet on record for where the dispute is now: a parent." in text(ada.get(raised.address))
    assert "Not yet on record" not in text(sign_in("max").get(raised.address))


def test_faults_stand_at_their_fields_and_nothing_is_written(cast, sign_in):
    child, ada = in_care(cast), sign_in("ada")
    for given, field in (
        ({"told_parent": "no"}, "how_parent"),
        ({"how_parent": "Not yet."}, "told_parent_0"),
        ({"related_kind": "court"}, "related_reference"),
        ({"related_reference": "C-1"}, "related_kind_0"),
        ({"cafcass": "considered"}, "cafcass_reason"),
    ):
        answer = ada.post(new(child.child_id), RAISED | given)
        assert answer.status_code == 422
        assert f'<a href="#id_{field}">' in text(answer)
    with pinned(cast.house("council/210").service_pin()):
        assert not (Dispute.objects.exists() or ToldOf.objects.exists() or RelatedProceeding.objects.exists())


def test_a_decisions_row_leads_to_a_dispute_about_it(cast, sign_in):
    case, today = in_care(cast), date(2026, 2, 4)
    with pinned(cast.house(case.council).service_pin()), on(today):
        made = (decision(text="See Joe twice a month", due_on=today + timedelta(days=28)),)
        issued, _ = hold_review(case.period_id, held(decisions=made), actor=cast.actor("ada", case.council))
    review, begun = f"/councils/210/reviews/{issued.review_id}/", f"?decision={issued.decision_ids[0]}"
    assert f"{new(case.child_id)}{begun}" in text(sign_in("ada").get(review))
    assert begun not in text(sign_in("max").get(review))
    html = text(sign_in("ada").get(new(case.child_id) + begun))
    assert re.search(rf"<option value=\"{issued.decision_ids[0]}\"\s+selected", html)
    assert "Decision 1 of the review of 2 February 2026: See Joe twice a month" in html


def test_whom_was_told_and_what_runs_beside_it_by_their_pages(cast, sign_in):
    ada = sign_in("ada")
    raised = raise_dispute(cast, ada)
    told = f"{raised.address}told/"
    assert told in text(ada.get(raised.address))
    before = written(cast)
    assert ada.post(told, {"whom": "child", "told": "no"}).status_code == 422
    assert sign_in("max").get(told).status_code in (403, 404)
    assert written(cast) == before
    assert ada.post(told, {"whom": "child", "told": "yes", "words": "At home."}).status_code == 302
    given = {"kind": "court", "reference": "ZE26C00114"}
    assert ada.post(f"{raised.address}proceedings/", given).status_code == 302
    html = text(sign_in("max").get(raised.address))
    assert f"on {clock.today():%-d %B %Y}" in html
    assert "ZE26C00114" in html
    with pinned(cast.house("council/210").service_pin()):
        assert ToldOf.objects.get().point == "L1"
