"""The region employs; a line of management begins and ends in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import ProgrammingError

from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from workforce.actions import employ, end_employment, set_manager
from workforce.models import Officer
from workforce.rules import OfficerExists, OfficerInvalid
from workforce.shapes import NewOfficer

GRACE = NewOfficer(uuid4(), "Grace Umar", "grace@example.org", "SW123456", date(2026, 1, 5), Decimal("0.8"))


@pytest.fixture
def mary(cast):
    """Mary, in the region's house."""
    actor = cast.actor("mary", "region/london")
    with pinned(cast.house("region/london").own_pin()):
        yield actor


def test_an_officer_is_employed_with_a_manager_and_a_receipt(mary):
    manager = Officer.objects.get(name="Mary Whitlock")
    officer, receipt = employ(replace(GRACE, manager_id=manager.id), actor=mary)
    kept = Officer.objects.get(id=officer.id)
    assert (kept.manager, kept.fte, kept.review_share) == (manager, Decimal("0.80"), Decimal(1))
    assert len(receipt.leaf_hashes) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"registration": "12345"}, "registration"),
        ({"fte": Decimal(0)}, "fte"),
        ({"fte": Decimal("1.01")}, "fte"),
        ({"review_share": Decimal("-1")}, "review_share"),
    ],
)
def test_a_faulty_officer_is_not_employed(mary, changes, field):
    before = Officer.objects.count()
    with pytest.raises(OfficerInvalid) as refusal:
        employ(replace(GRACE, **changes), actor=mary)
    assert set(refusal.value.errors) == {field}
    assert Officer.objects.count() == before


def test_a_person_is_employed_once(mary):
    employ(GRACE, actor=mary)
    with pytest.raises(OfficerExists):
        employ(GRACE, actor=mary)


def test_a_manager_is_one_of_this_region(mary):
    with pytest.raises(NotFound):
        employ(replace(GRACE, manager_id=uuid4()), actor=mary)
    ada = Officer.objects.get(name__startswith="Ada")
    with pytest.raises(NotFound):
        set_manager(ada.id, uuid4(), actor=mary)


def test_nobody_manages_themselves_not_even_in_a_circle(mary):
    ada, ben = Officer.objects.get(name__startswith="Ada"), Officer.objects.get(name__startswith="Ben")
    set_manager(ben.id, ada.id, actor=mary)
    for officer in (ada, ben):
        with pytest.raises(OfficerInvalid):
            set_manager(ada.id, officer.id, actor=mary)
    set_manager(ben.id, None, actor=mary)
    assert Officer.objects.get(id=ben.id).manager is None


def test_employment_ends_on_a_day_not_before_it_began(mary):
    ada = Officer.objects.get(name__startswith="Ada")
    with pytest.raises(OfficerInvalid):
        end_employment(ada.id, date(2023, 12, 31), actor=mary)
    end_employment(ada.id, date(2026, 3, 31), actor=mary)
    assert Officer.objects.get(id=ada.id).employed_until == date(2026, 3, 31)


def test_an_iro_employs_nobody(cast):
    ada = cast.actor("ada", "region/london")
    with pinned(cast.house("region/london").own_pin()):
        before = Officer.objects.count()
        with pytest.raises(NotPermitted):
            employ(GRACE, actor=ada)
        assert Officer.objects.count() == before


def test_a_council_s_login_can_t_read_or_write_the_region_s_staff(cast):
    council = cast.house("council/210")
    with pinned(council.own_pin()), pytest.raises(ProgrammingError):
        Officer.objects.count()
