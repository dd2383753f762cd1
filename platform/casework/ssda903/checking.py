"""Checks a staged load against every rule, in the database: a few statements whatever its size."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from casework.rules.limits import first_review
from casework.ssda903.headings import FileKind
from casework.ssda903.planner import set_planner
from casework.ssda903.rules import statements
from casework.ssda903.rules.statements import Statement
from timetable.queries import england
from timetable.rules import TimetableError


@dataclass(frozen=True, slots=True)
class CheckedLoad:
    """A load whose rows are staged. `collection_year` is the year of its 31 March; `kinds` are those of its files,
    also of files without rows.
    """

    load_id: UUID
    collection_year: int
    today: date
    kinds: frozenset[FileKind]

    @property
    def year_start(self) -> date:
        return date(self.collection_year - 1, 4, 1)

    @property
    def year_end(self) -> date:
        return date(self.collection_year, 3, 31)


def check(load: CheckedLoad) -> None:
    """Write the load's findings, and mark the staged rows that are left out: the rejected, which have a finding of
    severity `reject_row`, and those that only repeat an earlier row.

    Runs in the caller's transaction, as the caller's login. Each stage looks at what the one before has left.
    """
    params = parameters(load)
    with connection.cursor() as cursor:
        set_planner(cursor)
        for statement in _statements(load.kinds):
            cursor.execute(statement.text, params | _words(statement))


def _statements(kinds: Collection[FileKind]) -> Iterator[Statement]:
    present = [kind for kind in FileKind if kind in kinds]
    yield from map(_form, present)
    # The Header first: whose child is known depends on what is left of it.
    for kind in present:
        if kind is not FileKind.HEADER:
            yield _unknown_children(kind)
        yield _twins(kind)
    yield _facts(frozenset(kinds), settings.HELD_REVIEWS)


_form = lru_cache(statements.form)
_unknown_children = lru_cache(statements.unknown_children)
_twins = lru_cache(statements.twins)


@lru_cache(maxsize=64)
def _facts(kinds: frozenset[FileKind], held_reviews: str) -> Statement:
    return statements.facts(kinds, import_string(held_reviews))


def _words(statement: Statement) -> dict[str, list[str]]:
    return {
        "numbers": [rule.number for rule in statement.rules],
        "columns": [rule.column for rule in statement.rules],
        "severities": [rule.severity.value for rule in statement.rules],
        "messages": [rule.message for rule in statement.rules],
    }


def parameters(load: CheckedLoad) -> dict[str, Any]:
    """Those of `rules.frame`."""
    limits = _first_limits(load.year_start, min(load.today, load.year_end))
    return {
        "load_id": str(load.load_id),
        "collection_year": load.collection_year,
        "year_start": load.year_start,
        "year_end": load.year_end,
        "today": load.today,
        "days": list(limits),
        "first_limits": list(limits.values()),
    }


def _first_limits(first: date, last: date) -> dict[date, date]:
    """Of each day on which care may begin the last lawful day of the first review, as far as the calendar reaches."""
    calendar, limits = england(), {}
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        try:
            deadline = first_review([], day, calendar)
        except TimetableError:
            continue
        if deadline is not None:
            limits[day] = deadline.limit
    return limits
