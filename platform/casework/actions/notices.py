"""The council tells the IRO of a significant change; the IRO acknowledges it (domain.md 1.14)."""

from datetime import date
from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment, ChangeNotice, Child, NoticeAcknowledgement, PeriodOfCare
from casework.queries.visibility import find_child, visible_children
from casework.rules import notices as rules
from casework.shapes import GivenNotice
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock, pins
from tenants.problems import NotFound
from tenants.races import first_wins
from timetable.queries import england


def give_notice(which: UUID | str, change: str, happened_on: date, details: str, *, actor: Actor) -> GivenNotice:
    """Raises NotFound, NotPermitted, NoticeInvalid. A notice that comes late is taken, and says so."""
    child = find_child(which, actor)
    actor.ensure(Permission.CASE_SUBMIT)
    today = clock.today()
    chosen, words = rules.ensure_notice(change, happened_on, details, today)
    row = ChangeNotice(
        id=uuid4(), child=child, change=chosen.code, happened_on=happened_on, details=words, told_on=today,
        told_by=actor.name, limit=chosen.limit(happened_on, england()),
    )  # fmt: skip
    with act(actor, f"A significant change: {chosen.meaning.lower()}") as written:
        row.save(force_insert=True)
        publish(Tag.NOTICE_GIVEN, _waiting(child))
    return GivenNotice(
        row.id, chosen.deadline(happened_on, england()), row.limit, row.limit is None or today <= row.limit,
        written.receipt,
    )  # fmt: skip


def acknowledge_notice(notice_id: UUID, early_review: bool, note: str, *, actor: Actor) -> Receipt:
    """By the child's IRO. Raises NotPermitted, NotFound, NoticeInvalid, AlreadyAcknowledged."""
    actor.ensure(Permission.NOTICE_ACKNOWLEDGE)
    row = ChangeNotice.objects.filter(pk=notice_id, child__in=visible_children(actor)).select_related("child").first()
    if row is None or not _is_iro_of(row.child, actor):
        raise NotFound()
    if len(note) > rules.LONGEST:
        raise rules.NoticeInvalid(
            "Shorten the note.", errors={"note": f"Say it in at most {rules.LONGEST} characters."}
        )
    again = rules.AlreadyAcknowledged("Read what was said of it.")
    with first_wins(again), act(actor, "acknowledge a notice") as written:
        NoticeAcknowledgement(
            notice=row, acknowledged_on=clock.today(), acknowledged_by=actor.name, early_review=early_review,
            note=note.strip(),
        ).save(force_insert=True)  # fmt: skip
        publish(Tag.NOTICE_ACKNOWLEDGED, _waiting(row.child))
    return written.receipt


def _is_iro_of(child: Child, actor: Actor) -> bool:
    if actor.person_id is None:
        return False
    return Appointment.objects.current().filter(period__child=child, iro_id=actor.person_id).exists()


def _waiting(child: Child) -> dict[str, object]:
    """How many notices of this child wait for the IRO, as it stands now: for the diary."""
    period = PeriodOfCare.objects.filter(child=child).latest("looked_after_from")
    return {
        "council": pins.current().code,
        "child_id": str(child.id),
        "period_id": str(period.id),
        "waiting": ChangeNotice.objects.filter(child=child, acknowledgement=None).count(),
        "as_of": clock.now().isoformat(),
    }
