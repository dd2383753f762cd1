"""The panel's pages, through their addresses: reading a referral, writing, issuing for good, disclosing."""

import pytest

from accounts.actor import process
from arbitration.models import DeclaredConflict, Determination, Draft
from escalation.directions import directions
from escalation.models import ReceivedDetermination
from ledger.acts import act
from ledger.draws import verify
from tenants import clock
from tenants.pins import pinned
from tests.arbitration.post import counts, panel, sitting
from tests.web.dispute_journey import (
    PEOPLE,
    both_sides_speak,
    deliver,
    draft,
    draw,
    raise_dispute,
    refer_urgently,
    referral_of,
)


@pytest.fixture
def case(cast, sign_in):
    """A referral with both statements; the browsers of the drawn arbitrator and of the other one."""
    raised = refer_urgently(cast, sign_in("ada"))
    both_sides_speak(cast, raised, sign_in("ada"), sign_in("dora"))
    referral_id = referral_of(cast, raised)
    drawn, other = sitting(cast, referral_id)
    return referral_id, sign_in(PEOPLE[drawn.name]), sign_in(PEOPLE[other.name])


def address(referral_id, *more: str) -> str:
    return "/".join(("/panel/referrals", str(referral_id), *more, ""))


def written(cast) -> dict[str, int]:
    with panel(cast):
        return counts()


def test_secretary_sees_every_referral_and_an_arbitrator_only_those_drawn_to_them(case, sign_in):
    referral_id, drawn, other = case
    link = address(referral_id)
    assert link in sign_in("sara").get("/panel/").content.decode()
    assert link in drawn.get("/panel/").content.decode()
    assert link not in other.get("/panel/").content.decode()


def test_referral_shows_the_childs_words_first_then_the_bundle_with_its_hash_and_the_checked_draw(case):
    referral_id, drawn, _ = case
    html = drawn.get(address(referral_id)).content.decode()
    places = [html.index(text) for text in ("What the child wants", "I want to see Zoë’s dog", "Why the IRO refers it")]
    assert places == sorted(places)
    for text in (
        "What the council says.",
        "What the service says.",
        "although the review decided on two visits",
        "Reference",
    ):
        assert text in html
    assert "Doing it again from this record gives the same name" in html
    assert "app-code" in html


def test_draft_is_kept_item_by_item_and_seen_by_the_drawn_arbitrator_alone(case, sign_in):
    referral_id, drawn, _ = case
    answer = drawn.post(address(referral_id, "draft"), draft())
    assert (answer.status_code, answer["Location"]) == (302, address(referral_id, "draft"))
    html = drawn.get(address(referral_id, "draft")).content.decode()
    assert "Two placements nearer by" in html
    assert 'value="The director"' in html
    assert "Two placements nearer by" not in sign_in("sara").get(address(referral_id)).content.decode()


def test_half_an_item_is_asked_for_at_its_fields_and_nothing_is_written(cast, case):
    referral_id, drawn, _ = case
    before = written(cast)
    answer = drawn.post(address(referral_id, "draft"), draft(item_2_text="Pay for the taxi"))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert '<a href="#id_item_2_owner">Item 2: say who is to do it</a>' in html
    assert '<a href="#id_item_2_due_on_day">Item 2: enter the day by which it is to be done</a>' in html
    assert "Two placements nearer by" in html
    assert written(cast) == before


def test_an_item_that_is_found_has_no_owner_and_is_nothing_to_pursue(cast, case, sign_in):
    referral_id, drawn, _ = case
    found = {"item_2_kind": "breach", "item_2_text": "Three reviews’ decisions were not carried out"}
    for wrong, told in (
        ({"item_2_text": "Place her with her aunt"}, "Item 2: say what it is"),
        ({**found, "item_2_kind": "place"}, "Select a valid choice"),
        ({**found, "item_2_owner": "The director"}, "Item 2: what is found has no owner and no day"),
    ):
        answer = drawn.post(address(referral_id, "draft"), draft(**wrong))
        assert (answer.status_code, told in answer.content.decode()) == (422, True), told
    assert drawn.post(address(referral_id, "draft"), draft(**found)).status_code == 302
    page = drawn.get(address(referral_id, "issue")).content.decode()
    for text in ("Finding: the protocol or guidance was not kept", "discipline staff", "section 25B(3)"):
        assert text in page
    assert drawn.post(address(referral_id, "issue"), {"understood": "on"}).status_code == 302
    deliver(cast)
    with pinned(cast.house("council/210").service_pin()):
        content = ReceivedDetermination.objects.get().content
        assert [(one.number, one.owner) for one in directions(content)] == [(1, "The director")]
        assert (content["items"][1]["kind"], content["items"][1]["due_on"]) == ("breach", None)


def test_issuing_asks_once_more_then_locks_for_ever(cast, case):
    referral_id, drawn, _ = case
    drawn.post(address(referral_id, "draft"), draft())
    page = drawn.get(address(referral_id, "issue")).content.decode()
    assert "locked for ever" in page
    assert "Offer a placement within 20 miles" in page
    assert drawn.post(address(referral_id, "issue"), {}).status_code == 422
    assert drawn.post(address(referral_id, "issue"), {"understood": "on"}).status_code == 302
    shown = drawn.get(address(referral_id)).content.decode()
    with panel(cast):
        issued = Determination.objects.get(referral_id=referral_id)
    for text in (issued.sha256, "Unchanged since it was issued", "not an award", "What it does not decide"):
        assert text in shown
    before = written(cast)
    for page, data in (("issue", {"understood": "on"}), ("draft", draft(findings="Something else"))):
        assert drawn.get(address(referral_id, page)).status_code == 409
        assert drawn.post(address(referral_id, page), data).status_code == 409
    assert written(cast) == before


