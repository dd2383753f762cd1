"""Whom the region proposes as a child's IRO: by itself when a case opens, or as the manager chooses."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Count, Q

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.rules import ensure_not_excluded, exclusion
from casework.shapes import Staff
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import Conflict, NotFound
from workforce import rules
from workforce.models import Allocation, DiaryEntry, Officer
from workforce.shapes import Candidate, OpenedCase


class AllocatedMeanwhile(Conflict):
    code = "allocated-meanwhile"
    title = "Somebody else allocated this case in this very moment"


def open_diary(case: OpenedCase, *, actor: Actor) -> None:
    """Put the case into the diary and propose an IRO; where nobody can be, it stays for the manager. Twice is once."""
    actor.ensure(Permission.WORKFORCE_MANAGE)
    if DiaryEntry.objects.filter(council=case.council, period_id=case.period_id).exists():
        return
    entry = DiaryEntry(
        council=case.council,
        child_id=case.child_id,
        period_id=case.period_id,
        reference=case.reference,
        initials=case.initials,
        appointment_limit=case.appointment_limit,
        next_review=case.next_review,
        next_review_limit=case.next_review_limit,
        staff=[person._asdict() for person in case.staff],
    )
    chosen = rules.choose(_candidates(case.staff, clock.today()), case.former_iro)
    with act(actor, "A case was opened"):
        if chosen is not None:
            candidate, reason = chosen
            entry.officer = Officer.objects.get(id=candidate.officer_id)
            _propose(Allocation(officer=entry.officer, number=1, reason=reason), entry, is_new=True)
        entry.save(force_insert=True)


def allocate(council: str, period_id: UUID, officer_id: UUID, *, reason: str, actor: Actor) -> Receipt:
    """The manager chooses, or chooses again, until the council has confirmed.

    Raises NotFound, CaseClosed, AppointmentMade, OfficerUnavailable (not employed, or chairs no reviews), IroExcluded.
    """
    actor.ensure(Permission.WORKFORCE_MANAGE)
    entry = DiaryEntry.objects.filter(council=council, period_id=period_id).first()
    officer = Officer.objects.filter(id=officer_id).first()
    if entry is None or officer is None:
        raise NotFound()
    _ensure_can_take(officer, entry)
    allocation = Allocation.objects.filter(council=council, period_id=period_id).first()
    is_new = allocation is None
    allocation = allocation or Allocation(number=0)
    allocation.officer, allocation.reason = officer, reason or f"Chosen by {actor.name}."
    allocation.number += 1
    try:
        with act(actor, "The manager allocated the case") as change:
            _propose(allocation, entry, is_new=is_new)
            entry.officer = officer
            entry.save(update_fields=["officer"])
    except IntegrityError as race:
        raise AllocatedMeanwhile("Look at the case again.") from race
    return change.receipt


def _ensure_can_take(officer: Officer, entry: DiaryEntry) -> None:
    if entry.closed:
        raise rules.CaseClosed(f"{entry.reference} of council {entry.council} is no longer looked after.")
    if entry.appointed_on is not None:
        raise rules.AppointmentMade(f"On {entry.appointed_on}; a change of IRO begins with the council.")
    if not officer.chairs_reviews or not rules.employed(officer.employed_from, officer.employed_until, clock.today()):
        raise rules.OfficerUnavailable(f"{officer.name} isn't employed to chair reviews today: choose somebody else.")
    ensure_not_excluded(officer.name, officer.registration, officer.email, (Staff(**one) for one in entry.staff))


def _propose(allocation: Allocation, entry: DiaryEntry, *, is_new: bool) -> None:
    officer = allocation.officer
    allocation.council, allocation.period_id = entry.council, entry.period_id
    allocation.proposed_on, allocation.limit = clock.today(), entry.appointment_limit
    if is_new:
        allocation.save(force_insert=True)
    else:
        allocation.save(update_fields=["officer", "number", "proposed_on", "reason"])
    publish(
        Tag.IRO_PROPOSED,
        {
            "council": entry.council,
            "period_id": str(entry.period_id),
            "number": allocation.number,
            "iro_id": str(officer.person_id),
            "iro_name": officer.name,
            "iro_registration": officer.registration,
            "iro_email": officer.email,
            "proposed_on": allocation.proposed_on.isoformat(),
            "limit": allocation.limit.isoformat(),
        },
    )


def _candidates(staff: Iterable[Staff], today: date) -> list[Candidate]:
    """Who chairs reviews, is employed today and isn't excluded, each with the open cases in their diary."""
    people = tuple(staff)
    officers = (
        Officer.objects.filter(chairs_reviews=True, employed_from__lte=today)
        .filter(Q(employed_until=None) | Q(employed_until__gte=today))
        .annotate(children=Count("diary", filter=Q(diary__closed=False)))
    )
    return [
        Candidate(one.id, one.person_id, one.name, one.children, one.fte * one.review_share)
        for one in officers
        if exclusion(one.registration, one.email, people) is None
    ]
