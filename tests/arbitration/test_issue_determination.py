"""A determination is issued once, by the drawn arbitrator, after both sides could speak; then nothing moves it."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import DatabaseError, connection

from arbitration import actions, rules
from arbitration.models import Arbitrator, Determination, Draft
from arbitration.shapes import DraftText
from ledger.sealed import sha256_of
from tenants import clock
from tenants.problems import NotFound
from tests.arbitration import post
from timetable.queries import england


@pytest.fixture
def heard(cast):
    """A referral with both statements and a whole draft; with it its arbitrator and the other one."""
    referral_id = post.refer(cast)
    post.both_speak(cast, referral_id)
    arbitrator, other = post.sitting(cast, referral_id)
    with post.panel(cast):
        actions.save_draft(referral_id, post.whole_text(), actor=arbitrator)
    return referral_id, arbitrator, other


def test_it_holds_the_whole_template(cast, heard):
    referral_id, arbitrator, _ = heard
    with post.panel(cast):
        issued, receipt = actions.issue_determination(referral_id, actor=arbitrator)
    content = issued.content
    assert content["findings"] == post.whole_text().findings
    assert content["reasons"] == post.whole_text().reasons
    assert content["items"] == [{"number": 1, **post.whole_text().items[0].as_dict()}]
    assert content["child_wishes"] == "I want to stay at Zoë’s school."
    assert content["evidence"]["bundle_sha256"] == sha256_of(post.BUNDLE)
    assert [one["side"] for one in content["evidence"]["statements"]] == ["council", "service"]
    assert content["parties"] == {"service": {"region": "london"}, "council": {"code": "210", "name": "Council 210"}}
    assert (content["issues"]["category"], content["issues"]["text"]) == ("IC11", post.whole_text().issues)
    assert content["evidence"]["text"] == post.whole_text().evidence
    assert content["arbitrator"]["name"] == arbitrator.name
    assert content["issued_on"] == post.today().isoformat()
    assert "section 25B" in " ".join(content["not_decided"])
    assert "Cafcass" in content["reminder"]
    assert "court" in content["reminder"]
    assert len(receipt.leaf_hashes) == 2  # the row, and the change itself


def test_anybody_can_check_its_hash(cast, heard):
    referral_id, arbitrator, _ = heard
    with post.panel(cast):
        actions.issue_determination(referral_id, actor=arbitrator)
        kept = Determination.objects.get()
        canonical = json.dumps(kept.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == kept.sha256
        assert kept.answer_limit == rules.answer_limit(post.today(), england()).limit
    shown = post.view(cast, referral_id, arbitrator)
    assert shown.determination.intact
    assert not shown.may_determine
    assert shown.limits[0].rule.code == "arbitration.answer"


def test_the_council_house_is_told(cast, heard):
    referral_id, arbitrator, _ = heard
    with post.panel(cast):
        issued, _ = actions.issue_determination(referral_id, actor=arbitrator)
    (told,) = post.told(cast)
    assert told == {
        "referral_id": str(referral_id),
        "region": "london",
        "council": "210",
        "determination_id": str(issued.id),
        "content": issued.content,
        "sha256": issued.sha256,
        "issued_on": issued.issued_on.isoformat(),
        "answer_limit": issued.answer_limit.isoformat(),
    }


def test_nobody_else_issues_it(cast, heard):
    referral_id, _, other = heard
    strangers = [
        other, cast.actor("sara", "panel/national"), cast.actor("ada", "council/210"),
        cast.actor("ben", "council/210"), cast.actor("bruce", "council/305"), post.SECRETARIAT,
    ]  # fmt: skip
    with post.panel(cast):
        before = post.counts()
        for stranger in strangers:
            with pytest.raises(NotFound):
                actions.issue_determination(referral_id, actor=stranger)
        assert post.counts() == before
    assert post.told(cast) == []


def test_without_reasons_it_is_no_determination(cast, heard):
    referral_id, arbitrator, _ = heard
    with post.panel(cast):
        actions.save_draft(referral_id, replace(post.whole_text(), reasons=""), actor=arbitrator)
        with pytest.raises(rules.NotComplete):
            actions.issue_determination(referral_id, actor=arbitrator)
        assert not Determination.objects.exists()


def test_a_silent_side_holds_it_up_until_its_time_is_over(cast):
    referral_id = post.refer(cast)
    arbitrator, _ = post.sitting(cast, referral_id)
    earliest = post.view(cast, referral_id).determinable_from
    with post.panel(cast):
        actions.save_draft(referral_id, post.whole_text(), actor=arbitrator)
        with time_machine.travel(earliest - timedelta(days=1)), pytest.raises(rules.NotHeard):
            actions.issue_determination(referral_id, actor=arbitrator)
        assert not Determination.objects.exists()
        with time_machine.travel(earliest):
            issued, _ = actions.issue_determination(referral_id, actor=arbitrator)
    assert issued.content["evidence"]["statements"] == []
    assert issued.issued_on == earliest


def test_once_issued_not_even_the_draft_changes(cast, heard):
    referral_id, arbitrator, _ = heard
    with post.panel(cast):
        actions.issue_determination(referral_id, actor=arbitrator)
        before = post.counts()
        with pytest.raises(rules.AlreadyIssued) as refused:
            actions.issue_determination(referral_id, actor=arbitrator)
        assert (refused.value.code, refused.value.status) == ("already-issued", 409)
        with pytest.raises(rules.AlreadyIssued):
            actions.save_draft(referral_id, DraftText("Second thoughts"), actor=arbitrator)
        assert post.counts() == before
        assert Draft.objects.get().findings == post.whole_text().findings


LOCKED = (
    "UPDATE arbitration_determination SET sha256 = ''",
    "UPDATE arbitration_determination SET content = '{}'",
    "DELETE FROM arbitration_determination",
    "UPDATE arbitration_historicaldetermination SET sha256 = ''",
    "UPDATE arbitration_referral SET bundle = '{}'",
    "UPDATE arbitration_draw SET seed = ''",
    "UPDATE arbitration_partystatement SET text = ''",
    "DELETE FROM arbitration_draft",
)


@pytest.mark.parametrize("login", ["panel_national", "relay", "region_london"])
def test_the_database_locks_it(cast, heard, login):
    referral_id, arbitrator, _ = heard
    with post.panel(cast):
        issued, _ = actions.issue_determination(referral_id, actor=arbitrator)
    pin = cast.house("panel/national").pin(login, roams=login != "panel_national")
    for statement in LOCKED:
        refused = pytest.raises(DatabaseError, match=r"permission denied|does not exist")
        with post.pinned(pin), refused, connection.cursor() as cursor:
            cursor.execute(statement)
    assert post.view(cast, referral_id).determination.sha256 == issued.sha256


def test_two_at_the_same_moment_issue_one(cast, heard):
    referral_id, arbitrator, _ = heard
    pin, start = cast.house("panel/national").own_pin(), Barrier(2)

    def issue() -> str:
        try:
            with post.pinned(pin):
                clock.is_demo()
                start.wait()
                actions.issue_determination(referral_id, actor=arbitrator)
            return "issued"
        except rules.AlreadyIssued as lost:
            return lost.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(one.result() for one in [threads.submit(issue), threads.submit(issue)])
    assert outcomes == ["already-issued", "issued"]
    with post.panel(cast):
        assert Determination.objects.count() == 1
    assert len(post.told(cast)) == 1


def test_a_red_conflict_declared_after_the_draw_shows_and_stops_it(cast, heard):
    referral_id, arbitrator, _ = heard
    with post.panel(cast):
        own = Arbitrator.objects.get(person_id=arbitrator.person_id)
        actions.declare_conflict(own.id, "210", "money", "Offered a post by the council", actor=arbitrator)
        with pytest.raises(rules.ArbitratorConflicted):
            actions.issue_determination(referral_id, actor=arbitrator)
        assert not Determination.objects.exists()
    assert post.view(cast, referral_id).draw.conflicted
