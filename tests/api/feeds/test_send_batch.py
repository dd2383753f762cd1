"""A council's sender speaks to us over real HTTP, by the department's contract."""

from datetime import date

import pytest

from casework.models import Child, Episode, PeriodOfCare, WorkerAssignment
from ledger.models import Change
from notifications.models import OutboxEvent
from tenants.pins import pinned
from tests.api.feeds.sender import a_delta, a_placement, a_record


@pytest.fixture
def southwark(cast):
    with pinned(cast.house("council/210").own_pin()):
        yield


def test_a_child_comes_into_care(cast, sender, southwark):
    sender().ids([a_record(1, a_placement())])
    child = Child.objects.get()
    assert (child.reference, child.mis_child_id) == ("LA-1", "MIS1")
    assert (child.given_names, child.family_name) == ("Nguyễn", "Ó Súilleabháin")
    assert (child.sex, child.ethnicity, child.upn) == ("F", "WBRI", "A123456789012")
    period = PeriodOfCare.objects.get()
    assert (period.looked_after_from, period.ended_on) == (date(2026, 1, 5), None)
    episode = Episode.objects.get()
    assert (episode.start_reason, episode.placement_type, episode.placement_area) == ("S", "U6", "SE15")
    assert (episode.legal_status, episode.placement_provider) == ("", "")
    assigned = WorkerAssignment.objects.select_related("worker").get()
    assert (assigned.worker.reference, assigned.worker.registration) == ("SW200001", "SW200001")
    assert assigned.started_on == date(2026, 1, 5)
    change = Change.objects.get()
    assert (change.purpose, change.door, change.actor_name) == ("The daily feed", "api", "Daily feed of Southwark")
    with pinned(cast.house("council/210").relay_pin()):
        assert OutboxEvent.objects.get().tag == "casework:case:opened"


def test_a_child_in_need_is_accepted_and_not_kept(sender, southwark):
    sender().ids([a_record(1), a_delta(2)])
    assert Child.objects.count() == Change.objects.count() == 0


def test_a_batch_sent_again_changes_nothing_and_has_the_same_ids(sender, southwark):
    batch = [a_record(number, a_placement()) for number in range(3)]
    first = sender().ids(batch)
    assert sender().ids(batch) == first
    assert len(set(first)) == 3
    assert Change.objects.count() == 1
    assert Child.history.count() == Episode.history.count() == 3


def test_the_next_message_with_an_earlier_content_is_a_real_change(sender, southwark):
    one, other = ([a_delta(1, child_details={"surname": name})] for name in ("O''Neill", "Ó Néill"))
    sender().ids([a_record(1, a_placement())])
    a, b, again = sender().ids(one), sender().ids(other), sender().ids(one)
    assert len({*a, *b, *again}) == 3
    assert sender().ids(one) == again
    history = Child.history.order_by("history_id").values_list("family_name", flat=True)
    assert list(history) == ["Ó Súilleabháin", "O'Neill", "Ó Néill", "O'Neill"]


def test_placements_and_workers_change(cast, sender, southwark):
    send = sender().ids
    send([a_record(1, a_placement())])
    moved = a_placement("P2", "2026-03-01", "P", placement_type="K2", postcode="BR1 1AA")
    left = {"child_looked_after_placement_id": "P1", "end_date": "2026-03-01", "end_reason": "X1"}
    workers = [{"worker_id": "SW200001", "end_date": "2026-03-02"}, {"worker_id": "W9", "start_date": "2026-03-02"}]
    send([a_delta(1, left, moved, episode={"care_worker_details": workers})])
    assert list(Episode.objects.order_by("started_on").values_list("placement_type", "ended_on", "end_reason")) == [
        ("U6", date(2026, 3, 1), "X1"), ("K2", None, ""),
    ]  # fmt: skip
    assert list(
        WorkerAssignment.objects.order_by("started_on").values_list("worker__reference", "started_on", "ended_on")
    ) == [("SW200001", date(2026, 1, 5), date(2026, 3, 2)), ("W9", date(2026, 3, 2), None)]
    send([a_delta(1, {"child_looked_after_placement_id": "P2", "end_date": "2026-04-01", "end_reason": "E4A"})])
    period = PeriodOfCare.objects.get()
    assert (period.ended_on, period.end_reason) == (date(2026, 4, 1), "E4A")
    with pinned(cast.house("council/210").relay_pin()):
        assert list(OutboxEvent.objects.order_by("created_at").values_list("tag", flat=True)) == [
            "casework:case:opened", "casework:period:ended",
        ]  # fmt: skip
    send([a_delta(1, a_placement("P3", "2026-05-01"))])
    assert PeriodOfCare.objects.filter(ended_on=None).get().looked_after_from == date(2026, 5, 1)
