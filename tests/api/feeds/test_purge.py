"""A purge closes the feed and hides what it sent; the record and its history stay."""

from datetime import date

import pytest

from casework.models import Child, Episode, PeriodOfCare
from casework.queries import case
from tenants.pins import pinned
from tests.api.feeds.sender import a_delta, a_placement, a_record


@pytest.fixture
def southwark(cast):
    with pinned(cast.house("council/210").own_pin()):
        yield


def test_a_purged_child_is_closed_to_the_feed_and_kept(cast, sender, southwark, sign_in):
    send = sender().ids
    send([a_record(1, a_placement())])
    first = send([a_delta(1, purge=True)])
    assert send([a_delta(1, purge=True)]) == first
    child = Child.objects.get()
    assert child.feed_closed_on is not None
    assert (child.family_name, Episode.objects.shown().count()) == ("Ó Súilleabháin", 1)
    newest = Child.history.order_by("-history_id").first()
    assert (newest.feed_closed_on, newest.history_user_id.split(":")[0]) == (child.feed_closed_on, "system")
    assert "asked to purge" in sign_in("pat").get(f"/councils/210/cases/{child.id}/").content.decode()
    send([a_delta(1, child_details={"surname": "O''Neill"})])
    child.refresh_from_db()
    assert (child.feed_closed_on, child.family_name) == (None, "O'Neill")


def test_a_purged_placement_is_hidden_and_its_history_kept(cast, sender, southwark):
    send = sender().ids
    send([a_record(1, a_placement())])
    send([a_delta(1, {"child_looked_after_placement_id": "P1", "purge": True})])
    row = Episode.objects.get()
    assert row.hidden_on is not None
    assert PeriodOfCare.objects.get().ended_on is None
    shown = case(Child.objects.get().id, actor=cast.actor("pat", "council/210"))
    assert (shown.episodes, shown.episode.legal_status.code) == ((), "")
    send([a_delta(1, a_placement("P2", "2026-01-06"))])
    assert Episode.objects.shown().get().started_on == date(2026, 1, 6)
    assert Episode.history.filter(id=row.id).count() == 2


def test_an_unknown_child_s_purge_and_an_absent_placement_change_nothing(cast, sender, southwark):
    send = sender().ids
    send([a_delta(7, purge=True)])
    assert Child.objects.count() == 0
    send([a_record(1, a_placement())])
    before = Episode.history.count()
    send([a_record(1)])
    assert (Episode.objects.shown().count(), Episode.history.count()) == (1, before)
