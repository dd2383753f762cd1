"""The past by position of the log: as it was seen live then, whatever came after, and read only."""

from datetime import date

import pytest
from django.db import DatabaseError

from accounts.actor import process
from casework.models import Child
from ledger import log, past
from ledger.acts import act
from ledger.models import Change
from ledger.reads import look
from ledger.sequencer import sequence
from tenants.pins import pinned
from tests.ledger.rows import child_of, write_children

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
            with pytest.raises(DatabaseError, match="read-only"), past.as_of(then), look(ACTOR, "a look") as seen:
                seen.at([])
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
