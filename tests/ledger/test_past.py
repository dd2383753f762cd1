"""The past by position of the log: as it was seen live then, whatever came after, and read only."""

from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.db import connection
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import process
from casework.models import Child, PeriodOfCare
from ledger import log, past
from ledger.acts import act
from ledger.models import Change
from ledger.reads import LookNotRecorded, look
from ledger.sequencer import sequence
from tenants.pins import pinned
from tests.ledger.rows import DAY, child_of, write_children

ACTOR = process("past")


def names(position):
    with look(ACTOR, "test") as seen:
        seen.at([])
        with past.as_of(position):
            return {child.reference: child.given_names for child in Child.objects.all()}


def numbered(house):
    """The newest position, once all that waits has its number."""
    sequence(house)
    return past.position(str(log.size()))


def test_a_correction_leaves_the_past_as_it_was(southwark):
    [child] = write_children(southwark, 1)
    with pinned(southwark.own_pin()):
        before = numbered(southwark)
        with act(ACTOR, "a correction"):
            Child.objects.filter(pk=child.pk).update(given_names="Zadie")
        after = numbered(southwark)
        assert names(before) == {child.reference: "Zoë"}
        assert names(after) == names(None) == {child.reference: "Zadie"}


def test_half_a_change_is_not_known(southwark):
    write_children(southwark, 3)
    with pinned(southwark.own_pin()):
        whole = numbered(southwark)
        with look(ACTOR, "test") as seen:
            seen.at([])
            counts = []
            for size in range(1, whole.size + 1):
                with past.as_of(past.position(str(size))):
                    counts.append(Child.objects.count())
    assert counts == [0] * (whole.size - 1) + [3]


def test_the_past_is_read_only_and_what_follows_is_not(southwark):
    write_children(southwark, 1)
    with pinned(southwark.own_pin()):
        then = numbered(southwark)
        with act(ACTOR, "more"):
            with pytest.raises(RuntimeError, match="only read"), past.as_of(then):
                Child.objects.update(given_names="X")
            # A SELECT that writes: PostgreSQL refuses it.
            with pytest.raises(LookNotRecorded) as refused, past.as_of(then), look(ACTOR, "a look") as seen:
                seen.at([])
            assert "read-only transaction" in str(refused.value.__cause__)
            child_of(given_names="After").save(force_insert=True)
        assert set(Child.objects.values_list("given_names", flat=True)) == {"Zoë", "After"}


def test_outside_a_look_the_past_is_not_read(southwark):
    write_children(southwark, 1)
    with pinned(southwark.own_pin()):
        then = numbered(southwark)
        with pytest.raises(RuntimeError, match="within a look"), past.as_of(then):
            Child.objects.count()


@pytest.mark.parametrize("given", ["0", "-1", "x", "", "1.5", "٣", "9" * 30, "1000"])
def test_a_position_that_is_not_there_says_which_are(southwark, given):
    write_children(southwark, 1)
    with pinned(southwark.own_pin()):
        size = numbered(southwark).size
        with pytest.raises(past.PositionUnknown, match=f"from 1 to {size}") as refused:
            past.position(given)
    assert refused.value.code == "as-of-unknown"
    assert refused.value.extra == {"size": size}


def test_a_position_has_the_moment_of_its_last_leaf(southwark):
    write_children(southwark, 2, acts=2)
    with pinned(southwark.own_pin()):
        then = numbered(southwark)
        assert then.at == Change.objects.latest("id").at
        assert isinstance(then.day, date)
        found = past.positions(Change.objects.values_list("change_id", flat=True))
        assert sorted(found.values()) == [3, 6]


def test_a_late_commit_changes_no_answer_about_the_past(southwark):
    """The older transaction commits after a newer one was numbered: by time it would appear in what was answered."""
    written, go_on = Event(), Event()

    def older():
        try:
            with pinned(southwark.own_pin()), act(ACTOR, "begun first"):
                child_of(reference="older").save(force_insert=True)
                written.set()
                assert go_on.wait(20)
        finally:
            connection.close()

    thread = Thread(target=older)
    thread.start()
    assert written.wait(20)
    with pinned(southwark.own_pin()), act(ACTOR, "begun later"):
        child_of(reference="newer").save(force_insert=True)
    with pinned(southwark.own_pin()):
        then = numbered(southwark)
        answered = names(then)
        go_on.set()
        thread.join()
        now = numbered(southwark)
        assert set(answered) == {"newer"}
        assert names(then) == answered
        assert set(names(now)) == {"older", "newer"}
        moments = dict(Child.history.values_list("reference", "history_date"))
        assert moments["older"] < moments["newer"]
        by_time = Child.history.as_of(moments["newer"])
        assert {child.reference for child in by_time} == {"older", "newer"}, "simple-history's answer, by time, changed"


_WRITES = st.lists(
    st.tuples(st.sampled_from(["add", "rename", "end", "both"]), st.integers(0, 9), st.text("aZé’", min_size=1)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes=_WRITES)
def test_the_past_is_what_was_seen_live_then(southwark, writes):
    children, seen_live = [], []
    for number, (verb, which, word) in enumerate(writes):
        with pinned(southwark.own_pin()):
            with act(ACTOR, f"write {number}"):
                _write(verb, which, word, children)
            seen_live.append((numbered(southwark), _state()))
    with pinned(southwark.own_pin()):
        for then, live in seen_live:
            with look(ACTOR, "test") as seen:
                seen.at([])
                with past.as_of(then):
                    assert _state() == live


def _write(verb, which, word, children):
    if verb in ("add", "both") or not children:
        children.append(child_of(given_names=word))
        children[-1].save(force_insert=True)
        PeriodOfCare(child=children[-1], looked_after_from=DAY).save(force_insert=True)
    chosen = children[which % len(children)]
    if verb in ("rename", "both"):
        Child.objects.filter(pk=chosen.pk).update(given_names=word)
    if verb == "end":
        PeriodOfCare.objects.filter(child=chosen).update(ended_on=DAY + timedelta(days=which))


def _state():
    """By a join, a subquery and an aggregate, as the pages ask."""
    children = Child.objects.annotate(count=Count("periods")).filter(pk__in=PeriodOfCare.objects.values("child"))
    rows = children.values_list("pk", "reference", "given_names", "count", "periods__ended_on")
    return sorted(map(str, rows))


def test_an_entry_of_no_known_change_is_no_position(southwark, attack):
    write_children(southwark, 1)
    with pinned(southwark.own_pin()):
        size = numbered(southwark).size
    attack(
        f"INSERT INTO ledger_entry VALUES ({size}, sha256('x'), 'casework_child', 99, gen_random_uuid())",
    )
    with pinned(southwark.own_pin()):
        with pytest.raises(past.PositionUndated) as refused:
            past.position(str(size + 1))
        assert refused.value.code == "as-of-undated"
        assert past.position(str(size)).size == size
