"""From an opened case to the council's appointment: the region proposes, the council confirms."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date
from threading import Barrier

import pytest
from django.db import ProgrammingError, connection

from casework import queries
from casework.actions import confirm_appointment, correct_case, record_proposal
from casework.actions.appointment import Proposed
from casework.models import Appointment, AppointmentProposal
from casework.rules import AlreadyAppointed, IroExcluded, PeriodEnded, ProposalReplaced
from casework.shapes import CaseCorrection, Ending, WorkerChange, WorkerFacts
from casework.subscribers import RELAY as REGION
from ledger.acts import act
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.casework.cases import a_case, proposed, relayed
from workforce.actions import allocate
from workforce.models import Allocation, DiaryEntry, Officer


def _proposal(cast, council="210"):
    with pinned(cast.house(f"council/{council}").own_pin()):
        return AppointmentProposal.objects.latest("number")


def _confirm(cast, proposal, who="max"):
    with pinned(cast.house("council/210").own_pin()):
        return confirm_appointment(proposal.id, actor=cast.actor(who, "council/210"))


def test_the_region_proposes_within_five_working_days_and_the_council_confirms(cast):
    case = proposed(cast)
    proposal = _proposal(cast)
    assert (proposal.iro_name, proposal.limit) == ("Ada Fairweather", date(2026, 1, 12))
    assert proposal.iro_id == cast.person("ada").id
    done = _confirm(cast, proposal)
    assert (done.period_id, done.iro_name) == (case.period_id, "Ada Fairweather")
    relayed(cast, "council/210")
    with pinned(cast.house("region/london").own_pin()):
        entry = DiaryEntry.objects.get()
        assert entry.appointed_on == done.appointed_on
        assert (entry.council, entry.initials, entry.next_review) == ("210", "IRM", "first")
        assert "Lowest caseload" in Allocation.objects.get().reason


def test_what_waits_for_the_council_is_listed_until_it_is_confirmed(cast):
    proposed(cast)
    with pinned(cast.house("council/210").own_pin()):
        [waiting] = queries.waiting_proposals(actor=cast.actor("max", "council/210"))
        assert (waiting.reference, waiting.proposal.iro_name) == ("S-1001", "Ada Fairweather")
        assert queries.waiting_proposals(actor=cast.actor("pat", "council/210")) == ()
    _confirm(cast, _proposal(cast))
    with pinned(cast.house("council/210").own_pin()):
        assert queries.waiting_proposals(actor=cast.actor("max", "council/210")) == ()


def test_events_delivered_twice_change_nothing(cast):
    proposed(cast)
    council, region = cast.house("council/210"), cast.house("region/london")
    for house in (council, region):
        with pinned(house.relay_pin()), connection.cursor() as cursor:
            cursor.execute("UPDATE notifications_outboxevent SET relayed_at = NULL")
            cursor.execute("UPDATE notifications_delivery SET delivered_at = NULL, next_attempt_at = now()")
    relayed(cast, "council/210", "region/london")
    with pinned(region.own_pin()):
        assert DiaryEntry.objects.count() == Allocation.objects.count() == 1
    with pinned(council.own_pin()):
        assert AppointmentProposal.objects.count() == 1


def test_a_second_confirmation_is_a_conflict(cast):
    proposed(cast)
    _confirm(cast, _proposal(cast))
    with pytest.raises(AlreadyAppointed):
        _confirm(cast, _proposal(cast), who="dora")


def test_only_a_successor_whom_the_region_proposed_takes_over(cast):
    case = proposed(cast)
    first = _proposal(cast)
    _confirm(cast, first)
    ben = cast.person("ben")
    successor = replace(_as_proposed(first), number=2, iro_id=ben.id, iro_name=ben.name, iro_registration="SW100002")
    council = cast.house("council/210")
    with pinned(council.own_pin()), pytest.raises(ProgrammingError, match="permission denied"):
        record_proposal(successor, actor=REGION)
    with pinned(council.service_pin()):
        record_proposal(successor, actor=REGION)
        assert _sees(cast, "ada", case) and not _sees(cast, "ben", case)
    _confirm(cast, _proposal(cast))
    with pinned(council.service_pin()):
        assert _sees(cast, "ben", case) and not _sees(cast, "ada", case)


def _as_proposed(proposal):
    return Proposed(**{field.name: getattr(proposal, field.name) for field in fields(Proposed)})


def _sees(cast, who, case):
    return queries.visible_periods(cast.actor(who, "council/210")).filter(id=case.period_id).exists()


def test_of_two_confirmations_at_once_one_wins(cast):
    proposed(cast)
    proposal, council = _proposal(cast), cast.house("council/210")
    actors = [cast.actor(who, "council/210") for who in ("max", "dora")]
    both = Barrier(2)

    def confirm(actor) -> str:
        try:
            with pinned(council.own_pin()):
                connection.ensure_connection()
                both.wait(timeout=20)
                confirm_appointment(proposal.id, actor=actor)
                return "won"
        except AlreadyAppointed as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(confirm, actors)) == ["already-appointed", "won"]
    with pinned(council.own_pin()):
        assert Appointment.objects.count() == 1


@pytest.mark.parametrize(("who", "refusal"), [("pat", NotPermitted), ("ada", NotFound), ("mary", NotPermitted)])
def test_nobody_but_the_council_s_managers_appoints(cast, who, refusal):
    proposed(cast)
    proposal = _proposal(cast)
    with pinned(cast.house("council/210").service_pin()):
        with pytest.raises(refusal):
            confirm_appointment(proposal.id, actor=cast.actor(who, "council/210"))
        assert not Appointment.objects.exists()


def test_another_council_finds_no_such_proposal(cast):
    proposed(cast)
    proposal = _proposal(cast)
    with pinned(cast.house("council/305").own_pin()), pytest.raises(NotFound):
        confirm_appointment(proposal.id, actor=cast.actor("bea", "council/305"))


def test_the_database_lets_the_region_appoint_nobody_and_the_council_propose_nobody(cast):
    proposed(cast)
    proposal = _proposal(cast)
    appointment = Appointment(
        period_id=proposal.period_id, proposal=proposal, iro_id=proposal.iro_id, iro_name="X",
        appointed_on=date(2026, 1, 6), appointed_by="Nobody",
    )  # fmt: skip
    ada, max_ = cast.actor("ada", "council/210"), cast.actor("max", "council/210")
    with (
        pinned(cast.house("council/210").service_pin()),
        pytest.raises(ProgrammingError, match="permission denied"),
        act(ada, "trying"),
    ):
        appointment.save(force_insert=True)
    with (
        pinned(cast.house("council/210").own_pin()),
        pytest.raises(ProgrammingError, match="permission denied"),
        act(max_, "trying"),
    ):
        AppointmentProposal.objects.update(iro_name="Somebody milder")


def test_the_child_s_own_worker_or_manager_is_never_proposed(cast):
    proposed(cast, a_case(worker={"registration": "SW100001", "manager_registration": " sw100002 "}))
    with pinned(cast.house("region/london").own_pin()):
        entry = DiaryEntry.objects.get()
        assert entry.officer is None
        assert not Allocation.objects.exists()
    with pinned(cast.house("council/210").own_pin()):
        assert not AppointmentProposal.objects.exists()


def test_exclusions_are_looked_at_again_when_the_council_confirms(cast):
    proposed(cast)
    proposal = _proposal(cast)
    new_worker = WorkerFacts("W-8", "Ada Fairweather", "Locums", "ADA@example.org")
    with pinned(cast.house("council/210").own_pin()):
        correct_case(
            "S-1001",
            CaseCorrection("Locum took over", worker=WorkerChange(new_worker, date(2026, 2, 2))),
            actor=cast.actor("pat", "council/210"),
        )
    with pytest.raises(IroExcluded) as refusal:
        _confirm(cast, proposal)
    assert refusal.value.extra == {"exclusion": "EX-a"}


def test_the_manager_chooses_again_and_the_first_proposal_can_t_be_confirmed(cast):
    case = proposed(cast)
    first = _proposal(cast)
    mary = cast.actor("mary", "region/london")
    with pinned(cast.house("region/london").own_pin()):
        ben = Officer.objects.get(name="Ben Okafor")
        allocate("210", case.period_id, ben.id, reason="Knows the family's language", actor=mary)
    relayed(cast, "region/london")
    with pytest.raises(ProposalReplaced):
        _confirm(cast, first)
    assert _confirm(cast, _proposal(cast)).iro_name == "Ben Okafor"


def test_no_iro_is_appointed_for_a_period_that_has_ended(cast):
    proposed(cast)
    with pinned(cast.house("council/210").own_pin()):
        correct_case(
            "S-1001",
            CaseCorrection("Returned home", ending=Ending(date(2026, 1, 9), "E4A")),
            actor=cast.actor("pat", "council/210"),
        )
    with pytest.raises(PeriodEnded):
        _confirm(cast, _proposal(cast))


def test_a_returning_child_gets_the_same_iro(cast):
    proposed(cast)
    _confirm(cast, _proposal(cast))
    proposed(cast, a_case("S-1002"))  # Ben, so that Ada is not simply the next in turn
    pat = cast.actor("pat", "council/210")
    with pinned(cast.house("council/210").own_pin()):
        correct_case("S-1001", CaseCorrection("Home", ending=Ending(date(2026, 3, 2), "E4A")), actor=pat)
    proposed(cast, a_case("S-1003"))
    again = proposed(cast, a_case(looked_after_from=date(2026, 6, 1)))
    with pinned(cast.house("region/london").own_pin()):
        allocation = Allocation.objects.select_related("officer").get(period_id=again.period_id)
        assert allocation.officer.name == "Ada Fairweather"
        assert "same IRO" in allocation.reason
