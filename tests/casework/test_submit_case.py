"""A council submits a child's case."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from casework.actions import correct_case, submit_case
from casework.models import Child, Episode, PeriodOfCare, Worker, WorkerAssignment
from casework.rules import CaseInvalid, ChildDiffers, DuplicateChild, PeriodOverlaps
from casework.shapes import CaseCorrection, Ending
from ledger.models import Queue
from notifications.models import OutboxEvent
from tenants.pins import pinned
from tenants.problems import NotPermitted
from tests.casework.cases import a_case, submitted


def test_a_case_is_recorded_with_its_limits_and_receipt(cast):
    done = submitted(cast)
    assert done.first_review is not None
    assert done.first_review.limit == date(2026, 2, 2)
    assert done.appointment.limit == date(2026, 1, 12)
    assert done.first_review_note == ""
    assert "CPPCR 2010 reg 33(1)" in done.first_review.explain()
    with pinned(cast.house("council/210").own_pin()):
        child = Child.objects.get(reference="S-1001")
        assert (child.id, child.name, child.initials) == (done.child_id, "Ivy Rose Marlowe", "IRM")
        episode = Episode.objects.get(period__child=child)
        assert (episode.start_reason, episode.legal_status, episode.home_area, episode.placement_area) == (
            "S", "V2", "SE15", "SE5",
        )  # fmt: skip
        leaves = {bytes(leaf).hex() for leaf in Queue.objects.values_list("leaf", flat=True)}
    assert done.receipt.origin.endswith("/council/210/1")
    assert set(done.receipt.leaf_hashes) <= leaves
    assert len(done.receipt.leaf_hashes) >= 5


def test_the_region_is_told_no_more_of_the_child_than_initials_and_reference(cast):
    submitted(cast)
    with pinned(cast.house("council/210").own_pin()), pytest.raises(Exception, match="permission denied"):
        OutboxEvent.objects.get()
    with pinned(cast.house("council/210").relay_pin()):
        payload = OutboxEvent.objects.get().payload
    assert payload["initials"] == "IRM"
    assert payload["next_review_limit"] == "2026-02-02"
    assert {"registration": "SW700007", "email": "pat@example.org", "manages": False} in payload["staff"]
    assert {"registration": "SW700001", "email": "", "manages": True} in payload["staff"]
    assert not {"Ivy", "Marlowe", "2015-04-09"} & set(str(payload).replace("'", " ").split())


def test_short_breaks_have_no_ordinary_first_review(cast):
    done = submitted(cast, a_case(episode={"legal_status": "V3"}))
    assert done.first_review is None
    assert "reg 48" in done.first_review_note


def test_one_worker_of_two_cases_is_one_row_and_brought_up_to_date(cast):
    submitted(cast)
    submitted(cast, a_case("S-1002", worker={"team": "Children in care 3"}))
    with pinned(cast.house("council/210").own_pin()):
        assert Worker.objects.get().team == "Children in care 3"
        assert WorkerAssignment.objects.count() == 2
        assert [row.team for row in Worker.history.order_by("history_id")] == [
            "Children in care 2", "Children in care 3",
        ]  # fmt: skip


def test_a_child_who_is_looked_after_already_is_a_duplicate(cast):
    submitted(cast)
    council = cast.house("council/210")
    with pinned(council.service_pin()):
        before = Child.history.count()
    with pytest.raises(DuplicateChild, match="2026-01-05"):
        submitted(cast, a_case(child={"given_names": "Somebody"}, looked_after_from=date(2026, 3, 2)))
    with pinned(council.own_pin()):
        assert PeriodOfCare.objects.count() == 1
        assert Child.objects.get().given_names == "Ivy Rose"
        assert Child.history.count() == before


def test_the_same_reference_in_another_council_is_another_child(cast):
    ours = submitted(cast)
    theirs = submitted(cast, council="305", by="bea")
    assert ours.child_id != theirs.child_id


def _ended(cast, on=date(2026, 3, 2)):
    with pinned(cast.house("council/210").own_pin()):
        correct_case(
            "S-1001",
            CaseCorrection("Returned home", ending=Ending(on, "E4A")),
            actor=cast.actor("pat", "council/210"),
        )


def test_a_return_to_care_is_a_new_period_of_the_same_child(cast):
    first = submitted(cast)
    _ended(cast)
    again = submitted(
        cast,
        a_case(looked_after_from=date(2026, 6, 1), child={"family_name": "Hale", "ethnicity": ""}),
    )
    assert again.child_id == first.child_id
    assert again.period_id != first.period_id
    assert again.first_review is not None
    assert again.first_review.start == date(2026, 6, 1)
    with pinned(cast.house("council/210").own_pin()):
        child = Child.objects.get()
        assert (child.family_name, child.ethnicity) == ("Hale", "WBRI")


def test_a_return_before_the_last_period_ended_is_refused(cast):
    submitted(cast)
    _ended(cast)
    with pytest.raises(PeriodOverlaps):
        submitted(cast, a_case(looked_after_from=date(2026, 2, 27)))


def test_a_return_with_another_date_of_birth_is_not_merged(cast):
    submitted(cast)
    _ended(cast)
    with pytest.raises(ChildDiffers):
        submitted(cast, a_case(looked_after_from=date(2026, 6, 1), child={"date_of_birth": date(2014, 4, 9)}))


@pytest.mark.parametrize("who", ["ada", "dora", "mary"])
def test_whoever_may_not_submit_writes_nothing(cast, who):
    council = cast.house("council/210")
    actor = cast.actor(who, "council/210")
    with pinned(council.service_pin()):
        with pytest.raises(NotPermitted):
            submit_case(a_case(), actor=actor)
        assert not Child.objects.exists()


def test_a_faulty_case_writes_nothing_and_says_all_that_is_wrong(cast):
    with pytest.raises(CaseInvalid) as refusal:
        submitted(cast, a_case("Ivy Marlowe", child={"sex": "X"}, episode={"legal_status": "V9"}))
    assert set(refusal.value.errors) == {"child/reference", "child/sex", "episode/legal_status"}
    with pinned(cast.house("council/210").own_pin()):
        assert not Child.objects.exists()


def test_of_two_submissions_at_once_one_wins_and_nothing_is_half_written(cast):
    council, actor = cast.house("council/210"), cast.actor("pat", "council/210")
    both = Barrier(2)

    def submit(given_names: str) -> object:
        try:
            with pinned(council.own_pin()):
                connection.ensure_connection()
                both.wait(timeout=20)
                return submit_case(a_case(child={"given_names": given_names}), actor=actor)
        except DuplicateChild as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(submit, ["One", "Two"]))
    won = [outcome for outcome in outcomes if not isinstance(outcome, DuplicateChild)]
    assert len(won) == 1
    with pinned(council.relay_pin()):
        assert OutboxEvent.objects.count() == 1
    with pinned(council.own_pin()):
        assert [Child.objects.count(), PeriodOfCare.objects.count(), Episode.objects.count()] == [1, 1, 1]
        assert Child.history.count() == 1


def test_many_cases_at_once_with_one_new_worker_all_win(cast):
    council, actor = cast.house("council/210"), cast.actor("pat", "council/210")
    all_of_them = Barrier(4)

    def submit(reference: str) -> object:
        try:
            with pinned(council.own_pin()):
                connection.ensure_connection()
                all_of_them.wait(timeout=20)
                return submit_case(a_case(reference), actor=actor)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(submit, ["A1", "A2", "A3", "A4"]))
    with pinned(council.own_pin()):
        assert Worker.objects.count() == 1
        assert WorkerAssignment.objects.count() == 4
