"""The whole way: raised, silent, referred, determined by the panel, answered by the council, closed by the IRO."""

import hashlib
import json
from datetime import date, timedelta

import pytest

from accounts.actor import process
from arbitration import actions as arbitration
from arbitration.models import CouncilAnswer, PartyStatement, Referral
from casework.models import Child
from escalation import actions, bundle, queries
from escalation.ladder import Move, NotNow
from escalation.models import ReceivedDetermination
from escalation.rules import AlreadyDone, DeterminationAltered, Incomplete, InvalidAnswer
from escalation.shapes import ReceivedContent
from ledger.models import Entry, Queue
from ledger.sealed import sha256_of
from reviews.actions import hold_review
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.arbitration import post
from tests.escalation.quarrel import begin, carry, closed, council, put_in_shares, seen, service
from tests.reviews.care import held, in_care, on


@pytest.fixture
def case(cast):
    return in_care(cast)


@pytest.fixture
def today() -> date:
    """The panel's helpers work on the real day, so this way does too."""
    return post.today()


@pytest.fixture
def referred(cast, case, today):
    """An urgent dispute about a decision, referred at once: dispute's and referral's ids."""
    with pinned(cast.house(case.council).service_pin()), on(date(2026, 2, 4)):
        issued, _ = hold_review(case.period_id, held(), actor=cast.actor("ada", case.council))
    started = begin(cast, case, day=today, urgent=True, decision_id=issued.decision_ids[1])
    referral_id, _ = service(
        cast, case, lambda ada: actions.refer_to_arbitration(started.dispute_id, "It can't wait.", actor=ada), day=today
    )
    return started.dispute_id, referral_id


def state_both(cast, case, referral_id, day):
    service(cast, case, lambda ada: actions.state_service_case(referral_id, "She waits.", actor=ada), day=day)
    council(cast, case, lambda dora: actions.state_council_case(referral_id, "No money.", actor=dora), "dora", day)


def determine(cast, referral_id):
    arbitrator, _ = post.sitting(cast, referral_id)
    with post.panel(cast):
        arbitration.save_draft(referral_id, post.whole_text(), actor=arbitrator)
        return arbitration.issue_determination(referral_id, actor=arbitrator)[0]


def test_to_the_panel_and_back(cast, case, referred, today):
    dispute_id, referral_id = referred
    put_in_shares(cast, case, referral_id, today)
    state_both(cast, case, referral_id, today)
    carry(cast, case.council)
    with post.panel(cast):
        received = Referral.objects.get()
        assert (received.id, received.council, received.urgent) == (referral_id, "210", True)
        assert set(PartyStatement.objects.values_list("side", "made_by")) == {
            ("service", "Ada Fairweather"), ("council", "Dora Singh"),
        }  # fmt: skip
    issued = determine(cast, referral_id)
    carry(cast, "panel/national")
    view = seen(cast, case, dispute_id, "mary", today)
    assert (view.line.state, view.determination.intact, view.determination.sha256) == (
        "determined", True, issued.sha256,
    )  # fmt: skip
    assert view.determination.content == issued.content
    council(
        cast, case,
        lambda dora: actions.answer_determination(issued.id, "decline", "We appeal to reason.", actor=dora),
        "dora", today,
    )  # fmt: skip
    carry(cast, case.council)
    with post.panel(cast):
        assert CouncilAnswer.objects.values_list("position", "reasons").get() == ("decline", "We appeal to reason.")
    service(cast, case, lambda ada: actions.accept(dispute_id, closed("O9"), actor=ada), day=today)
    ended = seen(cast, case, dispute_id, day=today)
    assert (ended.line.state, ended.closure.outcome, ended.determination.position) == ("resolved", "O9", "decline")
    assert {one.side for one in ended.referral.statements} == {"service", "council"}


