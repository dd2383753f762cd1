"""Batches in any order, sent again, and by two senders at once: the last word stands, and each change is one row."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.actor import Door, process
from accounts.permissions import Permission
from casework.actions import take_in_feed
from casework.models import Child, Episode, FeedBatch
from ledger.models import Change
from tenants.pins import pinned
from tests.api.feeds.sender import a_delta, a_placement, a_record

ACTOR = process("test", Permission.FEED_SEND, door=Door.API)


def test_the_same_batch_twice_at_once_is_written_once_and_has_the_same_ids(cast, sender):
    senders, start, batch = [sender(), sender()], Barrier(2), [a_record(number, a_placement()) for number in range(20)]
    for one in senders:
        one.token()

    def send(sending):
        start.wait()
        return sending.ids(batch)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(send, senders)
    assert first == second
    with pinned(cast.house("council/210").own_pin()):
        assert (Child.objects.count(), Child.history.count(), Episode.history.count()) == (20, 20, 20)
        assert FeedBatch.objects.count() == Change.objects.count() == 1


MESSAGES = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["O''Neill", "Zoë", "Nguyễn"]), st.booleans()), min_size=1, max_size=8
)


def test_any_history_of_messages_and_of_messages_sent_again(cast):
    """Against a naive model: the last surname of each child, a row of history a real change, the same ids if none."""
    house, children = cast.house("council/210"), count(1, 2)

    @given(MESSAGES)
    @settings(max_examples=15, deadline=None)
    def holds(messages):
        with pinned(house.own_pin()):
            _follow(messages, next(children))

    holds()


def _follow(messages, first):
    """Of two children of this history's own."""
    numbers = (first, first + 1)
    take_in_feed([a_record(number, a_placement()) for number in numbers], actor=ACTOR)
    names, changes = dict.fromkeys(numbers, "Ó Súilleabháin"), 0
    for place, sent, again in messages:
        number, name = numbers[place], sent.replace("''", "'")
        batch = [a_delta(number, child_details={"surname": sent})]
        ids = take_in_feed(batch, actor=ACTOR).ids
        changes += names[number] != name
        names[number] = name
        if again:
            assert take_in_feed(batch, actor=ACTOR).ids == ids
    references = [f"LA-{number}" for number in numbers]
    kept = Child.objects.filter(reference__in=references).values_list("reference", "family_name")
    assert dict(kept) == {f"LA-{number}": name for number, name in names.items()}
    assert Child.history.filter(reference__in=references).count() == 2 + changes
