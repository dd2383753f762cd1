"""What a council may submit, and the refusals, each with a stable code."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from casework.rules.checks import (
    CHILD_CHECKS,
    EPISODE_CHECKS,
    NOW_CHECKS,
    WORKER_CHECKS,
    Check,
    Child,
    Episode,
    broken,
)
from casework.shapes import CaseSubmission, ChildFacts, EpisodeFacts, WorkerFacts
from tenants.problems import Conflict, Invalid


class CaseInvalid(Invalid):
    """`errors` by field; the member `reasons` has each broken check with its own stable code."""

    code = "case-invalid"
    title = "The case can't be accepted as it is"


class DuplicateChild(Conflict):
    code = "duplicate-child"
    title = "This child is looked after already"


class ChildDiffers(Conflict):
    code = "child-differs"
    title = "The reference belongs to a child with another date of birth"


class PeriodOverlaps(Invalid):
    code = "period-overlaps"
    title = "The period would begin before the last one ended"


def ensure_submission(case: CaseSubmission, today: date) -> None:
    """Raise CaseInvalid with everything that is wrong with a (normal) submission."""
    born = Child(case.child, case.looked_after_from, today)
    _refuse(
        [
            *broken(CHILD_CHECKS, born),
            *broken(EPISODE_CHECKS, Episode(case.episode, case.looked_after_from, today)),
            *broken(WORKER_CHECKS, case.worker),
            *broken(NOW_CHECKS, born),
        ]
    )


def ensure_child(facts: ChildFacts, looked_after_from: date, today: date) -> None:
    _refuse(broken(CHILD_CHECKS, Child(facts, looked_after_from, today)))


def ensure_episode(facts: EpisodeFacts, started_on: date, today: date) -> None:
    _refuse(broken(EPISODE_CHECKS, Episode(facts, started_on, today)))


def ensure_worker(facts: WorkerFacts) -> None:
    _refuse(broken(WORKER_CHECKS, facts))


def ensure_return_to_care(case: CaseSubmission, *, born: date, periods: Iterable[tuple[date, date | None]]) -> None:
    """A child who is known comes back: `periods` are those on record, as (start, end or None)."""
    for started, ended in periods:
        if ended is None:
            raise DuplicateChild(
                f"The child {case.child.reference} is looked after since {started}. Correct that case instead of "
                "submitting another; if the child left care in between, record the end first."
            )
        if case.looked_after_from < ended:
            raise PeriodOverlaps(
                f"The child {case.child.reference} was looked after until {ended}. Check the date.",
                errors={"looked_after_from": f"{ended} or later"},
            )
    if born != case.child.date_of_birth:
        raise ChildDiffers(
            f"The child {case.child.reference} is on record with another date of birth. If it is the same child, "
            "correct the date on record first; if not, submit this child under a reference of their own."
        )


def _refuse(broken: Sequence[Check[Any]]) -> None:
    if broken:
        raise CaseInvalid(
            "Each of `errors` names a field and what it needs; nothing was recorded.",
            errors={check.field: check.text for check in broken},
            extra={"reasons": [{"code": check.code, "field": check.field} for check in broken]},
        )
