"""The region's allocations: by itself when a case opens, or by the manager, who may know better."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from casework.rules import IroExcluded
from ledger.acts import act
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.casework.cases import a_case, proposed, relayed, submitted
from workforce import queries
from workforce.actions import allocate, end_employment, open_diary
from workforce.models import Allocation, DiaryEntry, Officer
from workforce.rules import AppointmentMade, CaseClosed, OfficerUnavailable
from workforce.shapes import OpenedCase
from workforce.subscribers import RELAY

CASE = OpenedCase(
    council="210", child_id=uuid4(), period_id=uuid4(), reference="S-1", initials="IM",
    appointment_limit=date(2026, 1, 12), next_review="first", next_review_limit=date(2026, 2, 2), staff=(),
    former_iro=None,
)  # fmt: skip


@pytest.fixture
def london(cast):
    """Work in the region's house."""
    with pinned(cast.house("region/london").own_pin()):
        yield cast.house("region/london")


def opened(number: int = 1) -> list[OpenedCase]:
    made = [replace(CASE, child_id=uuid4(), period_id=uuid4(), reference=f"S-{n}") for n in range(number)]
    for case in made:
        open_diary(case, actor=RELAY)
    return made


def officer(name: str) -> Officer:
    return Officer.objects.get(name__startswith=name)


def shares() -> dict[str, int]:
    return {member.name.split()[0]: member.children for member in queries.team(actor=_manager())}


def _manager():
    return replace(RELAY, permissions=frozenset({"workforce:view", "workforce:manage"}))


def test_cases_go_where_the_caseload_is_lowest(london):
    opened(4)
    assert shares() == {"Ada": 2, "Ben": 2}


def test_part_time_counts(cast):
    _set_fte(cast, "Ben", "0.50")
    with pinned(cast.house("region/london").own_pin()):
        opened(6)
        assert shares() == {"Ada": 4, "Ben": 2}


def _set_fte(cast, name, fte):
    mary = cast.actor("mary", "region/london")
    with pinned(cast.house("region/london").own_pin()), act(mary, "Part time from today"):
        one = officer(name)
        one.fte = Decimal(fte)
        one.save(update_fields=["fte"])


def test_whoever_has_left_or_not_yet_come_gets_nothing(cast):
    with pinned(cast.house("region/london").own_pin()):
        end_employment(officer("Ada").id, date(2025, 12, 31), actor=cast.actor("mary", "region/london"))
        opened(2)
        assert set(Allocation.objects.values_list("officer__name", flat=True)) == {"Ben Okafor"}


def test_a_case_for_nobody_waits_for_the_manager(cast):
    case = proposed(cast, a_case(worker={"email": "ada@example.org", "manager_registration": "SW100002"}))
    mary = cast.actor("mary", "region/london")
    with pinned(cast.house("region/london").own_pin()):
        [waiting] = queries.unallocated(actor=mary)
        assert (waiting.council_name, waiting.reference) == ("Southwark", "S-1001")
        for name, code in (("Ada", "EX-a"), ("Ben", "EX-d")):
            with pytest.raises(IroExcluded) as refusal:
                allocate("210", case.period_id, officer(name).id, reason="", actor=mary)
            assert refusal.value.extra == {"exclusion": code}
        assert not Allocation.objects.exists()


def test_the_manager_allocates_and_allocates_again_until_the_council_confirms(london, cast):
    [case] = opened()
    mary = cast.actor("mary", "region/london")
    for number, name in ((2, "Ben"), (3, "Ada")):
        allocate("210", case.period_id, officer(name).id, reason="Handover", actor=mary)
        allocation = Allocation.objects.get()
        assert (allocation.number, allocation.officer, allocation.reason) == (number, officer(name), "Handover")
    DiaryEntry.objects.update(appointed_on=date(2026, 1, 8))
    with pytest.raises(AppointmentMade):
        allocate("210", case.period_id, officer("Ben").id, reason="", actor=mary)


def test_who_can_t_be_allocated(london, cast):
    [case] = opened()
    mary = cast.actor("mary", "region/london")
    with pytest.raises(OfficerUnavailable):
        allocate("210", case.period_id, officer("Mary").id, reason="", actor=mary)
    with pytest.raises(NotFound):
        allocate("210", case.period_id, uuid4(), reason="", actor=mary)
    with pytest.raises(NotFound):
        allocate("305", case.period_id, officer("Ben").id, reason="", actor=mary)
    DiaryEntry.objects.update(closed=True)
    with pytest.raises(CaseClosed):
        allocate("210", case.period_id, officer("Ben").id, reason="", actor=mary)
    assert Allocation.objects.get().number == 1


def test_an_iro_allocates_nothing(london, cast):
    [case] = opened()
    with pytest.raises(NotPermitted):
        allocate("210", case.period_id, officer("Ben").id, reason="", actor=cast.actor("ada", "region/london"))
    assert Allocation.objects.get().number == 1


def test_another_region_knows_nothing_of_it(cast):
    submitted(cast)
    relayed(cast, "council/210", "region/london")
    with pinned(cast.house("region/north").own_pin()):
        assert not DiaryEntry.objects.exists()
        assert queries.unallocated(actor=_manager()) == ()


def test_a_region_without_officers_leaves_the_case_unallocated(cast):
    submitted(cast, council="351", by="cleo")
    relayed(cast, "council/351", "region/north")
    with pinned(cast.house("region/north").own_pin()):
        assert DiaryEntry.objects.get().officer is None
