"""Who sees which case, what they see, and that each look is recorded."""

from datetime import date

import pytest

from casework import queries
from casework.actions import confirm_appointment, correct_case
from casework.models import AppointmentProposal
from casework.shapes import CaseCorrection, Ending
from ledger.models import Read
from tenants.pins import pinned
from tenants.problems import NotFound
from tests.casework.cases import a_case, proposed, submitted


def _appointed(cast):
    case = proposed(cast)
    with pinned(cast.house("council/210").own_pin()):
        proposal = AppointmentProposal.objects.get(period_id=case.period_id)
        confirm_appointment(proposal.id, actor=cast.actor("max", "council/210"))
    return case


def test_the_whole_case_in_one_shape(cast):
    done = _appointed(cast)
    with pinned(cast.house("council/210").own_pin()):
        seen = queries.case("S-1001", actor=cast.actor("pat", "council/210"))
        assert seen == queries.case(done.child_id, actor=cast.actor("pat", "council/210"))
    assert (seen.name, seen.sex.meaning, seen.ethnicity.meaning) == ("Ivy Rose Marlowe", "female", "White British")
    assert seen.episode.legal_status.meaning == "single period of accommodation, section 20"
    assert (seen.worker.name, seen.worker.since) == ("Pat Deacon", date(2026, 1, 5))
    assert (seen.iro.name, seen.proposal) == ("Ada Fairweather", None)
    assert (seen.first_review.limit, seen.appointment.limit) == (date(2026, 2, 2), date(2026, 1, 12))
    assert "Christmas" not in seen.first_review.explain()


@pytest.mark.parametrize("who", ["ben", "hugo"])
def test_an_iro_without_the_appointment_sees_nothing(cast, who):
    _appointed(cast)
    with pinned(cast.house("council/210").service_pin()):
        actor = cast.actor(who, "council/210")
        for look in (queries.case, queries.history):
            with pytest.raises(NotFound):
                look("S-1001", actor=actor)
        assert queries.cases(actor=actor).items == ()


def test_a_proposal_alone_opens_nothing(cast):
    proposed(cast)
    with pinned(cast.house("council/210").service_pin()), pytest.raises(NotFound):
        queries.case("S-1001", actor=cast.actor("ada", "council/210"))


def test_the_child_s_iro_sees_the_case_and_goes_on_seeing_it_when_the_period_has_ended(cast):
    _appointed(cast)
    submitted(cast, a_case("S-1002"))
    ada = cast.actor("ada", "council/210")
    with pinned(cast.house("council/210").own_pin()):
        pat = cast.actor("pat", "council/210")
        correct_case("S-1001", CaseCorrection("Home", ending=Ending(date(2026, 3, 2), "E4A")), actor=pat)
    with pinned(cast.house("council/210").service_pin()):
        assert queries.case("S-1001", actor=ada).period.end_reason.meaning == "returned home, planned"
        assert [item.reference for item in queries.cases(actor=ada).items] == ["S-1001"]


def test_another_council_s_people_find_nothing(cast):
    done = _appointed(cast)
    with pinned(cast.house("council/305").own_pin()):
        bea = cast.actor("bea", "council/305")
        for which in ("S-1001", done.child_id):
            with pytest.raises(NotFound):
                queries.case(which, actor=bea)
    with pytest.raises(NotFound):
        cast.actor("bea", "council/210")


def test_lists_go_on_after_a_reference(cast):
    for number in range(5):
        submitted(cast, a_case(f"C-{number}"))
    with pinned(cast.house("council/210").own_pin()):
        actor = cast.actor("pat", "council/210")
        first = queries.cases(actor=actor, limit=2)
        second = queries.cases(actor=actor, limit=2, after=first.next)
        last = queries.cases(actor=actor, limit=2, after=second.next)
    assert [item.reference for page in (first, second, last) for item in page.items] == [f"C-{n}" for n in range(5)]
    assert (first.next, second.next, last.next) == ("C-1", "C-3", None)


def test_a_list_takes_the_same_number_of_queries_however_long(cast, number_of_queries):
    council, pat = cast.house("council/210"), cast.actor("pat", "council/210")
    submitted(cast, a_case("C-0"))
    with pinned(council.own_pin()):
        queries.cases(actor=pat)
        one = number_of_queries(lambda: queries.cases(actor=pat))
    for number in range(1, 6):
        submitted(cast, a_case(f"C-{number}"))
    with pinned(council.own_pin()):
        assert number_of_queries(lambda: queries.cases(actor=pat)) == one


def test_every_look_is_recorded_and_one_that_finds_nothing_shows_nothing(cast):
    done = submitted(cast)
    with pinned(cast.house("council/210").own_pin()):
        actor = cast.actor("pat", "council/210")
        queries.case("S-1001", actor=actor)
        queries.cases(actor=actor)
        queries.history("S-1001", actor=actor)
        looks = list(Read.objects.order_by("id").values_list("what", "actor_name", "children"))
    assert looks == [(what, "Pat Deacon", [str(done.child_id)]) for what in ("case", "cases", "history")]


def test_history_says_who_when_what_why_and_by_which_door(cast):
    submitted(cast)
    with pinned(cast.house("council/210").own_pin()):
        pat = cast.actor("pat", "council/210")
        correct_case("S-1001", CaseCorrection("Spelt wrongly", given_names="Ivy"), actor=pat)
        newest, *older = queries.history("S-1001", actor=pat)
    assert (newest.actor, newest.door, newest.purpose, newest.what, newest.kind) == (
        "Pat Deacon", "page", "Spelt wrongly", "Child", "changed",
    )  # fmt: skip
    assert [(one.field, one.before, one.after) for one in newest.changes] == [("Given names", "Ivy Rose", "Ivy")]
    assert {entry.what for entry in older} == {"Child", "Period of care", "Episode", "Social worker"}
    [worker] = [entry for entry in older if entry.what == "Social worker"]
    assert ("Worker", "", "Pat Deacon") in [(one.field, one.before, one.after) for one in worker.changes]
