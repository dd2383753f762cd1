"""The region's reads: an IRO's worklist across councils, the team's caseloads, what waits for the manager."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q

from accounts.actor import Actor
from accounts.permissions import Permission
from ledger.reads import look
from tenants import clock
from tenants import queries as tenants
from tenants.problems import NotFound
from timetable.queries import england
from workforce import rules
from workforce.models import DiaryEntry, Officer
from workforce.shapes import Due, DueItem, TeamMember, Unappointed, WorklistEntry

AHEAD = 20
"""Working days: as long as a whole dispute, and as the first review's limit."""
REVIEWS = {
    "first": "First review",
    "second": "Second review",
    "further": "Further review",
    "second-claimed": "Second review, the first as claimed by the council",
    "further-claimed": "Further review, the last as claimed by the council",
}


def worklist(*, actor: Actor) -> tuple[WorklistEntry, ...]:
    """The actor's own open cases of all councils, what is due first at the front; NotFound for who is no officer."""
    officer = Officer.objects.filter(person_id=actor.person_id).first() if actor.person_id else None
    if officer is None:
        raise NotFound("You are not on this region's list of officers.")
    with look(actor, "worklist") as seen:
        entries = list(DiaryEntry.objects.filter(_open(), officer=officer))
        seen.at([entry.child_id for entry in entries])
    today, names = clock.today(), tenants.council_names()
    rows = [_worklist_entry(entry, names, today) for entry in entries]
    return tuple(sorted(rows, key=lambda row: (row.due[0].limit if row.due else date.max, row.council, row.reference)))


def _open() -> Q:
    """In care; or with a dispute that runs on, whatever else has ended."""
    return Q(closed=False) | Q(open_disputes__gt=0)


def team(*, actor: Actor) -> tuple[TeamMember, ...]:
    """Who chairs reviews here, by name, with caseload per full-time equivalent and its band."""
    actor.ensure(Permission.WORKFORCE_VIEW)
    officers = (
        Officer.objects.filter(chairs_reviews=True)
        .select_related("manager")
        .annotate(children=Count("diary", filter=Q(diary__closed=False)))
        .order_by("name")
    )
    return tuple(_member(officer, officer.children) for officer in officers)


def unappointed(*, actor: Actor) -> tuple[Unappointed, ...]:
    """Open cases whose council has appointed no IRO yet, the most urgent first."""
    actor.ensure(Permission.WORKFORCE_VIEW)
    with look(actor, "unappointed") as seen:
        waiting = DiaryEntry.objects.filter(appointed_on=None, closed=False).select_related("officer")
        entries = list(waiting.order_by("appointment_limit", "reference"))
        seen.at([entry.child_id for entry in entries])
    today, names = clock.today(), tenants.council_names()
    return tuple(
        Unappointed(
            council=entry.council,
            council_name=names.get(entry.council, entry.council),
            period_id=entry.period_id,
            reference=entry.reference,
            initials=entry.initials,
            proposed=entry.officer.name if entry.officer else "",
            appointment_limit=entry.appointment_limit,
            days_left=(entry.appointment_limit - today).days,
        )
        for entry in entries
    )


def due_soon(*, actor: Actor, council: str = "") -> tuple[DueItem, ...]:
    """What is overdue, or due within AHEAD working days, the nearest limit first: of one council, or of all."""
    actor.ensure(Permission.WORKFORCE_VIEW)
    today, names = clock.today(), tenants.council_names()
    last = england().add_working_days(today, AHEAD)
    with look(actor, "due soon") as seen:
        rows = DiaryEntry.objects.filter(_open()).select_related("officer")
        entries = list(rows.filter(council=council) if council else rows)
        found = [(entry, due) for entry in entries for due in _due(entry, today) if due.limit <= last]
        seen.at({entry.child_id for entry, _ in found})
    items = (
        DueItem(
            entry.council, names.get(entry.council, entry.council), entry.reference, entry.initials,
            entry.officer.name if entry.officer and entry.appointed_on else "", due,
        )
        for entry, due in found
    )  # fmt: skip
    return tuple(sorted(items, key=lambda one: (one.due.limit, one.council, one.reference)))


def unallocated(*, actor: Actor) -> tuple[Unappointed, ...]:
    """Those for whom nobody could be proposed."""
    return tuple(one for one in unappointed(actor=actor) if not one.proposed)


def _worklist_entry(entry: DiaryEntry, names: dict[str, str], today: date) -> WorklistEntry:
    due = sorted(_due(entry, today), key=lambda one: one.limit)
    return WorklistEntry(
        council=entry.council,
        council_name=names.get(entry.council, entry.council),
        child_id=entry.child_id,
        period_id=entry.period_id,
        reference=entry.reference,
        initials=entry.initials,
        appointed=entry.appointed_on is not None,
        open_disputes=entry.open_disputes,
        waiting_notices=entry.waiting_notices or 0,
        due=tuple(due),
    )


def _due(entry: DiaryEntry, today: date) -> Iterator[Due]:
    over = entry.closed
    wanted = (
        ("appointment", "Council to appoint the IRO", None if over or entry.appointed_on else entry.appointment_limit),
        ("review", REVIEWS.get(entry.next_review, "Review"), None if over else entry.next_review_limit),
        ("dispute", "Council's answer in dispute", entry.dispute_limit if entry.open_disputes else None),
    )
    for kind, title, limit in wanted:
        if limit is not None:
            yield Due(kind, title, limit, (limit - today).days)


def _member(officer: Officer, children: int) -> TeamMember:
    caseload = rules.per_fte(children, officer.fte * officer.review_share)
    return TeamMember(
        officer_id=officer.id,
        person_id=officer.person_id,
        name=officer.name,
        registration=officer.registration,
        fte=officer.fte,
        review_share=officer.review_share,
        manager_name=officer.manager.name if officer.manager else "",
        employed_until=officer.employed_until,
        children=children,
        per_fte=caseload,
        band=rules.band(caseload),
    )