def test_the_bundle_is_small_hashed_and_says_no_more_of_the_child_than_it_must(cast, case, referred, today):
    dispute_id, _ = referred
    view = seen(cast, case, dispute_id, day=today)
    sent, canonical = view.referral.bundle, json.dumps(
        view.referral.bundle, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )  # fmt: skip
    assert hashlib.sha256(canonical.encode()).hexdigest() == view.referral.bundle_sha256
    assert not [word for word in ("Tamsin", "Quayle", "2014-06-01", str(case.child_id)) if word in canonical]
    assert sent["child"]["initials"] == "TQ"
    assert sent["child"]["legal_status"] == "C2"
    assert sent["decision"]["text"] == "Plan time with her brother"
    assert sent["review"]["child_views"] == "I want to stay at my school."
    assert [stage["level"] for stage in sent["stages"]] == ["L1"]
    with pinned(cast.house(case.council).service_pin()):
        logged = {
            bytes(leaf).hex() for table in (Queue, Entry) for leaf in table.objects.values_list("leaf", flat=True)
        }
    leaves = {leaf for change in sent["receipts"]["changes"] for leaf in change["leaf_hashes"]}
    assert leaves
    assert leaves <= logged
    assert len(canonical) < 5000


@pytest.mark.parametrize(("born", "age"), [(date(2014, 6, 1), 11), (date(2014, 6, 2), 11), (date(2014, 5, 31), 12)])
def test_age_in_whole_years(born, age):
    assert bundle.age(Child(date_of_birth=born), date(2026, 5, 31)) == age


def test_each_side_speaks_once_for_itself_and_sees_the_other(cast, case, referred, today):
    dispute_id, referral_id = referred
    for act, who, refusal in (
        (service, "ben", NotFound), (service, "mary", NotPermitted), (council, "max", NotPermitted),
    ):  # fmt: skip
        with pytest.raises(refusal):
            act(cast, case, lambda one: actions.state_service_case(referral_id, "x", actor=one), who, today)
    with pytest.raises(NotPermitted):
        service(cast, case, lambda ada: actions.state_council_case(referral_id, "x", actor=ada), day=today)
    with pytest.raises(Incomplete):
        council(cast, case, lambda dora: actions.state_council_case(referral_id, " ", actor=dora), "dora", today)
    state_both(cast, case, referral_id, today)
    with pytest.raises(AlreadyDone):
        state_both(cast, case, referral_id, today)
    shown = council(cast, case, lambda dora: queries.dispute(dispute_id, actor=dora), "dora", today)
    assert [(one.side, one.text) for one in shown.referral.statements] == [
        ("council", "No money."), ("service", "She waits."),
    ]  # fmt: skip
    assert shown.moves == (Move.FILE_FOR_COUNCIL, Move.REDACT_FOR_COUNCIL)  # no urn has come


def test_a_determination_is_taken_only_from_the_relay_whole_and_once(cast, case, referred, today):
    _, referral_id = referred
    content = {"findings": "Zoë was not heard."}
    whole = ReceivedContent(
        referral_id=referral_id, determination_id=referral_id, content=content, sha256=sha256_of(content),
        issued_on=today, answer_limit=today + timedelta(days=7),
    )  # fmt: skip
    with pinned(cast.house(case.council).service_pin()):
        with pytest.raises(NotPermitted):
            actions.record_determination(whole, actor=cast.actor("ada", case.council))
        altered = ReceivedContent(**{name: getattr(whole, name) for name in whole.__slots__} | {"content": {}})
        with pytest.raises(DeterminationAltered):
            actions.record_determination(altered, actor=process("relay"))
        assert not ReceivedDetermination.objects.exists()
        for _ in range(2):
            actions.record_determination(whole, actor=process("relay"))
        assert ReceivedDetermination.history.count() == 1


def test_comply_or_explain_by_the_director_once(cast, case, referred, today):
    dispute_id, referral_id = referred
    put_in_shares(cast, case, referral_id, today)
    state_both(cast, case, referral_id, today)
    carry(cast, case.council)
    issued = determine(cast, referral_id)
    carry(cast, "panel/national")

    def answers(position, reasons, by="dora", act=council):
        return act(
            cast, case, lambda who: actions.answer_determination(issued.id, position, reasons, actor=who), by, today
        )

    with pytest.raises(InvalidAnswer):
        answers("decline", " ")
    with pytest.raises(NotPermitted):
        answers("comply", "", by="max")
    with pytest.raises(NotPermitted):
        answers("comply", "", by="ada", act=service)
    with pinned(cast.house("council/305").own_pin()), pytest.raises(NotFound):
        actions.answer_determination(issued.id, "comply", "", actor=cast.actor("bruce", "council/305"))
    answers("comply", "")
    with pytest.raises((AlreadyDone, NotNow)):
        answers("comply", "")
    assert seen(cast, case, dispute_id, day=today).line.state == "determination_answered"
