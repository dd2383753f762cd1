"""The bundle for the panel: frozen by the clock, redacted by both sides together, and by neither alone."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection

from accounts.actor import process
from escalation import actions, queries
from escalation.ladder import NotNow
from escalation.models import CouncilCheck, CouncilRedaction, FrozenBundle, ServiceCheck, ServiceRedaction
from escalation.panel_shapes import FilingGiven
from escalation.redactions import AlreadyChecked, NotRedactable, Proposed
from escalation.rules import Incomplete
from ledger import disclosure
from ledger.disclosed import verify
from ledger.disclosure import OPEN
from ledger.policy import parse_policy
from ledger.signer import log_key, settle
from reviews.actions import hold_review
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.escalation.quarrel import DAY, NO, begin, council, service
from tests.reviews.care import held, in_care, on
from timetable.procedure import FilingKind

AFTER = date(2026, 4, 18)  # the day after 10 working days from 1 April, Easter left out
HIDE = Proposed(document="dispute", passage=3, words="her brother", reason="third_party", why="He is a child too.")


@pytest.fixture
def case(cast):
    return in_care(cast)


@pytest.fixture
def referred(cast, case):
    return refer(cast, case, urgent=True)


def refer(cast, case, **fields):
    """(dispute, referral) of one that goes to the panel on DAY; not an urgent one as its 20 days are over."""
    start = DAY if fields.get("urgent") else date(2026, 2, 2)
    stage = begin(cast, case, start, **fields)
    referral_id, _ = service(
        cast, case, lambda ada: actions.refer_to_arbitration(stage.dispute_id, "She waits.", actor=ada)
    )
    return stage.dispute_id, referral_id


def freeze(cast, case, day=DAY):
    with pinned(cast.house(case.council).service_pin()), on(day):
        return actions.freeze_bundles(day, actor=process("clock"))


def content(cast, case, dispute_id, version="closed", by="ada"):
    read = council if by == "dora" else service
    return read(cast, case, lambda who: queries.bundle_content(dispute_id, version, actor=who), by)


def state(cast, case, referral_id, day=DAY):
    service(cast, case, lambda ada: actions.state_service_case(referral_id, "Joe asks too.", actor=ada), day=day)
    council(cast, case, lambda one: actions.state_council_case(referral_id, "No money.", actor=one), "dora", day)


def propose(cast, case, referral_id, given=HIDE, by="dora"):
    if by == "ada":
        return service(cast, case, lambda ada: actions.propose_service_redaction(referral_id, given, actor=ada))[0]
    return council(cast, case, lambda one: actions.propose_council_redaction(referral_id, given, actor=one), by)[0]


def written(cast, case):
    with pinned(cast.house(case.council).service_pin()):
        models = (FrozenBundle, CouncilRedaction, ServiceRedaction, CouncilCheck, ServiceCheck)
        return [model.objects.count() for model in models]


def test_on_the_fast_track_it_is_frozen_at_once_with_receipts_that_are_in_the_log(cast, case, referred):
    dispute_id, _ = referred
    settle(cast.house(case.council))
    assert (freeze(cast, case), freeze(cast, case)) == (1, 0)
    found = content(cast, case, dispute_id)
    keys = [one["key"] for one in found["documents"]]
    assert keys == ["notice", "chronology", "dispute", "wishes", "stage-L1", "care"]
    assert [one["pages"] for one in found["documents"]] == [[page, page] for page in range(1, 7)]
    policy = parse_policy(f"log {log_key(cast.house(case.council).origin)}\nquorum 0\n")
    verdict = verify(found, policy)
    assert verdict.proved >= 4
    assert verdict.waiting == 0


def test_reviews_the_thread_and_both_statements_are_documents_with_the_receipts_of_their_rows(cast, case):
    with pinned(cast.house(case.council).service_pin()), on(date(2026, 2, 2)):
        issued, _ = hold_review(case.period_id, held(), actor=cast.actor("ada", case.council))
    stage = begin(cast, case, urgent=True, decision_id=issued.decision_ids[0])
    council(cast, case, lambda one: actions.answer(stage.stage_id, NO, actor=one))
    referral_id, _ = service(
        cast, case, lambda ada: actions.refer_to_arbitration(stage.dispute_id, "She waits.", actor=ada)
    )
    state(cast, case, referral_id)
    freeze(cast, case)
    made = {one["key"]: one for one in content(cast, case, stage.dispute_id)["documents"]}
    assert [*made] == [
        "notice", "chronology", "dispute", "wishes", "stage-L1", "answer-L1", "review-1", "care", "statement-service",
        "statement-council",
    ]  # fmt: skip
    text = str(made["review-1"])
    assert all(words in text for words in ("I want to stay at my school.", "Plan time with her brother"))
    assert [one["side"] for one in made.values()] == [
        "service", "", "service", "", "service", "council", "", "council", "service", "council",
    ]  # fmt: skip
    assert {key: len(one["receipts"]) for key, one in made.items() if key not in ("chronology", "care")} == {
        "notice": 1, "dispute": 1, "wishes": 1, "stage-L1": 1, "answer-L1": 1, "review-1": 3, "statement-service": 1,
        "statement-council": 1,
    }  # fmt: skip
    assert all(one["index"] is None for one in made["dispute"]["receipts"])  # nothing was signed yet


def test_it_waits_for_both_statements_and_for_open_redactions_but_not_past_its_limit(cast, case):
    dispute_id, referral_id = refer(cast, case)
    assert freeze(cast, case) == 0
    propose(cast, case, referral_id)
    state(cast, case, referral_id)
    assert freeze(cast, case) == 0
    assert freeze(cast, case, AFTER - timedelta(days=1)) == 0
    assert freeze(cast, case, AFTER) == 1
    assert disclosure.verify(content(cast, case, dispute_id)).withheld == ()
    assert "her brother" in str(content(cast, case, dispute_id, OPEN))


def test_what_both_agree_on_is_withheld_and_what_one_wants_is_not(cast, case, referred):
    dispute_id, referral_id = referred
    agreed, refused = propose(cast, case, referral_id), propose(cast, case, referral_id, by="ada")
    service(cast, case, lambda ada: actions.check_for_service(agreed, True, "", actor=ada))
    council(cast, case, lambda one: actions.check_for_council(refused, False, "It stands.", actor=one), "dora")
    assert freeze(cast, case) == 1
    opened, closed = (content(cast, case, dispute_id, version) for version in ("open", "closed"))
    assert opened["root"] == closed["root"]
    assert disclosure.verify(opened).withheld == (("third_party", 1),)
    assert disclosure.verify(closed).withheld == ()
    text = str(opened["documents"][2]["passages"][2])
    assert ("Time with " in text, "her brother" in text) == (True, False)
    assert content(cast, case, dispute_id, by="dora") == closed


def test_what_is_privileged_is_in_neither_version_nor_in_the_row(cast, case, referred):
    dispute_id, referral_id = referred
    state(cast, case, referral_id)
    advice = Proposed(document="statement-council", passage=1, words="", reason="privileged", why="Sent by mistake.")
    agreed = propose(cast, case, referral_id, advice)
    service(cast, case, lambda ada: actions.check_for_service(agreed, True, "", actor=ada))
    freeze(cast, case)
    assert "No money." not in str(content(cast, case, dispute_id))
    with pinned(cast.house(case.council).service_pin()):
        assert "No money." not in str(FrozenBundle.objects.get().content)


def test_a_paper_or_an_agreement_gives_the_next_bundle_and_keeps_the_pages_of_the_first(cast, case, referred):
    dispute_id, referral_id = referred
    freeze(cast, case)
    first = content(cast, case, dispute_id)
    paper = FilingGiven(kind=FilingKind.PAPER, title="Search", text="Four agencies were asked. " * 400)
    council(cast, case, lambda one: actions.file_for_council(referral_id, paper, actor=one), "dora")
    asked = propose(cast, case, referral_id)
    service(cast, case, lambda ada: actions.check_for_service(asked, True, "", actor=ada))
    assert freeze(cast, case) == 1
    second = content(cast, case, dispute_id)
    assert (second["cover"]["number"], second["documents"][-1]["title"]) == (2, "Search")
    first_page, last_page = second["documents"][-1]["pages"]
    assert last_page > first_page
    assert [one["pages"] for one in second["documents"][:-1]] == [one["pages"] for one in first["documents"]]
    with pinned(cast.house(case.council).service_pin()):
        assert FrozenBundle.objects.get(number=1).content["root"] == first["root"]


@pytest.mark.parametrize(("changes", "field"), [
    ({"document": "diary"}, "document"), ({"passage": 9}, "passage"), ({"words": "his brother"}, "words"),
    ({"words": "e"}, "words"), ({"words": " "}, "words"), ({"reason": "awkward"}, "reason"), ({"why": " "}, "why"),
    ({"reason": "privileged"}, "reason"),
])  # fmt: skip
def test_what_can_not_be_withheld_is_refused_and_nothing_is_written(cast, case, referred, changes, field):
    given = {name: getattr(HIDE, name) for name in HIDE.__slots__} | changes
    before = written(cast, case)
    with pytest.raises(NotRedactable) as refused:
        propose(cast, case, referred[1], Proposed(**given))
    assert field in refused.value.errors
    assert written(cast, case) == before


def test_nobody_checks_what_their_own_side_proposed_nor_twice_nor_anothers(cast, case, referred):
    by_council, by_service = propose(cast, case, referred[1]), propose(cast, case, referred[1], by="ada")
    for_council, for_service, before = actions.check_for_council, actions.check_for_service, written(cast, case)
    for side, who, check, which, agreed, error in (
        (council, "dora", for_council, by_council, True, NotFound),
        (service, "ada", for_service, by_service, True, NotFound),
        (service, "ada", for_council, by_service, True, NotPermitted),
        (service, "mary", for_service, by_council, True, NotPermitted),
        (service, "ben", for_service, by_council, True, NotFound),
        (service, "ada", for_service, by_council, False, Incomplete),
    ):
        with pytest.raises(error):
            side(cast, case, lambda one, check=check, which=which, yes=agreed: check(which, yes, "", actor=one), who)
    assert written(cast, case) == before
    service(cast, case, lambda ada: actions.check_for_service(by_council, True, "", actor=ada))
    with pytest.raises(AlreadyChecked):
        service(cast, case, lambda ada: actions.check_for_service(by_council, False, "No.", actor=ada))


@pytest.mark.parametrize(("table", "side"), [
    ("escalation_servicecheck", "council"), ("escalation_serviceredaction", "council"),
    ("escalation_frozenbundle", "council"), ("escalation_councilcheck", "service"),
    ("escalation_councilredaction", "service"),
])  # fmt: skip
def test_the_database_lets_no_side_write_the_others_and_nobody_change_a_frozen_bundle(
    cast, case, referred, table, side
):
    freeze(cast, case)
    house = cast.house(case.council)
    pin = house.own_pin() if side == "council" else house.service_pin()
    tries = [f"INSERT INTO {table} (id) VALUES (gen_random_uuid())", "UPDATE escalation_frozenbundle SET root = ''"]
    for attempt in (*tries, "DELETE FROM escalation_frozenbundle"):
        with pinned(pin), connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(attempt)


def test_nothing_is_proposed_where_there_is_no_panel_to_read_it(cast, case):
    stage = begin(cast, case)
    with pytest.raises(NotNow):
        service(cast, case, lambda ada: queries.documents_of(stage.dispute_id, actor=ada))
    with pytest.raises(NotFound):
        content(cast, case, stage.dispute_id)
    assert freeze(cast, case) == 0
