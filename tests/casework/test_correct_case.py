"""The council corrects its own facts, in the open."""

from datetime import date

import pytest

from casework import queries
from casework.actions import correct_case
from casework.models import Child, Episode, PeriodOfCare, WorkerAssignment
from casework.rules import CaseInvalid, NotAfterStart, PeriodEnded
from casework.shapes import CaseCorrection, Ending, EpisodeChange, WorkerChange, WorkerFacts
from ledger.models import Change
from notifications.models import OutboxEvent
from tenants.pins import pinned
from tenants.problems import Invalid, NotFound, NotPermitted
from tests.casework.cases import WORKER, a_case, proposed, relayed, submitted
from workforce.models import DiaryEntry


@pytest.fixture
def correct(cast):
    """Correct S-1001 of Southwark as Pat."""

    def corrected(purpose="Put right", **changes):
        with pinned(cast.house("council/210").own_pin()):
            return correct_case("S-1001", CaseCorrection(purpose, **changes), actor=cast.actor("pat", "council/210"))

    return corrected


def test_only_what_differs_is_written(cast, correct):
    submitted(cast)
    done = correct(given_names=" Ivy ", family_name="Marlowe", sex="f")
    assert done.changed == ("given_names",)
    assert len(done.receipt.leaf_hashes) == 2  # the act itself, and the child's row
    with pinned(cast.house("council/210").own_pin()):
        assert Child.history.count() == 2


def test_a_correction_that_changes_nothing_writes_nothing(cast, correct):
    submitted(cast)
    with pinned(cast.house("council/210").own_pin()):
        before = Change.objects.count()
    done = correct(
        given_names="Ivy Rose", episode=EpisodeChange(date(2026, 2, 2), legal_status="V2", home_area="SE15 4AA"),
        worker=WorkerChange(WORKER, date(2026, 2, 2)),
    )  # fmt: skip
    assert (done.changed, done.receipt) == ((), None)
    with pinned(cast.house("council/210").own_pin()):
        assert Change.objects.count() == before


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"legal_status": "C1"}, "L"),
        ({"placement_type": "U4"}, "P"),
        ({"placement_area": "BR1 1AA"}, "P"),
        ({"placement_type": "U4", "same_carer": True}, "T"),
        ({"legal_status": "C1", "placement_type": "K2", "placement_provider": "PR4"}, "B"),
        ({"legal_status": "C1", "placement_type": "U5", "same_carer": True}, "U"),
    ],
)
def test_a_change_from_a_later_day_is_a_new_episode_with_its_reason(cast, correct, change, reason):
    submitted(cast)
    correct(episode=EpisodeChange(date(2026, 2, 10), change_reason="CARPL", **change))
    with pinned(cast.house("council/210").own_pin()):
        before, after = Episode.objects.order_by("started_on")
        assert (before.ended_on, before.end_reason, before.change_reason) == (date(2026, 2, 10), "X1", "CARPL")
        assert (after.started_on, after.start_reason, after.need) == (date(2026, 2, 10), reason, "N1")


def test_a_change_from_the_episode_s_own_first_day_corrects_it(cast, correct):
    submitted(cast)
    correct(episode=EpisodeChange(date(2026, 1, 5), legal_status="C1"))
    with pinned(cast.house("council/210").own_pin()):
        episode = Episode.objects.get()
        assert (episode.legal_status, episode.start_reason, episode.ended_on) == ("C1", "S", None)


def test_a_new_worker_is_a_new_assignment(cast, correct):
    submitted(cast)
    correct(worker=WorkerChange(WorkerFacts("W-9", "Sam Idle", "Duty"), date(2026, 2, 2)))
    with pinned(cast.house("council/210").own_pin()):
        old, new = WorkerAssignment.objects.select_related("worker").order_by("started_on")
        assert (old.ended_on, new.worker.name, new.ended_on) == (date(2026, 2, 2), "Sam Idle", None)


def test_the_end_of_a_period_reaches_the_region(cast, correct):
    proposed(cast)
    correct(ending=Ending(date(2026, 3, 2), "E4A"))
    relayed(cast, "council/210")
    with pinned(cast.house("region/london").own_pin()):
        assert DiaryEntry.objects.get().closed
    with pinned(cast.house("council/210").own_pin()):
        period, episode = PeriodOfCare.objects.get(), Episode.objects.get()
        assert (period.ended_on, period.end_reason) == (episode.ended_on, episode.end_reason) == (
            date(2026, 3, 2), "E4A",
        )  # fmt: skip