def test_what_is_missing_stands_above_the_confirmation_in_words(cast, case):
    referral_id, drawn, _ = case
    drawn.post(address(referral_id, "draft"), draft(days=-1, reasons=""))
    before = written(cast)
    answer = drawn.post(address(referral_id, "issue"), {"understood": "on"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Reasons: Write this before you issue." in html
    assert "Item 1, to be done by: Give a day from today on." in html
    assert written(cast) == before


def test_it_waits_until_both_sides_have_been_heard(cast, sign_in):
    referral_id = referral_of(cast, refer_urgently(cast, sign_in("ada")))
    drawn, _ = sitting(cast, referral_id)
    browser = sign_in(PEOPLE[drawn.name])
    browser.post(address(referral_id, "draft"), draft())
    answer = browser.post(address(referral_id, "issue"), {"understood": "on"})
    assert answer.status_code == 409
    assert "Still without a statement: council and service" in answer.content.decode()
    with panel(cast):
        assert not Determination.objects.exists()


@pytest.mark.parametrize("page", ["", "draft", "issue"])
def test_for_everybody_else_there_is_no_such_referral(cast, case, sign_in, page):
    referral_id, _, other = case
    before = written(cast)
    outside = [sign_in(name) for name in ("ada", "dora", "bea")]
    for browser in (other, *outside):
        assert browser.get(address(referral_id, *filter(None, [page]))).status_code == 404
        if page:
            data = draft() | {"understood": "on"}
            assert browser.post(address(referral_id, page), data).status_code == 404
    assert written(cast) == before


def test_secretary_reads_but_never_writes_a_determination(cast, case, sign_in):
    referral_id, _, _ = case
    secretary = sign_in("sara")
    assert secretary.get(address(referral_id)).status_code == 200
    for page in ("draft", "issue"):
        assert secretary.get(address(referral_id, page)).status_code == 403
        assert secretary.post(address(referral_id, page), draft() | {"understood": "on"}).status_code == 403
    with panel(cast):
        assert not Draft.objects.exists()


def test_arbitrator_declares_a_conflict_for_themselves(cast, sign_in):
    browser = sign_in("arno")
    page = browser.get("/panel/conflicts/new/").content.decode()
    assert 'name="arbitrator"' not in page
    assert "Southwark" in page
    assert "(351)" not in page
    given = {"council": "210", "circumstance": "worked_there", "reason": "Headed its legal team until 2025"}
    assert browser.post("/panel/conflicts/new/", given).status_code == 302
    with panel(cast):
        [declared] = DeclaredConflict.objects.select_related("arbitrator")
        assert (declared.arbitrator.name, declared.council, declared.colour) == ("Arno Vane", "210", "red")
    assert "Headed its legal team" in browser.get("/panel/").content.decode()


def test_secretary_chooses_whose_conflict_it_is(cast, sign_in):
    secretary = sign_in("sara")
    given = {"council": "210", "circumstance": "public", "reason": "Spoke about the issue in public"}
    answer = secretary.post("/panel/conflicts/new/", given)
    assert answer.status_code == 422
    assert '<a href="#id_arbitrator">' in answer.content.decode()
    with panel(cast):
        assert not DeclaredConflict.objects.exists()


def test_referral_without_a_free_arbitrator_is_drawn_later_by_the_secretary_once(cast, sign_in):
    for name in ("arno", "iris"):
        given = {"council": "210", "circumstance": "worked_there", "reason": "Worked there"}
        assert sign_in(name).post("/panel/conflicts/new/", given).status_code == 302
    ada = sign_in("ada")
    raised = raise_dispute(cast, ada, urgent="on", rag="red")
    assert ada.post(f"{raised.address}refer/", {"grounds": "It can’t wait."}).status_code == 302
    deliver(cast)
    referral_id, secretary = referral_of(cast, raised), sign_in("sara")
    assert "found nobody free to sit" in secretary.get("/panel/").content.decode()
    assert secretary.post(address(referral_id, "draw")).status_code == 409
    with panel(cast), act(process("test"), "a disclosure ends"):
        DeclaredConflict.objects.filter(arbitrator__name="Iris Coleman").update(ended_on=clock.today())
    assert secretary.post(address(referral_id, "draw")).status_code == 302
    page = secretary.get(address(referral_id)).content.decode()
    assert "The urn is laid." in page
    assert secretary.get(address(referral_id, "draw", "record").rstrip("/")).status_code == 404
    draw(cast, raised, ada)
    saved = secretary.get(address(referral_id, "draw", "record").rstrip("/"))
    assert (saved.status_code, verify(saved.json()).seated[0].name) == (200, "Iris Coleman")
    assert "<strong>Iris Coleman</strong>" in secretary.get(address(referral_id)).content.decode()
    assert secretary.post(address(referral_id, "draw")).status_code == 409
