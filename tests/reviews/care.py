"""A child in care with an IRO, written as their own houses write it: where a test of reviews or disputes begins."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import time_machine

from accounts.actor import process
from casework.models import Appointment, AppointmentProposal, Child, Episode, PeriodOfCare
from ledger.acts import act
from reviews.shapes import HeldReview, NewDecision
from tenants.clock import LONDON
from tenants.pins import pinned


@dataclass(frozen=True)
class InCare:
    child_id: UUID
    period_id: UUID
    council: str


def in_care(cast, iro="ada", council="council/210", *, since=date(2026, 1, 5), born=date(2014, 6, 1)) -> InCare:
    """A child looked after since `since`, whose IRO the council has appointed."""
    house, person = cast.house(council), cast.person(iro)
    with pinned(house.own_pin()), act(process("cast"), "a case for a test"):
        child = Child(
            id=uuid4(), reference=uuid4().hex[:8], given_names="Tamsin", family_name="Quayle", date_of_birth=born,
            sex="F",
        )  # fmt: skip
        child.save(force_insert=True)
        period = PeriodOfCare(id=uuid4(), child=child, looked_after_from=since)
        period.save(force_insert=True)
        Episode(
            period=period, started_on=since, start_reason="S", legal_status="C2", placement_type="U4",
        ).save(force_insert=True)  # fmt: skip
    with pinned(house.service_pin()), act(process("cast"), "a proposal for a test"):
        proposal = AppointmentProposal(
            id=uuid4(), period=period, iro_id=person.id, iro_name=person.name, iro_registration="SW1",
            iro_email=person.email, number=1, proposed_on=since, limit=since + timedelta(days=7),
        )  # fmt: skip
        proposal.save(force_insert=True)
    with pinned(house.own_pin()), act(process("cast"), "an appointment for a test"):
        Appointment(
            period=period, proposal=proposal, iro_id=person.id, iro_name=person.name, appointed_on=since,
            appointed_by="Max Adeyemi",
        ).save(force_insert=True)  # fmt: skip
    return InCare(child.id, period.id, council)


@contextmanager
def on(day: date, hour: int = 10):
    """Python's clock on that day in England; the database keeps its own."""
    with time_machine.travel(datetime.combine(day, time(hour), LONDON), tick=True):
        yield


def decision(**fields) -> NewDecision:
    return NewDecision(
        **{"text": "Register with a dentist", "owner_name": "Jo Lane", "due_on": date(2026, 3, 2)} | fields
    )


def held(**fields) -> HeldReview:
    return HeldReview(
        **{
            "held_on": date(2026, 2, 2),
            "participation": "PN1",
            "child_views": "I want to stay at my school.",
            "decisions": (decision(), decision(text="Plan time with her brother", owner_name="Max Adeyemi")),
        }
        | fields
    )
