"""What tests of the past share: numbering the log, succession of an IRO, what was recorded as seen."""

from datetime import date, timedelta
from uuid import uuid4

from accounts.actor import process
from casework.models import Appointment, AppointmentProposal, Episode, PeriodOfCare
from ledger import log
from ledger.acts import act
from ledger.models import Read
from ledger.sequencer import sequence
from tenants.pins import pinned


def numbered(cast, code="210") -> int:
    """The newest position of a council's log, once all that waits there has its number."""
    house = cast.house(f"council/{code}")
    sequence(house)
    with pinned(house.own_pin()):
        return log.size()


def succeed(cast, child, who, code="210") -> None:
    """The region proposes another IRO for the child (tests.reviews.care.InCare), and the council appoints them."""
    house, person = cast.house(f"council/{code}"), cast.person(who)
    with pinned(house.service_pin()), act(process("cast"), "a successor is proposed"):
        first = AppointmentProposal.objects.get(period=child.period_id)
        proposal = AppointmentProposal(
            id=uuid4(), period_id=child.period_id, iro_id=person.id, iro_name=person.name, iro_registration="SW2",
            iro_email=person.email, number=2, proposed_on=first.proposed_on, limit=first.limit + timedelta(days=1),
        )  # fmt: skip
        proposal.save(force_insert=True)
    with pinned(house.own_pin()), act(process("cast"), "a successor is appointed"):
        Appointment(
            period_id=child.period_id, proposal=proposal, iro_id=person.id, iro_name=person.name,
            appointed_on=first.limit, appointed_by="Max Adeyemi",
        ).save(force_insert=True)  # fmt: skip


def back_in_care(cast, child, who, code="210") -> None:
    """The child's period of care ends; in the next one another IRO is appointed."""
    house, person = cast.house(f"council/{code}"), cast.person(who)
    with pinned(house.own_pin()), act(process("cast"), "a child leaves care and comes back"):
        PeriodOfCare.objects.filter(pk=child.period_id).update(ended_on=date(2026, 3, 1), end_reason="E4A")
        period = PeriodOfCare(child_id=child.child_id, looked_after_from=date(2026, 4, 1))
        period.save(force_insert=True)
        Episode(
            period=period, started_on=date(2026, 4, 1), start_reason="S", legal_status="C2", placement_type="U4",
        ).save(force_insert=True)  # fmt: skip
    with pinned(house.service_pin()), act(process("cast"), "an IRO is proposed"):
        proposal = AppointmentProposal(
            period=period, iro_id=person.id, iro_name=person.name, iro_registration="SW2", iro_email=person.email,
            number=1, proposed_on=date(2026, 4, 1), limit=date(2026, 4, 10),
        )  # fmt: skip
        proposal.save(force_insert=True)
    with pinned(house.own_pin()), act(process("cast"), "an IRO is appointed"):
        Appointment(
            period=period, proposal=proposal, iro_id=person.id, iro_name=person.name, appointed_on=date(2026, 4, 2),
            appointed_by="Max Adeyemi",
        ).save(force_insert=True)  # fmt: skip


def seen(cast, code="210") -> list[tuple[str, list[str]]]:
    """What was recorded as read in a council's house, oldest first: (what, ids of children)."""
    with pinned(cast.house(f"council/{code}").own_pin()):
        return [(row.what, row.children) for row in Read.objects.order_by("id")]
