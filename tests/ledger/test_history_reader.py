"""django-simple-history reads what PostgreSQL captured: `as_of`, `diff_against`, who and why."""

from datetime import timedelta

from accounts.actor import process
from casework.models import Child
from ledger.acts import act
from ledger.models import Change
from tenants.pins import pinned
from tests.ledger.rows import write_children

ACTOR = process("history")


def corrected(house):
    """A child whose names were corrected twice, by writes that send no signal."""
    [child] = write_children(house, 1)
    for words in ({"given_names": "Zadie"}, {"family_name": "Okoro", "sex": "M"}):
        with pinned(house.own_pin()), act(ACTOR, f"corrected {', '.join(words)}"):
            Child.objects.filter(pk=child.pk).update(**words)
    return child


def test_diff_against_names_the_fields_that_changed(southwark):
    child = corrected(southwark)
    with pinned(southwark.own_pin()):
        first, second, third = Child.history.filter(id=child.pk).order_by("history_id")
        assert [(one.field, one.old, one.new) for one in second.diff_against(first).changes] == [
            ("given_names", "Zoë", "Zadie")
        ]
        assert set(third.diff_against(second).changed_fields) == {"family_name", "sex"}
        assert set(third.diff_against(first).changed_fields) == {"family_name", "sex", "given_names"}
        assert (second.prev_record, second.next_record) == (first, third)


def test_each_row_says_who_and_why(southwark):
    child = corrected(southwark)
    with pinned(southwark.own_pin()):
        rows = list(Child.history.filter(id=child.pk).order_by("history_id"))
        reasons = ["write children", "corrected given_names", "corrected family_name, sex"]
        assert [row.history_change_reason for row in rows] == reasons
        assert [row.history_type for row in rows] == ["+", "~", "~"]
        assert rows[1].history_user_id == ACTOR.id
        change = Change.objects.get(change_id=rows[1].change_id)
        assert (change.actor_name, change.door) == (ACTOR.name, str(ACTOR.door))


def test_as_of_a_moment_is_the_row_of_then(southwark):
    child = corrected(southwark)
    with pinned(southwark.own_pin()):
        now = Child.objects.get(pk=child.pk)
        first, second, third = Child.history.filter(id=child.pk).order_by("history_id")
        for row, name in ((first, "Zoë"), (second, "Zadie"), (third, "Zadie")):
            assert now.history.as_of(row.history_date).given_names == name
            assert [one.given_names for one in Child.history.as_of(row.history_date)] == [name]
        assert not Child.history.as_of(first.history_date - timedelta(microseconds=1))
        assert third.instance.family_name == "Okoro"
