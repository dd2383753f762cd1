"""Two writers at one draft: the second waits for the first one's transaction, and finds that it has lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.db import connection, transaction

from arbitration import actions, rules
from arbitration.models import Arbitrator, Draft, Urn
from arbitration.shapes import DraftText
from tenants.pins import Pin, pinned
from tests.arbitration import post

SECONDS = 20


def one_behind_the_other(pin: Pin, first: Callable[[], object], second: Callable[[], object]) -> None:
    """Run `first` in a transaction that ends only when `second`, begun after it, hangs on a lock of it."""
    written = Event()

    def hold() -> None:
        try:
            with pinned(pin), transaction.atomic():
                first()
                written.set()
                wait_for_lock()
        finally:
            written.set()
            connection.close()

    with ThreadPoolExecutor(1) as thread, pinned(pin):
        holding = thread.submit(hold)
        written.wait()
        try:
            second()
        finally:
            holding.result()


def wait_for_lock() -> None:
    """Until another session of this login waits for a lock."""
    until = monotonic() + SECONDS
    with connection.cursor() as cursor:
        while monotonic() < until:
            # pg_stat_activity is read once a transaction unless its snapshot is given up.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() is not None:
                return
            sleep(0.02)
    raise AssertionError("nobody waited for the lock")


@pytest.fixture
def drawn(cast):
    referral_id = post.refer(cast)
    post.both_speak(cast, referral_id)
    arbitrator, _ = post.sitting(cast, referral_id)
    return referral_id, arbitrator, cast.house("panel/national").own_pin()


def test_a_draft_saved_while_it_is_issued_is_refused(cast, drawn):
    referral_id, arbitrator, pin = drawn
    with pinned(pin):
        actions.save_draft(referral_id, post.whole_text(), actor=arbitrator)
    with pytest.raises(rules.AlreadyIssued):
        one_behind_the_other(
            pin,
            lambda: actions.issue_determination(referral_id, actor=arbitrator),
            lambda: actions.save_draft(referral_id, DraftText("Second thoughts"), actor=arbitrator),
        )
    with pinned(pin):
        assert Draft.objects.get().findings == post.whole_text().findings
    assert post.view(cast, referral_id).determination.content["findings"] == post.whole_text().findings


def test_a_draft_begun_twice_is_kept_once(cast, drawn):
    referral_id, arbitrator, pin = drawn
    with pytest.raises(rules.DraftChanged):
        one_behind_the_other(
            pin,
            lambda: actions.save_draft(referral_id, DraftText("The first"), actor=arbitrator),
            lambda: actions.save_draft(referral_id, DraftText("The second"), actor=arbitrator),
        )
    assert post.view(cast, referral_id, arbitrator).draft == DraftText("The first")


def test_the_loser_of_two_who_lay_an_urn_is_told(cast):
    sara = cast.actor("sara", "panel/national")
    referral_id, pin = undrawn(cast), cast.house("panel/national").own_pin()
    with pinned(pin):
        actions.seat_arbitrator(uuid4(), "Una Field", "Solicitor", post.today(), post.due(365), actor=sara)
    with pytest.raises(rules.AlreadyLaid):
        one_behind_the_other(
            pin,
            lambda: actions.lay_urn(referral_id, actor=sara),
            lambda: actions.lay_urn(referral_id, actor=sara),
        )
    with pinned(pin):
        assert Urn.objects.count() == 1


def undrawn(cast):
    """A referral that found nobody free."""
    with post.panel(cast):
        for one in Arbitrator.objects.all():
            actions.declare_conflict(one.id, "210", "drafted", "Advised the council", actor=post.SECRETARIAT)
    return post.send(cast)
