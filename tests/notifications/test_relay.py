"""The relay on real houses: at least once, effects once, one failing subscriber holds up nobody."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actor import Actor, ActorKind, Door, process
from accounts.permissions import Permission
from ledger.acts import act
from notifications import relay as relay_module
from notifications.actions import publish
from notifications.events import Subscription
from notifications.models import Delivery, InboxEvent, OutboxEvent
from notifications.relay import relay
from notifications.tags import Tag
from tenants.pins import pinned
from workforce.models import Officer

ACTOR = Actor(ActorKind.PROCESS, "test", "Test", Door.COMMAND)


@pytest.fixture
def subscribe(monkeypatch):
    def subscribed(*subscriptions):
        monkeypatch.setattr(relay_module, "subscriptions", lambda: {Tag.CASE_OPENED: subscriptions})

    return subscribed


def raise_event(cast):
    house = cast.house("council/210")
    with pinned(house.own_pin()), act(ACTOR, "test"):
        publish(Tag.CASE_OPENED, {"name": "Relayed"})
    return house


def rename(event):
    with act(process("relay", Permission.WORKFORCE_MANAGE, door=Door.RELAY), str(event.tag)):
        officer = Officer.objects.order_by("registration")[0]
        Officer.objects.filter(pk=officer.pk).update(name=officer.name + "+")


def to_region(name, run):
    return Subscription(name, run, lambda event: event.house.region.own_pin())


def officer_name(cast):
    with pinned(cast.house("region/london").own_pin()):
        return Officer.objects.order_by("registration")[0].name


def relay_pin(house):
    return pinned(house.relay_pin())


def test_an_event_is_carried_out_under_the_subscribers_login(cast, subscribe):
    subscribe(to_region("rename", rename))
    house = raise_event(cast)
    assert relay(house) == 1
    assert officer_name(cast) == "Mary Whitlock+"
    with pinned(cast.house("region/london").own_pin()):
        change = Officer.history.order_by("-history_id")[0]
        assert (change.history_user_id, change.history_change_reason) == ("process:relay", "casework:case:opened")


def test_a_second_delivery_has_no_second_effect(cast, subscribe):
    subscribe(to_region("rename", rename))
    house = raise_event(cast)
    relay(house)
    with relay_pin(house):
        Delivery.objects.update(delivered_at=None, next_attempt_at=timezone.now() - timedelta(seconds=1))
        OutboxEvent.objects.update(relayed_at=None)
    assert relay(house) == 1
    assert officer_name(cast) == "Mary Whitlock+"


def test_a_failing_subscriber_is_tried_again_and_holds_up_nobody(cast, subscribe):
    failing = [True]

    def fail_once(event):
        rename(event)
        if failing:
            raise ZeroDivisionError

    subscribe(to_region("fails", fail_once), to_region("rename", rename))
    house = raise_event(cast)
    assert relay(house) == 0
    assert officer_name(cast) == "Mary Whitlock+"
    with relay_pin(house):
        assert dict(Delivery.objects.values_list("subscriber", "failure")) == {
            "fails": "ZeroDivisionError",
            "rename": "",
        }
        assert relay(house) == 0, "the next try isn't due yet"
        Delivery.objects.filter(subscriber="fails").update(next_attempt_at=timezone.now())
    failing.clear()
    assert relay(house) == 1
    assert officer_name(cast) == "Mary Whitlock++"


def test_two_relays_at_once_carry_an_event_out_once(cast, subscribe):
    together = threading.Barrier(2)
    subscribe(to_region("rename", rename))
    house = raise_event(cast)
    failures = []

    def one():
        try:
            together.wait()
            relay(house)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert officer_name(cast) == "Mary Whitlock+"
    with pinned(cast.house("region/london").own_pin()):
        assert InboxEvent.objects.count() == 1


def test_a_broker_that_is_away_fails_nobody(cast, subscribe, monkeypatch):
    def away(*words, **more):
        raise ConnectionRefusedError

    monkeypatch.setattr("notifications.wake.current_app.send_task", away)
    subscribe(to_region("rename", rename))
    house = raise_event(cast)
    assert relay(house) == 1


def test_what_is_published_falls_with_its_transaction(cast):
    house = cast.house("council/210")
    with pinned(house.own_pin()), pytest.raises(ZeroDivisionError), act(ACTOR, "test"):
        publish(Tag.CASE_OPENED, {})
        raise ZeroDivisionError
    with relay_pin(house):
        assert not OutboxEvent.objects.exists()


@pytest.mark.parametrize(("tag", "payload"), [
    (Tag.DISPUTE_REFERRED, {"council": "210"}),
    (Tag.REVIEW_HELD, {"council": "210"}),
    (Tag.ARBITRATION_DETERMINED, {"council": "210"}),
])  # fmt: skip
def test_a_council_cannot_publish_in_the_services_name(cast, subscribe, tag, payload):
    house = cast.house("council/210")
    with pinned(house.own_pin()), act(ACTOR, "test"):
        publish(tag, payload)
        OutboxEvent(tag=tag, payload=payload, change_id=house.pk, login="irotest_region_london").save(force_insert=True)
    assert relay(house) == 2
    with relay_pin(house):
        assert set(OutboxEvent.objects.values_list("login", flat=True)) == {"irotest_council_210"}
        assert set(Delivery.objects.values_list("subscriber", "failure")) == {
            ("refused", "published by irotest_council_210")
        }


def test_a_region_reaches_no_council_of_another(cast):
    north = cast.house("region/north")
    with pinned(north.own_pin()), act(ACTOR, "test"):
        publish(Tag.IRO_PROPOSED, {"council": "210"})
    assert relay(north) == 0
    with relay_pin(north):
        assert Delivery.objects.get().failure == "NotFound"
