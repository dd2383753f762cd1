"""Rows of several models that an act writes when it ends are what `save` would have made of them."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from accounts.actor import process
from casework.models import Child, PeriodOfCare
from ledger.acts import act
from ledger.models import Queue
from tenants.pins import pinned


def child(reference):
    return Child(reference=reference, given_names="Zoë", date_of_birth=date(2015, 2, 3), sex="F")


def test_rows_of_two_models_are_written_and_captured_in_one_round_trip(cast):
    one, two = child("A1"), child("A2; DROP TABLE x --")
    periods = [PeriodOfCare(child=one, looked_after_from=date(2026, 1, day)) for day in (5,)]
    with pinned(cast.house("council/210").own_pin()):
        with CaptureQueriesContext(connection) as queries, act(process("test"), "test") as change:
            change.rows += [one, two, *periods]
        assert len([query for query in queries if "INSERT INTO" in query["sql"]]) == 1
        assert sorted(Child.objects.values_list("reference", "given_names")) == [
            ("A1", "Zoë"), ("A2; DROP TABLE x --", "Zoë"),
        ]  # fmt: skip
        assert PeriodOfCare.objects.get().child == one
        assert one.history.count() == two.history.count() == 1
        assert Queue.objects.exclude(table_name="ledger_change").count() == 3
        assert len(change.receipt.leaf_hashes) == Queue.objects.count()
        one.family_name = "O'Neill"
        with act(process("test"), "test"):
            one.save()
        assert Child.objects.get(pk=one.pk).family_name == "O'Neill"


def test_a_row_that_is_refused_takes_the_others_with_it(cast):
    with pinned(cast.house("council/210").own_pin()):
        with pytest.raises(IntegrityError), act(process("test"), "test") as change:
            change.rows += [child("A1"), child("A1")]
        assert not Child.objects.exists()
