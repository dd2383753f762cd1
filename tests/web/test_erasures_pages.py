"""Two persons erase a record on pages; a hold, the time of keeping and one side alone don't."""

import os
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.models import Child, Erasure, ErasureProposal, Hold, HoldRelease
from ledger.signer import settle
from notifications.relay import relay
from tenants.pins import pinned
from tests.casework.cases import proposed
from tests.casework.erasures import REASON
from tests.casework.papers import PDF
from tests.ledger.attacks import found
from tests.reviews.care import in_care
from workforce.models import DiaryEntry

ERASURES = "/councils/210/erasures/"
OLD = date(1950, 6, 1)


@pytest.fixture
def case(cast):
    return in_care(cast, born=OLD)


def page(case):
    return f"/councils/210/cases/{case.child_id}/"


def propose(client, case, ground="retention_over", reason=REASON):
    return client.post(f"{page(case)}erasures/new/", {"ground": ground, "reason": reason})


def confirm(client, cast):
    with pinned(cast.house("council/210").own_pin()):
        proposal = ErasureProposal.objects.latest("proposed_on")
    return client.post(f"{ERASURES}{proposal.pk}/confirm/", {"sure": "on"})


def counts(cast):
    with pinned(cast.house("council/210").own_pin()):
        return tuple(model.objects.count() for model in (Child, Hold, HoldRelease, ErasureProposal, Erasure))


def test_from_the_childs_page_to_the_tombstone(cast, sign_in, case):
    mary, dora, house = sign_in("mary"), sign_in("dora"), cast.house("council/210")
    pat = sign_in("pat")
    pat.post(f"{page(case)}papers/new/", {"kind": "care_plan", "file": SimpleUploadedFile("Plan.pdf", PDF)})
    [kept] = [path for path in settings.FILES_HOME.rglob("*") if path.is_file()]
    os.utime(kept, (1, 1))
    assert "It must be kept until 1 June 2025." in mary.get(page(case)).content.decode()
    assert "Propose to erase it" not in dora.get(page(case)).content.decode()
    assert propose(mary, case)["Location"] == f"{page(case)}#keeping"
    assert "Tamsin Quayle" in dora.get(ERASURES).content.decode()
    assert "Look at it and confirm" not in mary.get(ERASURES).content.decode()
    assert confirm(dora, cast)["Location"] == ERASURES
    for client in (mary, dora, pat, sign_in("ada")):
        assert client.get(page(case)).status_code == 404
    assert not kept.exists()
    settle(house)
    told = dora.get(ERASURES).content.decode()
    assert "Tamsin" not in told
    assert "Mary Whitlock" in told
    assert "confirmed by Dora Singh" in told
    assert found(house) == set()


def test_one_side_alone(cast, sign_in, case):
    mary, dora, before = sign_in("mary"), sign_in("dora"), counts(cast)
    assert propose(dora, case).status_code == 403
    assert counts(cast) == before
    propose(mary, case)
    before = counts(cast)
    for name in ("mary", "max", "pat", "ada"):
        assert confirm(sign_in(name), cast).status_code == 403, name
    for name in ("bea", "bruce", "nora", "sara"):
        assert confirm(sign_in(name), cast).status_code == 404, name
    assert counts(cast) == before


def test_before_the_seventy_fifth_birthday(cast, sign_in):
    case, before = in_care(cast), counts(cast)
    refused = propose(sign_in("mary"), case)
    assert refused.status_code == 409
    assert "It must be kept until 01/06/2089." in refused.content.decode()
    assert counts(cast)[1:] == before[1:]
    assert propose(sign_in("mary"), case, "court_order").status_code == 302
    assert confirm(sign_in("dora"), cast).status_code == 302
    assert found(cast.house("council/210")) == set()


def test_a_hold_stops_both_until_it_is_released(cast, sign_in, case):
    mary, dora = sign_in("mary"), sign_in("dora")
    propose(mary, case)
    assert mary.post(f"{page(case)}holds/new/", {"reason": REASON})["Location"] == f"{page(case)}#keeping"
    assert "<strong>On hold</strong>" in dora.get(page(case)).content.decode()
    before = counts(cast)
    assert propose(mary, case).status_code == 409
    refused = confirm(dora, cast)
    assert refused.status_code == 409
    assert "While the hold stands nothing is erased" in refused.content.decode()
    assert counts(cast) == before
    with pinned(cast.house("council/210").own_pin()):
        hold = Hold.objects.get()
    release = f"/councils/210/holds/{hold.pk}/release/"
    assert dora.post(release, {"reason": REASON}).status_code == 403
    assert mary.get(release).status_code == 200
    assert mary.post(release, {"reason": REASON}).status_code == 302
    assert mary.post(release, {"reason": REASON}).status_code == 404
    assert confirm(dora, cast).status_code == 302
    assert found(cast.house("council/210")) == set()


@pytest.mark.parametrize(("reason", "told"), [
    ("Because", "Say why in at least 20 characters"),
    ("The time of Tamsin’s record is over", "Leave out the child’s name"),
    ("", "Answer “Why?”"),
])  # fmt: skip
def test_a_reason_that_will_not_do(cast, sign_in, case, reason, told):
    before = counts(cast)
    answer = propose(sign_in("mary"), case, reason=reason)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert counts(cast) == before


def test_the_regions_diary_forgets_the_child(cast, sign_in):
    case, london = proposed(cast), cast.house("region/london")
    propose(sign_in("mary"), case, "never_looked_after")
    confirm(sign_in("dora"), cast)
    relay(cast.house("council/210"))
    with pinned(london.own_pin()):
        entry = DiaryEntry.objects.get(period_id=case.period_id)
    assert (entry.initials, entry.reference, entry.staff, entry.closed) == ("", "", [], True)


def test_a_confirmation_needs_its_tick(cast, sign_in, case):
    propose(sign_in("mary"), case)
    with pinned(cast.house("council/210").own_pin()):
        proposal = ErasureProposal.objects.get()
    before = counts(cast)
    answer = sign_in("dora").post(f"{ERASURES}{proposal.pk}/confirm/", {})
    assert (answer.status_code, counts(cast)) == (422, before)
