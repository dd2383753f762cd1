"""The relay is woken by a thread that no request waits for, once for a house that commits again and again."""

import threading

import pytest

from notifications import wake

HOUSES = ("council/210", "council/305")


class Broker:
    """Stands where the broker's client is, and keeps what was sent."""

    def __init__(self, failures=0):
        self.sent, self.failures, self.called = [], failures, threading.Event()

    def send_task(self, name, kwargs, retry):
        self.called.set()
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError
        self.sent.append(kwargs["house"])


@pytest.fixture
def broker(monkeypatch):
    found = Broker()
    monkeypatch.setattr(wake, "current_app", found)
    return found


def test_many_commits_of_a_house_are_one_message(broker):
    waker = wake.Waker(rest=0.0)
    waker._thread = threading.current_thread()
    for house in (*HOUSES, *HOUSES):
        waker.wake(house)
    waker.send()
    waker.send()
    assert broker.sent == list(HOUSES)


def test_the_thread_sends_and_outlives_a_broker_that_is_away(broker):
    broker.failures = 1
    waker = wake.Waker(rest=0.0)
    waker.wake("council/210")
    assert broker.called.wait(10)
    again = threading.Event()
    send_task = broker.send_task

    def noted(*words, **more):
        send_task(*words, **more)
        again.set()

    broker.send_task = noted
    waker.wake("council/305")
    assert again.wait(10)
    assert broker.sent == ["council/305"]
    assert waker._thread.is_alive()
