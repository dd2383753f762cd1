"""The story in order: on which day what happens, which hour of it, and what may happen at the same time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import partial
from itertools import groupby

from infra.demo.invention.careers import Career
from infra.demo.invention.casting import CastDispute
from infra.demo.story.cases import Cases
from infra.demo.story.disputing import Disputing
from infra.demo.story.reviewing import Reviewing


class Hour(IntEnum):
    """When on a day. No two events of one child share an hour, so all of an hour may happen at once, or IN_TURN."""

    FILES = 8
    DAY = 10
    DISPUTES = 15
    CHANGES = 17


IN_TURN = frozenset({Hour.FILES, Hour.DISPUTES})


@dataclass(frozen=True, slots=True)
class Event:
    day: date
    hour: Hour
    work: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Slot:
    """What happens in one hour of one day."""

    day: date
    hour: Hour
    work: tuple[Callable[[], object], ...]


@dataclass(frozen=True, slots=True)
class Doers:
    cases: Cases
    reviewing: Reviewing
    disputing: Disputing


def timeline(careers: Sequence[Career], disputes: Sequence[CastDispute], doers: Doers, last: date) -> list[Slot]:
    """Everything up to and including `last`."""
    events = [
        *_files(careers, doers.cases),
        *(event for one in careers for event in _career(one, doers)),
        *(event for one in disputes for event in _dispute(one, doers.disputing)),
    ]
    due = sorted((event for event in events if event.day <= last), key=_moment)
    return [Slot(day, hour, tuple(one.work for one in those)) for (day, hour), those in groupby(due, _moment)]


def _moment(event: Event) -> tuple[date, Hour]:
    return event.day, event.hour


def _files(careers: Sequence[Career], cases: Cases) -> Iterator[Event]:
    loads = defaultdict(list)
    for one in careers:
        if one.child.by_file:
            loads[one.child.submitted_on, one.child.council].append(one.child)
    for (day, council), children in loads.items():
        yield Event(day, Hour.FILES, partial(cases.load, council, day, children))


def _career(one: Career, doers: Doers) -> Iterator[Event]:
    child, cases = one.child, doers.cases
    if child.by_file:
        yield Event(child.submitted_on, Hour.DAY, partial(cases.describe, child))
    else:
        yield Event(child.submitted_on, Hour.DAY, partial(cases.submit, child))
    yield Event(one.confirmed_on, Hour.DAY, partial(cases.appoint, child))
    for review in one.reviews:
        yield Event(review.recorded_on, Hour.DAY, partial(doers.reviewing.hold, child, review))
        if review.vote != "silence":
            yield Event(review.voted_on, Hour.DAY, partial(doers.reviewing.vote, child, review))
    if one.order_on is not None:
        yield Event(one.order_on, Hour.CHANGES, partial(cases.order, one))
    if one.left_on is not None:
        yield Event(one.left_on, Hour.CHANGES, partial(cases.leave, one))


def _dispute(one: CastDispute, disputing: Disputing) -> Iterator[Event]:
    yield Event(one.raised_on, Hour.DISPUTES, partial(disputing.raise_it, one))
    for day, step in one.steps:
        yield Event(day, Hour.DISPUTES, partial(disputing.go_on, one, step, day))
