"""Two years, slot by slot: the clock is set, then everybody does their part; several at once where that is possible."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from infra.demo import narrator
from infra.demo.invention.careers import Career, career
from infra.demo.invention.casting import CastDispute, cast
from infra.demo.invention.children import children
from infra.demo.invention.days import STORY, Calendar, england
from infra.demo.invention.disputes import OPEN_REFERRAL
from infra.demo.running.folder import Folder
from infra.demo.story.cases import Cases
from infra.demo.story.clockwork import Clockwork
from infra.demo.story.disputing import Disputing
from infra.demo.story.players import Players
from infra.demo.story.reviewing import Reviewing
from infra.demo.story.timeline import IN_TURN, Doers, Slot, timeline

SEED = 2010
"""The year of the Care Planning Regulations; another seed makes other children."""
AT_ONCE = 6
STRIKES_APART = timedelta(days=14)
"""The clock strikes each time that a dispute needs it, else as often as this."""


@dataclass(frozen=True)
class Script:
    """The whole story, invented before anything of it happens."""

    first: date
    last: date
    careers: tuple[Career, ...]
    disputes: tuple[CastDispute, ...]


def invent(how_many: int, last: date) -> Script:
    """The same children from the same day. The story ends on the last working day up to `last`."""
    calendar: Calendar = england(last)
    end = calendar.on_or_before(last)
    first = calendar.on_or_after(end - STORY)
    chance = Random(SEED)
    careers = tuple(career(chance, child, calendar, end) for child in children(chance, how_many, calendar, first, end))
    return Script(first, end, careers, tuple(cast(careers, calendar, first, end)))


def tell(script: Script, players: Players, folder: Folder) -> tuple[str, ...]:
    """Carry it out; returns what there is to be said of it at the end."""
    clockwork = Clockwork()
    cases = Cases(players, folder)
    doers = Doers(cases, Reviewing(players, cases), Disputing(players, cases, clockwork))
    slots = timeline(script.careers, script.disputes, doers, script.last)
    narrator.heading(f"Two years of work, from {script.first:%-d %B %Y} to {script.last:%-d %B %Y}")
    narrator.say("  Councils submit cases by API and by 903 file; the region proposes IROs; managers appoint them;")
    narrator.say("  IROs hold reviews on their pages; managers vote or stay silent; disputes climb.")
    _play(slots, clockwork)
    clockwork.give_back()
    clockwork.settle()
    return _summary(script, doers)


def _play(slots: list[Slot], clockwork: Clockwork) -> None:
    due = slots[0].day
    with (
        ThreadPoolExecutor(AT_ONCE) as pool,
        narrator.progress(sum(len(slot.work) for slot in slots), "Two years") as bar,
    ):
        for slot in slots:
            clockwork.set(slot.day, slot.hour, 5)
            if slot.day >= due:
                clockwork.strike()
                due = slot.day + STRIKES_APART
            if slot.hour in IN_TURN or len(slot.work) == 1:
                for work in slot.work:
                    work()
                    bar.step(f"{slot.day:%B %Y}")
            else:
                for _ in pool.map(lambda work: work(), slot.work):
                    bar.step(f"{slot.day:%B %Y}")


def _summary(script: Script, doers: Doers) -> tuple[str, ...]:
    by_file = sum(one.child.by_file for one in script.careers)
    reviews = [review for one in script.careers for review in one.reviews]
    in_time = sum(not review.late_reason for review in reviews) / max(len(reviews), 1)
    left = sum(one.left_on is not None for one in script.careers)
    return (
        f"{len(script.careers)} children: {len(script.careers) - by_file} by API, {by_file} by 903 file; "
        f"{left} have left care since.",
        f"{doers.reviewing.held} reviews, {in_time:.0%} of them in time.",
        f"{len(script.disputes)} disputes:",
        *(
            f"  {doers.disputing.references[one.script.title]}  {one.script.council}  {one.script.title}"
            for one in script.disputes
        ),
        *(
            f"{OPEN_REFERRAL.title.capitalize()}: the draw chose {doers.disputing.drawn(one.script.title)}"
            for one in script.disputes
            if one.script is OPEN_REFERRAL and len(one.steps) == len(OPEN_REFERRAL.steps)
        ),
    )
