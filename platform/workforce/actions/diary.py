"""The IRO's diary follows what happens in the councils. Each note can come late, twice, or before an earlier one."""

from datetime import date, datetime
from uuid import UUID

from workforce import rules
from workforce.models import DiaryEntry, Officer


def note_appointment(council: str, period_id: UUID, iro_id: UUID, appointed_on: date) -> None:
    """The council's appointment decides whose diary it is, whatever was proposed since."""
    entry = _entry(council, period_id)
    entry.officer = Officer.objects.filter(person_id=iro_id).first() or entry.officer
    entry.appointed_on = appointed_on
    entry.save(update_fields=["officer", "appointed_on"])


def note_review(council: str, period_id: UUID, next_review: str, limit: date) -> None:
    """A later review has a later next limit, so that of an earlier one, arriving late, changes nothing."""
    entry = _entry(council, period_id)
    if entry.next_review_limit is None or limit > entry.next_review_limit:
        entry.next_review, entry.next_review_limit = next_review, limit
        entry.save(update_fields=["next_review", "next_review_limit"])


def note_disputes(council: str, period_id: UUID, count: int, limit: date | None, as_of: datetime) -> None:
    """How many disputes are open and by when the first answer is due, as it stood at `as_of`: the newest counts."""
    entry = _entry(council, period_id)
    if entry.disputes_as_of is None or as_of >= entry.disputes_as_of:
        entry.open_disputes, entry.dispute_limit, entry.disputes_as_of = count, limit, as_of
        entry.save(update_fields=["open_disputes", "dispute_limit", "disputes_as_of"])


def note_notices(council: str, period_id: UUID, count: int, as_of: datetime) -> None:
    """How many notices of changes wait for the IRO, as it stood at `as_of`: the newest counts."""
    entry = _entry(council, period_id)
    if entry.notices_as_of is None or as_of >= entry.notices_as_of:
        entry.waiting_notices, entry.notices_as_of = count, as_of
        entry.save(update_fields=["waiting_notices", "notices_as_of"])


def note_period_ended(council: str, period_id: UUID) -> None:
    entry = _entry(council, period_id)
    if not entry.closed:
        entry.closed = True
        entry.save(update_fields=["closed"])


def note_period_reopened(council: str, period_id: UUID) -> bool:
    """Whether the period was in the diary."""
    return bool(DiaryEntry.objects.filter(council=council, period_id=period_id).update(closed=False))


def forget(council: str, period_ids: list[UUID]) -> None:
    """The record was erased: of the child nothing stays in the diary; what was due is not due any more."""
    DiaryEntry.objects.filter(council=council, period_id__in=period_ids).update(
        initials="", reference="", staff=[], closed=True
    )


def forget_council(council: str) -> int:
    """A sandbox was emptied: its children are nobody's work any more. Returns how many were open."""
    open_ones = DiaryEntry.objects.filter(council=council, closed=False)
    return open_ones.update(initials="", reference="", staff=[], closed=True)


def _entry(council: str, period_id: UUID) -> DiaryEntry:
    found = DiaryEntry.objects.filter(council=council, period_id=period_id).first()
    if found is None:
        raise rules.NotYetKnown(f"Period {period_id} of council {council}: to be delivered again.")
    return found
