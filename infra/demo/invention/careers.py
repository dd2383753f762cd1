"""What happens to each child in the two years: reviews, the council's answers to them, changes, and the way home.

Figures of domain.md 9.2: 92 reviews in a hundred in time, participation by its table, silence not seldom.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from infra.demo.invention import words
from infra.demo.invention.children import Child
from infra.demo.invention.days import Calendar
from reviews.shapes import LateReason, Participation
from timetable.rules import deadline, months_after, next_review

IN_TIME: Final = 0.92
PARTICIPATION: Final = {"PN1": 45, "PN2": 4, "PN3": 3, "PN4": 5, "PN5": 9, "PN6": 18, "PN7": 3}
"""Of children of four and over; PN0 is for the younger."""
VOTES: Final = {"agree": 42, "disagree": 5, "silence": 53}
_LATE_REASONS: Final = {"papers_late": 4, "illness": 3, "child_request": 3, "iro_capacity": 2, "court": 2, "missing": 1}
_ENDINGS: Final = {"E4A": 45, "E4B": 10, "E47": 15, "E45": 10, "E41": 12, "E8": 8}
_LEAVING: Final = 0.3


@dataclass(frozen=True, slots=True)
class Decision:
    text: str
    owner: str
    due_on: date
    priority: str


@dataclass(frozen=True, slots=True)
class Review:
    """A review as the IRO will record it some days later, and the answer that the council will give, or won't."""

    held_on: date
    recorded_on: date
    participation: Participation
    child_views: str
    no_views_reason: str
    late_reason: str
    decisions: tuple[Decision, ...]
    vote: str
    voted_on: date
    comment: str


@dataclass(frozen=True, slots=True)
class Career:
    """`confirmed_on` is when the council appoints the IRO; `order_on` the day of a full care order, where one is made;
    `left_on` and `left_because` (REC) where the child leaves care."""

    child: Child
    confirmed_on: date
    reviews: tuple[Review, ...]
    order_on: date | None = None
    left_on: date | None = None
    left_because: str = ""


def career(chance: Random, child: Child, calendar: Calendar, last: date) -> Career:
    """Everything up to and including `last`, the last day of the story."""
    confirmed = calendar.next_desk_day(child.submitted_on)
    if chance.random() < 0.2:
        confirmed = calendar.next_desk_day(confirmed)
    leaves, because = _leaves(chance, child, calendar, last)
    until = min(last, leaves or last)
    reviews = tuple(_reviews(chance, child, calendar, confirmed, until))
    order = calendar.desk_day(child.looked_after_from + timedelta(days=chance.randint(170, 230)))
    if child.legal_status != "C1" or order >= until or chance.random() < 0.35:
        return Career(child, confirmed, reviews, None, leaves, because)
    return Career(child, confirmed, reviews, order, leaves, because)


def _leaves(chance: Random, child: Child, calendar: Calendar, last: date) -> tuple[date | None, str]:
    """On the day before coming of age at the latest; some go earlier."""
    grown = months_after(child.date_of_birth, 18 * 12) - timedelta(days=1)
    earliest = child.submitted_on + timedelta(days=75)
    planned = earliest + timedelta(days=chance.randint(0, 500)) if chance.random() < _LEAVING else None
    if planned is not None and planned < grown:
        day = calendar.desk_day(planned)
        return (day, _weighted(chance, _ENDINGS)) if day < last else (None, "")
    if grown < last:
        return calendar.on_or_before(grown), chance.choice(("E5", "E6", "E17"))
    return None, ""


def _reviews(chance: Random, child: Child, calendar: Calendar, confirmed: date, until: date) -> Iterator[Review]:
    held: list[date] = []
    while True:
        limit = next_review(child.looked_after_from, held, calendar.rules).limit
        day = _held_on(chance, calendar, limit, max([confirmed, *held]))
        if calendar.desk_day(day) > until:
            return
        yield _review(chance, child, calendar, day, late=day > limit, first=not held)
        held.append(day)


def _held_on(chance: Random, calendar: Calendar, limit: date, after: date) -> date:
    """Some working days before the limit or, not often, after it."""
    if chance.random() < IN_TIME:
        day = calendar.earlier(calendar.on_or_before(limit), chance.choice((0, 1, 1, 2, 2, 3, 4, 5, 6)))
    else:
        day = calendar.later(limit, chance.choice((1, 1, 2, 3, 5, 8, 12)))
    return max(day, calendar.later(after, 1))


def _review(chance: Random, child: Child, calendar: Calendar, day: date, *, late: bool, first: bool) -> Review:
    participation = _participation(chance, child, day)
    silent = participation in (Participation.PN0, Participation.PN4, Participation.PN7)
    vote = _weighted(chance, VOTES)
    recorded = calendar.desk_day(day)
    return Review(
        held_on=day,
        recorded_on=recorded,
        participation=participation,
        child_views="" if silent else words.views(chance, child.age(day)),
        no_views_reason=words.no_views(chance, participation) if silent else "",
        late_reason=LateReason(_weighted(chance, _LATE_REASONS)).value if late else "",
        decisions=tuple(_decisions(chance, child, calendar, day, first=first)),
        vote=vote,
        voted_on=_voted_on(chance, calendar, recorded),
        comment=chance.choice(words.DISSENTS) if vote == "disagree" else "",
    )


def _voted_on(chance: Random, calendar: Calendar, recorded: date) -> date:
    """Soon, or on the last desk day within the five working days."""
    soon = calendar.next_desk_day(recorded)
    later = calendar.next_desk_day(soon)
    return (
        later
        if later <= deadline("decisions.reply", recorded, calendar.rules).limit and chance.random() < 0.4
        else soon
    )


def _participation(chance: Random, child: Child, day: date) -> Participation:
    """DfE rules 440 and 441: PN0 before the fourth birthday, another from it."""
    if day < months_after(child.date_of_birth, 48):
        return Participation.PN0
    found = _weighted(chance, PARTICIPATION)
    if found == "PN3" and child.age(day) > 10:
        found = "PN6"
    return Participation(found)


def _decisions(chance: Random, child: Child, calendar: Calendar, day: date, *, first: bool) -> Iterator[Decision]:
    texts = chance.sample(words.decisions(child.age(day), first=first), chance.choice((2, 2, 3, 3, 4)))
    for text in texts:
        due = calendar.later(day, chance.choice((5, 10, 15, 20, 30)))
        owner = child.worker.name if chance.random() < 0.8 else child.worker.manager_name
        yield Decision(text, owner, due, chance.choices(("routine", "important", "urgent"), (70, 25, 5))[0])


def _weighted(chance: Random, parts: dict[str, int]) -> str:
    return chance.choices(list(parts), list(parts.values()))[0]
