"""How a referral is heard, by pages alone: what is open is offered, what is asked comes first, both sides read all."""

from arbitration.models import Filing, Order
from escalation.models import CouncilFiling, CouncilStatement
from tenants.pins import pinned
from tests.arbitration.post import panel as panel_house
from tests.arbitration.post import sitting
from tests.web.dispute_journey import PEOPLE, deliver, filable, refer_urgently, referral_of


def test_questions_are_put_answered_and_read_by_both_sides(cast, sign_in):
    raised = refer_urgently(cast, ada := sign_in("ada"))
    referral_id, dora = referral_of(cast, raised), sign_in("dora")
    referral = f"/panel/referrals/{referral_id}/"
    arbitrator = sign_in(PEOPLE[sitting(cast, referral_id)[0].name])
    ask, files = f"{referral}orders/new/?kind=questions", f"{raised.address}filings/council/"
    assert ask in arbitrator.get(referral).content.decode().replace("&amp;", "&")
    assert ask not in sign_in("sara").get(referral).content.decode()
    assert filable(dora, files)[0] == "paper:"
    assert arbitrator.post(ask, {"text": "Who was asked?"}).status_code == 422
    assert arbitrator.post(ask, {"text": "Who was asked?", "asks": "council"}).status_code == 302
    again = arbitrator.post(ask, {"text": "And why?", "asks": "council"})
    assert (again.status_code, "Order 1 waits for an answer" in again.content.decode()) == (409, True)
    deliver(cast)
    shown = dora.get(raised.address).content.decode()
    assert "Who was asked?" in shown
    answer, more = filable(dora, files)[:2]
    assert dora.post(files, {"what": answer, "text": ""}).status_code == 422
    assert dora.post(files, {"what": more}).status_code == 302
    assert dora.post(files, {"what": answer, "text": "Four agencies, on 3 March."}).status_code == 302
    assert answer not in filable(dora, files)
    deliver(cast)
    for browser, page in ((ada, raised.address), (dora, raised.address), (arbitrator, referral)):
        html = browser.get(page).content.decode()
        assert "Four agencies, on 3 March." in html
        assert "More time asked for" in html
    with panel_house(cast):
        assert (Order.objects.count(), Filing.objects.count()) == (1, 2)


def test_what_is_no_order_or_not_the_readers_is_not_there(cast, sign_in):
    raised = refer_urgently(cast, sign_in("ada"))
    referral_id = referral_of(cast, raised)
    page = f"/panel/referrals/{referral_id}/orders/new/"
    drawn, other = (sign_in(PEOPLE[one.name]) for one in sitting(cast, referral_id))
    for browser, query in (
        (drawn, ""), (drawn, "?kind=fine"), (drawn, "?kind=upheld"), (drawn, "?kind=admitted&about=x"),
        (sign_in("sara"), "?kind=questions"), (other, "?kind=questions"), (sign_in("dora"), "?kind=questions"),
    ):  # fmt: skip
        assert browser.get(page + query).status_code == 404, query
        assert browser.post(page + query, {"text": "So be it.", "asks": "both"}).status_code == 404, query
    assert sign_in("max").get(f"{raised.address}filings/service/").status_code == 403
    with panel_house(cast):
        assert Order.objects.count() == 0
    with pinned(cast.house("council/210").service_pin()):
        assert CouncilFiling.objects.count() == 0


def test_a_statement_has_four_pages_at_the_most(cast, sign_in):
    raised = refer_urgently(cast, sign_in("ada"))
    page, dora = f"{raised.address}statements/council/", sign_in("dora")
    refused = dora.post(page, {"text": "x" * 12_001})
    assert (refused.status_code, "four pages" in refused.content.decode()) == (422, True)
    with pinned(cast.house("council/210").service_pin()):
        assert CouncilStatement.objects.count() == 0
    assert dora.post(page, {"text": "x" * 12_000}).status_code == 302
