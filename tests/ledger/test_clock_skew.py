"""A clock that jumps moves no leaf and hides no change: order is the log's, never the clock's."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.models import Child
from ledger import actor_tokens
from ledger.actor_tokens import LIFETIME, ActorRefused
from ledger.acts import act
from ledger.signer import settle
from ledger.verify import verify
from tenants import clock, logins
from tenants.pins import Pin, pinned
from tenants.sql import rows, run
from tests.ledger.rows import ACTOR, child_of

MOMENTS = [datetime(2026, 5, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC), datetime(2020, 2, 29, tzinfo=UTC)]


@pytest.fixture
def demo(cast):
    """An installation whose clock can be set."""
    with pinned(Pin(logins.INSTALLER)):
        run("UPDATE public.tenants_installation SET demo = true")
    clock.is_demo.cache_clear()
    yield
    with pinned(Pin(logins.GATE)):
        clock.set_demo_moment(None)
    clock.is_demo.cache_clear()


def findings(house):
    found = []
    verify(house, found.append)
    return [str(one) for one in found]


def test_a_clock_that_goes_forth_and_back_changes_no_order(cast, demo):
    house = cast.house("council/210")
    made = child_of()
    for number, moment in enumerate(MOMENTS):
        with pinned(house.own_pin()):
            clock.set_demo_moment(moment)
            with act(ACTOR, "skew"):
                made.given_names = f"name {number}"
                made.save(force_insert=number == 0)
        settle(house)
    with pinned(house.own_pin()):
        history = list(made.history.order_by("history_id").values_list("given_names", "history_date"))
        assert [name for name, _ in history] == ["name 0", "name 1", "name 2"]
        assert history[2][1] < history[0][1] < history[1][1]
        assert Child.objects.get().given_names == "name 2"
        indexes = rows("SELECT entry FROM ledger_entry WHERE table_name = 'casework_child' ORDER BY index")
        assert indexes == sorted(indexes)
    # The newest row is the newest entry, whatever its date says.
    assert findings(house) == []


@pytest.mark.parametrize("skew", [-LIFETIME - 5, -3600])
def test_an_application_whose_clock_is_behind_is_refused_and_says_so(cast, monkeypatch, skew):
    house, right = cast.house("council/210"), actor_tokens.now
    monkeypatch.setattr(actor_tokens, "now", lambda: right() + skew)
    with pinned(house.own_pin()), pytest.raises(ActorRefused, match="clocks do"), act(ACTOR, "skew"):
        child_of().save(force_insert=True)
    with pinned(house.own_pin()):
        assert not Child.objects.exists()


@pytest.mark.parametrize("skew", [timedelta(seconds=LIFETIME - 20), timedelta(hours=-0.01)])
def test_a_small_difference_between_the_clocks_is_borne(cast, monkeypatch, skew):
    house, right = cast.house("council/210"), actor_tokens.now
    monkeypatch.setattr(actor_tokens, "now", lambda: right() + skew.total_seconds())
    with pinned(house.own_pin()), act(ACTOR, "skew"):
        child_of().save(force_insert=True)
    assert findings(house) == []
