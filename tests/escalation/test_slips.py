"""A slip of a determination: asked for by either side, seen by both, decided by its arbitrator, put right beside it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection

from accounts.actor import process
from arbitration import actions as panel
from arbitration import rules
from arbitration.models import Determination, SlipCorrection, SlipRefusal, SlipRequest
from escalation import actions
from escalation.ladder import NotNow
from escalation.models import CouncilSlipRequest, ReceivedCorrection, ReceivedDetermination, ServiceSlipRequest
from escalation.rules import DeterminationAltered, Incomplete, NotASlip
from ledger.sealed import sha256_of
from ledger.slips import Slip, compose
from tenants import clock
from tenants.pins import pinned
from tenants.problems import Invalid, NotFound, NotPermitted
from tests.arbitration import post
from tests.escalation.quarrel import carry, council, seen, service
from tests.escalation.test_directions import determined_today
from tests.reviews.care import in_care
from timetable.queries import england

SLIP = Slip("reasons", "cost alone", "cost, alone")
OTHER = Slip("findings", "nearer than", "nearer then")
NO_SLIP = Slip("findings", "no placement", "a placement")


@pytest.fixture
def case(cast):
    return in_care(cast)


@pytest.fixture
def determined(cast, case):
    return determined_today(cast, case)


def ask(cast, case, determined, slip=SLIP, *, side="council", by=None, reason="A comma is missing.", days=0):
    _, found, today = determined
    act, asks = (council, "ask_council_correction") if side == "council" else (service, "ask_service_correction")
    by = by or ("dora" if side == "council" else "ada")
    day = today + timedelta(days=days)
    return act(cast, case, lambda who: getattr(actions, asks)(found, slip, reason, actor=who), by, day)[0]


def sitting(cast, determined):
    with post.panel(cast):
        referral_id = Determination.objects.get(id=determined[1]).referral_id
    return referral_id, *post.sitting(cast, referral_id)


def there_and_back(cast, case):
    carry(cast, case.council)
    carry(cast, "panel/national")


def kept(cast, case):
    with pinned(cast.house(case.council).service_pin()):
        theirs = [m.history.count() for m in (CouncilSlipRequest, ServiceSlipRequest, ReceivedCorrection)]
    with post.panel(cast):
        return theirs + [m.history.count() for m in (SlipRequest, SlipCorrection, SlipRefusal)]


def shown(cast, case, determined, by="ada"):
    return seen(cast, case, determined[0], by, determined[2]).determination


def test_asked_for_granted_and_read_by_both_while_what_was_issued_stays(cast, case, determined):
    issued = shown(cast, case, determined)
    request_id = ask(cast, case, determined)
    assert [(one.side, one.state) for one in shown(cast, case, determined).slip_requests] == [("council", "waiting")]
    there_and_back(cast, case)
    _, arbitrator, _ = sitting(cast, determined)
    with post.panel(cast):
        panel.grant_slip(request_id, actor=arbitrator)
    there_and_back(cast, case)
    for view in (shown(cast, case, determined), shown(cast, case, determined, "mary")):
        assert (view.content, view.sha256, view.intact) == (issued.content, issued.sha256, True)
        reasons = issued.content["reasons"].replace("cost alone", "cost, alone")
        assert view.reading == issued.content | {"reasons": reasons}
        [correction], [request] = view.corrections, view.slip_requests
        assert (correction.request_id, request.state) == (request_id, "granted")
        assert correction.content["determination_sha256"] == issued.sha256
        assert sha256_of(correction.content) == correction.sha256
    relayed_again = kept(cast, case)
    there_and_back(cast, case)
    assert kept(cast, case) == relayed_again


def test_refused_with_reasons_that_both_read_and_decided_once(cast, case, determined):
    request_id = ask(cast, case, determined, side="service")
    there_and_back(cast, case)
    _, arbitrator, other = sitting(cast, determined)
    with post.panel(cast):
        with pytest.raises(Invalid):
            panel.refuse_slip(request_id, " ", actor=arbitrator)
        for stranger in (other, cast.actor("sara", "panel/national"), post.SECRETARIAT):
            with pytest.raises(NotFound):
                panel.refuse_slip(request_id, "No.", actor=stranger)
        panel.refuse_slip(request_id, "It is meant as it stands.", actor=arbitrator)
        with pytest.raises(rules.SlipDecided):
            panel.grant_slip(request_id, actor=arbitrator)
        assert not SlipCorrection.objects.exists()
    there_and_back(cast, case)
    [request] = shown(cast, case, determined, "mary").slip_requests
    assert (request.side, request.state, request.refusal) == ("service", "refused", "It is meant as it stands.")


def test_the_panel_sees_slips_itself_and_a_direction_reads_as_corrected(cast, case, determined):
    referral_id, arbitrator, other = sitting(cast, determined)
    with post.panel(cast):
        with pytest.raises(NotFound):
            panel.correct_slip(referral_id, SLIP, "A comma.", actor=other)
        with pytest.raises(rules.NotASlip):
            panel.correct_slip(referral_id, Slip("item 1", "20", "60"), "Miles.", actor=arbitrator)
        for words, reading in (("Offer a", "Offer her a"), ("her a", "him a")):
            panel.correct_slip(referral_id, Slip("item 1", words, reading), "A slip.", actor=arbitrator)
    there_and_back(cast, case)
    found = shown(cast, case, determined)
    assert found.directions[0].text == "Offer him a placement within 20 miles"
    assert found.content["items"][0]["text"] == "Offer a placement within 20 miles"
    assert [(one.number, one.request_id) for one in found.corrections] == [(1, None), (2, None)]


def test_nobody_else_nothing_else_and_not_later(cast, case, determined):
    before = kept(cast, case)
    after = (england().add_working_days(determined[2], 5) - determined[2]).days + 1
    for attempt, refusal in (
        (lambda: ask(cast, case, determined, NO_SLIP), NotASlip),
        (lambda: ask(cast, case, determined, reason=" "), Incomplete),
        (lambda: ask(cast, case, determined, side="service", by="mary"), NotPermitted),
        (lambda: ask(cast, case, determined, side="service", by="ben"), NotFound),
        (lambda: ask(cast, case, determined, days=after), NotNow),
        (lambda: ask(cast, case, determined, side="service", days=after), NotNow),
    ):
        with pytest.raises(refusal):
            attempt()
    referral_id, arbitrator, _ = sitting(cast, determined)
    late = determined[2] + timedelta(days=after)
    with post.panel(cast), time_machine.travel(late), pytest.raises(rules.SlipsOver):
        panel.correct_slip(referral_id, SLIP, "A comma.", actor=arbitrator)
    assert kept(cast, case) == before


def test_a_request_in_time_is_decided_even_late(cast, case, determined):
    request_id = ask(cast, case, determined)
    carry(cast, case.council)
    _, arbitrator, _ = sitting(cast, determined)
    with post.panel(cast), time_machine.travel(determined[2] + timedelta(days=30)):
        assert panel.grant_slip(request_id, actor=arbitrator)[0].number == 1


def test_two_at_once_are_numbered_in_turn(cast, case, determined):
    referral_id, arbitrator, _ = sitting(cast, determined)
    pin, start = cast.house("panel/national").own_pin(), Barrier(2)

    def correct(slip) -> int:
        try:
            with pinned(pin):
                clock.is_demo()
                start.wait()
                return panel.correct_slip(referral_id, slip, "A slip.", actor=arbitrator)[0].number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(correct, (SLIP, OTHER))) == [1, 2]
    carry(cast, "panel/national")
    assert len(shown(cast, case, determined).corrections) == 2


def test_the_councils_house_takes_nothing_that_is_not_of_this_very_determination(cast, case, determined):
    _, found, _ = determined
    with pinned(cast.house(case.council).service_pin()):
        digest = ReceivedDetermination.objects.get().sha256
        written = {"reason": "r", "corrected_by": "b", "corrected_on": "2026-03-03"}
        good = compose(digest, 1, SLIP, **written)
        for content, digest_sent in (
            (compose("0" * 64, 1, SLIP, **written), None),
            (compose(digest, 1, NO_SLIP, **written), None),
            (good, "0" * 64),
        ):
            sent = (found, uuid4(), None, content, digest_sent or sha256_of(content))
            with pytest.raises(DeterminationAltered):
                actions.record_correction(*sent, actor=process("relay"))
        early = compose(digest, 2, SLIP, **written)
        with pytest.raises(NotFound):
            actions.record_correction(found, uuid4(), None, early, sha256_of(early), actor=process("relay"))
        with pytest.raises(NotPermitted):
            actions.record_correction(
                found, uuid4(), None, good, sha256_of(good), actor=cast.actor("ada", case.council)
            )
        assert not ReceivedCorrection.objects.exists()


def test_no_login_writes_what_is_the_others(cast, case, determined):
    house = cast.house(case.council)
    insert = "INSERT INTO escalation_{} (id) VALUES (gen_random_uuid())"
    for pin, tables in (
        (house.own_pin(), ("servicesliprequest", "receivedcorrection", "sliprefusal")),
        (house.service_pin(), ("councilsliprequest",)),
    ):
        for table in tables:
            with pinned(pin), pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
                cursor.execute(insert.format(table))
    for table in ("sliprequest", "slipcorrection", "sliprefusal"):
        with post.panel(cast), pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE arbitration_{table} SET id = id")
