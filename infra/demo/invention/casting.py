"""Which child each dispute is about, and on which day each of its steps falls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from infra.demo.invention.careers import Career
from infra.demo.invention.days import Calendar
from infra.demo.invention.disputes import SCRIPTS, Script, Step


@dataclass(frozen=True, slots=True)
class CastDispute:
    """A script with its child and its days; `steps` has only those that fall within the story."""

    script: Script
    career: Career
    raised_on: date
    steps: tuple[tuple[date, Step], ...]


def cast(careers: Sequence[Career], calendar: Calendar, first: date, last: date) -> Iterator[CastDispute]:
    """Every script for which there is a child in care with an IRO and a review behind them; no child twice while there
    are others."""
    taken: set[int] = set()
    for script in SCRIPTS:
        raised_on = _begin(script, calendar, first, last)
        steps = tuple(_dated(script, calendar, raised_on, last))
        ends = max([raised_on, *(day for day, _ in steps)])
        found = next(_candidates(script, careers, taken, raised_on, ends), None)
        if found is not None:
            taken.add(found.child.number)
            yield CastDispute(script, found, raised_on, steps)


def _begin(script: Script, calendar: Calendar, first: date, last: date) -> date:
    if script.at < 0:
        return calendar.earlier(last, int(-script.at))
    return calendar.on_or_after(first + (last - first) * script.at)


def _dated(script: Script, calendar: Calendar, day: date, last: date) -> Iterator[tuple[date, Step]]:
    for step in script.steps:
        day = calendar.later(day, step.after)
        if day > last:
            return
        yield day, step


def _candidates(
    script: Script, careers: Sequence[Career], taken: set[int], begins: date, ends: date
) -> Iterator[Career]:
    """The best first: all fits; council and age do; only the council does; the child has a dispute already."""
    possible = [
        one
        for one in careers
        if one.child.council == script.council
        and one.reviews
        and one.reviews[0].held_on < begins
        and (one.left_on is None or one.left_on > ends)
    ]
    youngest, oldest = script.ages
    others = [one for one in possible if one.child.number not in taken]
    aged = [one for one in others if youngest <= one.child.age(begins) <= oldest]
    fitting = (one for one in aged if sum(review.held_on < begins for review in one.reviews) >= script.reviews)
    return chain(fitting, aged, others, possible)
