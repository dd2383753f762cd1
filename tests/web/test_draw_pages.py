"""The blind draw as both sides meet it: each seals a share that the other can't see, then both hold the same record."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, connection

from accounts.actor import process
from accounts.permissions import Permission
from arbitration import actions as arbitration
from arbitration.models import Urn
from escalation import actions
from escalation.models import CouncilSecret, ReceivedDraw, ReceivedUrn, ServiceSecret, ServiceShare
from escalation.rules import DrawAltered
from ledger import draws
from ledger.sealed import sha256_of
from notifications.models import OutboxEvent
from tenants.pins import pinned
from tenants.problems import NotFound
from tests.arbitration.post import panel, today
from tests.casework.erasures import confirm, propose
from tests.ledger.bundles import iro_verify
from tests.reviews.care import on
from tests.web.dispute_journey import deliver, raise_dispute, referral_of, written


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def referred(cast, sign_in):
    """(the dispute, Ada's browser, Dora's browser): the urn has come back from the panel."""
    ada, dora = sign_in("ada"), sign_in("dora")
    raised = raise_dispute(cast, ada, urgent="on", rag="red")
    assert "draw/service/" not in text(ada.get(raised.address))
    assert ada.post(f"{raised.address}refer/", {"grounds": "It can’t wait."}).status_code == 302
    assert ada.post(f"{raised.address}draw/service/", {"words": ""}).status_code == 409
    deliver(cast)
    return raised, ada, dora


def test_each_side_seals_blind_and_both_hold_the_same_record(cast, referred, tmp_path):
    raised, ada, dora = referred
    for browser, side in ((ada, "service"), (dora, "council")):
        page = text(browser.get(raised.address))
        assert "Arno Vane" in page
        assert f"{raised.address}draw/{side}/" in page
        assert browser.get(f"{raised.address}draw/record").status_code == 404
        assert browser.post(f"{raised.address}draw/{side}/", {"words": f"words of the {side}"}).status_code == 302
        assert f"words of the {side}" in text(browser.get(raised.address))
        assert browser.post(f"{raised.address}draw/{side}/", {"words": "again"}).status_code == 409
    assert "words of the council" not in text(ada.get(raised.address))
    assert "words of the service" not in text(dora.get(raised.address))
    deliver(cast)
    deliver(cast)
    saved = [browser.get(f"{raised.address}draw/record") for browser in (ada, dora)]
    assert saved[0].content == saved[1].content
    (tmp_path / "draw.json").write_bytes(saved[0].content)
    done = iro_verify(tmp_path / "draw.json")
    assert (done.returncode, "council opened, service opened" in done.stdout) == (0, True)
    name = json.loads(saved[0].content)["drawn"][0]["name"]
    for browser, side in ((ada, "service"), (dora, "council")):
        page = text(browser.get(raised.address))
        assert f"<strong>{name}</strong>" in page
        assert f"words of the {side}" in page
        assert "Your side’s share is in it as you sealed it" in page


def test_a_share_that_was_sealed_and_not_opened_in_time_counts_by_its_commitment(cast, referred):
    raised, ada, dora = referred
    for browser, side in ((ada, "service"), (dora, "council")):
        assert browser.post(f"{raised.address}draw/{side}/", {"words": f"words of the {side}"}).status_code == 302
    deliver(cast, "council/210")
    with panel(cast):
        after = Urn.objects.get().call.open_limit + timedelta(days=1)
        with on(after):
            assert arbitration.go_on_with_draws(after, actor=process("clock", Permission.ARBITRATION_RUN)) == 1
    deliver(cast, "panel/national")
    for browser in (ada, dora):
        page = text(browser.get(raised.address))
        assert "sealed, and not opened: its commitment counted" in page
        assert "Your side’s share is in it as you sealed it" in page
        assert "Tell the auditor" not in page


@pytest.mark.parametrize(("login", "table"), [("own", "servicesecret"), ("service", "councilsecret")])
def test_no_login_reads_the_other_sides_share(cast, referred, login, table):
    house, denied = cast.house("council/210"), pytest.raises(ProgrammingError, match="permission denied")
    pin = house.own_pin() if login == "own" else house.service_pin()
    with pinned(pin), denied, connection.cursor() as cursor:
        cursor.execute(f'SELECT text FROM "escalation_{table}"')


def test_what_is_sealed_is_in_no_history_and_no_outbox_before_it_is_opened(cast, referred):
    raised, ada, _ = referred
    assert ada.post(f"{raised.address}draw/service/", {"words": "words of the service"}).status_code == 302
    house = cast.house("council/210")
    with pinned(house.service_pin()):
        assert "words of the service" not in str(list(ServiceShare.history.values()))
    with pinned(house.relay_pin()):
        assert not OutboxEvent.objects.filter(payload__icontains="words of the service").exists()


def test_an_erased_record_takes_what_was_sealed_with_it(cast, referred):
    raised, ada, dora = referred
    for browser, side in ((ada, "service"), (dora, "council")):
        assert browser.post(f"{raised.address}draw/{side}/", {"words": ""}).status_code == 302
    confirm(cast, propose(cast, raised.child_id, ground="court_order"))
    house = cast.house("council/210")
    with pinned(house.own_pin()):
        assert not CouncilSecret.objects.exists()
    with pinned(house.service_pin()):
        assert not ServiceSecret.objects.exists()
        assert not ServiceShare.objects.exists()


def test_both_sides_are_told_by_mail_when_their_shares_are_asked_for(cast, referred, settings_mail):
    deliver(cast, "council/210")
    asked = [one for one in mail.outbox if "share" in one.subject]
    assert {one.to[0] for one in asked} == {cast.person(name).email for name in ("ada", "max", "dora")}
    assert not [one for one in asked if "Tamsin" in one.subject + one.body or "Quayle" in one.body]


def test_after_the_limit_nothing_is_sealed(cast, referred, sign_in):
    raised, ada, _ = referred
    before = written(cast)
    with pinned(cast.house("council/210").service_pin()):
        limit = ReceivedUrn.objects.get().seal_limit
    with on(limit + timedelta(days=1)):
        late = sign_in("ada")
        assert "draw/service/" not in text(late.get(raised.address))
        assert late.post(f"{raised.address}draw/service/", {"words": ""}).status_code == 409
    assert written(cast) == before
    assert ada.post(f"{raised.address}draw/service/", {"words": "x" * 201}).status_code == 422
    assert written(cast) == before


def test_a_draw_that_does_not_hold_or_is_from_another_urn_is_refused(cast, referred):
    raised, *_ = referred
    referral_id = referral_of(cast, raised)
    with panel(cast):
        urn = Urn.objects.get()
        share = urn.panel_share.share
    record = draws.record_of(urn.content, share, [])
    fewer = urn.content | {"candidates": urn.content["candidates"][:1]}
    weighed = [one | {"weight": 1} for one in fewer["candidates"]]
    other = draws.record_of(fewer | {"candidates": weighed}, share, [])
    actor = cast.actor("mary", "council/210")
    with pinned(cast.house("council/210").service_pin()):
        for false in (record | {"seed": "00" * 32}, other, {}):
            with pytest.raises(DrawAltered):
                actions.record_draw(referral_id, 1, false, today(), actor=actor)
        with pytest.raises(NotFound):
            actions.record_draw(referral_id, 2, record, today(), actor=actor)
        with pytest.raises(DrawAltered):
            actions.record_urn(referral_id, 2, urn.content, sha256_of({}), today(), actor=actor)
        assert not ReceivedDraw.objects.exists()
        assert ReceivedUrn.objects.count() == 1
