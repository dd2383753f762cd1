"""Which rows on record are the ones that a 903 return speaks of: natural keys first, then what a correction moved.

Pure. A return of one year doesn't hold earlier years, so what it leaves out is left alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from casework.ssda903.periods import PeriodOfCare as FilePeriod

# How far a corrected start may lie from the one on record and still be the same period's.
CORRECTED_BY = timedelta(days=28)
Filed = TypeVar("Filed")
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Span:
    """A period on record."""

    looked_after_from: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Matched(Generic[Filed]):
    """`at` is the place among those on record, None for a new one; `clashes` says that it can be neither."""

    filed: Filed
    at: int | None
    clashes: bool = False


def match_periods(filed: Sequence[FilePeriod], kept: Sequence[Span]) -> list[Matched[FilePeriod]]:
    """Each period of the return with the one on record that it is.

    The same start; or, where the return doesn't reach back to the start, the one that was under way then; or one
    whose start lies up to 28 days away. A new period clashes with one on record that it runs into.
    """
    taken: dict[int, int] = {}
    for fits in (_same_start, _under_way, _start_corrected):
        for place, period in enumerate(filed):
            if place in taken:
                continue
            free = (i for i, span in enumerate(kept) if i not in taken.values() and fits(period, span))
            at = next(free, None)
            if at is not None:
                taken[place] = at
    others = [span for i, span in enumerate(kept) if i not in taken.values()]
    return [
        Matched(period, taken.get(place), place not in taken and any(_overlap(period, span) for span in others))
        for place, period in enumerate(filed)
    ]


def _same_start(period: FilePeriod, span: Span) -> bool:
    return period.looked_after_from == span.looked_after_from


def _under_way(period: FilePeriod, span: Span) -> bool:
    begun, ended = span.looked_after_from, span.ended_on or date.max
    return not period.start_is_known and begun < period.looked_after_from <= ended


def _start_corrected(period: FilePeriod, span: Span) -> bool:
    return period.start_is_known and abs(period.looked_after_from - span.looked_after_from) <= CORRECTED_BY


def _overlap(period: FilePeriod, span: Span) -> bool:
    return period.looked_after_from < (span.ended_on or date.max) and span.looked_after_from < (
        period.ended_on or date.max
    )


def match_by_start(
    filed: Sequence[Filed], kept: Sequence[Kept], start: Callable[[Filed], date], kept_span: Callable[[Kept], Span]
) -> list[Matched[Filed]]:
    """Each episode of the return with the one on record: of the same start, else one not spoken of that began within
    28 days of it (its start was corrected)."""
    by_start = {kept_span(row).looked_after_from: at for at, row in enumerate(kept)}
    spoken_of = {by_start[start(one)] for one in filed if start(one) in by_start}
    found = []
    for one in filed:
        at = by_start.get(start(one))
        if at is None:
            free = (i for i, row in enumerate(kept) if i not in spoken_of and _near(start(one), kept_span(row)))
            at = next(free, None)
            spoken_of |= {at} if at is not None else set()
        found.append(Matched(one, at))
    return found


def _near(day: date, span: Span) -> bool:
    return abs(day - span.looked_after_from) <= CORRECTED_BY