def test_the_last_move_and_the_end_come_in_one_correction(cast, correct):
    submitted(cast)
    correct(
        episode=EpisodeChange(date(2026, 2, 10), placement_type="U4"), ending=Ending(date(2026, 3, 2), "E4B")
    )  # fmt: skip
    with pinned(cast.house("council/210").own_pin()):
        assert list(Episode.objects.order_by("started_on").values_list("end_reason", flat=True)) == ["X1", "E4B"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"date_of_birth": date(2026, 1, 6)}, CaseInvalid),
        ({"sex": "X"}, CaseInvalid),
        ({"episode": EpisodeChange(date(2026, 2, 2), legal_status="V9")}, CaseInvalid),
        ({"episode": EpisodeChange(date(2026, 2, 2), placement_type="T1")}, CaseInvalid),
        ({"episode": EpisodeChange(date(2026, 1, 4), legal_status="C1")}, NotAfterStart),
        ({"episode": EpisodeChange(date(2100, 1, 4), legal_status="C1")}, NotAfterStart),
        ({"episode": EpisodeChange(date(2026, 2, 2), placement_type="U4", change_reason="BORED")}, Invalid),
        ({"worker": WorkerChange(WorkerFacts("W-9", "", "Duty"), date(2026, 2, 2))}, CaseInvalid),
        ({"worker": WorkerChange(WorkerFacts("W-9", "Sam", "Duty"), date(2026, 1, 2))}, NotAfterStart),
        ({"ending": Ending(date(2026, 3, 2), "X1")}, Invalid),
        ({"ending": Ending(date(2025, 3, 2), "E4A")}, NotAfterStart),
        ({"purpose": "  ", "given_names": "Ida"}, Invalid),
    ],
)
def test_a_faulty_correction_writes_nothing(cast, correct, changes, refusal):
    submitted(cast)
    with pinned(cast.house("council/210").own_pin()):
        before = Change.objects.count()
    with pytest.raises(refusal):
        correct(**changes)
    with pinned(cast.house("council/210").own_pin()):
        assert Change.objects.count() == before
        assert Episode.objects.count() == 1


def test_a_period_that_has_ended_is_not_gone_on_with(cast, correct):
    submitted(cast)
    correct(ending=Ending(date(2026, 3, 2), "E4A"))
    for changes in (
        {"episode": EpisodeChange(date(2026, 3, 9), legal_status="C1")},
        {"worker": WorkerChange(WorkerFacts("W-9", "Sam", "Duty"), date(2026, 3, 9))},
        {"ending": Ending(date(2026, 3, 9), "E4B")},
    ):
        with pytest.raises(PeriodEnded):
            correct(**changes)


@pytest.mark.parametrize(
    ("who", "house", "refusal"),
    [
        ("mary", "council/210", NotPermitted),
        ("ada", "council/210", NotFound),
        ("dora", "council/210", NotPermitted),
        ("bea", "council/305", NotFound),
    ],
)
def test_nobody_else_corrects_a_council_s_facts(cast, who, house, refusal):
    submitted(cast)
    pin = cast.house(house).service_pin() if who in ("mary", "ada") else cast.house(house).own_pin()
    with pinned(pin), pytest.raises(refusal):
        correct_case("S-1001", CaseCorrection("Tidying", given_names="X"), actor=cast.actor(who, house))
    with pinned(cast.house("council/210").own_pin()):
        assert Child.objects.get().given_names == "Ivy Rose"


def test_a_correction_publishes_nothing_but_an_end(cast, correct):
    submitted(cast)
    correct(given_names="Ida")
    with pinned(cast.house("council/210").relay_pin()):
        assert list(OutboxEvent.objects.values_list("tag", flat=True)) == ["casework:case:opened"]


def test_what_the_case_looks_like_afterwards(cast, correct):
    submitted(cast, a_case(episode={"legal_status": "V3"}))
    correct(episode=EpisodeChange(date(2026, 1, 5), legal_status="C1"))
    with pinned(cast.house("council/210").own_pin()):
        seen = queries.case("S-1001", actor=cast.actor("pat", "council/210"))
    assert (seen.first_review.limit, seen.first_review_note) == (date(2026, 2, 2), "")
