"""A batch of the feed against what is on record. Nothing is written here: what is wrong refuses all of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.feed.held import Held, Record
from casework.feed.placing import Told, hide_episode, place
from casework.feed.records import FeedRecord, FeedRefused, path
from casework.feed.records import Worker as ToldWorker
from casework.feed.staffing import staff
from casework.models import Child, PeriodOfCare
from casework.ssda903.values import birthday

ADULT_AT = 18
Place = tuple[int | str, ...]


@dataclass(slots=True)
class Merge:
    """`record` has become what it shall be; what is to be written are its rows that are new or differ."""

    record: Record
    today: date
    faults: list[str] = field(default_factory=list)

    def take_in(self, records: list[FeedRecord]) -> None:
        """Raises FeedRefused with all that is wrong in any of them."""
        for index, record in enumerate(records):
            self._take_in(record, (index,))
        if self.faults:
            raise FeedRefused(self.faults)

    def _take_in(self, record: FeedRecord, at: Place) -> None:
        held = self.record.held.get(record.la_child_id)
        if record.purge:
            if held is not None:
                held.child.feed_closed_on = held.child.feed_closed_on or self.today
            return
        if held is None:
            held = self._come_into_care(record, at)
        if held is None:
            return
        if held.child.feed_closed_on is None or record.says_something:
            held.child.feed_closed_on, held.child.mis_child_id = None, record.mis_child_id
        if record.child_details is not None:
            for name, value in record.child_details.facts().items():
                setattr(held.child, name, value)
        placements = list(self._placements(record, at))
        if placements:
            place(held, placements, self.today)
        for episode in record.social_care_episodes:
            if episode.purge:
                hide_episode(held, episode.social_care_episode_id, self.today)
        staff(held, self._workers(record, at), self.record.workers)
        self._check_child(held, at)

    def _come_into_care(self, record: FeedRecord, at: Place) -> Held | None:
        """A child of whom nothing is on record: kept from the first placement on, and no sooner."""
        looked_after = [
            one
            for episode in record.social_care_episodes
            if not episode.purge
            for one in episode.child_looked_after_placements
            if not one.purge and one.said(start="start_date", end="end_date", type="placement_type")
        ]
        if not looked_after:
            return None
        facts: dict[str, Any] = record.child_details.facts() if record.child_details else {}
        if "date_of_birth" not in facts:
            self._fault(at, "child_details", "date_of_birth")("is needed: this child is not known here")
            return None
        held = Held(Child(reference=record.la_child_id, **{"sex": "U", **facts}))
        self.record.held[record.la_child_id] = held
        return held

    def _placements(self, record: FeedRecord, at: Place) -> Iterator[Told]:
        for number, episode in enumerate(record.social_care_episodes):
            here = (*at, "social_care_episodes", number, "child_looked_after_placements")
            for place_, placement in enumerate(episode.child_looked_after_placements):
                yield Told(placement, episode, self._of(*here, place_))

    def _workers(self, record: FeedRecord, at: Place) -> Iterator[tuple[ToldWorker, Callable[[str, str], None]]]:
        for number, episode in enumerate(record.social_care_episodes):
            for place_, worker in enumerate(() if episode.purge else episode.care_worker_details):
                yield worker, self._of(*at, "social_care_episodes", number, "care_worker_details", place_)

    def _of(self, *at: int | str) -> Callable[[str, str], None]:
        """Tells a fault of a field of the object that stands there."""
        return lambda name, reason: self.faults.append(f"{path((*at, name))} {reason}")

    def _fault(self, at: Place, *names: str) -> Callable[[str], None]:
        return lambda reason: self.faults.append(f"{path((*at, *names))} {reason}")

    def _check_child(self, held: Held, at: Place) -> None:
        born, fault = held.child.date_of_birth, self._fault(at, "child_details", "date_of_birth")
        starts = [period.looked_after_from for period in held.periods]
        if born > self.today:
            fault("lies in the future")
        elif starts and born > min(starts):
            fault("lies after a placement began: check both dates")
        elif any(birthday(born, ADULT_AT) <= start for start in starts):
            fault("makes the child 18 or over when a period of care began: check both dates")

    def opened(self) -> list[PeriodOfCare]:
        """Periods of care that are new and under way."""
        return [one for one in self.record.new(PeriodOfCare) if one.ended_on is None]

    def ended(self) -> list[PeriodOfCare]:
        return [one for one in self._turned("ended_on") if one.ended_on is not None and self._was(one) is None]

    def reopened(self) -> list[PeriodOfCare]:
        return [one for one in self._turned("ended_on") if one.ended_on is None]

    def _turned(self, name: str) -> list[PeriodOfCare]:
        rows, _ = self.record.changed(PeriodOfCare)
        return [one for one in rows if name in self.record.differences(one)]

    def _was(self, period: PeriodOfCare) -> date | None:
        found: date | None = self.record.before(period)["ended_on"]
        return found
