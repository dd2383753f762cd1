"""The shelf under threads: whoever is pinned is who the database sees, and nobody shares a connection at work."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle, islice

import pytest
from django.core.signals import request_finished
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from hypothesis import settings as budget
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as play

from tenants import logins
from tenants.pins import Pin, pinned
from tenants.sql import rows, run
from tests.databases import superuser

WHO = "SELECT session_user, replace(current_setting('search_path'), ' ', ''), pg_backend_pid()"


def every_pin(cast):
    """Logins with one schema, and the regions' with several."""
    councils = [cast.house(f"council/{code}") for code in ("210", "305", "351")]
    houses = [*councils, cast.house("region/london"), cast.house("region/north"), cast.house("panel/national")]
    return [Pin(logins.GATE), *(house.own_pin() for house in houses), *(house.service_pin() for house in councils)]


def expected(pin):
    return f"irotest_{pin.login}", pin.path.replace('"', "").replace(" ", "")


def open_sessions():
    """Backends of the application in this test's database, by their role."""
    found = superuser(connection.settings_dict["NAME"])
    with found.cursor() as cursor:
        cursor.execute(
            "SELECT usename, count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND starts_with(application_name, 'iro ') GROUP BY usename"
        )
        counted = dict(cursor.fetchall())
    found.close()
    return Counter(counted)


@pytest.fixture
def narrow(monkeypatch):
    """A shelf with room for fewer connections than there are logins, so that threads quarrel over it."""
    monkeypatch.setattr(connection.shelf, "capacity", 4)
    return 4


THREADS, TURNS = 6, 60


def test_threads_that_hammer_the_shelf_are_always_who_they_are_pinned_as(cast, narrow):
    pins = every_pin(cast)
    at_work, lock, meeting, most = set(), threading.Lock(), threading.Barrier(THREADS), []

    def worker(number):
        wrong = []
        meeting.wait()
        for turn, pin in enumerate(islice(cycle(pins[number:] + pins[:number]), TURNS)):
            with pinned(pin), transaction.atomic():
                [(user, path, pid)] = rows(WHO)
                with lock:
                    wrong += [("shared", pid)] if pid in at_work else []
                    at_work.add(pid)
                wrong += [(pin, user, path)] if (user, path) != expected(pin) else []
                run("SET search_path = pg_catalog")
                with lock:
                    at_work.discard(pid)
            if turn % 7 == number:
                request_finished.send(sender=None)
            with lock:
                most.append(len(connection.shelf))
        connections["default"]._close_current()
        return wrong

    with ThreadPoolExecutor(THREADS) as pool:
        wrong = [one for found in pool.map(worker, range(THREADS)) for one in found]
    assert wrong == []
    assert len(most) == THREADS * TURNS
    assert max(most) == narrow
    assert open_sessions().total() <= narrow + 1


def test_idle_threads_hold_nothing_and_a_login_has_no_more_connections_than_threads(cast):
    pin, together = cast.house("council/210").own_pin(), threading.Barrier(THREADS)
    connection.close()

    def request(number):
        with pinned(Pin(logins.GATE)):
            rows("SELECT 1")
        with pinned(pin):
            [(_, _, pid)] = rows(WHO)
        together.wait()
        request_finished.send(sender=None)
        held = connection.connection
        together.wait()
        return pid, held

    with ThreadPoolExecutor(THREADS) as pool:
        first = list(pool.map(request, range(THREADS)))
        second = list(pool.map(request, range(THREADS)))
    assert [held for _, held in first + second] == [None] * 2 * THREADS
    assert len({pid for pid, _ in first + second}) <= THREADS
    sessions = open_sessions()
    assert set(sessions) == {"irotest_gate", "irotest_council_210"}
    assert max(sessions.values()) <= THREADS


def test_what_one_thread_puts_down_another_takes_up_clean(cast):
    pin = cast.house("council/210").own_pin()

    def other():
        with pinned(pin):
            found = rows(f"{WHO[:6]} current_setting('iro.actor', true), {WHO[7:]}")
        connections["default"]._close_current()
        return found

    with pinned(pin):
        [(_, _, mine)] = rows(WHO)
        run("SELECT set_config('iro.actor', 'person:injected', false)")
    request_finished.send(sender=None)
    with ThreadPoolExecutor(1) as pool:
        [(actor, user, path, theirs)] = pool.submit(other).result()
    assert (actor or "", user, path, theirs) == ("", *expected(pin), mine)


class Pinning(RuleBasedStateMachine):
    """One thread's life in any order: pins, faults, injected statements, kills, ends of requests."""

    pins: list[Pin]

    @initialize()
    def arrive(self):
        connection.close()
        self.place = 0

    @property
    def pin(self):
        """A pin is one unit of work: a new one each time."""
        return replace(self.pins[self.place])

    @rule(place=st.integers(0, 9))
    def enter(self, place):
        self.place = place % len(self.pins)

    @rule(statement=st.sampled_from((
        "SET search_path = pg_catalog", "SET TimeZone = 'Asia/Tokyo'", "SET ROLE NONE", "RESET ALL",
        "SELECT set_config('iro.actor', 'person:injected', false)",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    )))  # fmt: skip
    def inject(self, statement):
        with pinned(self.pin):
            run(statement)

    @rule()
    def fail(self):
        with pinned(self.pin), pytest.raises(DatabaseError):
            run("SELECT * FROM nothing_of_that_name")

    @rule()
    def fail_to_connect(self):
        with pinned(Pin("council_999", "council_999")), pytest.raises(OperationalError):
            rows("SELECT 1")

    @rule()
    def roll_back(self):
        with pinned(self.pin), pytest.raises(ZeroDivisionError), transaction.atomic():
            run("SET LOCAL search_path = pg_catalog")
            raise ZeroDivisionError

    @precondition(lambda self: connection.connection is not None)
    @rule()
    def be_killed(self):
        with pinned(Pin(logins.GATE)):
            [(_, _, pid)] = rows(WHO)
        with pinned(Pin(logins.INSTALLER)):
            run("SELECT pg_terminate_backend(%s, 1000)", (pid,))

    @rule()
    def end_the_request(self):
        connection.close_if_unusable_or_obsolete()
        assert connection.connection is None

    @invariant()
    def the_pin_is_who_is_seen(self):
        with pinned(self.pin) as pin:
            assert rows(WHO)[0][:2] == expected(pin)
            assert rows("SELECT current_user = session_user, current_setting('TimeZone')") == [(True, "UTC")]
            assert rows("SELECT coalesce(current_setting('iro.actor', true), '')") == [("",)]

    @invariant()
    def the_shelf_is_bounded(self):
        assert len(connection.shelf) <= connection.shelf.capacity

    def teardown(self):
        connection.close()


def test_in_whatever_order_things_happen_the_pin_is_who_is_seen(cast, narrow):
    Pinning.pins = every_pin(cast)
    play(Pinning, settings=budget(max_examples=25, stateful_step_count=12, deadline=None))
